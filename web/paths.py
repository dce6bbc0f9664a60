"""How two things hang together: what the visitor meant, and the connections found, in words and as a picture."""
import re
from dataclasses import dataclass

from graphkit import trace, vocab
from graphkit.catalog import Name, Resource
from graphkit.errors import NotFound
from graphkit.network import layout
from graphkit.network.cards import Card, Drawing, Label, Line, assembled, card, line

from .desk import Desk
from .kinds import group_of
from .language import lang

LINKS = {
    "walk": ("Wat dient en wat nodig is", "What serves and what is needed"), "serves": ("Alleen wat dient", "Only what serves"),
    "needs": ("Alleen wat nodig is", "Only what is needed"), "all": ("Alle verbindingen", "All links"),
}
SHOWN, OFFERED, LISTED = 8, 8, 500
WITH_KIND = re.compile(r"(.+) \(([^()]+)\)")


@dataclass(frozen=True)
class End:
    """One end of the question: what was typed, the element that it names, or those to choose from."""

    text: str
    thing: Resource | None
    offered: tuple[Resource, ...]


@dataclass(frozen=True)
class Walked:
    """A step as it is walked: from, the link in that direction in words, to, and what it rests on."""

    start: Resource
    words: str
    end: Resource
    step: trace.Step


def end(desk: Desk, text: str) -> End:
    """What a visitor means by an identifier, a name, a name with its kind, or a few words."""
    text = text.strip()[:200]
    if not text:
        return End("", None, ())
    if (thing := _identified(desk, text)) or (thing := _named(desk, text)):
        return End(spoken(desk, thing), thing, ())
    found = desk.index.find(text, limit=OFFERED)
    return End(text, None, tuple(hit.resource for hit in found.hits) or found.near)


def _identified(desk: Desk, text: str) -> Resource | None:
    if "/" not in text or " " in text:
        return None
    try:
        return desk.catalog.resolve(text)
    except NotFound:
        return None


def _named(desk: Desk, text: str) -> Resource | None:
    """The only element with this name, or with this name and kind; one that is linked goes before one that is not."""
    with_kind = WITH_KIND.fullmatch(text)
    wanted = {text.casefold(): ""} | ({with_kind[1].casefold(): with_kind[2].casefold()} if with_kind else {})
    fitting = [
        it for it in desk.catalog.resources.values() for tongue in ("nl", "en") if it.label(tongue).casefold() in wanted
        and wanted[it.label(tongue).casefold()] in ("", desk.catalog.name(it.kind).label(tongue).casefold())
    ]
    only = [it for it in dict.fromkeys(fitting) if desk.network.degree(it.iri)] or list(dict.fromkeys(fitting))
    return only[0] if len(only) == 1 else None


def spoken(desk: Desk, thing: Resource) -> str:
    """An element as it is written in the search boxes: its name with its kind."""
    return f"{thing.label(lang())} ({desk.catalog.name(thing.kind).label(lang())})"


def suggestions(desk: Desk) -> tuple[str, ...]:
    """The names offered while typing: the most connected elements."""
    def make():
        linked = sorted((i for i in desk.network if desk.network.degree(i)), key=lambda i: (-desk.network.degree(i), i))[:LISTED]
        return tuple(sorted(dict.fromkeys(spoken(desk, desk.catalog.resources[i]) for i in linked), key=str.casefold))
    return desk.remember(("names", lang()), make)


def connections(desk: Desk, a: Resource, b: Resource, links: str) -> tuple[trace.Path, ...]:
    """The shortest connections between two elements. Raises GraphkitError for one and the same or unknown links."""
    return desk.remember(("connect", a.iri, b.iri, links), lambda: trace.connect(desk.catalog, desk.network, a.iri, b.iri, links, SHOWN))


def steps(desk: Desk, path: trace.Path) -> tuple[Walked, ...]:
    """The steps of a connection in walking order, in words."""
    return tuple(_walked(desk, step) for step in path.steps)


def _walked(desk: Desk, step: trace.Step) -> Walked:
    link, source, target = desk.catalog.name(step.link), desk.catalog.resources[step.source], desk.catalog.resources[step.target]
    if step.direction == trace.UP:
        return Walked(source, link.label(lang()), target, step)
    return Walked(target, link.inverse(lang()), source, step)


def drawing(desk: Desk, paths: tuple[trace.Path, ...]) -> Drawing:
    """All connections in one picture, a row for each step."""
    depth = {iri: n for path in paths for n, iri in enumerate(path.nodes)}
    found = {(s.source, s.target, s.link): s for path in paths for s in path.steps}
    items = [layout.Item(iri, n, n) for iri, n in sorted(depth.items(), key=lambda d: d[1])]
    places = layout.layers(items, dict.fromkeys((a, b) for a, b, _ in found))
    cards = {iri: _card(desk, iri, place, iri in (paths[0].nodes[0], paths[0].nodes[-1])) for iri, place in places.items()}
    return assembled(cards.values(), [_line(desk, cards, step) for step in found.values()])


def _line(desk: Desk, cards: dict[str, Card], s: trace.Step) -> Line:
    label = Label(desk.catalog.name(s.link).label(lang()), True, s.basis == vocab.local(vocab.INFERRED), None)
    return line(cards[s.source], cards[s.target], (label,), desk.network.edges[s.source, s.target, s.link]["family"])


def _card(desk: Desk, iri: str, place, outer: bool):
    kind: Name = desk.catalog.name(desk.catalog.resources[iri].kind)
    return card(iri, kind.label(lang()), desk.catalog.label(iri, lang()), place, group_of(kind.order), focus=outer)
