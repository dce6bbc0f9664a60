"""The relation graph as a page shows it: the drawing, the lists beside it, the filters, and all of it in words."""
from collections import Counter
from dataclasses import dataclass, replace

from graphkit import vocab
from graphkit.catalog import Claim, Name, Resource
from graphkit.network import overview
from graphkit.network.cards import Drawing, draw
from graphkit.network.picture import LARGE, MOST, USUAL, Around, Node, Picture, Pictures, Relation, View

from .desk import Desk
from .graph_views import address
from .kinds import Group, group_of
from .language import lang, t

FAMILIES = {"serves": vocab.SERVES, "needs": vocab.NEEDS, "touches": vocab.TOUCHES}


@dataclass(frozen=True)
class Row:
    """A link in the table: its two ends, the link in words, and the claims that it rests on."""

    relation: Relation
    source: Resource
    link: Name
    target: Resource
    claims: tuple[Claim, ...]

    @property
    def key(self) -> str:
        return f"{self.relation.source} {self.relation.link} {self.relation.target}"


@dataclass(frozen=True)
class Member:
    """A card in the list: its element, and the addresses that put it in the middle or open it."""

    node: Node
    thing: Resource
    middle: str
    open: str


@dataclass(frozen=True)
class Choice:
    """A value of a filter with how often it occurs, and whether it is chosen."""

    value: str
    thing: Name
    count: int
    chosen: bool


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of one view shows."""

    view: View
    picture: Picture
    drawing: Drawing
    focus: Resource | None
    members: tuple[Member, ...]
    rows: tuple[Row, ...]
    kinds: tuple[Choice, ...]
    families: tuple[Choice, ...]
    links: tuple[Choice, ...]
    groups: tuple[tuple[Group, tuple[str, ...]], ...]
    summary: str
    missing: tuple[str, ...]
    overview: Drawing | None
    counts: tuple[tuple[Name, int], ...]


def pictures(desk: Desk) -> Pictures:
    """The pictures of the store as it is now."""
    return desk.remember("pictures", lambda: Pictures(desk.catalog, desk.network))


def sheet(desk: Desk, view: View) -> Sheet:
    """The sheet of a view in the language of this request, made once per version of the store."""
    return desk.remember(("graph", view, lang()), lambda: _sheet(desk, view))


def drawing(desk: Desk, view: View) -> Drawing:
    """The cards and lines of a view in the language of this request."""
    return desk.remember(("drawing", view, lang()), lambda: draw(pictures(desk).draw(view), desk.catalog, lang(), group_of))


def _sheet(desk: Desk, view: View) -> Sheet:
    picture = pictures(desk).draw(view)
    view = picture.view
    kinds, families, links = _choices(desk, view)
    focus = desk.catalog.resources.get(view.focus or view.document or view.municipality)
    return Sheet(
        view, picture, drawing(desk, view), focus, members(desk, picture), rows(desk, picture), kinds, families, links,
        _groups(desk, picture), summary(desk, picture, focus), tuple(_missing(desk, picture)),
        *(_overview(desk, Around(desk.catalog, desk.network, view).levels()) if picture.cut else (None, ())),
    )


def _overview(desk: Desk, reached) -> tuple[Drawing, tuple[tuple[Name, int], ...]]:
    """All of these elements per kind, as a drawing and as a list: for what does not fit as cards."""
    counts = Counter(desk.catalog.resources[i].kind for i in reached)
    listed = sorted(((desk.catalog.name(kind), n) for kind, n in counts.items()), key=lambda found: (found[0].order, found[0].iri))
    return overview.kinds(desk.catalog, desk.network, reached, lang(), group_of), tuple(listed)


def everything(desk: Desk) -> tuple[Drawing, tuple[tuple[Name, int], ...]]:
    """The whole graph per kind, made once per version of the store and language."""
    return desk.remember(("whole", lang()), lambda: _overview(desk, [i for i in desk.network if desk.network.degree(i)]))


def rows(desk: Desk, picture: Picture) -> tuple[Row, ...]:
    """The links of a picture: those of the focus first, then by family and name."""
    found = [
        Row(r, desk.catalog.resources[r.source], desk.catalog.name(r.link), desk.catalog.resources[r.target], pictures(desk).claims(r))
        for r in picture.relations
    ]
    order = list(FAMILIES)

    def key(row: Row):
        r = row.relation
        return picture.view.focus not in (r.source, r.target), order.index(r.family), row.source.label(lang()).casefold(), row.link.label(lang()), r
    return tuple(sorted(found, key=key))


def members(desk: Desk, picture: Picture) -> tuple[Member, ...]:
    """The cards of a picture in order of kind and name, the focus first."""
    found = [member(desk, picture.view, node) for node in picture.nodes]
    return tuple(sorted(found, key=lambda m: (m.node.distance > 0, desk.catalog.name(m.node.kind).order, m.thing.label(lang()).casefold())))


def member(desk: Desk, view: View, node: Node) -> Member:
    """A card with the addresses of what can be done with it."""
    opened = replace(view, opened=(*view.opened, node.iri))
    return Member(node, desk.catalog.resources[node.iri], address(View(focus=node.iri)), address(opened) if node.hidden else "")


def _choices(desk: Desk, view: View) -> tuple[tuple[Choice, ...], ...]:
    """What there is to filter on within the steps of the view, filters apart."""
    bare = View(focus=view.focus, document=view.document, municipality=view.municipality, steps=view.steps)

    def tally():
        around = Around(desk.catalog, desk.network, bare)
        reached = around.levels()
        relations = tuple(around.relations(reached))
        return Counter(desk.catalog.resources[i].kind for i in reached), Counter(r.family for r in relations), Counter(r.link for r in relations)

    kinds, families, links = desk.remember(("around", bare), tally)

    def listed(counts, chosen, term=lambda value: value):
        values = sorted({*counts, *chosen}, key=lambda v: (desk.catalog.name(term(v)).order, desk.catalog.name(term(v)).label(lang()).casefold()))
        return tuple(Choice(v, desk.catalog.name(term(v)), counts[v], v in chosen) for v in values)

    return listed(kinds, view.kinds), tuple(Choice(f, desk.catalog.name(iri), families[f], f in view.families) for f, iri in FAMILIES.items()), listed(links, view.links)


def _groups(desk: Desk, picture: Picture) -> tuple[tuple[Group, tuple[str, ...]], ...]:
    """The legend: each group of kinds in the picture with the words for its kinds."""
    found: dict[Group, dict[str, None]] = {}
    for kind in sorted({n.kind for n in picture.nodes}, key=lambda k: desk.catalog.name(k).order):
        found.setdefault(group_of(desk.catalog.name(kind).order), {})[desk.catalog.name(kind).label(lang())] = None
    return tuple((group, tuple(kinds)) for group, kinds in found.items())


def summary(desk: Desk, picture: Picture, focus: Resource | None) -> str:
    """One sentence on what the picture shows, for who does not see it."""
    counts = Counter(n.kind for n in picture.nodes).most_common(3)
    most = ", ".join(f"{n} × {desk.catalog.name(kind).label(lang())}" for kind, n in counts)
    things, links, name = len(picture.nodes), len(picture.relations), focus.label(lang()) if focus else ""
    if picture.view.focus:
        steps = picture.view.steps
        return t(f"Plaatje rond ‘{name}’: {things} dingen en {links} verbindingen, tot {steps} {'stap' if steps == 1 else 'stappen'} ver. Het vaakst: {most}.",
                 f"Picture around ‘{name}’: {things} things and {links} links, up to {steps} {'step' if steps == 1 else 'steps'} away. Most frequent: {most}.")
    return t(f"Plaatje van ‘{name}’: {things} dingen en {links} verbindingen. Het vaakst: {most}.",
             f"Picture of ‘{name}’: {things} things and {links} links. Most frequent: {most}.")


def _missing(desk: Desk, picture: Picture):
    """What was left out, per relation, in words."""
    for missing in picture.missing:
        link = desk.catalog.name(missing.link)
        yield f"{missing.count} × {link.label(lang()) if missing.direction == 'up' else link.inverse(lang())}"


def limits(view: View) -> tuple[tuple[int, str], ...]:
    """The numbers of cards to choose from."""
    return tuple((n, str(n)) for n in sorted({USUAL, LARGE, MOST, view.limit}))
