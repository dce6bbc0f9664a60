"""SHACL core by pySHACL, one document at a time, with the findings that one run over everything would give.

A unit is one graph: of a document, of names, or a shared one. Beside its own triples it holds what
a shape can see from its things: everything said of them in other graphs, what points at them by the
properties that some shape follows backwards, of each thing they point at what a shape may read there, and
the classes of what those point at. A finding counts where its thing is described, so that it is found once.
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


def affected(copy: ox.Store, changed: Iterable[ox.Triple], shapes: Shapes) -> set:
    """The things from which a shape can see one of these triples, as the copy is now.

    A shape sees what is said of its thing, what points at it by a property it follows backwards, and of the
    things one and two steps away what is in `deep`.
    """
    changed = list(changed)
    found = {t.subject for t in changed} | {t.object for t in changed if t.predicate.value in shapes.inward}
    ends = {t.subject for t in changed if t.predicate.value in shapes.deep}
    for _ in range(2):
        ends = {holder for end in ends for holder in _holders(copy, end, shapes)} - found
        found |= ends
    return found


def _holders(copy: ox.Store, end, shapes: Shapes) -> Iterator:
    """The things from which one step leads to another thing."""
    yield from (q.subject for q in copy.quads_for_pattern(None, None, end))
    if not isinstance(end, ox.Literal):
        for link in shapes.inward:
            yield from (q.object for q in copy.quads_for_pattern(end, ox.NamedNode(link), None))


def check(
    store: Store, copy: ox.Store, waiting: Iterable[tuple[Unit, Checked | None, set]], shapes: Shapes, told,
) -> Iterator[tuple[str, Checked]]:
    """What pySHACL finds with the core shapes in these units, one by one, each with its name.

    A unit comes with what was found in it before and the things for which that may no longer hold; None: all.
    """
    from rdflib import Graph  # here and not above, so that importing the room stays cheap

    terms = Terms()
    hierarchy = [q for p in _ABOVE for q in copy.quads_for_pattern(None, p, None)]
    with translated_once():
        for unit, before, stale in waiting:
            told(unit.graph)
            quads = list(store.quads([unit.graph]))
            own, mentioned = _own(copy, quads)
            todo = own if before is None else own & stale | own - before.own
            left = {thing.value for thing in own - todo}
            hits = {hit for hit in before.hits if hit.focus in left} if before else set()
            near = set(before.near) if before else set()
            if todo:
                graph = terms.fill(Graph(), hierarchy)
                if before is not None and unit.public:  # all there is to know of these things is in the copy
                    quads, mentioned = [], set()
                terms.fill(graph, quads)
                around, held = _around(copy, todo, mentioned, shapes)
                terms.fill(graph, around.difference(ox.Quad(*q.triple) for q in quads))
                near |= held
                shapes.marked.put(graph, {terms.term(n) for n in todo})
                hits |= {h for h in pyshacl_hits(graph, shapes.marked.graph) if unit.public or not shapes.rules[h.rule].public_only}
            yield unit.graph, Checked(frozenset(hits), frozenset(own), frozenset(near))


def _own(copy: ox.Store, quads) -> tuple[set, set]:
    """The things that are described in a unit or nowhere, and all that it mentions."""
    described = {q.subject for q in quads if q.predicate == _TYPE}
    mentioned = _ends(quads)
    nowhere = {n for n in mentioned - described if next(copy.quads_for_pattern(n, _TYPE, None), None) is None}
    return described | nowhere, mentioned


def _around(copy: ox.Store, things: set, mentioned: set, shapes: Shapes) -> tuple[set, set]:
    """What a shape can see from these things and of what is mentioned beside them, and all things of which that says something."""
    around = set()
    for thing in things:
        around.update(copy.quads_for_pattern(thing, None, None))
        for link in shapes.inward:
            around.update(copy.quads_for_pattern(None, ox.NamedNode(link), thing))
    seen = mentioned | _ends(around)
    for thing in seen - things:  # of a thing that many documents share, most is said by others
        around.update(q for q in copy.quads_for_pattern(thing, None, None) if q.predicate.value in shapes.deep)
    named = _ends(around) - seen
    for thing in named:
        for name in _NAMES:
            around.update(copy.quads_for_pattern(thing, name, None))
    return around, seen | things | named


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
