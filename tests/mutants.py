"""One triple of the real data removed or changed, near a thing that a rule holds for, until that rule fires."""
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox

from graphkit import vocab
from graphkit.validate import joined
from graphkit.validate.core import pyshacl_hits
from graphkit.validate.terms import Terms

THINGS, NEAR, EACH = 10, 60, 300  # things tried for a rule, triples near each, changes tried at each
XSD = vocab.XSD
STRANGE = [
    ox.Literal("x"), ox.Literal(""), ox.Literal(" wit "), ox.Literal("x " * 300), ox.Literal("Groei", language="en"), ox.Literal("Groei", language="nl"),
    ox.Literal("-1", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("999999999", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("999999999", datatype=ox.NamedNode(XSD + "decimal")), ox.Literal("2999-01-01", datatype=ox.NamedNode(XSD + "date")),
    ox.Literal("1900-01-01", datatype=ox.NamedNode(XSD + "date")), ox.Literal("1900", datatype=ox.NamedNode(XSD + "gYear")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")), ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean")),
    ox.NamedNode(vocab.ID + "goal/nergens"), ox.NamedNode(vocab.BG + "Nergens"),
]


def neighbourhood(copy: ox.Store, thing: ox.NamedNode, properties, steps: int = 3) -> list[ox.Quad]:
    """Triples around a thing, nearest first, by the properties that the rule reads (None: any)."""
    found, seen, edge = [], {thing}, [thing]
    for step in range(steps):
        following = []
        for node in edge:
            around = [*copy.quads_for_pattern(node, None, None, ox.DefaultGraph())] if isinstance(node, ox.NamedNode) else []
            around += [*copy.quads_for_pattern(None, None, node, ox.DefaultGraph())] if isinstance(node, ox.NamedNode) else []
            for quad in sorted((q for q in around if properties is None or q.predicate.value in properties), key=lambda q: (q.subject != node, str(q)))[:8 if step else NEAR]:  # a hub further on must not crowd out the rest
                if quad not in found:
                    found.append(quad)
                following += [n for n in (quad.subject, quad.object) if n not in seen]
        edge = list(dict.fromkeys(following))[:NEAR]
        seen |= set(edge)
        if len(found) > NEAR:
            break
    return found[:NEAR]


def changes(copy: ox.Store, thing: ox.NamedNode, near: list[ox.Quad], names: frozenset[str]) -> Iterator[tuple[ox.Quad, ox.Quad | None]]:
    """Each a triple to take away and one to put in its place, or None; the kinds of change in turn, nearest triples first.

    `names` are the properties and things that the rule mentions.
    """
    mine = [*copy.quads_for_pattern(thing, None, None, ox.DefaultGraph())]
    told = [ox.NamedNode(name) for name in sorted(names)]
    others = list(dict.fromkeys(q.object for q in near if isinstance(q.object, ox.NamedNode)))[:12]
    renamed = (
        (quad, ox.Quad(quad.subject, name, value)) for quad in mine[:10] + near[:10] for name in told if quad.predicate != name
        for value in (quad.object, thing))
    valued = (
        (quad, ox.Quad(quad.subject, quad.predicate, value)) for quad in near
        for value in (*_beside(quad.object), *STRANGE[-2:], *told, thing, *others, *STRANGE[:-2]) if value != quad.object)
    moved = ((quad, ox.Quad(subject, quad.predicate, quad.object)) for quad in near + mine for subject in (thing, *STRANGE[-2:]) if quad.subject != subject)
    likened = ((quad, ox.Quad(quad.subject, quad.predicate, value)) for quad in mine for value in _peers(copy, thing, quad))
    ways = [((quad, None) for quad in near), valued, renamed, moved, likened]
    while ways:
        for way in list(ways):
            change = next(way, None)
            if change is None:
                ways.remove(way)
            else:
                yield change


def _peers(copy: ox.Store, thing: ox.NamedNode, quad: ox.Quad) -> list:
    """What a few things of the same class have in this place."""
    kinds = [q.object for q in copy.quads_for_pattern(thing, ox.NamedNode(vocab.TYPE), None, ox.DefaultGraph())]
    peers = [q.subject for kind in kinds for q in islice(copy.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), kind, ox.DefaultGraph()), 12)]
    return [q.object for peer in peers if peer != thing for q in copy.quads_for_pattern(peer, quad.predicate, None, ox.DefaultGraph()) if q.object != quad.object]


def _beside(value) -> list:
    """A number one more, a day a generation later or earlier."""
    if not isinstance(value, ox.Literal):
        return []
    kind = vocab.local(value.datatype.value)
    if kind in ("decimal", "integer"):
        return [ox.Literal(str(Decimal(value.value) + more), datatype=value.datatype) for more in (1, -1)]
    if kind == "date":
        return [ox.Literal(f"{int(value.value[:4]) + more}{value.value[4:]}", datatype=value.datatype) for more in (30, -30, 1, -1)]
    return []


class Bench:
    """The real data to change one triple of, asked rule by rule about one thing."""

    def __init__(self, copy: ox.Store, shapes):
        from rdflib import Graph

        self.copy, self.shapes, self.terms = copy, shapes, Terms()
        joined.prepare(copy, shapes)
        self.data = self.terms.fill(Graph(), copy.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def things(self, targets, names: frozenset[str]) -> list[ox.NamedNode]:
        """Of the things that the targets name those of which most and least is said in the names that the rule mentions."""
        named = set()
        for kind, target in targets:
            node = ox.NamedNode(str(target))
            if kind == "targetNode":
                named.add(node)
            elif kind == "targetSubjectsOf":
                named |= {q.subject for q in self.copy.quads_for_pattern(None, node, None)}
            elif kind == "targetObjectsOf":
                named |= {q.object for q in self.copy.quads_for_pattern(None, node, None)}
            else:
                named |= {q.subject for c in self._below(node) for q in self.copy.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), c, ox.DefaultGraph())}
        def said(thing) -> tuple[int, int]:
            around = [*self.copy.quads_for_pattern(thing, None, None), *self.copy.quads_for_pattern(None, None, thing)]
            mentioned = [q for q in around if names & {n.value for n in (q.predicate, q.object) if isinstance(n, ox.NamedNode)}]
            return len({q.predicate for q in mentioned}), len(mentioned)

        weights = {n: said(n) for n in named if isinstance(n, ox.NamedNode)}
        most = sorted(weights, key=lambda n: (-weights[n][0], str(n)))[:THINGS // 2]
        least = sorted(weights, key=lambda n: (weights[n][1], str(n)))[:THINGS // 2]
        return list(dict.fromkeys(most + least))

    def _below(self, kind) -> set:
        found, waiting = {kind}, [kind]
        while waiting:
            for quad in self.copy.quads_for_pattern(None, ox.NamedNode(vocab.RDFS + "subClassOf"), waiting.pop()):
                if quad.subject not in found:
                    found.add(quad.subject)
                    waiting.append(quad.subject)
        return found

    def fires(self, rule: str, thing: ox.NamedNode) -> bool:
        """Whether the rule fires at this thing, as the data stand now."""
        query = next((j for j in self.shapes.joined if j.rule == rule and j.outcome == "open"), None)
        if query is None:
            return self._core_fires(rule, thing)
        one = ox.Quad(thing, ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.BASE + "mark/one"), joined.FOCUS)
        self.copy.add(one)
        try:
            answer = self.copy.query(query.query.replace(f"<{query.holder}>", f"<{vocab.BASE}mark/one>"))
            return any(row["this"] == thing for row in answer)
        finally:
            self.copy.remove(one)

    def _core_fires(self, rule: str, thing: ox.NamedNode) -> bool:
        from rdflib import SH, Graph, URIRef

        marked, shape, mark = self.shapes.marked.graph, URIRef(rule), URIRef(vocab.BASE + "mark/one")
        only, waiting, seen = Graph(), [shape], set()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                for triple in marked.triples((node, None, None)):
                    if triple[1] != SH.targetSubjectsOf:
                        only.add(triple)
                        waiting.append(triple[2])
        only.add((shape, SH.targetSubjectsOf, mark))
        held = (self.terms.term(thing), mark, self.terms.term(thing))
        self.data.add(held)
        try:
            return any(hit.rule == rule and hit.focus == thing.value for hit in pyshacl_hits(self.data, only))
        finally:
            self.data.remove(held)

    def swap(self, gone: ox.Quad | None, new: ox.Quad | None) -> None:
        """Take one triple out and put another in, in both copies of the data."""
        for quad, in_copy, in_data in ((gone, self.copy.remove, self.data.remove), (new, self.copy.add, self.data.add)):
            if quad is not None:
                in_copy(quad)
                in_data(tuple(map(self.terms.term, (quad.subject, quad.predicate, quad.object))))

    def mutant(self, rule: str, targets, properties, names: frozenset[str], agreeing=()) -> str:
        """The change that makes the rule fire, in words; empty when none of those tried does, 'nothing' without a thing to try.

        Things that the rule compared and found to agree are tried first.
        """
        tried = 0
        for thing in [*map(ox.NamedNode, sorted(agreeing)[:THINGS]), *self.things(targets, names)]:
            if self.fires(rule, thing):
                continue
            tried += 1
            near = neighbourhood(self.copy, thing, properties)
            for gone, new in islice(changes(self.copy, thing, near, names), EACH):
                if new is not None and new in self.copy:
                    continue
                self.swap(gone, new)
                try:
                    if self.fires(rule, thing):
                        return f"{gone} -> {new}"
                finally:
                    self.swap(new, gone)
        return "" if tried else "nothing"
