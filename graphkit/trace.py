"""Chains of links: why something exists, how it is reached, and how two things hang together.

A chain is a shortest one: every walk goes outward level by level, so a cycle in the text ends
where it meets itself. Which links count is decided by the ontology, not here.
"""
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import networkx as nx

from . import vocab
from .catalog import Catalog, Passage
from .errors import GraphkitError
from .network import best_edge, within

FAMILIES = {"serves": ("serves",), "needs": ("needs",), "walk": ("serves", "needs"), "all": ("serves", "needs", "touches")}
UP, DOWN = "up", "down"
CONSIDERED = 2000  # chains looked at before the widest are chosen


@dataclass(frozen=True)
class Step:
    """One link of a trace, as stored, with the words that support it.

    `direction` tells how the walk went: up from source to target, or down against the link.
    `basis` is stated, inferred or empty (a link without a claim).
    """

    source: str
    link: str
    target: str
    direction: str
    basis: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Path:
    """Steps in walking order."""

    steps: tuple[Step, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The elements in walking order, from the start to the end."""
        return tuple(_walked(s)[0] for s in self.steps) + (_walked(self.steps[-1])[1],)


def _walked(step: Step) -> tuple[str, str]:
    return (step.source, step.target) if step.direction == UP else (step.target, step.source)


def why(catalog: Catalog, network: nx.MultiDiGraph, start: str, links: str = "serves", limit: int = 20) -> tuple[Path, ...]:
    """Chains from `start` up to what it serves, shortest first, each ending where nothing further is served."""
    return _chains(catalog, _chosen(network, links), start, UP, limit)


def how(catalog: Catalog, network: nx.MultiDiGraph, start: str, links: str = "serves", limit: int = 20) -> tuple[Path, ...]:
    """Chains from `start` down to what serves it, shortest first."""
    return _chains(catalog, _chosen(network, links).reverse(copy=False), start, DOWN, limit)


def connect(catalog: Catalog, network: nx.MultiDiGraph, a: str, b: str, links: str = "walk", limit: int = 20) -> tuple[Path, ...]:
    """The shortest connections between two elements, whichever way the links point; empty when there is none."""
    chosen = _chosen(network, links)
    if a == b:
        raise GraphkitError("Kies twee verschillende dingen; een ding hangt altijd met zichzelf samen.")
    try:
        found = nx.all_shortest_paths(chosen.to_undirected(as_view=True), a, b)
        return tuple(_path(catalog, chosen, nodes, None) for nodes in _first(found, limit))
    except nx.NetworkXNoPath:
        return ()


def _chosen(network: nx.MultiDiGraph, links: str) -> nx.MultiDiGraph:
    if links not in FAMILIES:
        raise GraphkitError(f"Onbekende soort koppelingen ‘{links}’. Kies uit {', '.join(FAMILIES)}.")
    return within(network, FAMILIES[links])


def _first(paths: Iterator, limit: int) -> list:
    return [nodes for nodes, _ in zip(paths, range(limit))]


def _chains(catalog, network, start, direction, limit) -> tuple[Path, ...]:
    """Shortest ways from the start to where the walk ends, shortest first.

    The levels of a breadth-first walk make a network without cycles. When it holds more chains than
    `limit`, those are kept that together visit the most elements.
    """
    level = nx.single_source_shortest_path_length(network, start)
    onward = {n: sorted(m for m in network[n] if level[m] == level[n] + 1) for n in level}
    unfinished, found = [(start,)], []
    while unfinished and len(found) < CONSIDERED:
        found += [nodes for nodes in unfinished if not onward[nodes[-1]] and len(nodes) > 1]
        unfinished = [(*nodes, after) for nodes in unfinished for after in onward[nodes[-1]]][:CONSIDERED]
    forward = network if direction == UP else network.reverse(copy=False)
    return tuple(_path(catalog, forward, nodes, direction) for nodes in _widest(found, limit))


def _widest(chains: list[tuple[str, ...]], limit: int) -> list[tuple[str, ...]]:
    """At most `limit` chains, shortest first, chosen so that each brings the most elements not yet seen."""
    if len(chains) <= limit:
        return chains
    seen, kept = set(), []
    waiting = [(-len(nodes), place) for place, nodes in enumerate(chains)]
    heapify(waiting)
    while waiting and len(kept) < limit:
        _, place = heappop(waiting)
        gain = -len(set(chains[place]) - seen)
        if waiting and (gain, place) > waiting[0]:  # it brings less than when it was put here: let others go first
            heappush(waiting, (gain, place))
        else:
            kept.append(place)
            seen.update(chains[place])
    return [chains[place] for place in sorted(kept)]


def _path(catalog, network, nodes, direction) -> Path:
    return Path(tuple(_step(catalog, network, a, b, direction) for a, b in zip(nodes, nodes[1:])))


def _step(catalog: Catalog, network, a: str, b: str, direction: str | None) -> Step:
    """The stored link between two neighbours on a walk; walking freely, an upward link goes before a downward one."""
    direction = direction or (UP if network.has_edge(a, b) else DOWN)
    source, target = (a, b) if direction == UP else (b, a)
    link, edge = best_edge(network, source, target)
    claims = catalog.evidence(source, link, target)
    passages = dict.fromkeys(p for claim in claims for p in claim.passages)
    reason = next((c.reason for c in claims if c.reason), "") if edge["basis"] != vocab.STATED else ""
    return Step(source, link, target, direction, vocab.local(edge["basis"]) if edge["basis"] else "", reason, tuple(passages))
