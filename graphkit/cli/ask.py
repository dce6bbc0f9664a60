"""Commands that ask: trace, connect, show, search, query, queries."""
import json
import sys
from pathlib import Path

import click

from .. import network, trace, vocab
from ..cells import table
from ..errors import NotFound
from ..export import resource
from ..query import Query, load, parse, questions
from ..search import Index
from ..sparql import Limits, Pool
from . import given, wording
from .options import graph_options

LINKS = click.Choice(["serves", "needs", "walk", "all"])


def _formats(*names):
    return click.option("--format", "format", type=click.Choice(names), default="text", show_default=True, help="Vorm van de uitkomst.")


def _paths(opened, paths, format, nothing):
    if format == "json":
        click.echo(json.dumps({"paths": [wording.path_json(p) for p in paths]}, ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(wording.PATH_COLUMNS, wording.path_rows(opened.catalog, paths)).decode(), nl=False)
    else:
        click.echo(wording.paths_text(opened.catalog, paths) or nothing)
    opened.leave()


@click.command("trace")
@click.argument("thing")
@click.option("--direction", type=click.Choice(["why", "how"]), default="why", show_default=True, help="why: waar dient dit toe; how: hoe wordt dit bereikt.")
@click.option("--links", type=LINKS, default="serves", show_default=True, help="Welke koppelingen meedoen; all neemt alle families mee.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hoogstens zoveel ketens.")
@_formats("text", "json", "csv")
@graph_options
def trace_command(opened, thing, direction, links, limit, format):
    """Volg waarom iets er is (why) of hoe het bereikt wordt (how), met bij elke stap de passage."""
    start = opened.catalog.resolve(thing).iri
    walk = trace.why if direction == "why" else trace.how
    paths = walk(opened.catalog, network.of(opened.catalog), start, links, limit)
    _paths(opened, paths, format, f"{opened.catalog.label(start)}: geen ketens gevonden. Probeer --links all of de andere richting.")


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--links", type=LINKS, default="walk", show_default=True, help="walk: serves en needs; all: alle families.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hoogstens zoveel ketens.")
@_formats("text", "json", "csv")
@graph_options
def connect(opened, a, b, links, limit, format):
    """Laat zien hoe A samenhangt met B: de kortste verbindingen, met passages."""
    ends = [opened.catalog.resolve(name).iri for name in (a, b)]
    paths = trace.connect(opened.catalog, network.of(opened.catalog), *ends, links, limit)
    _paths(opened, paths, format, "Geen verbinding gevonden. Probeer --links all.")


@click.command()
@click.argument("thing")
@_formats("text", "json", "csv", "turtle")
@graph_options
def show(opened, thing, format):
    """Toon een ding: wat het is, de woorden waarop het berust en zijn koppelingen."""
    found = opened.catalog.resolve(thing)
    if format in ("csv", "turtle"):
        click.echo(resource(opened.catalog, found.iri, format).decode(), nl=False)
    elif format == "json":
        click.echo(json.dumps(wording.thing_json(opened.catalog, found), ensure_ascii=False, indent=2))
    else:
        click.echo(wording.thing_text(opened.catalog, found))
    opened.leave()


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", default="", help="Alleen deze soort, bijvoorbeeld goal.")
@click.option("--municipality", default="", help="Alleen van deze gemeente, bijvoorbeeld weert.")
@click.option("--document", default="", help="Alleen uit dit document, bijvoorbeeld weert-beleidsplan.")
@click.option("--theme", default="", help="Alleen over dit thema, bijvoorbeeld klantgerichtheid.")
@click.option("--year", default="", metavar="JAAR", help="Alleen wat in dit jaar loopt, geldt of gebeurt.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hoogstens zoveel.")
@_formats("text", "json", "csv")
@graph_options
def search(opened, text, kind, municipality, document, theme, year, limit, format):
    """Zoek in namen, uitleg en citaten."""
    chosen = _kind(opened.catalog, kind) if kind else ""
    within = {name: given.thing(opened.catalog, kind_slug, value) for name, kind_slug, value in (
        ("municipality", "organisation", municipality), ("document", "policy-document", document), ("theme", "theme", theme)) if value}
    found = Index(opened.catalog).find(" ".join(text), kind=chosen, year=year, limit=limit, **within)
    rows = [wording.hit_json(hit) for hit in found.hits]
    if format == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(wording.HIT_COLUMNS, ([row[c] for c in wording.HIT_COLUMNS] for row in rows)).decode(), nl=False)
    else:
        click.echo(wording.hits_text(opened.catalog, found))
    opened.leave()


def _kind(catalog, name: str) -> str:
    kinds = {vocab.kind_slug(vocab.local(r.kind)): r.kind for r in catalog.resources.values()}
    above = {vocab.kind_slug(vocab.local(a)): a for k in kinds.values() for a in catalog.ancestors(k)}
    if name not in kinds | above:
        raise NotFound(f"‘{name}’ is geen soort. Kies uit: {', '.join(sorted(kinds))}.")
    return (above | kinds)[name]


@click.command()
@click.argument("words", nargs=-1, metavar="[WOORD]...")
@_formats("text", "json")
def queries(words, format):
    """Som de vragen op die een naam hebben; met woorden alleen de vragen waar die in staan."""
    rows = [row for row in map(wording.question_json, questions()) if wording.asks_about(row, words)]
    if format == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        click.echo("Geen vraag met deze woorden. Probeer een korter woord; zonder woorden ziet u alle vragen.")
    else:
        click.echo("\n".join(wording.question_text(row) for row in rows))


@click.command()
@click.argument("question", metavar="NAAM|BESTAND|-")
@click.argument("parameters", nargs=-1, metavar="[NAAM=WAARDE]...")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv", "xml", "tsv", "turtle"]), default="text", show_default=True, help="json is SPARQL 1.1 JSON.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True, help="Hoogstens zoveel seconden (vrije vragen).")
@click.option("--rows", "most", type=click.IntRange(1, 10_000_000), default=100_000, show_default=True, help="Hoogstens zoveel rijen (vrije vragen).")
@graph_options
def query(opened, question, parameters, format, timeout, most):
    """Stel een vraag met een naam (zie queries), uit een bestand, of van stdin (-).

    \b
    Een ding mag kort; één waarde zonder naam is voor de enige parameter,
    of de enige die nodig is:
      beleidsgraaf query kosten dalfsen
      beleidsgraaf query wat-loopt-in 2012-12 municipality=dalfsen
    """
    asked = _question(question)
    values = given.parameters(asked, parameters)
    bound = asked.bind(given.known(opened.catalog, asked, values) if values else values)
    wanted = "json" if format == "text" else format
    pool = Pool(opened.store, 1, Limits(timeout, most, 500_000_000))
    try:
        answer = pool.ask(asked.text, wanted, values=bound)
    finally:
        pool.close()
    if format == "text" and answer.form != "graph":
        click.echo(wording.answer_text(opened.catalog, answer))
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.flush()
    opened.leave()


def _question(name: str) -> Query:
    if name == "-":
        return parse("stdin", sys.stdin.read())
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return parse(path.stem, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise NotFound(f"{name} kan niet gelezen worden ({getattr(problem, 'strerror', None) or 'geen UTF-8'}). Controleer het pad.") from None
    return load(name)


COMMANDS = (trace_command, connect, show, search, query, queries)
