"""Rules with a query, each asked once for all the things it holds for, on a copy of the store."""
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files

import pyoxigraph as ox

from .. import vocab
from ..errors import GraphkitError
from .records import Hit
from .shapes import Joined, Shapes

TARGETS, FOCUS = ox.NamedNode(vocab.GRAPH + "targets"), ox.NamedNode(vocab.GRAPH + "focus")
_TYPE, _ABOVE = ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.RDFS + "subClassOf")


def prepare(copy: ox.Store, shapes: Shapes) -> None:
    """Write in the copy which things each rule holds for."""
    for rule in shapes.joined:
        for predicate, target in rule.targets:
            copy.add(ox.Quad(ox.NamedNode(rule.holder), ox.NamedNode(predicate), ox.NamedNode(target), TARGETS))
    copy.update((files("graphkit") / "queries" / "validate" / "focus.ru").read_text("utf-8"))


def asked(copy: ox.Store, rule: Joined) -> Iterator[Hit]:
    """The answers to one question of a rule, one for each thing and value.

    Rows with the same thing and value are one answer: what they name beside these is what was compared.
    """
    try:
        answer = copy.query(rule.query)
    except SyntaxError as problem:
        raise GraphkitError(f"De vraag van de regel {vocab.short(rule.rule)} is geen geldige SPARQL: {problem}") from None
    together = {}
    for row in json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON))["results"]["bindings"]:
        # As SHACL has it: a result without a value of its own is about the thing itself.
        together.setdefault((row["this"]["value"], row.get("value", row["this"])["value"]), []).append(row)
    for (this, value), rows in together.items():
        cells = {name: cell for row in reversed(rows) for name, cell in row.items()}
        named = tuple((name, cell["value"], cell.get("datatype", "")) for name, cell in sorted(cells.items()) if name != "this")
        also = sorted({cell["value"] for row in rows for name, cell in row.items() if name not in ("this", "value") and cell["type"] == "uri"})
        yield Hit(rule.rule, this, value, named=named, also=tuple(also), outcome=rule.outcome)


def held(copy: ox.Store, shapes: Shapes, things: Iterable[ox.NamedNode]) -> set[tuple[str, ox.NamedNode]]:
    """Under which names rules hold for which of these things, as prepare() would write it."""
    rules = defaultdict(set)
    for rule in shapes.joined:
        for predicate, target in rule.targets:
            rules[vocab.local(predicate), target].add(rule.holder)
    above, found = {}, set()
    for thing in things:
        keys = {("targetNode", thing.value)}
        keys |= {("targetSubjectsOf", q.predicate.value) for q in copy.quads_for_pattern(thing, None, None)}
        keys |= {("targetObjectsOf", q.predicate.value) for q in copy.quads_for_pattern(None, None, thing)}
        keys |= {("targetClass", c) for q in copy.quads_for_pattern(thing, _TYPE, None)
                 if isinstance(q.object, ox.NamedNode) for c in _classes(copy, q.object, above)}
        found |= {(rule, thing) for key in keys & rules.keys() for rule in rules[key]}
    return found


def hold(copy: ox.Store, before: set, after: set) -> None:
    """Write for which things rules hold now that did not, and the other way round."""
    for rule, thing in before - after:
        copy.remove(ox.Quad(thing, _TYPE, ox.NamedNode(rule), FOCUS))
    copy.extend(ox.Quad(thing, _TYPE, ox.NamedNode(rule), FOCUS) for rule, thing in after - before)


def _classes(copy: ox.Store, kind, above: dict) -> frozenset[str]:
    """A class and all above it."""
    if kind not in above:
        found, open_ends = {kind}, [kind]
        while open_ends:
            for quad in copy.quads_for_pattern(open_ends.pop(), _ABOVE, None):
                if quad.object not in found:
                    found.add(quad.object)
                    open_ends.append(quad.object)
        above[kind] = frozenset(n.value for n in found)
    return above[kind]
