"""SHACL core by pySHACL, one document at a time, with the findings that one run over everything would give.

A unit is one graph: of a document, of names, or a shared one. Beside its own triples it holds what
a shape can see from its things: everything said of them in other graphs, what points at them by the
properties that some shape follows backwards, a description of each thing they point at, and the classes
of what those point at. A finding counts where its thing is described, so that it is found once.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from .. import vocab
from ..store import Store
from .records import Hit
from .shapes import Shapes
from .terms import Terms
from .translated import translated_once

_TYPE = ox.NamedNode(vocab.TYPE)
_ABOVE = tuple(ox.NamedNode(vocab.RDFS + n) for n in ("subClassOf", "subPropertyOf"))
_NAMES = tuple(ox.NamedNode(n) for n in (vocab.TYPE, vocab.LABEL, vocab.SKOS + "prefLabel"))


@dataclass(frozen=True)
class Unit:
    """A graph that is validated by itself; `public` is false for one with names of persons."""

    graph: str

    @property
    def public(self) -> bool:
        return not self.graph.endswith("/persons")


def units(store: Store) -> tuple[Unit, ...]:
    """A unit for each graph that files fill."""
    return tuple(Unit(graph) for graph in store.graphs() if graph != vocab.DERIVED)


def union(store: Store, today: date) -> ox.Store:
    """A copy of everything public as one default graph, to ask and to look things up in; says on which day it is assessed."""
    copy = ox.Store()
    copy.add(ox.Quad(*assessed(today)))
    for graph in store.public_graphs():
        copy.bulk_load(store.dump(graph), format=ox.RdfFormat.N_TRIPLES)
    return copy


def assessed(today: date) -> tuple:
    """The triple by which a rule knows the day of the audit: with now() the same data would not give the same report."""
    day = ox.Literal(today.isoformat(), datatype=ox.NamedNode(vocab.XSD + "date"))
    return ox.NamedNode(vocab.ID + "assessment/now"), ox.NamedNode(vocab.BG + "assessedOn"), day


@dataclass(frozen=True)
class Checked:
    """What was found in a unit, the things described in it, and all things of which it held something."""

    hits: frozenset[Hit]
    own: frozenset[ox.NamedNode] = frozenset()
    near: frozenset[ox.NamedNode] = frozenset()

    def touched(self, changed: Iterable[ox.Triple], shapes: Shapes) -> bool:
        """Whether a shape can see one of the changed triples from a thing of this unit."""
        return any(
            t.subject in self.own or t.predicate.value in shapes.deep and t.subject in self.near
            or t.predicate.value in shapes.inward and t.object in self.own for t in changed)


def check(store: Store, copy: ox.Store, waiting: Iterable[Unit], shapes: Shapes, told) -> Iterator[tuple[str, Checked]]:
    """What pySHACL finds with the core shapes in these units, one by one, each with its name."""
    terms = Terms()
    hierarchy = [q for p in _ABOVE for q in copy.quads_for_pattern(None, p, None)]
    with translated_once():
        for unit in waiting:
            told(unit.graph)
            graph, own, near = _surroundings(store, copy, unit, shapes, terms, hierarchy)
            shapes.marked.put(graph, {terms.term(n) for n in own})
            yield unit.graph, Checked(frozenset(
                hit for hit in pyshacl_hits(graph, shapes.marked.graph) if unit.public or not shapes.rules[hit.rule].public_only
            ), frozenset(own), frozenset(near))


def _surroundings(store: Store, copy: ox.Store, unit: Unit, shapes: Shapes, terms: Terms, hierarchy):
    """The rdflib graph of a unit, the things that are described in it or nowhere, and all of which it holds something."""
    from rdflib import Graph  # here and not above, so that importing the room stays cheap

    quads = list(store.quads([unit.graph]))
    described = {q.subject for q in quads if q.predicate == _TYPE}
    mentioned = {n for q in quads for n in (q.subject, q.object) if isinstance(n, ox.NamedNode)}
    own = described | {n for n in mentioned - described if next(copy.quads_for_pattern(n, _TYPE, None), None) is None}
    graph = terms.fill(Graph(), hierarchy)
    terms.fill(graph, quads)
    elsewhere = set()
    for thing in own:
        elsewhere.update(copy.quads_for_pattern(thing, None, None))
        for link in shapes.inward:
            elsewhere.update(copy.quads_for_pattern(None, ox.NamedNode(link), thing))
    seen = mentioned | _ends(elsewhere)
    for thing in seen - own:
        elsewhere.update(copy.quads_for_pattern(thing, None, None))
    named = _ends(elsewhere) - seen
    for thing in named:
        for name in _NAMES:
            elsewhere.update(copy.quads_for_pattern(thing, name, None))
    elsewhere.difference_update(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return terms.fill(graph, elsewhere), own, seen | own | named


def _ends(quads) -> set:
    return {n for q in quads for n in (q.subject, q.object) if isinstance(n, ox.NamedNode)}


def pyshacl_hits(graph, shapes) -> Iterator[Hit]:
    """The results of one plain pySHACL run over rdflib graphs: rule, thing and value; several of one rule count once."""
    import pyshacl
    from rdflib import SH

    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        yield Hit(str(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)), "" if value is None else str(value))
