"""What else is recorded about a thing, in words: dates, money, periods, names."""
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit import vocab
from graphkit.catalog import Fact, Name, Passage, Resource

from .desk import Desk

BG, XSD = vocab.BG, vocab.XSD
SHOWN_ELSEWHERE = {
    vocab.TYPE, vocab.LABEL, vocab.SKOS + "prefLabel", vocab.SKOS + "definition", vocab.EVIDENCE, vocab.STATED_IN,
    vocab.MUNICIPALITY, BG + "status", BG + "about", vocab.HAS_GRAPH, vocab.RDFS + "isDefinedBy",
    *vocab.MATCHES,
}
PERIODS = {BG + "validity", BG + "horizon", BG + "window", BG + "period"}
NUMBERS = {XSD + n for n in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}


@dataclass(frozen=True)
class Period:
    """A period with its first and last day, how exactly it is given, how it was printed, and on what it rests."""

    iri: str
    begins: str
    ends: str
    precision: str
    printed: str
    basis: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Value:
    """One value and how to write it: text, day, number, money, truth, year, thing, outside or period."""

    manner: str
    value: object
    lang: str = ""


@dataclass(frozen=True)
class Line:
    """A property with its values."""

    property: Resource | Name
    values: tuple[Value, ...]


def lines(desk: Desk, iri: str, hidden: frozenset | set = SHOWN_ELSEWHERE) -> tuple[Line, ...]:
    """The facts of a thing in the order of the ontology's own terms, then those of other vocabularies."""
    groups = defaultdict(list)
    for fact in desk.catalog.facts(iri):
        if fact.property not in hidden:
            groups[fact.property].append(_value(desk, fact))
    ordered = sorted(groups, key=lambda p: (not p.startswith(BG), p))
    return tuple(Line(desk.named(p), tuple(dict.fromkeys(groups[p]))) for p in ordered)


def _value(desk: Desk, fact: Fact) -> Value:
    if fact.property in PERIODS and fact.iri:
        return Value("period", period(desk, fact.value))
    if fact.iri:
        ours = fact.value.startswith(vocab.BASE) and not fact.value.startswith(vocab.GRAPH)
        return Value("thing", desk.named(fact.value)) if ours else Value("outside", fact.value)
    if fact.property == BG + "amount":
        return Value("money", fact.value)
    if fact.datatype == XSD + "date":
        return Value("day", fact.value)
    if fact.datatype == XSD + "gYear":
        return Value("text", fact.value)
    if fact.datatype == XSD + "boolean":
        return Value("truth", fact.value in ("true", "1"))
    if fact.datatype in NUMBERS:
        return Value("number", fact.value)
    return Value("text", fact.value, fact.lang)


def period(desk: Desk, iri: str) -> Period:
    """A period out of its facts."""
    said = {f.property: f.value for f in desk.catalog.facts(iri)}
    return Period(
        iri, said.get(BG + "begins", ""), said.get(BG + "ends", ""), vocab.local(said.get(BG + "precision", "")),
        said.get(BG + "periodText", ""), said.get(BG + "basis", ""), said.get(BG + "reason", ""), desk.catalog.passages(iri),
    )


def span(found: Period, months: list[str], till: str) -> str:
    """A period as people write it: 2021 tot en met 2023, maart 2021, 1 mei 2021; as printed when it has no dates."""
    try:
        first, last = date.fromisoformat(found.begins), date.fromisoformat(found.ends)
    except ValueError:
        return found.printed
    a, b = _moment(first, found.precision, months, False), _moment(last, found.precision, months, True)
    return a if a == b else f"{a} {till} {b}"


def _moment(day: date, precision: str, months: list[str], last: bool) -> str:
    """A day as exactly as the period is given; a whole year or month reads so at any precision but the day."""
    edge = (day + timedelta(days=1)) if last else day
    if precision == "year" or (precision != "day" and edge.month == 1 and edge.day == 1):
        return str(day.year)
    if precision in ("month", "quarter") or (precision != "day" and edge.day == 1):
        return f"{months[day.month - 1]} {day.year}"
    return f"{day.day} {months[day.month - 1]} {day.year}"
