"""The relation graph: what hangs together with what, as a picture, a list and a table, with downloads."""
from collections import defaultdict
from dataclasses import replace

from flask import Blueprint, Response, jsonify, render_template, request, send_file
from markupsafe import Markup

from graphkit import cells
from graphkit.export import graphml
from graphkit.network.canvas import INK, vis_network_file
from graphkit.network.picture import View

from ..desk import Desk, desk
from ..graph_data import additions, explains, table
from ..graph_data import whole as entire
from ..graph_views import LAYOUTS, address, asked
from ..graphs import Row, drawing, everything, limits, pictures, sheet
from ..language import lang

pages = Blueprint("graph", __name__)
A_YEAR = 31_536_000
PER_KIND, EXAMPLES, MOST_ROWS = 3, 6, 60


@pages.get("/graaf")
def view():
    """The picture that the address asks for, or what to start from."""
    wanted = asked(desk())
    if not (wanted.focus or wanted.document or wanted.municipality):
        return _start()
    return render_template("graph.html", it=sheet(desk(), wanted), layouts=LAYOUTS, limits=limits(wanted), here=address, more=_more, most_rows=MOST_ROWS, row_of=_row, explains=explains,
                           documents=desk().catalog.documents)


@pages.app_context_processor
def _colours():
    """The colours of lines, for every template that draws."""
    return {"inks": INK}


def _more(wanted: View, limit: int) -> str:
    return address(replace(wanted, limit=limit))


def _row(row: Row) -> Markup:
    """A row of the table as it is written in every picture that has it."""
    return desk().remember(("graph row", row.key, lang()), lambda: Markup(render_template("graph_row.html", row=row)))


def _start():
    text = request.args.get("q", "").strip()[:200]
    found = desk().index.find(text, limit=20) if text else None
    whole, counts = everything(desk())
    return render_template("graph_start.html", text=text, found=found, suggestions=_suggestions(desk()), examples=_examples(desk()), whole=whole, counts=counts,
                           documents=desk().catalog.documents)


def _ranked(desk: Desk) -> list[str]:
    """Elements of documents, those with the most links first."""
    inside = [iri for iri, it in desk.catalog.resources.items() if it.documents and desk.network.degree(iri)]
    return sorted(inside, key=lambda iri: (-desk.network.degree(iri), iri))


def _suggestions(desk: Desk) -> list[tuple]:
    """A few elements of each kind, the kinds in order."""
    def make():
        found = defaultdict(list)
        for iri in _ranked(desk):
            found[desk.catalog.resources[iri].kind].append(iri)
        return [(kind, found[kind][:PER_KIND]) for kind in sorted(found, key=lambda k: (desk.catalog.name(k).order, k))]
    return desk.remember("graph suggestions", make)


def _examples(desk: Desk) -> list[str]:
    """The most connected element of each of the first kinds: from vision to value."""
    return [elements[0] for _, elements in _suggestions(desk)][:EXAMPLES]


@pages.get("/graaf.json")
def data():
    """The picture for the browser; with `?fresh`, only what opening the last card added."""
    it = asked(desk())
    return jsonify(additions(desk(), it) if "fresh" in request.args and it.opened else entire(desk(), it))


@pages.get("/graaf.svg")
def svg():
    """The picture as a file, each card a link."""
    it = asked(desk())
    body = render_template("graph.svg", drawing=drawing(desk(), it), base=request.url_root.rstrip("/"), title=sheet(desk(), it).summary)
    return _file(body, "image/svg+xml", "svg")


@pages.get("/graaf.csv")
def csv():
    """The links of the picture as a table."""
    return _file(cells.table(*table(desk(), asked(desk()))), "text/csv", "csv")


@pages.get("/graaf.graphml")
def xml():
    """The picture for network programs."""
    part = pictures(desk()).part(pictures(desk()).draw(asked(desk())))
    return _file(graphml.of(desk().catalog, part), "application/graphml+xml", "graphml")


def _file(body: str | bytes, media_type: str, suffix: str) -> Response:
    answer = Response(body, content_type=f"{media_type}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="beleidsgraaf.{suffix}"'
    return answer


@pages.get("/graaf/vis-network-9.1.2.min.js")
def vis_network():
    """The one file of vis-network, out of the installed pyvis."""
    answer = send_file(vis_network_file(), mimetype="text/javascript", max_age=A_YEAR, conditional=True)
    answer.cache_control.public, answer.cache_control.immutable = True, True
    return answer
