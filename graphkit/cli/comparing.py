"""The command that puts municipalities side by side."""
import json
from collections import Counter

import click

from .. import vocab
from ..catalog import Catalog
from ..cells import table
from ..compare import COLUMNS, Comparison, Difference, Said, as_json, as_rows, compare
from .options import graph_options
from .wording import BASIS, HOW, kind_of


@click.command("compare")
@click.argument("municipalities", nargs=-1, required=True, metavar="GEMEENTE GEMEENTE...")
@click.option("--theme", default="", help="Alleen dit thema, bijvoorbeeld digitale-dienstverlening.")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="Vorm van de uitkomst.")
@graph_options
def compare_command(opened, municipalities, theme, format):
    """Zet gemeenten naast elkaar: wat elk zegt over een thema, meet, waardeert en volgt, met passages."""
    found = compare(opened.catalog, municipalities, theme)
    if format == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(COLUMNS, as_rows(found)).decode(), nl=False)
    else:
        click.echo("\n".join(_text(opened.catalog, found)))
    opened.leave()


def _text(catalog: Catalog, found: Comparison):
    """The differences first, then everything; the words with each element, and with all themes only their number."""
    names = [m.label() for m in found.municipalities]
    yield " · ".join(names) + (f" over {found.theme.label()}" if found.theme else "")
    yield from ("", "WAT DE EEN HEEFT EN DE ANDER NIET")
    for difference in found.differences:
        yield from _difference(catalog, found, difference)
    yield from ("", "WIE MEET, EN WAT", *_cells(catalog, names, found.measuring), "", "KERNWAARDEN", *_cells(catalog, names, found.values))
    yield from ("", "WAT OP ELKAAR LIJKT")
    for match in found.matches:
        yield f"  {match.left.label()} {HOW[match.how]} {match.right.label()} [{BASIS[vocab.local(match.basis)]}]: {match.reason}"
        yield from (f"    “{p.exact}” ({vocab.short(p.document)}, {p.start})" for p in match.passages)
    yield from () if found.matches else ("  niets vastgelegd",)
    yield from ("", "KADERS EN WETTEN")
    for row in found.frameworks:
        yield from (row.subject.label(), *_cells(catalog, names, row.cells))
    yield from () if found.frameworks else ("  niets gevonden",)
    yield from ("", "THEMA’S")
    for row in found.themes:
        if found.theme:
            yield from (row.subject.label(), *_cells(catalog, names, row.cells))
        else:
            yield f"  {row.subject.label()} ({kind_of(catalog, row.subject)}): " + ", ".join(f"{name} {len(cell)}" for name, cell in zip(names, row.cells))
    yield from () if found.theme else ("", "Met --theme ziet u wat elk over één thema zegt, met de woorden; --format json geeft alles.")


def _difference(catalog: Catalog, found: Comparison, one: Difference):
    """What sets a municipality apart; with two, what one lacks is what the other has alone."""
    labels = Counter(row.subject.label() for row in found.themes)

    def named(rows):
        return ", ".join(r.subject.label() + (f" ({kind_of(catalog, r.subject)})" if labels[r.subject.label()] > 1 else "") for r in rows)

    several = len(found.municipalities) > 2
    about = " over dit thema" if found.theme else ""
    yield f"  {one.municipality.label()}: " + (f"meet{about}" if one.measures else f"meet{about} niets")
    for words, rows in (
        ("thema’s die alleen hier staan", one.themes), ("thema’s die alleen elders staan", one.lacking_themes if several else ()),
        ("kaders die alleen hier staan", one.frameworks), ("kaders die alleen elders staan", one.lacking_frameworks if several else ()),
    ):
        yield from (f"    {words}: {named(rows)}",) if rows else ()
    yield from ("    kernwaarden zonder tegenhanger: " + ", ".join(s.resource.label() for s in one.values),) if one.values else ()


def _cells(catalog: Catalog, names, cells):
    for name, cell in zip(names, cells):
        yield f"  {name}:" + ("" if cell else " niets gevonden")
        for said in cell:
            yield from _said(catalog, said)


def _said(catalog: Catalog, said: Said):
    yield f"    {said.resource.label()} ({kind_of(catalog, said.resource)})"
    for tie in said.ties:
        name, away = catalog.name(tie.link), tie.target != said.resource.iri
        yield f"      {name.label() if away else name.inverse()} → {tie.other.label()} [{BASIS[vocab.local(tie.basis) if tie.basis else '']}]"
        yield from (f"        omdat: {tie.reason}",) if tie.reason else ()
    shown = dict.fromkeys(p for tie in said.ties for p in tie.passages) or dict.fromkeys(said.passages)
    yield from (f"      “{p.exact}” ({vocab.short(p.document)}, {p.start})" for p in shown)


COMMANDS = (compare_command,)
