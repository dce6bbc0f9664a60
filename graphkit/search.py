"""Finding things by words: in labels, definitions and quotations, best match first."""
import re
import sqlite3
import threading
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, islice, takewhile

from rapidfuzz import fuzz, process

from . import vocab
from .catalog import Catalog, Resource

WORD = re.compile(r"\w+")
MARKS = re.compile("[\u0300-\u036f]")  # accents, once they are taken apart from their letters
WEIGHTS = "10.0, 3.0, 1.0, 0.5"  # label, definition, quotation, and last the names of its kind and municipality
BETWEEN, SHOWN, BEFORE = " ¶ ", 16, 5  # what parts quotations in the index; words shown of one, of which so many before the match
CALLED = 2.0  # what is called just so counts this much more than what only has the word; a longer name less, in step
STATED = 2.0  # what a document states goes before a shared term with the same name
FEW, MOST = 10, 7  # with fewer hits also those with a word less; of more words than this only all or any
COMMON = frozenset(
    "de het een en of in op aan van voor met bij te ten ter is zijn was wordt worden dat die dit deze er om uit naar als dan ook niet wat wie "
    "welke welk hoe waar waarom wanneer hoeveel moet moeten kan kunnen waarover waarin waarvoor waarop waartoe waarmee waarvan waaruit waarbij "
    "heeft hebben gaat gaan komt komen staat staan doet doen noemt noemen hun haar ons onze wij zij wel nog iets iemand the a an and of to for with is are what who which how".split())
FACETS = ("kind", "municipality", "document", "theme", "year", "status")


@dataclass(frozen=True)
class Hit:
    """A thing that was found, in which part of it (label, definition or quotation), and the words around."""

    resource: Resource
    part: str
    words: str

    @property
    def why_nl(self) -> str:
        return {"label": "in de naam", "definition": "in de uitleg", "quotation": f"in de tekst: “{self.words}”", "": ""}[self.part]

    @property
    def why_en(self) -> str:
        return {"label": "in the name", "definition": "in the explanation", "quotation": f"in the text: “{self.words}”", "": ""}[self.part]


@dataclass(frozen=True)
class Found:
    """One page of hits; `facets` counts all `total` of them; `near` when nothing matched."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    near: tuple[Resource, ...]


class Index:
    """A full-text index in memory over one catalog."""

    def __init__(self, catalog: Catalog):
        self.catalog = catalog
        self._lock = threading.Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        self._table.execute(
            "CREATE VIRTUAL TABLE things USING fts5(weight UNINDEXED, label, definition, quotation, context, tokenize='unicode61 remove_diacritics 2')"
        )
        quoted, known_as = catalog.quotations(), catalog.other_names()
        self._things = list(catalog.resources.values())
        self._places = {r.iri: row for row, r in enumerate(self._things)}
        self._table.executemany("INSERT INTO things (rowid, weight, label, definition, quotation, context) VALUES (?, ?, ?, ?, ?, ?)", (
            (row, STATED if r.documents else 1.0, " ".join((r.nl, r.en, *known_as.get(r.iri, ()))), f"{r.definition_nl} {r.definition_en}", BETWEEN.join(quoted.get(r.iri, ())),
             " ".join([catalog.name(r.kind).label(), *map(catalog.label, r.municipalities)]))
            for row, r in enumerate(self._things)
        ))
        self._called = [  # of a shared term nothing: its name is in what the documents state, and that goes first
            tuple(tuple(_content(_plain(name))) for name in (r.nl, r.en, *known_as.get(r.iri, ())) if name) if r.documents else () for r in self._things
        ]
        self._words = sorted({word for names in self._called for words in names for word in words})
        self._years = catalog.years()
        self._everything = sorted(self._things, key=lambda r: (catalog.name(r.kind).order, r.label().casefold()))
        self._names_of = defaultdict(list)
        for resource in sorted(self._things, key=lambda r: not r.documents):
            label = resource.label().casefold()
            for name in {label, *(w for w in WORD.findall(label) if len(w) > 3)}:
                self._names_of[name].append(resource)
        self._names = list(self._names_of)

    def find(self, text: str, *, kind: str = "", municipality: str = "", document: str = "", theme: str = "",
             year: str = "", status: str = "", limit: int = 50, offset: int = 0) -> Found:
        """Things that hold every word (or its beginning), then, while these are few, those that hold most of them.

        Words that any sentence has are passed over, and a plural finds its singular. Without words all things.
        Filters are IRIs, `year` four digits; `kind` also takes things of a class below it.
        """
        given = {"kind": kind, "municipality": municipality, "document": document, "theme": theme, "year": year, "status": status}
        words = _content(text)
        matches = [r for r in self._matches(words) if self._fits(r, given)]
        facets = {facet: dict(Counter(v for r in matches for v in self._values(r, facet)).most_common()) for facet in FACETS}
        hits = self._hits(matches[offset:offset + limit], words)
        return Found(len(matches), hits, facets, () if matches else self._near(text))

    def _matches(self, words: list[str]) -> list[Resource]:
        """What was found: most words first, then best first."""
        if not words:
            return self._everything
        terms = list(dict.fromkeys(_term(w) for w in words))
        wanted = list(dict.fromkeys(frozenset(_forms(_plain(w))) for w in words))
        found: dict[int, None] = {}
        for size in range(len(terms), 0, -1) if len(terms) <= MOST else (len(terms), 1):
            if len(found) >= FEW:
                break
            several = " OR ".join(f"({' AND '.join(some)})" for some in combinations(terms, size))
            found.update(dict.fromkeys(self._rows(several, wanted)))
        return [self._things[row] for row in found]

    def _rows(self, expression: str, wanted: list[frozenset[str]]) -> list[int]:
        """Best first: the index counts words in a thing as a whole, so that a long explanation would hide a short name."""
        with self._lock:
            rows = self._table.execute(f"SELECT rowid, bm25(things, 0, {WEIGHTS}) * weight FROM things WHERE things MATCH ?", (expression,)).fetchall()
        asked = self._asked(wanted)
        return [row for _, row in sorted((score * (1 + CALLED * _so_called(self._called[row], asked, len(wanted))), row) for row, score in rows)]

    def _asked(self, wanted: list[frozenset[str]]) -> dict[str, tuple[float, set[int]]]:
        """Of each word in a name that begins as one of those wanted: how much of it was asked for, and by which."""
        found: dict[str, tuple[float, set[int]]] = {}
        for place, forms in enumerate(wanted):
            for form in forms:
                for word in takewhile(lambda w: w.startswith(form), islice(self._words, bisect_left(self._words, form), None)):
                    part, places = found.get(word, (0.0, set()))
                    found[word] = (max(part, len(form) / len(word)), places | {place})
        return found

    def _hits(self, shown: list[Resource], words: list[str]) -> tuple[Hit, ...]:
        """What is shown, each with the part that shows the match best and, of a text, the words around."""
        if not words or not shown:
            return tuple(Hit(r, "", "") for r in shown)
        wanted = [re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_forms(_plain(w)))))})") for w in words]
        among = ",".join(str(self._places[r.iri]) for r in shown)
        with self._lock:
            texts = {row: rest for row, *rest in self._table.execute(f"SELECT rowid, label, definition, quotation FROM things WHERE rowid IN ({among})")}
        return tuple(Hit(r, *_part(*texts[self._places[r.iri]], wanted)) for r in shown)

    def _fits(self, resource: Resource, given: dict[str, str]) -> bool:
        if given["kind"] and given["kind"] != resource.kind and given["kind"] not in self.catalog.ancestors(resource.kind):
            return False
        return all(not wanted or wanted in self._values(resource, facet) for facet, wanted in given.items() if facet != "kind")

    def _values(self, resource: Resource, facet: str) -> tuple[str, ...]:
        return {
            "kind": (resource.kind,), "municipality": resource.municipalities, "document": resource.documents, "theme": resource.themes,
            "year": self._years.get(resource.iri, ()), "status": (resource.status,) if resource.status else (),
        }[facet]

    def _near(self, text: str) -> tuple[Resource, ...]:
        """What is called nearly so, in its whole name or in one of its words."""
        found = []
        for wanted, enough in ((text.casefold(), 60), *((w, 70) for w in WORD.findall(text.casefold()) if len(w) > 3)):
            found += [name for name, _, _ in process.extract(wanted, self._names, scorer=fuzz.ratio, score_cutoff=enough, limit=3)]
        return tuple(dict.fromkeys(r for name in found for r in self._names_of[name][:3]))[:6]


def _content(text: str) -> list[str]:
    """The words that tell something; when there are none, all."""
    words = WORD.findall(text)
    return [w for w in words if w.casefold() not in COMMON] or words


def _so_called(names: tuple[tuple[str, ...], ...], asked: dict[str, tuple[float, set[int]]], size: int) -> float:
    """How far a thing is called so, from 0 to 1: how much of its name was asked for, times how much of the question is in its name."""
    best = 0.0
    for words in names:
        parts = [asked[w] for w in words if w in asked]
        if parts:
            best = max(best, sum(part for part, _ in parts) / len(words) * len(set().union(*(places for _, places in parts))) / size)
    return best


def _forms(word: str) -> set[str]:
    """A word, and of what may be a plural also the singular."""
    forms = {word}
    if len(word) > 5 and word.endswith("en"):
        stem = word[:-2]
        forms |= {stem, stem[:-1]} if stem[-1] == stem[-2] else {stem}
    elif len(word) > 4 and word.endswith("s"):
        forms.add(word[:-1])
    return forms


def _term(word: str) -> str:
    """A word or what begins with it, as the index asks for it."""
    return "(" + " OR ".join(f'"{form}"*' for form in sorted(_forms(word))) + ")"


def _plain(text: str) -> str:
    """In small letters without accents, as the index compares words."""
    return text.casefold() if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def _part(label: str, definition: str, quotations: str, wanted: list[re.Pattern]) -> tuple[str, str]:
    """The part that shows the match best: the one with most of the words, the label first; none when only its kind or municipality matches."""
    def holds(text):
        plain = _plain(text)
        return sum(bool(w.search(plain)) for w in wanted)

    quotation = max(quotations.split(BETWEEN), key=holds)
    counts = {"label": holds(label), "definition": holds(definition), "quotation": holds(quotation)}
    best = max(counts, key=counts.get)
    return (best if counts[best] else "", _around(quotation, wanted) if best == "quotation" else "")


def _around(quotation: str, wanted: list[re.Pattern]) -> str:
    """At most sixteen words of a quotation, from a little before the first that was asked for."""
    words = quotation.split()
    first = next((n for n, word in enumerate(words) if any(w.search(_plain(word)) for w in wanted)), 0)
    begin = max(0, min(first - BEFORE, len(words) - SHOWN))
    return ("…" if begin else "") + " ".join(words[begin:begin + SHOWN]) + ("…" if begin + SHOWN < len(words) else "")
