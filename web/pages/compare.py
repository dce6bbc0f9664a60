"""Municipalities side by side: on a theme, in what they measure, value and follow."""
import json

from flask import Blueprint, Response, render_template, request

from graphkit.cells import table
from graphkit.compare import COLUMNS, Comparison, as_json, as_rows, subject

from ..comparisons import choices, comparison, sheet, themes, towns
from ..desk import desk

pages = Blueprint("compare", __name__)


@pages.get("/vergelijk")
def view():
    """The choice, and the comparison as soon as two municipalities are chosen."""
    chosen, theme = _asked()
    body = _body(chosen, theme) if len(chosen) > 1 else None
    return render_template("compare.html", choices=choices(desk(), chosen), themes=themes(desk(), theme), theme=theme, chosen=chosen, body=body)


def _body(chosen, theme):
    it = sheet(comparison(desk(), chosen, theme))
    return desk().fragment(("compare", tuple(t.iri for t in chosen), theme and theme.iri), "compare_body.html", it=it)


@pages.get("/vergelijk.json")
def as_data():
    """The comparison as the command gives it."""
    answer = Response(json.dumps(as_json(_found()), ensure_ascii=False), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="vergelijking.json"'
    return answer


@pages.get("/vergelijk.csv")
def as_table():
    """The comparison as the command gives it, a row per thing and passage."""
    answer = Response(table(COLUMNS, as_rows(_found())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="vergelijking.csv"'
    return answer


def _asked():
    names = [name.strip() for name in request.args.getlist("gemeente") if name.strip()]
    theme = request.args.get("thema", "").strip()
    return towns(desk(), names), subject(desk().catalog, theme) if theme else None


def _found() -> Comparison:
    return comparison(desk(), *_asked())
