"""The tree of goals: what serves what, from vision down to activity, written out so that every branch ends.

The place of a class in the ontology (`bg:order`) decides its part here: what the municipality wants,
the work it does, what guides it, how it is measured and what it costs. Links are all of `bg:serves`.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

import networkx as nx

from ..catalog import Catalog
from . import best_edge, within

WANTS, WORK = range(0, 60), range(110, 140)
GUIDES, MEASURES, MONEY = range(60, 90), (*range(140, 150), *range(170, 190)), range(240, 250)
GOALS, RESULTS = range(40, 50), range(50, 60)
DEEPEST = 24  # levels that are written out; below that a branch is continued from its own place


@dataclass(frozen=True)
class Aside:
    """Something beside the tree that belongs to an element of it: `up` when the element serves it."""

    iri: str
    link: str
    basis: str
    up: bool


@dataclass(frozen=True)
class Branch:
    """An element under the one it serves: the link between them, its own branches, and what stands beside it.

    `again` is true where the element was written out earlier in the tree; it has no branches there.
    `size` counts the elements below it; `cut` is true where the tree is too deep to go on.
    """

    iri: str
    link: str
    basis: str
    branches: tuple["Branch", ...]
    beside: tuple[Aside, ...]
    again: bool
    size: int
    cut: bool

    def __iter__(self) -> Iterator["Branch"]:
        """This branch and all below, in order."""
        yield self
        for branch in self.branches:
            yield from branch


@dataclass(frozen=True)
class Tree:
    """The branches that nothing else holds, by municipality, and what the tree shows to be missing (IRIs).

    `owners` names the municipalities of each root, none where it is shared.
    """

    roots: tuple[Branch, ...]
    owners: tuple[tuple[str, ...], ...]
    loose: tuple[str, ...]
    goals_without_work: tuple[str, ...]
    results_without_goal: tuple[str, ...]
    work_without_goal: tuple[str, ...]
    size: int

    def groups(self) -> list[tuple[tuple[str, ...], list[Branch]]]:
        """The roots of each municipality, or of those that share one organisation."""
        pairs = groupby(zip(self.owners, self.roots), key=lambda pair: pair[0])
        return [(owner, [root for _, root in group]) for owner, group in pairs]

    def spread(self, most: int, focus: str = "") -> frozenset[str]:
        """The elements whose branches stand open when about `most` are to be seen: the way to the focus and what is below it,
        else the first root of each municipality, then the second, as far as they fit."""
        way, turns = self.way_to(focus), zip_longest(*(roots for _, roots in self.groups()))
        first = [self.branch(focus)] if way else [root for turn in turns for root in turn if root]
        room, opened = most if way else max(most - len(self.roots), most // 3), set(way[:-1])
        for level in ([root] for root in first):
            while level and (need := sum(len(b.branches) for b in level)) <= room:
                room -= need
                opened |= {b.iri for b in level if b.branches}
                level = [below for b in level for below in b.branches]
        return frozenset(opened)

    def way_to(self, iri: str) -> tuple[str, ...]:
        """The elements from a root down to where this one is written out; empty when it is not in the tree."""
        found: list[tuple[Branch, tuple[str, ...]]] = [(root, (root.iri,)) for root in self.roots]
        while found:
            branch, way = found.pop()
            if branch.iri == iri and not branch.again:
                return way
            found += [(b, (*way, b.iri)) for b in branch.branches]
        return ()

    def branch(self, iri: str) -> Branch | None:
        """The branch where an element is written out."""
        return next((b for root in self.roots for b in root if b.iri == iri and not b.again), None)


def grow(catalog: Catalog, network: nx.MultiDiGraph, document: str = "", municipality: str = "") -> Tree:
    """The tree of everything, or of what one document states or one municipality has as its policy."""
    grower = _Grower(catalog, network, document, municipality)
    grown = [grower.branch(iri, None, 0) for iri in grower.roots()]
    roots = tuple(branch for branch in grown if branch.branches)
    return Tree(
        roots, tuple(catalog.resources[r.iri].municipalities for r in roots), tuple(b.iri for b in grown if not b.branches),
        grower.lacking(GOALS, WORK, nx.ancestors), grower.lacking(RESULTS, GOALS, nx.descendants), grower.lacking(WORK, WANTS, nx.descendants),
        grower.below.number_of_nodes(),
    )


class _Grower:
    """Writes out one tree; remembers which elements have been written."""

    def __init__(self, catalog: Catalog, network: nx.MultiDiGraph, document: str, municipality: str):
        self.catalog, self.serves, self.written = catalog, within(network, ("serves",)), set()
        chosen = {
            iri for iri, it in catalog.resources.items()
            if (self.order(iri) in WANTS or self.order(iri) in WORK) and iri in network and it.documents
            and (not document or document in it.documents) and (not municipality or municipality in it.municipalities)
        }
        self.below = nx.DiGraph()  # edges from means to end, like the links themselves
        self.below.add_nodes_from(chosen)
        self.below.add_edges_from({(a, b) for a in chosen for b in self.serves.succ[a] if b in chosen and a != b})

    def order(self, iri: str) -> int:
        return self.catalog.name(self.catalog.resources[iri].kind).order

    def _sorted(self, iris: Iterable[str]) -> list[str]:
        return sorted(iris, key=lambda i: (self.order(i), self.catalog.label(i).casefold(), i))

    def roots(self) -> list[str]:
        """What serves nothing further; of a circle that serves nothing further, its highest element."""
        circles = nx.condensation(self.below)
        tops = self._sorted(self._sorted(circles.nodes[c]["members"])[0] for c in circles if circles.out_degree(c) == 0)
        return sorted(tops, key=lambda iri: [self.catalog.label(m).casefold() for m in self.catalog.resources[iri].municipalities])

    def branch(self, iri: str, above: str | None, depth: int) -> Branch:
        """An element with all that serves it; short where it was written out before."""
        link, edge = best_edge(self.serves, iri, above) if above else ("", {"basis": ""})
        again, cut = iri in self.written, depth >= DEEPEST
        if again or cut:
            return Branch(iri, link, edge["basis"], (), (), again, 0, cut and not again)
        self.written.add(iri)
        below = tuple(self.branch(b, iri, depth + 1) for b in self._sorted(self.below.pred[iri]))
        return Branch(iri, link, edge["basis"], below, tuple(self._beside(iri)), False, sum(1 + b.size for b in below if not b.again), False)

    def _beside(self, iri: str) -> Iterator[Aside]:
        """Values, principles and norms, measures and money that are linked with an element."""
        for up, ends in ((True, self.serves.succ[iri]), (False, self.serves.pred[iri])):
            for other in self._sorted(ends):
                order = self.order(other)
                if order in GUIDES or order in MEASURES or order in MONEY:
                    link, edge = best_edge(self.serves, *((iri, other) if up else (other, iri)))
                    yield Aside(other, link, edge["basis"], up)

    def lacking(self, kinds, wanted, reach) -> tuple[str, ...]:
        """Elements of some kinds from which no element of the wanted kinds is reached."""
        chosen = self._sorted(i for i in self.below if self.order(i) in kinds)
        return tuple(i for i in chosen if not any(self.order(other) in wanted for other in reach(self.below, i)))
