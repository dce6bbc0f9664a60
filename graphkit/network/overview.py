"""A whole too large for cards of its own: one card per kind with its number, one line for all links between two kinds.

Kinds that no thick line touches are left to the list beside it.
"""
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import networkx as nx

from ..catalog import Catalog
from . import layout
from .cards import Drawing, Label, assembled, card, line
from .picture import band

MOST_LINES = 30  # more would hide each other; the thickest are kept
WIDEST = 6  # cards in a row


def kinds(catalog: Catalog, network: nx.MultiDiGraph, elements: Iterable[str], lang: str, look: Callable[[int], object]) -> Drawing:
    """The kinds of these elements and how many links there are between them; a card's key is the IRI of its class."""
    kind_of = {iri: catalog.resources[iri].kind for iri in elements if network.degree(iri)}
    counts = Counter(kind_of.values())
    between = defaultdict(Counter)
    for source, target, link in network.edges(keys=True):
        if source in kind_of and target in kind_of and kind_of[source] != kind_of[target]:
            between[kind_of[source], kind_of[target]][link] += 1
    strongest = sorted(between, key=lambda pair: (-between[pair].total(), pair))[:MOST_LINES]
    order = {kind: catalog.name(kind).order for pair in strongest for kind in pair}
    items = [layout.Item(kind, band(order[kind]), 1) for kind in sorted(order, key=lambda k: (order[k], k))]
    places = layout.layers(items, strongest, WIDEST)
    cards = {
        kind: card(kind, f"{counts[kind]} ×", catalog.name(kind).label(lang), places[kind], look(order[kind])) for kind in places
    }
    lines = [line(cards[a], cards[b], (_label(catalog, between[a, b], lang),), "serves", _width(between[a, b].total())) for a, b in strongest]
    return assembled(cards.values(), lines)


def _label(catalog: Catalog, links: Counter, lang: str) -> Label:
    """The commonest link in words, and how many links there are in all."""
    (common, _), *rest = links.most_common()
    return Label(f"{links.total()} × {catalog.name(common).label(lang)}{' …' if rest else ''}", True, False, None)


def _width(count: int) -> float:
    return min(6.0, 1 + count / 8)
