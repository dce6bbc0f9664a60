"""Names that a text gives: a law that nothing links to, duties without a law, two spellings, figures that are not there."""
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .. import query, vocab
from ..catalog import Catalog, Document, Passage
from ..sources import Source, collapse
from .records import AGREES, OPEN, Hit

LINKED, NAMED = vocab.BGSH + "LegalResource-linked", vocab.BGSH + "LegalResource-named"
SPELLING, FIGURE = vocab.BGSH + "PolicyElement-spelling", vocab.BGSH + "PolicyDocument-figure"
LAW = vocab.BG + "LegalResource"
DUTY = re.compile(r"\bwettelijke\)?\s+(?:verplichting|eis|taa?k|kader)\w*|\bwettelijk verplicht\w*|\bwet- en regelgeving\b", re.IGNORECASE)
SHOWN = re.compile(r"\bfiguur\s+\d+|\b(?:onderstaande?|bijgaande?)\s+(?:afbeelding|figuur|schema|plaatje)\b", re.IGNORECASE)
IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
NEAR = 400  # characters within which an image belongs to the words that speak of it
WORD = re.compile(r"[^\W\d_]{7,}")
ASIDE = re.compile(r"\([^)]*\)|[‘’“”'\"]")
ALIKE, OFTEN = 70, 5  # per cent of the letters; how much more often the known spelling must stand there
BEGIN, END = 8, 12  # letters that two names share at their begin or end when they are like each other


@dataclass(frozen=True)
class Known:
    """The names of things, and where claims about laws rest; read once for all documents."""

    laws: dict[str, tuple[str, ...]]
    linked: dict[tuple[str, str], tuple[tuple[int, int], ...]]
    things: dict[str, dict[str, tuple[str, ...]]]

    @classmethod
    def of(cls, catalog: Catalog) -> "Known":
        laws, things, linked = defaultdict(dict), defaultdict(lambda: defaultdict(dict)), defaultdict(list)
        for row in query.load("names", "validate").rows(catalog.store):
            thing, name = str(row["thing"]), _bare(str(row["name"]), catalog.label(str(row["class"])))
            if row["class"] == LAW:
                laws[thing][name] = None
            elif "document" in row:
                things[str(row["document"])][thing][name] = None
        for row in query.load("laws", "validate").rows(catalog.store):
            linked[str(row["law"]), str(row["document"])].append((int(row["start"]), int(row["end"])))
        return cls(
            {law: tuple(names) for law, names in laws.items()}, {key: tuple(places) for key, places in linked.items()},
            {document: {thing: tuple(names) for thing, names in of.items()} for document, of in things.items()},
        )


def hits(known: Known, document: Document, source: Source, passages: list[Passage], private: list[tuple[int, int]]) -> set[Hit]:
    """What the names in one text show; nothing inside a `private` range is ever repeated."""
    found = _laws(known, document, source, passages)
    found |= _figures(document, source, passages)
    for thing, names in known.things.get(document.iri, {}).items():
        found |= {hit for hit in [_two_names(thing, names, source, passages)] if hit}
    return found | _misspelt(known, document, source, passages, private)


def _laws(known: Known, document: Document, source: Source, passages: list[Passage]) -> set[Hit]:
    found, any_law = set(), any(place == document.iri for _, place in known.linked)
    for law, names in known.laws.items():
        places = sorted({place for name in names for place in _places(name, source.text)})
        if places:
            rests = known.linked.get((law, document.iri), ())
            well = any(_touch(a, b) for a in places for b in rests)
            found.add(Hit(LINKED, document.iri, law, passages=_over(places, passages), outcome=AGREES if well else OPEN))
    duties = [m.span() for m in DUTY.finditer(source.text)]
    if duties and not any_law and not found:
        words = collapse(source.text[slice(*duties[0])]).replace(")", "")
        found.add(Hit(NAMED, document.iri, "", f"‘{words}’ ({len(duties)} keer)", f"‘{words}’ ({len(duties)} times)", _over(duties, passages)))
    return found


def _figures(document: Document, source: Source, passages: list[Passage]) -> set[Hit]:
    found = set()
    for match in SHOWN.finditer(source.text):
        if not IMAGE.search(source.text, max(0, match.start() - NEAR), match.end() + NEAR):
            words = collapse(match[0])
            found.add(Hit(FIGURE, document.iri, words.casefold(), f"‘{words}’", f"‘{words}’", _over([match.span()], passages)))
    return found


def _two_names(thing: str, names: tuple[str, ...], source: Source, passages: list[Passage]) -> Hit | None:
    """Two names of one thing that are nearly the same, both in the text; a short form that is part of the other is no second name."""
    there = {name: places for name in names if (places := _places(name, source.text))} if len(names) > 1 else {}
    for one in sorted(there):
        for other in sorted(there):
            if one < other and _like(one.casefold(), other.casefold()):
                return Hit(
                    SPELLING, thing, other, f"‘{other}’", f"‘{other}’", _over(there[one][:3] + there[other][:3], passages),
                    named=(("one", f"‘{one}’", ""),),
                )
    return None


def _like(one: str, other: str) -> bool:
    tight = [re.sub(r"[\W_]", "", name) for name in (one, other)]
    if one in other or other in one:
        return False
    return tight[0] == tight[1] or fuzz.ratio(*tight) >= ALIKE or tight[0][:BEGIN] == tight[1][:BEGIN] or tight[0][-END:] == tight[1][-END:]


def _misspelt(known: Known, document: Document, source: Source, passages: list[Passage], private) -> set[Hit]:
    """Rare words one letter away from a word of a name that the text uses often; another ending is no other spelling."""
    words = defaultdict(list)
    for match in WORD.finditer(source.text):
        if not any(_touch(match.span(), place) for place in private):
            words[match[0].casefold()].append(match.span())
    counts = Counter({word: len(places) for word, places in words.items()})
    owners = {}
    # The thing whose name says least else: the municipality before a department of it.
    named = [(name, thing) for thing, names in known.things.get(document.iri, {}).items() for name in names]
    for name, thing in sorted(named, key=lambda pair: (len(pair[0].split()), len(pair[0]), pair)):
        for word in WORD.findall(name):
            owners.setdefault(word.casefold(), thing)
    found = set()
    for name, thing in sorted(owners.items()):
        for word in counts:
            if word in owners or counts[name] < OFTEN * counts[word] or word[0] != name[0] or word[:-3] == name[:-3] or word[-3:] != name[-3:]:
                continue
            if OSA.distance(word, name, score_cutoff=1) == 1:
                spans = {"one": words[name][0], "value": words[word][0]}
                shown = {key: f"‘{source.text[slice(*span)]}’" for key, span in spans.items()}
                found.add(Hit(SPELLING, thing, word, shown["value"], shown["value"], _over(words[word], passages), named=(("one", shown["one"], ""),)))
    return found


def _bare(name: str, kind: str) -> str:
    """A name without what stands in brackets and without the word for its kind in front."""
    return collapse(ASIDE.sub("", name)).removeprefix(kind + " ")


def _places(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name stands as words of its own, whatever signs stand between them."""
    words = re.findall(r"[\w/+.-]*\w", name)
    if not words:
        return []
    return [m.span() for m in re.finditer(r"(?<!\w)" + r"[^\w\n]+".join(map(re.escape, words)) + r"(?!\w)", text, re.IGNORECASE)]


def _over(places, passages: list[Passage]) -> tuple[Passage, ...]:
    return tuple(p for p in passages if any(_touch((p.start, p.end), place) for place in places))


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
