"""The SPARQL 1.1 protocol for queries, and the page for people."""
import re
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request

from graphkit import query, vocab
from graphkit.errors import BadQuery, LimitReached, NotFound

from .answers import TYPES, Table, of_json
from .desk import desk
from .language import t

pages = Blueprint("sparql", __name__)
ACCEPTED = {
    "text/html": "html", TYPES["json"]: "json", "application/json": "json", TYPES["xml"]: "xml", "application/xml": "xml",
    TYPES["csv"]: "csv", TYPES["tsv"]: "tsv", TYPES["turtle"]: "turtle", TYPES["ntriples"]: "ntriples",
    TYPES["jsonld"]: "jsonld", TYPES["rdfxml"]: "rdfxml",
}
PLACE = re.compile(r"\b(\d+):(\d+)\b")
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True)
class Asked:
    """A request by the protocol: the text of the query and the graphs it is to be asked of."""

    text: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


@pages.route("/sparql", methods=["GET", "POST"])
@pages.route("/sparql/", methods=["GET", "POST"])
def view():
    """The answer to a query in the form that was asked for, or the page to write one."""
    form = _form()
    try:
        asked = _asked()
        if asked is None:
            return _page() if form == "html" else _description(form)
        return _html(asked) if form == "html" else _answer(asked, form)
    except (BadQuery, LimitReached) as problem:
        return _refused(str(problem), form)


def _form() -> str:
    """`?format=` before the Accept header; a page for browsers, JSON for programs that name nothing."""
    wanted = request.args.get("format") or request.form.get("format")
    if wanted:
        return wanted if wanted in (*TYPES, "html") else abort(406)
    accept = request.accept_mimetypes
    if not request.headers.get("Accept", "").strip() or (accept.best == "*/*" and len(accept) == 1):
        return "json"
    return ACCEPTED.get(accept.best_match(list(ACCEPTED)) or "") or abort(406)


def _asked() -> Asked | None:
    """The query out of the address, a form or the body itself. Raises BadQuery; 415 for another media type."""
    fields = request.args
    if request.method == "POST":
        if request.mimetype == DIRECT:
            return Asked(_direct(), *_dataset(request.args))
        if request.mimetype != FORM:
            abort(415, t("Stuur de vraag als formulier of als application/sparql-query.", "Send the query as a form or as application/sparql-query."))
        fields = request.form
    if "update" in fields or "update" in request.args:
        raise BadQuery(t("Wijzigen kan hier niet: er wordt alleen gelezen.", "Nothing can be changed here: this only reads."))
    texts = fields.getlist("query")
    if len(texts) > 1:
        raise BadQuery(t("Stuur één vraag tegelijk.", "Send one query at a time."))
    if not texts and request.method == "POST":
        raise BadQuery(t("Er is geen vraag meegestuurd.", "No query was sent."))
    return Asked(texts[0], *_dataset(fields)) if texts else None


def _direct() -> str:
    if request.mimetype_params.get("charset", "utf-8").lower().replace("-", "") != "utf8":
        abort(415, t("Stuur de vraag in UTF-8.", "Send the query in UTF-8."))
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        raise BadQuery(t("De vraag is geen UTF-8.", "The query is not UTF-8.")) from None


def _dataset(fields) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The graphs of the protocol's own parameters; like FROM, only graphs of this store."""
    default, named = fields.getlist("default-graph-uri"), fields.getlist("named-graph-uri")
    for graph in {*default, *named} - set(desk().store.graphs()):
        raise BadQuery(t(f"<{graph}> is geen graaf van deze opslag.", f"<{graph}> is not a graph of this store."))
    return (tuple(default), tuple(named)) if default or named else (None, None)


def _answer(asked: Asked, form: str) -> Response:
    answer = desk().pool.ask(asked.text, form, asked.default, asked.named)
    response = Response(answer.body, content_type=f"{answer.media_type}; charset=utf-8")
    response.vary.add("Accept")
    return response


def _html(asked: Asked):
    """The page with the answer as a table, or as Turtle when the answer is a graph."""
    answer = desk().pool.ask(asked.text, "json", asked.default, asked.named)
    if answer.form == "graph":
        return _page(asked.text, turtle=answer.body.decode("utf-8"))
    return _page(asked.text, table=of_json(desk(), answer.body))


def _page(text: str = "", table: Table | None = None, turtle: str = "", told: str = "", place: tuple = ()):
    text = text or _named(request.args.get("tekst", "")) or render_template("example.rq")
    return render_template("sparql.html", text=text, table=table, turtle=turtle, told=told, place=place, limits=desk().pool.limits,
                           prefixes=vocab.PREFIXES, questions=query.questions(), formats=_formats(turtle))


def _formats(turtle: str) -> tuple[tuple[str, str], ...]:
    if turtle:
        return (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"), ("rdfxml", "RDF/XML"))
    return (("csv", "CSV"), ("json", "JSON"), ("xml", "XML"), ("tsv", "TSV"))


def _named(name: str) -> str:
    try:
        return query.load(name).text if name else ""
    except NotFound:
        return ""


def _refused(told: str, form: str):
    """Why there is no answer, with status 400: on the page beside the text, else as plain text."""
    if form != "html":
        response = Response(told + "\n", 400, content_type="text/plain; charset=utf-8")
        response.vary.add("Accept")
        return response
    text = request.form.get("query") or request.args.get("query") or ""
    return _page(text, told=told, place=_place(text, told)), 400


def _place(text: str, told: str) -> tuple:
    """The line that the parser stumbled over, with its number and a pointer below it."""
    found, lines = PLACE.search(told), text.splitlines()
    if not found or not 1 <= int(found[1]) <= len(lines):
        return ()
    return int(found[1]), lines[int(found[1]) - 1], " " * (int(found[2]) - 1) + "^"


def _description(form: str) -> Response:
    """What this service can do, as the protocol wants it of an address without a query."""
    if form not in ("turtle", "json"):
        abort(406)
    return Response(render_template("service.ttl", graphs=desk().store.graphs()), content_type="text/turtle; charset=utf-8")
