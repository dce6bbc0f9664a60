"""A view of the relation graph as an address, and an address as a view."""
from flask import request, url_for

from graphkit import vocab
from graphkit.errors import GraphkitError, NotFound
from graphkit.network.picture import USUAL, View

from .desk import Desk
from .language import t
from .places import kind_of

LAYOUTS = {"lagen": ("In lagen", "In layers"), "rond": ("In ringen", "In rings"), "vrij": ("Vrij", "Free")}
PLAIN = View()


def asked(desk: Desk) -> View:
    """The view that this request asks for. Raises NotFound or GraphkitError with what is wrong."""
    args = request.args
    return View(
        focus=_element(desk, args.get("focus", "")), document=_element(desk, args.get("document", "")),
        municipality=_element(desk, args.get("municipality", "")), steps=_number("steps", 1),
        kinds=tuple(sorted({kind_of(desk, k) for k in args.getlist("kind") if k})),
        families=tuple(f for f in ("serves", "needs", "touches") if f in _families(args.getlist("family"))),
        links=tuple(sorted({_link(desk, name) for name in args.getlist("link") if name})),
        layout=args.get("layout") or PLAIN.layout, limit=_number("limit", USUAL),
        opened=tuple(_element(desk, name) for name in args.getlist("open") if name),
    )


def _element(desk: Desk, name: str) -> str:
    return desk.catalog.resolve(name).iri if name.strip() else ""


def _number(name: str, usual: int) -> int:
    given = request.args.get(name, "")
    if given and not (given.isdecimal() and len(given) < 6):
        raise GraphkitError(t(f"‘{given[:20]}’ is geen geheel getal voor {name}.", f"‘{given[:20]}’ is no whole number for {name}."))
    return int(given) if given else usual


def _families(given: list[str]) -> set[str]:
    if unknown := {f for f in given if f} - {"serves", "needs", "touches"}:
        raise GraphkitError(t(f"Onbekende soort verbinding ‘{min(unknown)[:40]}’. Kies uit serves, needs, touches.",
                              f"Unknown family of links ‘{min(unknown)[:40]}’. Choose from serves, needs, touches."))
    return set(given)


def _link(desk: Desk, name: str) -> str:
    """The IRI of a link as it is written in addresses: contributesTo. Raises NotFound."""
    iri = vocab.BG + name
    if vocab.TRACES_TO not in desk.catalog.ancestors(iri):
        raise NotFound(t(f"De verbinding ‘{name[:40]}’ is niet bekend.", f"The link ‘{name[:40]}’ is not known."))
    return iri


def address(view: View, endpoint: str = "graph.view", **more) -> str:
    """Where this view is; what is as usual stays out of the address."""
    query = {
        "focus": vocab.short(view.focus), "document": vocab.short(view.document), "municipality": vocab.short(view.municipality),
        "steps": view.steps if view.steps != PLAIN.steps else "", "kind": [vocab.kind_slug(vocab.local(k)) for k in view.kinds],
        "family": list(view.families), "link": [vocab.local(n) for n in view.links], "layout": view.layout if view.layout != PLAIN.layout else "",
        "limit": view.limit if view.limit != USUAL else "", "open": [vocab.short(o) for o in view.opened],
    }
    return url_for(endpoint, **{k: v for k, v in query.items() if v}, **more)
