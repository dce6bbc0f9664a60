"""The tree of goals: from vision down to activity, as a list that opens and as a picture."""
from flask import Blueprint, render_template, request

from ..desk import desk
from ..trees import sheet

pages = Blueprint("tree", __name__)


@pages.get("/doelenboom")
def view():
    """The tree, opened at the element that the address names."""
    focus, document, municipality = (_asked(name) for name in ("focus", "document", "municipality"))
    return render_template("tree.html", it=sheet(desk(), focus, document, municipality), document=document, municipality=municipality, open_findings=_open)


def _asked(name: str) -> str:
    given = request.args.get(name, "").strip()
    return desk().catalog.resolve(given).iri if given else ""


def _open(iri: str) -> int:
    """How many findings on an element are open."""
    return sum(1 for finding in desk().findings_on(iri) if finding.state == "open")
