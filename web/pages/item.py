"""The page of one thing: everything the graph knows about it, and the words behind it."""
from dataclasses import dataclass

from flask import Blueprint, render_template

from graphkit import vocab
from graphkit.catalog import Claim, Name, Passage, Resource

from ..desk import Desk, desk
from ..facts import Line, lines
from ..neighbours import Picture, picture
from ..paging import turn
from ..places import kind_of, reading_of
from ..relations import Verb, claims_of, likenesses, verbs, way_up

pages = Blueprint("lists", __name__)
FAULTS = ("open", "explained")
SIZE = 60  # rows of a list on one page
FORMATS = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("csv", "CSV"))


@dataclass(frozen=True)
class Sheet:
    """What the page of an element shows."""

    thing: Resource | Name
    types: tuple[str, ...]
    way: tuple[Resource | Name, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Line, ...]
    verbs: tuple[Verb, ...]
    alike: tuple[Verb, ...]
    picture: Picture | None
    reading: str
    about: int
    findings: tuple
    formats: tuple = FORMATS

    @property
    def count(self) -> int:
        return sum(len(verb.lines) for verb in self.verbs)

    @property
    def faults(self) -> tuple:
        """The findings that are open or explained."""
        return tuple(f for f in self.findings if f.state in FAULTS)

    @property
    def checked(self) -> tuple:
        """The checks that agree or could not be made, which are no faults."""
        return tuple(f for f in self.findings if f.state not in FAULTS)


@dataclass(frozen=True)
class Thing:
    """What the page of anything else shows: a claim, a period, a concept, a deviation with the findings that it explains."""

    thing: Name
    types: tuple[Name, ...]
    facts: tuple[Line, ...]
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    explains: tuple
    formats: tuple = FORMATS

    @property
    def named(self) -> bool:
        """Whether it has a name of its own; a claim and a period may have none."""
        return self.thing.nl != vocab.short(self.thing.iri) or not self.types


def sheet(desk: Desk, iri: str) -> Sheet:
    """The sheet of an element, made once per version of the store; its findings as they are now."""
    def make():
        thing, related = desk.catalog.resources[iri], verbs(desk, iri)
        return (thing, (thing.kind,), way_up(desk, iri), desk.catalog.passages(iri), lines(desk, iri), related, likenesses(desk, iri),
                picture(thing, related), reading_of(desk, iri), sum(iri in r.themes for r in desk.catalog.resources.values()))

    return Sheet(*desk.remember(("sheet", iri), make), desk.findings_on(iri))


def thing_sheet(desk: Desk, iri: str) -> Thing:
    """The sheet of a thing that is no element."""
    types = tuple(desk.named(f.value) for f in desk.catalog.facts(iri) if f.property == vocab.TYPE)
    claims = claims_of(desk, iri)
    hidden = {vocab.TYPE, vocab.LABEL, vocab.SKOS + "prefLabel", vocab.EVIDENCE}
    hidden |= {vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT, vocab.BG + "basis", vocab.BG + "reason"} if claims else set()
    return Thing(desk.named(iri), types, lines(desk, iri, hidden), desk.catalog.passages(iri), claims,
                 tuple(p.finding for p in desk.findings if p.finding.explanation and p.finding.explanation.deviation == iri))


@pages.get("/lijst/<slug>")
def view(slug: str):
    """Every element of one kind."""
    kind = desk().catalog.name(kind_of(desk(), slug))
    found = desk().remember(("list", kind.iri), lambda: desk().index.find("", kind=kind.iri, limit=100_000))
    turned = turn(found.total, SIZE)
    return render_template("list.html", kind=kind, slug=slug, hits=found.hits[turned.first:turned.end], found=found, turn=turned)
