"""The tree of goals as a page shows it: what is open, what stands beside it, and what is missing in words."""
from dataclasses import dataclass

from graphkit.catalog import Resource
from graphkit.network import espalier, tree

from .desk import Desk
from .kinds import group_of
from .language import lang

MANY = 60  # branches that stand open at most when no element is asked for


@dataclass(frozen=True)
class Sheet:
    """What the page of the tree shows for one choice of document, municipality and element."""

    tree: tree.Tree
    picture: espalier.Espalier
    focus: Resource | None
    way: tuple[str, ...]
    near: tuple[str, ...]
    opened: frozenset[str]
    groups: tuple[tuple[tuple[Resource, ...], list[tree.Branch]], ...]
    documents: tuple[Resource, ...]
    municipalities: tuple[Resource, ...]

    def open(self, branch: tree.Branch) -> bool:
        """Whether a branch stands open: on the way to the element asked for, else as far as there is room."""
        return branch.iri in self.opened

    def leads(self, roots: list[tree.Branch]) -> bool:
        """Whether one of these trees leads to the element asked for."""
        return bool(self.way) and any(b.iri in self.way for root in roots for b in root)


def sheet(desk: Desk, focus: str, document: str, municipality: str) -> Sheet:
    """The sheet of the tree, its structure made once per version of the store."""
    grown = desk.remember(("tree", document, municipality), lambda: tree.grow(desk.catalog, desk.network, document, municipality))
    return desk.remember(("tree sheet", focus, document, municipality, lang()), lambda: _sheet(desk, grown, focus))


def _sheet(desk: Desk, grown: tree.Tree, focus: str) -> Sheet:
    way = grown.way_to(focus) if focus else ()
    near = () if way or not focus else tuple(b.iri for root in grown.roots for b in root if any(a.iri == focus for a in b.beside))
    if near:
        way = tuple(dict.fromkeys(iri for one in near for iri in grown.way_to(one)))
    known = desk.catalog.resources
    owners = dict.fromkeys(m for d in desk.catalog.documents for m in known[d.iri].municipalities if m in known)
    return Sheet(
        grown, espalier.train(grown, desk.catalog, lang(), group_of, focus if focus in way else ""), known.get(focus), way, near,
        grown.spread(MANY, focus) | set(way), tuple((tuple(known[o] for o in owners if o in known), roots) for owners, roots in grown.groups()),
        tuple(known[d.iri] for d in desk.catalog.documents), tuple(known[m] for m in owners),
    )
