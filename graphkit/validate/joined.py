"""Rules with a query, each asked once for all the things it holds for, on a copy of the store."""
import json
from importlib.resources import files

import pyoxigraph as ox

from .. import vocab
from ..errors import GraphkitError
from .records import Hit
from .shapes import Joined, Shapes

TARGETS = ox.NamedNode(vocab.GRAPH + "targets")


def hits(copy: ox.Store, shapes: Shapes) -> set[Hit]:
    """What the rules with a query find. Writes in the copy which things each rule holds for. Raises GraphkitError."""
    for rule in shapes.joined:
        for predicate, target in rule.targets:
            copy.add(ox.Quad(ox.NamedNode(rule.rule), ox.NamedNode(predicate), ox.NamedNode(target), TARGETS))
    copy.update((files("graphkit") / "queries" / "validate" / "focus.ru").read_text("utf-8"))
    return {hit for rule in shapes.joined for hit in _asked(copy, rule)}


def _asked(copy: ox.Store, rule: Joined):
    try:
        answer = copy.query(rule.query)
    except SyntaxError as problem:
        raise GraphkitError(f"De vraag van de regel {vocab.short(rule.rule)} is geen geldige SPARQL: {problem}") from None
    for row in json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON))["results"]["bindings"]:
        # As SHACL has it: a result without a value of its own is about the thing itself.
        yield Hit(rule.rule, row["this"]["value"], row.get("value", row["this"])["value"])
