"""Answers to questions as tables that people read: names for identifiers, words for headings."""
import json
from dataclasses import dataclass

from graphkit import vocab

from .desk import Desk
from .language import lang, t

TYPES = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "turtle": "text/turtle", "ntriples": "application/n-triples", "jsonld": "application/ld+json", "rdfxml": "application/rdf+xml",
}
HEADINGS = {
    "thing": ("Ding", "Thing"), "document": ("Document", "Document"), "element": ("Ding", "Thing"), "link": ("Verband", "Link"),
    "printed": ("Zoals gedrukt", "As printed"), "words": ("Woorden", "Words"), "whole": ("Geheel", "Whole"), "from": ("Van", "From"),
    "to": ("Naar", "To"), "kind": ("Soort", "Kind"), "meaning": ("Betekenis", "Meaning"), "who": ("Wie", "Who"), "how": ("Hoe", "How"),
    "limited": ("Wat is afgebakend", "What is limited"), "waiting": ("Wat wacht", "What waits"), "first": ("Wat eerst moet", "What comes first"),
    "record": ("Vastlegging", "Record"), "area": ("Beleidsterrein", "Policy area"), "concept": ("Concept", "Concept"), "file": ("Bestand", "File"),
    "aim": ("Doel", "Aim"), "line": ("Post", "Line"), "lines": ("Aantal posten", "Number of lines"), "funded": ("Wat ervan betaald wordt", "What it pays for"),
    "effect": ("Effect", "Effect"), "contributor": ("Wat bijdraagt", "What contributes"), "users": ("Aantal keren gebruikt", "Times used"),
    "method": ("Manier", "Method"), "measured": ("Wat gemeten wordt", "What is measured"), "answer": ("Antwoord", "Answer"), "maker": ("Wie levert", "Who delivers"),
    "realised": ("Wat het realiseert", "What it realises"), "needing": ("Wat het nodig heeft", "What needs it"), "affected": ("Wat het raakt", "What it affects"),
    "measure": ("Maatregel", "Measure"), "balance": ("Wat balans brengt", "What balances"), "claims": ("Aantal beweringen", "Number of claims"),
    "strategic": ("Strategisch doel", "Strategic goal"), "operational": ("Operationeel doel", "Operational goal"), "start": ("Begint bij teken", "Starts at character"),
    "end": ("Eindigt voor teken", "Ends before character"), "support": ("Steun", "Support"), "ranges": ("Aantal stukken", "Number of stretches"),
    "what": ("Wat", "What"), "period": ("Periode", "Period"), "day": ("Dag", "Day"),
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
class Column:
    """A heading; `mixed` when things of any kind may stand below it, so that each must name its own."""

    words: str
    mixed: bool


@dataclass(frozen=True)
class Table:
    """An answer with a heading per variable; `total` counts all rows, `rows` holds those that are shown."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int

    @property
    def cells(self) -> int:
        return len(self.columns) * len(self.rows)


def of_rows(desk: Desk, names: list[str], rows: list[dict]) -> Table:
    """A table of rows from the store."""
    made = tuple(tuple(_cell(desk, row[n], row[n].iri, row[n].lang, row[n].datatype) if n in row else Cell("") for n in names) for row in rows[:SHOWN])
    return Table(_columns(desk, names), made, len(rows))


def of_json(desk: Desk, body: bytes) -> Table:
    """A table of SPARQL 1.1 JSON results; a yes-or-no answer is a table of one cell."""
    found = json.loads(body)
    if "boolean" in found:
        return Table((Column("ASK", True),), ((Cell("true" if found["boolean"] else "false"),),), 1)
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    columns = tuple(Column(f"?{name}", True) for name in names)
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


def _columns(desk: Desk, names: list[str]) -> tuple[Column, ...]:
    """A heading for each variable: our own word, the label of the class or property it is named after, or its name."""
    known = desk.catalog.names
    found = []
    for n in names:
        term = known.get(vocab.BG + n[:1].upper() + n[1:]) or known.get(vocab.BG + n)
        words = t(*HEADINGS[n]) if n in HEADINGS else term.label(lang()) if term else n
        found.append(Column(words[:1].upper() + words[1:], n in HEADINGS or not term))
    return tuple(found)
