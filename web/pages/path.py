"""How two things hang together, step by step, each step with its sentence."""
from flask import Blueprint, render_template, request

from graphkit.errors import GraphkitError

from ..desk import desk
from ..language import t
from ..paging import changed
from ..paths import LINKS, connections, drawing, end, steps, suggestions

pages = Blueprint("path", __name__)


@pages.get("/pad")
def view():
    """The question, what was meant by it, and the connections."""
    links = request.args.get("links") or "walk"
    if links not in LINKS:
        raise GraphkitError(t(f"Onbekende soort verbindingen ‘{links[:40]}’. Kies uit {', '.join(LINKS)}.", f"Unknown kind of links ‘{links[:40]}’. Choose from {', '.join(LINKS)}."))
    a, b = end(desk(), request.args.get("van", "")), end(desk(), request.args.get("naar", ""))
    same = bool(a.thing and a.thing == b.thing)
    found = connections(desk(), a.thing, b.thing, links) if a.thing and b.thing and not same else ()
    return render_template(
        "path.html", a=a, b=b, links=links, choices=LINKS, same=same, asked=bool(a.thing and b.thing), changed=changed, names=suggestions(desk()),
        paths=[steps(desk(), path) for path in found], drawing=drawing(desk(), found) if found else None,
    )
