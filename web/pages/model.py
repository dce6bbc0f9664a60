"""The model in readable words: classes, links, properties, lists of concepts and rules, with numbers."""
from collections import Counter, defaultdict
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for

from graphkit import vocab
from graphkit.catalog import Name

from ..desk import Desk, desk
from ..kinds import GROUPS, Group, group_of
from ..places import kinds

pages = Blueprint("model", __name__)
FAMILIES = (vocab.SERVES, vocab.NEEDS, vocab.TOUCHES)
PROPERTIES = tuple(vocab.OWL + k for k in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
SCHEME = vocab.SKOS + "ConceptScheme"


@dataclass(frozen=True)
class Term:
    """A class or property with how many elements or links there are of it."""

    name: Name
    count: int


@dataclass(frozen=True)
class Model:
    """Everything the page lists."""

    classes: tuple[tuple[Group, tuple[Term, ...]], ...]
    links: tuple[tuple[Name, tuple[Term, ...]], ...]
    properties: tuple[Name, ...]
    schemes: tuple[tuple[Name, tuple[Name, ...]], ...]


@pages.get("/model")
def view():
    """What can be said, in words."""
    model, audit = desk().remember("model", lambda: _model(desk())), desk().audit
    terms = desk().fragment(("model", bool(audit)), "model_terms.html", model=model, rules=[y.rule for y in audit.tallies] if audit else (), checking=desk().checking)
    return render_template("model.html", terms=terms)


@pages.get("/def")
def terms():
    """Where the namespace of the terms leads."""
    return redirect(url_for(".view"), 303)


def _model(desk: Desk) -> Model:
    names, types = desk.catalog.names, desk.catalog.types
    classes = [n for n in names.values() if vocab.OWL + "Class" in types(n.iri)]
    number = {k: sum(n for kind, n in kinds(desk).items() if k in (kind, *desk.catalog.ancestors(kind))) for k in (c.iri for c in classes)}
    used = Counter(link.link for link in desk.catalog.links)
    grouped, links = defaultdict(list), {}
    for name in sorted(classes, key=lambda n: (n.order, n.iri)):
        grouped[group_of(name.order).word].append(Term(name, number[name.iri]))
    for family in FAMILIES:
        below = [n for n in names.values() if family in desk.catalog.ancestors(n.iri)]
        links[family] = tuple(Term(n, used[n.iri]) for n in sorted(below, key=lambda n: n.nl))
    linking = {n.iri for n in names.values() if vocab.TRACES_TO in (n.iri, *desk.catalog.ancestors(n.iri))}
    rest = [n for n in names.values() if set(PROPERTIES) & set(types(n.iri)) and n.iri not in linking]
    return Model(
        tuple((g, tuple(grouped[g.word])) for g in GROUPS if grouped[g.word]),
        tuple((desk.named(f), terms) for f, terms in links.items()),
        tuple(sorted(rest, key=lambda n: n.nl)),
        _schemes(desk),
    )


def _schemes(desk: Desk) -> tuple[tuple[Name, tuple[Name, ...]], ...]:
    """The closed lists of values, each with its concepts in order."""
    found = defaultdict(list)
    for name in desk.catalog.names.values():
        for fact in desk.catalog.facts(name.iri) if vocab.SKOS + "Concept" in desk.catalog.types(name.iri) else ():
            if fact.property == vocab.SKOS + "inScheme":
                found[fact.value].append(name)
    return tuple((desk.named(scheme), tuple(sorted(members, key=lambda n: n.order))) for scheme, members in sorted(found.items()))
