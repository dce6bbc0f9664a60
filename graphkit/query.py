"""Questions as files: the text of a `.rq` file, what it asks in words, and its parameters.

The first lines of a file are its question in Dutch and English and a line per parameter:

    # nl: Voor welke doelen is geen project gevonden?
    # en: Which goals has no project been found for?
    # ?municipality (iri, optional): beperk tot één gemeente | limit to one municipality

A parameter is a variable that the query selects; its value is bound by the store, never written
into the text.
"""
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

import pyoxigraph as ox

from . import vocab
from .errors import BadQuery, NotFound

HEADER = re.compile(r"#\s*(nl|en):\s*(.+)")
PARAMETER = re.compile(r"#\s*\?(\w+)\s*\((\w+)(,\s*optional)?\)\s*:\s*([^|]*)(?:\|\s*(.*))?")
TYPES = {"iri": "", "text": "string", "number": "decimal", "date": "date", "year": "gYear", "period": "string"}


@dataclass(frozen=True)
class Parameter:
    """A variable that a person may fill: its type (iri, text, number, date, year, period) and a hint in nl and en."""

    name: str
    type: str
    optional: bool
    hint_nl: str
    hint_en: str


@dataclass(frozen=True)
class Query:
    """A named question with its SPARQL text."""

    name: str
    question_nl: str
    question_en: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, given: dict[str, str]) -> dict[str, object]:
        """The RDF terms for the values a person gave. Raises BadQuery for a missing, unknown or ill-typed value."""
        known = {p.name: p for p in self.parameters}
        for name in given.keys() - known.keys():
            raise BadQuery(f"De vraag ‘{self.name}’ kent geen parameter ‘{name}’. Wel: {', '.join(known) or 'geen'}.")
        for name, parameter in known.items():
            if not parameter.optional and not given.get(name):
                raise BadQuery(f"De vraag ‘{self.name}’ heeft een waarde nodig voor ‘{name}’: {parameter.hint_nl}.")
        return {name: _term(known[name], value) for name, value in given.items() if value}

    def rows(self, store, **given: str) -> list[dict[str, str]]:
        """The rows of the answer, unbound variables left out."""
        return store.rows(self.text, self.bind(given))

    def answer(self, store, **given: str):
        """The store's own result, to be serialised."""
        return store.answer(self.text, self.bind(given))


def _term(parameter: Parameter, value: str):
    if parameter.type == "iri":
        try:
            return ox.NamedNode(vocab.expand(value))
        except ValueError:
            raise BadQuery(f"‘{value}’ is geen identifier; schrijf ‘{parameter.name}’ als goal/weert-wendbaarheid of als IRI.") from None
    if parameter.type == "number" and not re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
        raise BadQuery(f"‘{value}’ is geen getal; schrijf ‘{parameter.name}’ als 12 of 12.5.")
    if parameter.type == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise BadQuery(f"‘{value}’ is geen datum; schrijf ‘{parameter.name}’ als 2021-12-31.")
    if parameter.type == "year" and not re.fullmatch(r"\d{4}", value):
        raise BadQuery(f"‘{value}’ is geen jaar; schrijf ‘{parameter.name}’ als 2021.")
    if parameter.type == "period" and not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        raise BadQuery(f"‘{value}’ is geen jaar, maand of dag; schrijf ‘{parameter.name}’ als 2021, 2021-03 of 2021-03-15.")
    return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD + TYPES[parameter.type]))


def parse(name: str, text: str) -> Query:
    """A query out of the text of its file; questions are empty when it has no header."""
    asked, parameters = {}, []
    for line in text.splitlines():
        if (found := HEADER.match(line)):
            asked[found[1]] = found[2].strip()
        elif (found := PARAMETER.match(line)):
            parameters.append(Parameter(found[1], found[2], bool(found[3]), found[4].strip(), (found[5] or found[4]).strip()))
        elif not line.startswith("#"):
            break
    return Query(name, asked.get("nl", ""), asked.get("en", ""), tuple(parameters), text)


@lru_cache(maxsize=None)
def load(name: str, room: str = "") -> Query:
    """A query of the machine (`room` = catalog, …) or a named question (`room` empty). Raises NotFound."""
    folder = files("graphkit") / "queries" / room if room else files("graphkit") / "queries"
    file = folder / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        near = get_close_matches(name, [q.name for q in questions()], 3, 0.4) if not room else []
        raise NotFound(f"Er is geen vraag met de naam ‘{name}’.", tuple(near))
    return parse(name, file.read_text("utf-8"))


@lru_cache(maxsize=None)
def questions() -> tuple[Query, ...]:
    """Every named question, in order of name."""
    names = sorted(f.name[:-3] for f in (files("graphkit") / "queries").iterdir() if f.name.endswith(".rq"))
    return tuple(load(name) for name in names)
