"""Finding things by words: in labels, definitions and quotations, best match first."""
import re
import sqlite3
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

from . import vocab
from .catalog import Catalog, Resource

WORD = re.compile(r"\w+")
WEIGHTS = "10.0, 3.0, 1.0"  # a word in the label counts more than in the definition, and there more than in a quotation
STATED = 2.0  # what a document states goes before a shared term with the same name
FACETS = ("kind", "municipality", "document", "theme", "status")


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
            "CREATE VIRTUAL TABLE things USING fts5(iri UNINDEXED, weight UNINDEXED, label, definition, quotation, tokenize='unicode61 remove_diacritics 2')"
        )
        quoted = catalog.quotations()
        self._table.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?)", (
            (r.iri, STATED if r.documents else 1.0, f"{r.nl} {r.en}", f"{r.definition_nl} {r.definition_en}", " ¶ ".join(quoted.get(r.iri, ())))
            for r in catalog.resources.values()
        ))

    def find(self, text: str, *, kind: str = "", municipality: str = "", document: str = "", theme: str = "",
             status: str = "", limit: int = 50, offset: int = 0) -> Found:
        """Things that hold every word (or its beginning), else any word; all things when there is no word.

        Filters are IRIs; `kind` also takes things of a class below it.
        """
        given = {"kind": kind, "municipality": municipality, "document": document, "theme": theme, "status": status}
        matches = [m for m in self._matches(text) if self._fits(m[0], given)]
        facets = {facet: dict(Counter(v for m in matches for v in _values(m[0], facet)).most_common()) for facet in FACETS}
        hits = tuple(Hit(*m) for m in matches[offset:offset + limit])
        return Found(len(matches), hits, facets, () if matches else self._near(text))

    def _matches(self, text: str) -> list[tuple[Resource, str, str]]:
        words = WORD.findall(text)
        if not words:
            ordered = sorted(self.catalog.resources.values(), key=lambda r: (self.catalog.name(r.kind).order, r.label().casefold()))
            return [(r, "", "") for r in ordered]
        terms = [f'"{w}"*' for w in words]
        rows = self._search(" AND ".join(terms)) or (self._search(" OR ".join(terms)) if len(terms) > 1 else [])
        return [(self.catalog.resources[iri], *_part(label, definition, snippet, words)) for iri, label, definition, snippet in rows]

    def _search(self, expression: str) -> list[tuple]:
        with self._lock:
            return self._table.execute(
                "SELECT iri, label, definition, snippet(things, 4, '', '', '…', 16) FROM things WHERE things MATCH ? "
                f"ORDER BY bm25(things, 0, 0, {WEIGHTS}) * weight, iri", (expression,),
            ).fetchall()

    def _fits(self, resource: Resource, given: dict[str, str]) -> bool:
        if given["kind"] and given["kind"] != resource.kind and given["kind"] not in self.catalog.ancestors(resource.kind):
            return False
        return all(not wanted or wanted in _values(resource, facet) for facet, wanted in given.items() if facet != "kind")

    def _near(self, text: str) -> tuple[Resource, ...]:
        names = defaultdict(list)
        for resource in sorted(self.catalog.resources.values(), key=lambda r: not r.documents):
            label = resource.label().casefold()
            for name in {label, *(w for w in WORD.findall(label) if len(w) > 3)}:
                names[name].append(resource)
        near = get_close_matches(text.casefold(), names, 3, 0.6)
        for word in WORD.findall(text.casefold()):
            near += get_close_matches(word, names, 3, 0.7)
        return tuple(dict.fromkeys(r for name in near for r in names[name][:3]))[:6]


def _values(resource: Resource, facet: str) -> tuple[str, ...]:
    return {
        "kind": (resource.kind,), "municipality": resource.municipalities, "document": resource.documents,
        "theme": resource.themes, "status": (resource.status,) if resource.status else (),
    }[facet]


def _part(label: str, definition: str, snippet: str, words: list[str]) -> tuple[str, str]:
    """The part that shows the match best: the one with most of the words, the label first."""
    def holds(text):
        return sum(bool(re.search(rf"\b{re.escape(w)}", text, re.IGNORECASE)) for w in words)

    counts = {"label": holds(label), "definition": holds(definition), "quotation": holds(snippet)}
    best = max(counts, key=counts.get)
    return best, snippet.replace(" ¶ ", " … ").strip() if best == "quotation" else ""
