"""The links of the catalog as a network: what every walk and every picture starts from."""
from collections.abc import Iterable

import networkx as nx

from .. import vocab
from ..catalog import Catalog

FAMILIES = {vocab.SERVES: "serves", vocab.NEEDS: "needs", vocab.TOUCHES: "touches"}


def of(catalog: Catalog) -> nx.MultiDiGraph:
    """Nodes are the IRIs of elements; an edge is one stored triple, keyed by its link.

    Edge attributes: `family` (serves, needs or touches) and `basis` (an IRI, empty without a claim).
    """
    network = nx.MultiDiGraph()
    network.add_nodes_from(catalog.resources)
    for link in catalog.links:
        if link.source in network and link.target in network:
            network.add_edge(link.source, link.target, key=link.link, family=FAMILIES[link.family], basis=link.basis)
    return network


def within(network: nx.MultiDiGraph, families: Iterable[str]) -> nx.MultiDiGraph:
    """The same nodes with only the edges of these families; a view, so nothing is copied."""
    chosen = frozenset(families)
    return nx.subgraph_view(network, filter_edge=lambda a, b, key: network.edges[a, b, key]["family"] in chosen)


def best_edge(network: nx.MultiDiGraph, source: str, target: str) -> tuple[str, dict]:
    """Of parallel links the one to show: stated before inferred, means-to-end before the rest, then by name."""
    order = list(FAMILIES.values())
    return min(
        network[source][target].items(),
        key=lambda edge: (edge[1]["basis"] != vocab.STATED, order.index(edge[1]["family"]), edge[0]),
    )
