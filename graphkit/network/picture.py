"""A part of the network as a picture: which cards, which links, where, and what was left out.

The server chooses and places; a browser only draws. The same view of the same data gives the same
picture, and a card that was opened later adds cards without moving one.
"""
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from threading import RLock

import networkx as nx

from .. import vocab
from ..catalog import Catalog, Claim
from ..errors import GraphkitError
from . import FAMILIES, layout

USUAL, LARGE, MOST = 60, 300, 400
FURTHEST = 4
AT_ONCE = 10  # cards that opening one card adds
MOST_OPENED = 40
KEPT = 128  # pictures remembered
LADDER = 60  # classes with a lower `bg:order` are what the municipality wants, highest first
UP, DOWN = "up", "down"


@dataclass(frozen=True)
class View:
    """What is asked for: everything in it can stand in an address.

    `focus`, `document`, `municipality`, `kinds`, `links` and `opened` are IRIs; `families` are serves,
    needs, touches. Empty filters let everything pass. Without a focus the view is of a whole
    document or municipality.
    """

    focus: str = ""
    document: str = ""
    municipality: str = ""
    steps: int = 1
    kinds: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    layout: str = "lagen"
    limit: int = USUAL
    opened: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A card: its element, its steps from the focus, its neighbours that are not in the picture, and its place."""

    iri: str
    kind: str
    distance: int
    hidden: int
    x: float
    y: float


@dataclass(frozen=True, order=True)
class Relation:
    """A stored link between two cards; family as a word, basis as an IRI or empty."""

    source: str
    link: str
    target: str
    family: str
    basis: str


@dataclass(frozen=True)
class Missing:
    """How many neighbours were left out that one relation leads to; up is along the link, down against it."""

    link: str
    direction: str
    count: int


@dataclass(frozen=True)
class Picture:
    """Cards, their links, how many things there are within the steps asked for, and what was left out."""

    view: View
    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]
    within: int
    missing: tuple[Missing, ...]

    @property
    def cut(self) -> int:
        """How many things within the steps asked for are not in the picture."""
        return max(0, self.within - sum(1 for n in self.nodes if n.distance <= self.view.steps))


class Pictures:
    """Draws pictures of one catalog and its network, and remembers the last ones."""

    def __init__(self, catalog: Catalog, network: nx.MultiDiGraph):
        self.catalog, self.network = catalog, network
        self._kept: OrderedDict[View, Picture] = OrderedDict()
        self._lock = RLock()

    def draw(self, view: View) -> Picture:
        """The picture of a view. Raises GraphkitError for a view that cannot be, NotFound for an unknown focus."""
        with self._lock:
            if view in self._kept:
                self._kept.move_to_end(view)
                return self._kept[view]
        drawn = self._drawn(self._checked(view))
        with self._lock:
            self._kept[view] = drawn
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return drawn

    def _checked(self, view: View) -> View:
        if view.layout not in layout.LAYOUTS:
            raise GraphkitError(f"Onbekende indeling ‘{view.layout}’. Kies uit {', '.join(layout.LAYOUTS)}.")
        if not 1 <= view.steps <= FURTHEST:
            raise GraphkitError(f"Kies 1 tot en met {FURTHEST} stappen, niet {view.steps}.")
        if unknown := set(view.families) - set(FAMILIES.values()):
            raise GraphkitError(f"Onbekende soort verbinding ‘{min(unknown)}’. Kies uit {', '.join(FAMILIES.values())}.")
        if not (view.focus or view.document or view.municipality):
            raise GraphkitError("Kies iets om van uit te gaan: een ding, een document of een gemeente.")
        if len(view.opened) > MOST_OPENED:
            raise GraphkitError(f"Er kunnen niet meer dan {MOST_OPENED} dingen uitgeklapt zijn. Maak een ander ding het middelpunt.")
        for iri in filter(None, (view.focus, view.document, view.municipality)):
            self.catalog.resolve(iri)
        return replace(view, limit=max(1, min(view.limit, MOST)))

    def _drawn(self, view: View) -> Picture:
        if view.opened:
            return self._grown(self.draw(replace(view, opened=view.opened[:-1])), view)
        around = Around(self.catalog, self.network, view)
        reached = around.levels()
        chosen = dict(sorted(reached.items(), key=lambda found: (found[1], around.rank(found[0])))[: view.limit])
        relations = tuple(around.relations(chosen))
        items = [layout.Item(iri, self._band(iri), distance) for iri, distance in chosen.items()]
        places = layout.LAYOUTS[view.layout](items, dict.fromkeys((r.source, r.target) for r in relations if r.source != r.target))
        return self._finished(view, around, chosen, places, relations, len(reached))

    def _grown(self, before: Picture, view: View) -> Picture:
        """The picture with the next neighbours of the card that was opened last."""
        shown = {n.iri: n.distance for n in before.nodes}
        places = {n.iri: (n.x, n.y) for n in before.nodes}
        anchor = view.opened[-1]
        if anchor not in shown:
            return replace(before, view=view)
        around = Around(self.catalog, self.network, replace(view, focus=anchor))
        fresh = sorted(around.neighbours(anchor) - shown.keys(), key=around.rank)[: min(AT_ONCE, max(0, MOST - len(shown)))]
        chosen = shown | {iri: shown[anchor] + 1 for iri in fresh}
        around = Around(self.catalog, self.network, view)
        return self._finished(view, around, chosen, places | layout.beside(places, anchor, fresh), tuple(around.relations(chosen)), before.within)

    def _finished(self, view, around, chosen, places, relations, within) -> Picture:
        hidden = {iri: around.neighbours(iri) - chosen.keys() for iri in chosen}
        nodes = tuple(
            Node(iri, self.catalog.resources[iri].kind, distance, len(hidden[iri]), round(places[iri][0]), round(places[iri][1]))
            for iri, distance in chosen.items()
        )
        return Picture(view, nodes, relations, within, tuple(around.missing(chosen)))

    def _band(self, iri: str) -> int:
        return band(self.catalog.name(self.catalog.resources[iri].kind).order)

    @cached_property
    def _claims(self) -> dict[tuple[str, str, str], tuple[Claim, ...]]:
        found = defaultdict(list)
        for claim in self.catalog.all_claims():
            found[claim.source, claim.link, claim.target].append(claim)
        return {link: tuple(claims) for link, claims in found.items()}

    def part(self, picture: Picture) -> nx.MultiDiGraph:
        """The cards and links of a picture as a network of their own."""
        part = nx.MultiDiGraph()
        part.add_nodes_from(n.iri for n in picture.nodes)
        part.add_edges_from((r.source, r.target, r.link, {"family": r.family, "basis": r.basis}) for r in picture.relations)
        return part

    def claims(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that a link in a picture rests on."""
        return self._claims.get((relation.source, relation.link, relation.target), ())


def band(order: int) -> int:
    """The band for a class with this `bg:order`: the ladder from vision to result step by step, the rest by fifties."""
    return max(20, order) // 10 if order < LADDER else 100 + order // 50


class Around:
    """The part of the network that a view lets pass."""

    def __init__(self, catalog: Catalog, network: nx.MultiDiGraph, view: View):
        self.catalog, self.network, self.view = catalog, network, view
        self._passes: dict[str, bool] = {}

    def passes(self, iri: str) -> bool:
        """Whether an element fits the filters on kind, document and municipality; the focus always does."""
        if iri not in self._passes:
            self._passes[iri] = self._fits(iri)
        return self._passes[iri]

    def _fits(self, iri: str) -> bool:
        view, it = self.view, self.catalog.resources[iri]
        if iri == view.focus or iri in view.opened:
            return True
        if view.document and iri != view.document and view.document not in it.documents:
            return False
        if view.municipality and iri != view.municipality and view.municipality not in it.municipalities:
            return False
        return not view.kinds or it.kind in view.kinds or any(a in view.kinds for a in self.catalog.ancestors(it.kind))

    def _links(self, iri: str) -> Iterator[tuple[str, str, str, dict]]:
        """Links of an element that the filters let pass: link, direction, the other end, attributes."""
        view = self.view
        for direction, ends in ((UP, self.network.succ[iri]), (DOWN, self.network.pred[iri])):
            for other, links in ends.items():
                if other == iri or not self.passes(other):
                    continue
                for link, edge in links.items():
                    if (not view.families or edge["family"] in view.families) and (not view.links or link in view.links):
                        yield link, direction, other, edge

    def neighbours(self, iri: str) -> set[str]:
        """The elements that one link leads to."""
        return {other for _, _, other, _ in self._links(iri)}

    def levels(self) -> dict[str, int]:
        """Every element within the steps of the view, with its distance; without a focus everything that fits."""
        if not self.view.focus:
            return {iri: 1 for iri in self.network if self.passes(iri)}
        reached, edge = {self.view.focus: 0}, [self.view.focus]
        for distance in range(1, self.view.steps + 1):
            edge = [n for iri in edge for n in sorted(self.neighbours(iri)) if n not in reached and not reached.update({n: distance})]
        return reached

    def rank(self, iri: str) -> tuple:
        """What goes first when not everything fits: the same document, the same whole, the kind of link, many links, the name."""
        it, focus = self.catalog.resources[iri], self.catalog.resources.get(self.view.focus)
        if focus is None or iri == focus.iri:
            return (False, False, 0, -self.network.degree(iri), it.label().casefold(), iri)
        order = list(FAMILIES.values())
        edges = [edge for _, _, other, edge in self._links(iri) if other == focus.iri]
        return (
            not set(it.documents) & set(focus.documents), not self._wholes(iri) & self._wholes(focus.iri),
            min((order.index(e["family"]) for e in edges), default=len(order)),
            -self.network.degree(iri), it.label().casefold(), iri,
        )

    def _wholes(self, iri: str) -> set[str]:
        """An element with what it is part of."""
        return {iri} | {whole for whole, links in self.network.succ[iri].items() if vocab.BG + "partOf" in links}

    def relations(self, chosen) -> Iterator[Relation]:
        """Every link between two chosen elements that the filters let pass, in order."""
        found = {
            Relation(iri, link, other, edge["family"], edge["basis"])
            for iri in chosen for link, direction, other, edge in self._links(iri) if direction == UP and other in chosen
        }
        return iter(sorted(found))

    def missing(self, chosen: dict[str, int]) -> Iterator[Missing]:
        """What was left out next to cards whose neighbours were asked for, per relation and direction."""
        left = defaultdict(set)
        for iri, distance in chosen.items():
            if distance < self.view.steps:
                for link, direction, other, _ in self._links(iri):
                    if other not in chosen:
                        left[link, direction].add(other)
        counted = Counter({key: len(others) for key, others in left.items()})
        return (Missing(link, direction, count) for (link, direction), count in sorted(counted.items(), key=lambda c: (-c[1], c[0])))
