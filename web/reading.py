"""A document as it was read: its text with the quoted words marked, and in the margin what they state."""
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from graphkit import coverage, vocab
from graphkit.catalog import Claim, Document, Name, Passage, Resource
from graphkit.errors import BadFile, NotFound
from graphkit.sources import Source

from .desk import Desk
from .places import anchor
from .relations import claims_of

PERSONAL = vocab.BG + "personalData"


@dataclass(frozen=True, slots=True)
class Note:
    """A passage, its number in the document, and what rests on it: elements, links, and other things."""

    number: int
    anchor: str
    passage: Passage
    elements: tuple[Resource, ...]
    claims: tuple[Claim, ...]
    others: tuple[Name, ...]

    @property
    def empty(self) -> bool:
        """Whether the passage only shows that the document is there."""
        return not (self.elements or self.claims or self.others)


@dataclass(frozen=True, slots=True)
class Margin:
    """What the passages of a block state together, each thing once with the numbers of its passages."""

    elements: tuple[tuple[Resource, tuple[int, ...]], ...]
    claims: tuple[tuple[Claim, tuple[int, ...]], ...]
    others: tuple[tuple[Name, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike: marked or not, accounted for or not, with the anchors that begin and the notes that end here."""

    text: str
    marked: bool
    state: str
    reason: str
    anchors: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row with its notes."""

    kind: str
    anchor: str
    runs: tuple[Run, ...]
    margin: Margin | None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a document: how much of it is accounted for, or why its text is not there; what was left out; whether the text has changed."""

    coverage: object
    told: str
    left: tuple[tuple[Name, int], ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The document itself: `blocks` when the text is at hand, else `sections` of notes."""

    blocks: tuple[Block, ...]
    sections: tuple[tuple[str, tuple[tuple[Note, Margin | None], ...]], ...]

    @property
    def headings(self) -> tuple[Block, ...]:
        """The headings that something stands under, for the table of contents."""
        return tuple(b for b in self.blocks if b.kind == "heading")


def head(desk: Desk, document: Document) -> Head:
    """What stands above a document, made once per version of the store."""
    return desk.remember(("head", document.iri), lambda: _head(desk, document))


def _head(desk: Desk, document: Document) -> Head:
    left = Counter(x.reason for x in desk.catalog.left_out(document.iri))
    reasons = tuple((desk.named(reason), n) for reason, n in left.most_common() if reason)
    try:
        covered, source = coverage.of(desk.catalog, document, desk.sources), coverage.source_of(document, desk.sources)
    except (NotFound, BadFile) as problem:
        return Head(None, str(problem) if isinstance(problem, NotFound) else "", reasons, False)
    return Head(covered, "", reasons, bool(document.digest) and document.digest != source.digest)


def reading(desk: Desk, document: Document) -> Reading:
    """The reading of a document. It is large and its page is kept, so it is made anew each time."""
    used, covered = desk.catalog.document_passages(document.iri), head(desk, document).coverage
    if covered is None:
        return Reading((), _by_section(_notes(desk, document, used)))
    source = coverage.source_of(document, desk.sources)
    spots = {u.passage.iri: _spot(source, u.passage) for u in used}
    notes = _notes(desk, document, sorted(used, key=lambda u: (spots[u.passage.iri], u.passage.iri)))
    return Reading(tuple(_blocks(desk, document, source, covered, notes, spots)), ())


def _notes(desk: Desk, document: Document, used) -> tuple[Note, ...]:
    resources, found = desk.catalog.resources, []
    for number, (passage, users) in enumerate(((u.passage, u.users) for u in used), 1):
        found.append(Note(
            number, anchor(passage.iri), passage, tuple(resources[u] for u in users if u in resources and u != document.iri),
            tuple(c for u in users if u not in resources for c in claims_of(desk, u)),
            tuple(desk.named(u) for u in users if u not in resources and not claims_of(desk, u)),
        ))
    return tuple(found)


def _margin(notes) -> Margin | None:
    parts = []
    for part in ("elements", "claims", "others"):
        numbers = defaultdict(list)
        for note in notes:
            for thing in getattr(note, part):
                numbers[thing].append(note.number)
        parts.append(tuple((thing, tuple(dict.fromkeys(found))) for thing, found in numbers.items()))
    return Margin(*parts) if any(parts) else None


def _by_section(notes):
    found = {}
    for note in notes:
        found.setdefault(note.passage.section, []).append((note, _margin((note,))))
    return tuple((section, tuple(under)) for section, under in found.items())


def _spot(source: Source, passage: Passage) -> tuple[int, int]:
    """Where the quoted words stand; the whole range when they are not there any more."""
    try:
        start, end = source.find(passage.exact, passage.start)
    except NotFound:
        return passage.start, passage.end
    return (start, end) if end <= passage.end else (passage.start, passage.end)


def _blocks(desk: Desk, document: Document, source: Source, covered, notes, spots):
    """The blocks of the text that have segments, each cut where a quotation, a segment or a stretch left out begins or ends."""
    left = desk.catalog.left_out(document.iri)
    names = () if desk.persons else tuple((x.start, x.end) for x in left if x.reason == PERSONAL)
    begins, ends, starts = defaultdict(list), defaultdict(list), [b.start for b in source.blocks]
    homes = defaultdict(list)
    for note in notes:
        start, end = spots[note.passage.iri]
        begins[start].append(note.anchor)
        ends[end] += [] if note.empty else [note.number]
        homes[max(0, bisect_right(starts, start) - 1)].append(note)
    for x in left:
        if x.reason != PERSONAL:
            begins[x.start].append(anchor(x.iri))
    marks, pieces = sorted(spots.values()), defaultdict(list)
    for piece in covered.pieces:
        pieces[bisect_right(starts, piece.start) - 1].append(piece)
    edges = sorted({e for mark in marks for e in mark} | set(begins))
    for index, block in enumerate(source.blocks):
        inside = [e for e in edges if block.start < e < block.end]
        cuts = sorted({block.start, block.end, *inside, *(e for p in pieces[index] for e in (p.start, p.end))})
        runs = tuple(_run(source, a, b, pieces[index], marks, names, begins, ends) for a, b in zip(cuts, cuts[1:]))
        kind = "contents" if pieces[index] and pieces[index][0].kind == "contents" else block.kind
        yield Block(kind, f"s{block.start}", runs, _margin(homes[index]))


def _run(source: Source, a: int, b: int, pieces, marks, names, begins, ends) -> Run:
    piece = next((p for p in pieces if p.start <= a < p.end), None)
    text = source.text[a:b]
    words = source.spoken(a, b, names)
    words = (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() and words else "")
    marked = piece is not None and any(start <= a and b <= end for start, end in marks)
    return Run(words, marked, piece.state if piece else "", piece.reason if piece else "", tuple(begins.get(a, ())), tuple(ends.get(b, ())))
