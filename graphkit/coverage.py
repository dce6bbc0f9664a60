"""Is everything in a text accounted for? Each segment is evidence, left out with a reason, or missing."""
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import vocab
from .catalog import Catalog, Document
from .errors import NotFound
from .sources import Source, collapse

ENOUGH = 0.6  # the share of a segment's non-space characters that must lie in ranges
PERSONAL = vocab.BG + "personalData"
EVIDENCE, LEFT_OUT, MISSING = "evidence", "left_out", "missing"


@dataclass(frozen=True)
class Piece:
    """One segment: its place, its state (evidence, left_out or missing), its words with names as [naam]."""

    start: int
    end: int
    kind: str
    state: str
    reason: str
    text: str
    section: str


@dataclass(frozen=True)
class Coverage:
    """Numbers of segments of one document; `percent` is the share accounted for, with one decimal."""

    document: str
    file: str
    segments: int
    evidence: int
    left_out: int
    missing: int
    percent: float
    pieces: tuple[Piece, ...]


def source_of(document: Document, folder: Path | None) -> Source:
    """The text of a document. Raises NotFound when it is not at hand, BadFile when it cannot be read."""
    path = folder / document.file if folder and document.file else None
    if path is None or not path.is_file():
        raise NotFound(
            f"De brontekst van {vocab.short(document.iri)} ({document.file or 'geen bestand genoemd'}) is hier niet aanwezig. "
            "Zet BELEIDSGRAAF_SOURCES op de map met de teksten."
        )
    return Source.read(path)


def of(catalog: Catalog, document: Document, folder: Path | None) -> Coverage:
    """How much of a document's text is accounted for, segment by segment. Raises NotFound, BadFile."""
    source = source_of(document, folder)
    used = [u.passage for u in catalog.document_passages(document.iri) if u.users]
    left = catalog.left_out(document.iri)
    names = tuple((x.start, x.end) for x in left if x.reason == PERSONAL)
    in_use, out = _mask(source, [(p.start, p.end) for p in used]), _mask(source, [(x.start, x.end) for x in left])
    headings = {collapse(p.section) for p in used} | {collapse(r.nl) for r in catalog.resources.values() if document.iri in r.documents}
    pieces = []
    for block in source.blocks:
        for segment in block.segments:
            state = _state(source, segment, in_use, out, headings)
            reason = next((x.reason for x in left if x.start < segment.end and segment.start < x.end), "") if state == LEFT_OUT else ""
            pieces.append(Piece(
                segment.start, segment.end, segment.kind, state, reason,
                source.spoken(segment.start, segment.end, names), source.section_at(segment.start),
            ))
    counts = {state: sum(p.state == state for p in pieces) for state in (EVIDENCE, LEFT_OUT, MISSING)}
    accounted = counts[EVIDENCE] + counts[LEFT_OUT]
    percent = round(100 * accounted / len(pieces), 1) if pieces else 100.0
    return Coverage(document.iri, document.file, len(pieces), *counts.values(), percent, tuple(pieces))


def _mask(source: Source, ranges) -> bytearray:
    mask = bytearray(len(source.text))
    for start, end in ranges:
        mask[max(0, start):end] = b"\1" * (min(end, len(mask)) - max(0, start))
    return mask


def _state(source: Source, segment, in_use, out, headings) -> str:
    places = [i for i in range(segment.start, segment.end) if not source.text[i].isspace()]
    evidence, left = sum(in_use[i] for i in places), sum(out[i] for i in places)
    enough = ENOUGH * len(places)
    if evidence >= enough:
        return EVIDENCE
    if segment.kind == "heading" and collapse(source.text[segment.start:segment.end]) in headings:
        return EVIDENCE
    return LEFT_OUT if left >= enough else MISSING


@dataclass(frozen=True)
class Statistics:
    """What one document holds: elements per class, links per family and basis, passages, and the share quoted.

    Keys of `elements` are class IRIs, of `links` pairs (family, basis) as local names. `quoted` is the share
    of the text's characters in quotations, in percent; None when the text is not at hand.
    """

    document: str
    elements: dict[str, int]
    links: dict[tuple[str, str], int]
    passages: int
    quoted: float | None


def statistics(catalog: Catalog, document: Document, folder: Path | None) -> Statistics:
    """Counts over one document's own graph. Raises BadFile for a text that cannot be read."""
    elements = Counter(r.kind for r in catalog.resources.values() if document.iri in r.documents)
    families = {link.link: vocab.local(link.family) for link in catalog.links}
    used = catalog.document_passages(document.iri)
    own = frozenset(u.passage.iri for u in used)
    links = Counter(
        (families[c.link], vocab.local(c.basis)) for c in catalog.all_claims() if c.link in families and any(p.iri in own for p in c.passages)
    )
    try:
        quoted = quoted_share(source_of(document, folder), (u.passage for u in used))
    except NotFound:
        quoted = None
    return Statistics(document.iri, dict(elements), dict(links), len(used), quoted)


def quoted_share(source: Source, passages) -> float:
    """The share of a text's characters that quotations hold, in percent; overlapping ones count once."""
    mask = bytearray(len(source.text))
    for passage in passages:
        try:
            start, end = source.find(passage.exact, passage.start)
        except NotFound:
            continue
        mask[start:end] = b"\1" * (end - start)
    return round(100 * sum(mask) / max(1, len(mask)), 1)
