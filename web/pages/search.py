"""Searching by words, narrowed by kind, municipality, document, theme, year and status."""
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from graphkit import vocab
from graphkit.errors import NotFound

from ..desk import Desk, desk
from ..language import t
from ..paging import changed, turn
from ..places import kind_of
from ..relations import way_up

pages = Blueprint("search", __name__)
SIZE, CHOICES = 20, 30  # hits on a page; values of a facet, the most frequent first
FACETS = {
    "kind": ("Soort", "Kind"), "municipality": ("Gemeente", "Municipality"), "document": ("Document", "Document"),
    "theme": ("Thema", "Theme"), "year": ("Jaar", "Year"), "status": ("Status", "Status"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many hits have it, whether it is chosen, and the address that turns it on or off."""

    value: object
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Facet:
    """A way to narrow a search."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@pages.get("/zoeken")
def view():
    """What was found, why, and how to narrow it."""
    text = request.args.get("q", "").strip()[:200]
    given = {facet: _expanded(facet, request.args.get(facet, "")) for facet in FACETS}
    wanted = max(0, request.args.get("pagina", 1, type=int) - 1) * SIZE
    found = desk().index.find(text, **given, limit=SIZE, offset=wanted)
    turned = turn(found.total, SIZE)
    if turned.first != wanted:
        found = desk().index.find(text, **given, limit=SIZE, offset=turned.first)
    return render_template("search.html", text=text, found=found, turn=turned, facets=_facets(desk(), found.facets, given),
                           ways={hit.resource.iri: way_up(desk(), hit.resource.iri) for hit in found.hits},
                           everything=changed(kind="", municipality="", document="", theme="", year="", status="", pagina=""))


def _expanded(facet: str, name: str) -> str:
    """The IRI for a value in the address; an unknown kind matches nothing rather than everything."""
    if not name or facet == "year":
        return name
    if facet != "kind":
        return vocab.expand(name)
    try:
        return kind_of(desk(), name)
    except NotFound:
        return vocab.expand(name)


def _written(facet: str, iri: str) -> str:
    return vocab.kind_slug(vocab.local(iri)) if facet == "kind" else iri if facet == "year" else vocab.short(iri)


def _facets(desk: Desk, counts: dict, given: dict) -> list[Facet]:
    """The facets with something to choose; a chosen value stays visible so that it can be undone."""
    found = []
    for name, (nl, en) in FACETS.items():
        values = dict(sorted(counts[name].items()) if name == "year" else counts[name])
        if given[name]:
            values = {given[name]: values.get(given[name], 0)}
        choices = tuple(
            Choice(desk.named(iri), n, iri == given[name], changed(**{name: "" if iri == given[name] else _written(name, iri), "pagina": ""}))
            for iri, n in list(values.items())[:CHOICES]
        )
        if choices:
            found.append(Facet(name, t(nl, en), choices))
    return found
