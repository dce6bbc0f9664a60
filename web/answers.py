"""Answers to questions as tables that people read: names for identifiers, words for headings."""
import json
from dataclasses import dataclass

from graphkit import vocab

from .desk import Desk

TYPES = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "turtle": "text/turtle", "ntriples": "application/n-triples", "jsonld": "application/ld+json", "rdfxml": "application/rdf+xml",
}
SHOWN = 500  # rows on a page; the download has all


@dataclass(frozen=True)
class Cell:
    """One value: its text, the language or datatype, and the element or term it names, if any."""

    text: str
    thing: object = None
    iri: str = ""
    lang: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class Table:
    """An answer with a heading per variable; `total` counts all rows, `rows` holds those that are shown."""

    columns: tuple[tuple[str, object], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def of_rows(desk: Desk, names: list[str], rows: list[dict]) -> Table:
    """A table of rows from the store."""
    made = tuple(tuple(_cell(desk, row[n], row[n].iri, row[n].lang, row[n].datatype) if n in row else Cell("") for n in names) for row in rows[:SHOWN])
    return Table(_columns(desk, names), made, len(rows))


def of_json(desk: Desk, body: bytes) -> Table:
    """A table of SPARQL 1.1 JSON results; a yes-or-no answer is a table of one cell."""
    found = json.loads(body)
    if "boolean" in found:
        return Table((("ASK", None),), ((Cell("true" if found["boolean"] else "false"),),), 1)
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    columns = tuple((f"?{name}", None) for name in names)
    made = tuple(
        tuple(_cell(desk, row[n]["value"], row[n]["type"] == "uri", row[n].get("xml:lang", ""), row[n].get("datatype", "")) if n in row else Cell("")
              for n in names) for row in rows[:SHOWN]
    )
    return Table(columns, made, len(rows))


def _cell(desk: Desk, value, iri: bool, lang: str, datatype: str) -> Cell:
    text = str(value)
    if not iri:
        return Cell(text, None, "", lang, vocab.local(datatype) if datatype else "")
    return Cell(vocab.short(text), desk.catalog.resources.get(text) or desk.catalog.names.get(text), text)


def _columns(desk: Desk, names: list[str]) -> tuple[tuple[str, object], ...]:
    """Each variable with the class or property that it is named after, if there is one."""
    known = desk.catalog.names
    return tuple((n, known.get(vocab.BG + n[:1].upper() + n[1:]) or known.get(vocab.BG + n)) for n in names)
