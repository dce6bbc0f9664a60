"""Named questions: each a form with its parameters, its answer with links, and its SPARQL."""
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from graphkit import query, vocab
from graphkit.catalog import Name, Resource
from graphkit.errors import BadQuery, NotFound

from ..answers import TYPES, Table, of_rows
from ..desk import Desk, desk
from ..places import kind_of

pages = Blueprint("questions", __name__)
MOST_OPTIONS = 400


@dataclass(frozen=True)
class Field:
    """A parameter as a field of a form: what was given, and what can be chosen."""

    parameter: query.Parameter
    given: str
    options: tuple[Resource | Name, ...]


@pages.get("/vragen")
def view():
    """Every question."""
    return render_template("questions.html", questions=query.questions())


@pages.get("/vragen/<name>")
def ask(name: str):
    """One question, with its answer as soon as what it needs has been given."""
    question = query.load(name)
    given = {p.name: request.args.get(p.name, "").strip() for p in question.parameters}
    if request.args.get("format") in ("json", "csv"):
        return _data(desk(), question, given, request.args["format"])
    table, told = _answer(desk(), question, given)
    page = render_template("question.html", question=question, fields=_fields(desk(), question, given), table=table, told=told)
    return page, 400 if told else 200


def _answer(desk: Desk, question: query.Query, given: dict) -> tuple[Table | None, str]:
    """The answer, or why there is none; neither while something it needs is missing and nothing was sent."""
    if not any(given.values()) and any(not p.optional for p in question.parameters):
        return None, ""
    def put():
        names = [v.value for v in question.answer(desk.store, **given).variables]
        return of_rows(desk, names, question.rows(desk.store, **given))

    try:
        return desk.table((question.name, *given.items()), put), ""
    except (BadQuery, ValueError) as problem:
        return None, str(problem)


def _data(desk: Desk, question: query.Query, given: dict, form: str) -> Response:
    try:
        answer = desk.pool.ask(question.text, form, values=question.bind(given))
    except ValueError as problem:
        raise BadQuery(str(problem)) from None
    response = Response(answer.body, content_type=f"{TYPES[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{question.name}.{form}"'
    return response


def _fields(desk: Desk, question: query.Query, given: dict) -> list[Field]:
    return [Field(p, given[p.name], _options(desk, p)) for p in question.parameters]


def _options(desk: Desk, parameter: query.Parameter) -> tuple[Resource | Name, ...]:
    """What can be chosen for an identifier: the things of the kind that the parameter is named after, else every element."""
    if parameter.type != "iri":
        return ()
    resources = desk.catalog.resources
    if parameter.name == "municipality":
        chosen = {m for r in resources.values() for m in r.municipalities}
    elif parameter.name == "document":
        chosen = {d.iri for d in desk.catalog.documents}
    else:
        chosen = _of_kind(desk, vocab.kind_slug(parameter.name)) or set(resources)
    return tuple(sorted((desk.named(i) for i in chosen), key=lambda r: r.label("nl").casefold())[:MOST_OPTIONS])


def _of_kind(desk: Desk, slug: str) -> set[str]:
    try:
        kind = kind_of(desk, slug)
    except NotFound:
        return set()
    return {r.iri for r in desk.catalog.resources.values() if kind in (r.kind, *desk.catalog.ancestors(r.kind))}
