"""Identifiers that lead somewhere: /id/… to /doc/…, and /doc/… as a page or as data, as the visitor prefers."""
import re

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from graphkit import export, vocab
from graphkit.errors import NotFound

from .desk import desk
from .pages.item import sheet, thing_sheet
from .places import passage_at

pages = Blueprint("linked_data", __name__)
FORMATS = {"text/html": "html", "text/turtle": "turtle", "application/ld+json": "jsonld", "text/csv": "csv"}
SUFFIXES = {"turtle": "ttl", "jsonld": "jsonld", "csv": "csv"}
TYPES = {name: media for media, name in FORMATS.items()}
UNFIT = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')  # characters that no IRI has (RFC 3987)


@pages.get("/id/<path:name>")
def identify(name: str):
    """The thing itself cannot be sent; what is written about it can."""
    answer = redirect(url_for(".doc", name=name), 303)
    answer.vary.add("Accept")
    return answer


@pages.get("/doc")
def find():
    """The page of any identifier, official ones of laws and municipalities too: /doc?iri=…; without one, the page to search for it."""
    if "iri" not in request.args:
        return redirect(url_for("search.view"), 303)
    return redirect(url_for(".doc", name=_short(_known(request.args.get("iri", "")))), 303)


@pages.get("/doc/<path:name>")
def doc(name: str):
    """A thing in the form that was asked for: page, Turtle, JSON-LD or CSV."""
    iri, form = _known(vocab.ID + name), _form()
    return _page(iri) if form == "html" else _data(iri, form)


def _known(name: str) -> str:
    """The IRI of a thing that the graph knows. Raises NotFound with the nearest names."""
    if not name.strip():
        raise NotFound("Er is geen naam gegeven.")
    iri = vocab.expand(name)
    if UNFIT.search(iri):
        raise NotFound("Dit is geen geldige naam van een ding.")
    catalog = desk().catalog
    return iri if iri in catalog.resources or catalog.facts(iri) else catalog.resolve(iri).iri


def _short(iri: str) -> str:
    """The part of an IRI after …/id/. Raises NotFound for a term, which has no page of its own under /doc."""
    if not iri.startswith(vocab.ID):
        raise NotFound("Dit is geen ding uit de graaf.")
    return iri[len(vocab.ID):]


def _form() -> str:
    """The form that was asked for: `?format=` before the Accept header, a page when there is neither. 406 when we have none."""
    if (asked := request.args.get("format")):
        return asked if asked in TYPES else abort(406)
    if not request.headers.get("Accept", "").strip():
        return "html"
    return FORMATS.get(request.accept_mimetypes.best_match(list(FORMATS)) or "") or abort(406)


def _page(iri: str):
    """An element has its page; a passage or a stretch left out is shown where it stands in the text."""
    if iri in desk().catalog.resources:
        it = sheet(desk(), iri)
        return render_template("item.html", it=it, body=desk().fragment((iri, bool(desk().audit)), "item_body.html", it=it))
    if (place := passage_at(desk(), iri)):
        return redirect(place, 303)
    return render_template("thing.html", it=thing_sheet(desk(), iri))


def _data(iri: str, form: str) -> Response:
    answer = Response(export.resource(desk().catalog, iri, form), content_type=f"{TYPES[form]}; charset=utf-8")
    answer.vary.add("Accept")
    answer.headers["Content-Disposition"] = f'inline; filename="{vocab.local(iri)[:80].encode("ascii", "ignore").decode()}.{SUFFIXES[form]}"'
    answer.headers["Link"] = f'<{url_for(".doc", name=_short(iri))}>; rel="alternate"; type="text/html"'
    return answer
