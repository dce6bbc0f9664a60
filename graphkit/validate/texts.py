"""Rules that lay the graph beside the files: is each quotation really there, and is the text still the same?"""
from pathlib import Path

from .. import vocab
from ..catalog import Catalog, Document, Passage
from ..coverage import source_of
from ..errors import BadFile, NotFound
from ..sources import Source
from . import names
from .records import Hit

READABLE, LITERAL, BLOCK = vocab.BGSH + "File-readable", vocab.BGSH + "Passage-literal", vocab.BGSH + "Passage-block"
DIGEST, QUOTED = vocab.BGSH + "PolicyDocument-digest", vocab.BGSH + "PolicyDocument-quoted"
PERSONAL = vocab.BG + "personalData"
AT_MOST = 0.40  # of a text's characters may be quoted
LISTED = 20  # moved quotations written out in one message; the passages of the finding hold them all


def hits(catalog: Catalog, folder: Path | None, with_names: bool = False) -> tuple[set[Hit], tuple[str, ...]]:
    """What the texts show, and a line for each document whose text is not at hand.

    Words of a text that a message repeats have [naam] for names, unless `with_names`.
    """
    found, notes, known = set(), [], names.Known.of(catalog)
    for document in catalog.documents:
        try:
            source = source_of(document, folder)
        except NotFound as missing:
            notes.append(str(missing))
        except BadFile as problem:
            words = str(problem).replace(str(problem.path), Path(problem.path).name)
            found.add(Hit(READABLE, document.iri, document.file, words, words))
        else:
            try:
                found |= _compare(catalog, document, source, with_names, known)
            except ValueError:  # a place that is no number; the shapes name it
                notes.append(f"De citaten van {vocab.short(document.iri)} zijn niet vergeleken: een plaats is geen getal.")
    return found, tuple(notes)


def _compare(catalog: Catalog, document: Document, source: Source, with_names: bool, known: names.Known) -> set[Hit]:
    passages = [used.passage for used in catalog.document_passages(document.iri)]
    private = [(x.start, x.end) for x in catalog.left_out(document.iri) if x.reason == PERSONAL]
    hidden = [] if with_names else private
    # The words beside a name are in a graph that is never public; the share counts what is published.
    apart = {q.subject.value for q in catalog.store.quads(g for g in catalog.store.graphs() if g.endswith("/persons"))}
    changed = bool(document.digest) and source.digest != document.digest
    found, moved, quoted = set(), [], []
    for passage in passages:
        place = _place(source, passage)
        if place and passage.start <= place[0] and place[1] <= passage.end:
            if passage.iri not in apart:
                quoted.append(place)
            if sum(b.start < passage.end and passage.start < b.end for b in source.blocks) > 1:
                found.add(Hit(BLOCK, passage.iri, passages=(passage,)))
        elif place and changed:
            moved.append((passage, place))
        else:
            nl, en = _nearest(source, passage, place, hidden, changed)
            found.add(Hit(LITERAL, passage.iri, passage.exact, nl, en, (passage,)))
    if changed:
        found.add(Hit(DIGEST, document.iri, source.digest, *_moved(moved), tuple(p for p, _ in moved)))
    share = _union(quoted) / len(source.text) if source.text else 0.0
    if share > AT_MOST:
        found.add(Hit(QUOTED, document.iri, "", f"{share:.1%}".replace(".", ",").replace("%", " %"), f"{share:.1%}"))
    return found | names.hits(known, document, source, passages, private)


def _place(source: Source, passage: Passage) -> tuple[int, int] | None:
    """Where the quotation stands: between its offsets, else at its first place in the text, else nowhere."""
    if source.holds(passage.exact, passage.start, passage.end):
        return source.find(passage.exact, passage.start)
    return _first(source, passage.exact)


def _first(source: Source, words: str) -> tuple[int, int] | None:
    try:
        return source.find(words)
    except NotFound:
        return None


def _nearest(source: Source, passage: Passage, place, hidden, changed: bool) -> tuple[str, str]:
    """The words of the text that a wrong quotation is most like; of a changed text, whose names may have moved, only the place."""
    if place:
        return f"deze woorden staan op {place[0]}–{place[1]}.", f"these words are at {place[0]}–{place[1]}."
    near = _first(source, source.nearest(passage.exact))
    if near is None:
        return "niets in de tekst lijkt erop.", "nothing in the text is like it."
    where = f"{near[0]}–{near[1]}"
    if changed and hidden:
        return f"op {where}.", f"at {where}."
    words = source.spoken(*near, tuple(hidden))
    return f"‘{words}’ ({where}).", f"‘{words}’ ({where})."


def _moved(moved) -> tuple[str, str]:
    if not moved:
        return "Geen citaat is verschoven.", "No quotation has moved."
    lines = [f"‘{p.exact}’: {p.start}–{p.end} → {a}–{b}" for p, (a, b) in moved[:LISTED]]
    rest = len(moved) - len(lines)
    listed = "; ".join(lines)
    return (
        f"Verschoven citaten ({len(moved)}): {listed}" + (f"; en nog {rest}." if rest else "."),
        f"Quotations that moved ({len(moved)}): {listed}" + (f"; and {rest} more." if rest else "."),
    )


def _union(ranges) -> int:
    """The number of characters in these ranges, overlaps counted once."""
    total = last = 0
    for start, end in sorted(ranges):
        total += max(0, end - max(start, last))
        last = max(last, end)
    return total
