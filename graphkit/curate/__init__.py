"""What a curator asks for: the skeleton of a document's file, passages minted from quotations, and deviations.

The only room that writes to `data/`, and only on a person's command.
"""
import json
import random
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from .. import vocab
from ..catalog import Catalog
from ..errors import GraphkitError, NotFound
from ..ingest import Origin, document_graph, read
from ..sources import Source, collapse
from ..store import write_whole
from .deviations import Listed, Proposal, Written, add_deviation, deviations

__all__ = [
    "Listed", "Minted", "Proposal", "Written", "add_deviation", "deviations", "mint_passages", "new_document", "sample", "slug", "source_path",
]
QUOTE_AT_MOST = 200


@dataclass(frozen=True)
class Minted:
    """A passage ready to be pasted: its local name, its heading, its offsets and its words."""

    name: str
    document: str
    section: str
    start: int
    end: int
    exact: str

    def turtle(self) -> str:
        """The passage as Turtle with the prefixes p, pd, bg and oa."""
        text = json.dumps(self.exact, ensure_ascii=False)
        section = json.dumps(self.section, ensure_ascii=False)
        return (
            f"p:{self.name} a bg:Passage ; bg:inDocument pd:{self.document} ; bg:section {section} ; "
            f"oa:start {self.start} ; oa:end {self.end} ;\n    oa:exact {text} .\n"
        )


def mint_passages(source: Source, document: str, lines) -> tuple[Minted, ...]:
    """Passages for quotations, one a line, in the given order.

    A line is a quotation, or a quotation, a tab and the words of a longer range. Without those
    the range is the sentences, items or cells that the quotation touches. A line that occurs
    twice takes the next place in the text. Lines that are empty or begin with `#` are passed over.
    `document` is the slug, `weert-beleidsplan`. Raises GraphkitError with every line that fails.
    """
    minted, wrong, seen, used = [], [], {}, {}
    for number, line in enumerate(lines, 1):
        quotation, _, wider = line.rstrip("\n").partition("\t")
        if not quotation.strip() or quotation.startswith("#"):
            continue
        try:
            passage = _mint(source, document, collapse(quotation), collapse(wider), seen, used)
        except GraphkitError as problem:
            wrong.append(f"regel {number}: {problem}")
        else:
            minted.append(passage)
    if wrong:
        raise GraphkitError(" | ".join(wrong))
    return tuple(minted)


def _mint(source, document, quotation, wider, seen, used) -> Minted:
    if len(quotation) > QUOTE_AT_MOST:
        raise GraphkitError(f"‘{quotation[:40]}…’ is {len(quotation)} tekens; een citaat heeft er hoogstens {QUOTE_AT_MOST}.")
    begin, finish = source.find(quotation, seen.get((quotation, wider), 0))
    seen[quotation, wider] = finish
    if wider:
        start, end = source.find(wider, max(0, begin - len(wider) * 2))
        if not start <= begin < finish <= end:
            raise NotFound(f"‘{quotation}’ staat niet in de opgegeven langere passage.")
    else:
        touched = [s for s in source.segments if s.start < finish and begin < s.end]
        start, end = min([begin, *(s.start for s in touched)]), max([finish, *(s.end for s in touched)])
    if end > source.block_at(start).end:
        raise GraphkitError(f"‘{quotation[:60]}’ loopt door over meer dan één alinea, lijstpunt of rij; kies kortere woorden.")
    name = f"{document}-{start:05d}"
    used[name] = used.get(name, 0) + 1
    if used[name] > 1:
        name += f"-{chr(96 + used[name])}"
    return Minted(name, document, source.section_at(start), start, end, quotation)


def slug(name: str) -> str:
    """weert/beleidsplan → weert-beleidsplan. Raises GraphkitError for another shape."""
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", name):
        raise GraphkitError(f"‘{name}’ is geen naam van een document; schrijf gemeente/document in kleine letters, zoals weert/beleidsplan.")
    return name.replace("/", "-")


def source_path(data: Path, name: str, folder: Path | None) -> Path:
    """The source text that a document's own file names. Raises NotFound."""
    slug(name)
    file = data / "documents" / f"{name}.ttl"
    if not file.is_file():
        raise NotFound(f"Het document {name} heeft nog geen bestand ({file}). Geef --text of maak het met: beleidsgraaf document new {name}")
    named = next((q.object.value for q in read(Origin(file, document_graph(file))) if q.predicate.value == vocab.BG + "sourceFile"), "")
    if not named or folder is None or not (folder / named).is_file():
        raise NotFound(f"De brontekst van {name} ({named or 'niet genoemd'}) is hier niet aanwezig. Zet BELEIDSGRAAF_SOURCES op de map met de teksten of geef --text.")
    return folder / named


def new_document(data: Path, name: str, source: Source, title: str) -> Path:
    """Write the skeleton of a document's file and give its path. Raises GraphkitError when it exists."""
    path = data / "documents" / f"{name}.ttl"
    document = slug(name)
    if path.exists():
        raise GraphkitError(f"{path} bestaat al en blijft zoals het is. Kies een andere naam of verwijder het zelf.")
    text = (files("graphkit") / "skeleton.ttl").read_text("utf-8")
    for place, value in {
        "{document}": document, "{name}": name, "{municipality}": name.split("/")[0], "{digest}": source.digest,
        '"{title}"': json.dumps(title, ensure_ascii=False), '"{file}"': json.dumps(source.file, ensure_ascii=False),
    }.items():
        text = text.replace(place, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8"))
    return path


def sample(catalog: Catalog, document: str, seed: int, size: int) -> list[tuple]:
    """Elements and links of a document to reread, `size` of each (all where there are fewer), a row per passage.

    Drawn by a random generator started with `seed` from lists in order of IRI, so that the same
    data give the same sample. Reasons are left out: the reader judges the words alone. A row is
    number, element or link, IRI, label, definition, from, link, to, basis, section, start, end, exact.
    """
    iri = vocab.ID + f"policy-document/{document}"
    catalog.resolve(iri)
    draw = random.Random(seed)
    own = frozenset(u.passage.iri for u in catalog.document_passages(iri))
    elements = sorted(r.iri for r in catalog.resources.values() if any(p.iri in own for p in catalog.passages(r.iri)))
    links = sorted((c for c in catalog.all_claims() if any(p.iri in own for p in c.passages)), key=lambda c: (c.iri, c.source, c.link, c.target))
    rows, number = [], 0
    for element in draw.sample(elements, min(size, len(elements))):
        number += 1
        found = catalog.resources[element]
        rows += [(number, "element", element, found.label(), found.definition(), "", "", "", "", p.section, p.start, p.end, p.exact)
                 for p in catalog.passages(element)]
    for claim in draw.sample(links, min(size, len(links))):
        number += 1
        words = (catalog.label(claim.source), catalog.name(claim.link).label(), catalog.label(claim.target), vocab.local(claim.basis))
        rows += [(number, "link", claim.iri, "", "", *words, p.section, p.start, p.end, p.exact) for p in claim.passages]
    return rows
