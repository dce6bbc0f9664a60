"""The command that puts municipalities side by side."""
import json

import click

from .. import vocab
from ..catalog import Catalog
from ..cells import table
from ..compare import Comparison, Row, Said, compare
from .options import graph_options
from .wording import kind_of, passage_json

COLUMNS = ("part", "subject", "municipality", "element", "label", "kind", "document", "start", "end", "exact")


@click.command("compare")
@click.argument("municipalities", nargs=-1, required=True, metavar="GEMEENTE GEMEENTE...")
@click.option("--theme", default="", help="Alleen dit thema, bijvoorbeeld digitaal-kanaal.")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="Vorm van de uitkomst.")
@graph_options
def compare_command(opened, municipalities, theme, format):
    """Zet gemeenten naast elkaar: wat elk zegt over een thema, meet, waardeert en volgt, met passages."""
    found = compare(opened.catalog, municipalities, theme)
    if format == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(COLUMNS, _rows(found)).decode(), nl=False)
    else:
        click.echo(_text(opened.catalog, found))
    opened.leave()


def as_json(found: Comparison) -> dict:
    """The comparison as the contract in docs/output.md has it."""
    iris = [m.iri for m in found.municipalities]

    def cells(row):
        return {iri: [_said_json(s) for s in cell] for iri, cell in zip(iris, row)}

    def rows(name, given: tuple[Row, ...]):
        return [{name: r.subject.iri, "label": r.subject.label(), "cells": cells(r.cells), "lacking": [iris[i] for i in r.lacking]} for r in given]

    return {
        "municipalities": iris, "themes": rows("theme", found.themes), "measuring": cells(found.measuring), "values": cells(found.values),
        "matches": [{"from": m.left.iri, "link": m.how, "to": m.right.iri, "reason": m.reason, "passages": [passage_json(p) for p in m.passages]}
                    for m in found.matches],
        "frameworks": rows("framework", found.frameworks),
    }


def _said_json(said: Said) -> dict:
    return {"iri": said.resource.iri, "label": said.resource.label(), "kind": vocab.kind_slug(vocab.local(said.resource.kind)),
            "passages": [passage_json(p) for p in said.passages]}


def _rows(found: Comparison):
    parts = [("theme", r.subject.iri, r.cells) for r in found.themes] + [("measuring", "", found.measuring), ("values", "", found.values)]
    parts += [("framework", r.subject.iri, r.cells) for r in found.frameworks]
    for part, subject, cells in parts:
        for municipality, cell in zip(found.municipalities, cells):
            for said in cell:
                head = (part, subject, municipality.iri, said.resource.iri, said.resource.label(), vocab.kind_slug(vocab.local(said.resource.kind)))
                for passage in said.passages:
                    yield (*head, passage.document, passage.start, passage.end, passage.exact)


def _text(catalog: Catalog, found: Comparison) -> str:
    names = [m.label() for m in found.municipalities]
    lines = [" · ".join(names), "", "THEMA’S"]
    for row in found.themes:
        lines += [row.subject.label(), *_cells(catalog, names, row.cells)]
    lines += ["", "WIE MEET, EN WAT", *_cells(catalog, names, found.measuring), "", "KERNWAARDEN", *_cells(catalog, names, found.values)]
    lines += ["", "WAT OP ELKAAR LIJKT"] + ([f"  {m.left.label()} ↔ {m.right.label()}: {m.reason}" for m in found.matches] or ["  niets vastgelegd"])
    lines += ["", "KADERS EN WETTEN"]
    for row in found.frameworks:
        lines += [row.subject.label(), *_cells(catalog, names, row.cells)]
    return "\n".join(lines)


def _cells(catalog: Catalog, names, cells):
    for name, cell in zip(names, cells):
        yield f"  {name}: " + ("; ".join(f"{s.resource.label()} ({kind_of(catalog, s.resource)})" for s in cell) or "niets gevonden")


COMMANDS = (compare_command,)
