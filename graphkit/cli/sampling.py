"""The command that draws a sample of a document for a second, independent reading."""
import json

import click

from .. import curate, vocab
from ..cells import table
from .options import graph_options

COLUMNS = ("number", "what", "iri", "label", "definition", "from", "link", "to", "basis", "section", "start", "end", "exact")


@click.command("sample")
@click.argument("name", metavar="GEMEENTE/DOCUMENT")
@click.option("--seed", type=int, default=1, show_default=True, help="Zelfde getal, zelfde steekproef.")
@click.option("--size", type=click.IntRange(1, 10_000), default=60, show_default=True, help="Zoveel elementen en zoveel koppelingen.")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="Vorm van de uitkomst.")
@graph_options
def sample(opened, name, seed, size, format):
    """Trek een steekproef om te herlezen: elementen en koppelingen met hun passages, zonder de redenen."""
    rows = [dict(zip(COLUMNS, row)) for row in curate.sample(opened.catalog, curate.slug(name), seed, size)]
    if format == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(COLUMNS, (row.values() for row in rows)).decode(), nl=False)
    else:
        last = None
        for row in rows:
            if row["number"] != last:
                last = row["number"]
                said = f"{row['label']} ({vocab.short(row['iri'])})\n    {row['definition']}" if row["what"] == "element" else (
                    f"{row['from']} — {row['link']} → {row['to']} [{row['basis']}]")
                click.echo(f"\n{row['number']}. {said}")
            click.echo(f"    “{row['exact']}” ({row['section']}, {row['start']}-{row['end']})")
    opened.leave()
