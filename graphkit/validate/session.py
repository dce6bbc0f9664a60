"""What the shapes find in a store, remembered so that a change is not paid for with a run over everything.

After a graph is replaced, only those things are given to pySHACL again from which a shape can see a
changed triple, and only those questions are asked again that name a property of one, or whose things changed
class. What is left as it was cannot have changed: a test compares with a run from nothing.
"""
from collections.abc import Callable, Iterable
from datetime import date

import pyoxigraph as ox

from .. import vocab
from ..store import Store
from . import core, joined
from .records import OPEN, Hit
from .shapes import Shapes

_HIERARCHY = {vocab.RDFS + "subClassOf", vocab.RDFS + "subPropertyOf"}


class Session:
    """The hits of shapes and rules on the public graphs of a store; `copy` is the union that was asked."""

    def __init__(self, store: Store, shapes: Shapes, today: date, lasting: bool = False):
        self._store, self._shapes, self._lasting = store, shapes, lasting
        self.copy = core.union(store, today)
        self._units: dict[str, core.Checked] = {}
        self._stale: dict[str, set] = {}
        self._answers: dict[tuple[str, str], frozenset[Hit]] = {}
        self.asked: tuple[str, ...] = ()

    def hits(self, told: Callable[[str], None] = lambda name: None) -> set[Hit]:
        """Everything the shapes find now; `asked` names the units and rules for which that took work. Raises GraphkitError."""
        work, found = [], set()
        units = core.units(self._store)
        waiting = [(u, self._units.get(u.graph), self._stale.get(u.graph, set())) for u in units
                   if u.graph not in self._units or u.graph in self._stale]
        for name, checked in core.check(self._store, self.copy, waiting, self._shapes, told):
            self._units[name] = checked if self._lasting else core.Checked(checked.hits)
            self._stale.pop(name, None)
            work.append(name)
        for unit in units:
            found |= self._units[unit.graph].hits
        told("regels over documenten heen")
        if not self._answers:
            joined.prepare(self.copy, self._shapes)
        for rule in self._shapes.joined:
            key = (rule.rule, rule.outcome)
            if key not in self._answers:
                self._answers[key] = frozenset(joined.asked(self.copy, rule))
                work.append(vocab.short(rule.rule))
                if self._lasting:
                    _ = rule.reads  # read now, so that the first change need not wait for it
            found |= self._answers[key]
        self.asked = tuple(work)
        return found

    def open_hits(self) -> set[Hit]:
        """The hits that SHACL itself knows: not what agrees or cannot be derived."""
        return {hit for hit in self.hits() if hit.outcome == OPEN}

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put these quads in the place of what the graph held, in the store too, and forget what that can touch. Raises BusyStore."""
        went, came = self._store.replace(graph, quads)
        if not went and not came:
            return
        gone = went - self._elsewhere(graph, went)
        new = {t for t in came if ox.Quad(t.subject, t.predicate, t.object) not in self.copy}
        if graph.endswith("/persons"):  # never in the copy
            self._units.pop(graph, None)
            return
        if {t.predicate.value for t in gone | new} & _HIERARCHY:
            self._swap(gone, new)
            self._units.clear()
            self._stale.clear()
            self._answers.clear()
            self.copy.remove_graph(joined.TARGETS)
            self.copy.remove_graph(joined.FOCUS)
            return
        self._stale.setdefault(graph, set())
        self._forget(gone, new)

    def _forget(self, gone: set, new: set) -> None:
        changed = gone | new
        seeing = core.affected(self.copy, changed, self._shapes)
        nodes = {n for t in changed for n in (t.subject, t.object) if isinstance(n, ox.NamedNode)}
        held = joined.held(self.copy, self._shapes, nodes)
        self._swap(gone, new)
        seeing |= core.affected(self.copy, changed, self._shapes)
        holds = joined.held(self.copy, self._shapes, nodes)
        joined.hold(self.copy, held, holds)
        moved = {holder for holder, thing in held ^ holds}
        for rule in self._shapes.joined:
            if rule.holder in moved or rule.reads.touched(changed, self.copy):
                self._answers.pop((rule.rule, rule.outcome), None)
        described = {t.subject for t in changed if t.predicate.value == vocab.TYPE}
        for name, checked in self._units.items():
            if stale := seeing & checked.own | described & checked.near:
                self._stale.setdefault(name, set()).update(stale)

    def _elsewhere(self, graph: str, triples: set) -> set:
        """Those of the triples that another public graph says as well."""
        others = [g for g in self._store.public_graphs() if g != graph]
        return {t for t in triples if any(self._store.says(g, t) for g in others)}

    def _swap(self, gone: set, new: set) -> None:
        for triple in gone:
            self.copy.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
        self.copy.extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)
