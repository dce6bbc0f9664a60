"""Commands that make something: build, export, document."""
import sys
from pathlib import Path

import click

from .. import curate, store
from ..config import rooms, sources_folder
from ..errors import GraphkitError
from ..export import EXPORTERS, export
from ..sources import Source, collapse
from .options import graph_options, progress
from .sampling import sample


@click.command()
@graph_options
def build(opened):
    """Bouw een opslag op schijf uit de tekstbestanden: --store oxigraph:MAP."""
    with progress("De opslag wordt gebouwd") as tell:
        built = store.build(opened.location, opened.rooms, opened.keep_going, tell)
    for problem in built.problems:
        click.echo(f"beleidsgraaf: {problem}", err=True)
    click.echo(f"{len(built)} triples in {built.location}")
    sys.exit(1 if built.problems else 0)


@click.command("export")
@click.option("--format", "format", type=click.Choice(list(EXPORTERS)), required=True, help="; ".join(f"{n}: {e.holds}" for n, e in EXPORTERS.items()))
@click.option("--output", type=click.Path(dir_okay=False), help="Bestand; zonder deze optie naar stdout.")
@graph_options
def export_command(opened, format, output):
    """Schrijf de hele graaf in een formaat voor andere programma's."""
    with progress("De graaf wordt geschreven"):
        body = export(opened.catalog, format)
    if output:
        try:
            store.write_whole(Path(output), body)
        except OSError as problem:
            raise GraphkitError(f"{output} kan niet geschreven worden ({problem.strerror}). Kies een andere plek.") from None
        click.echo(f"{len(body)} bytes naar {output}", err=True)
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    opened.leave()


@click.group()
def document():
    """Maak het bestand van een nieuw document, of passages uit citaten."""


NAME = click.argument("name", metavar="GEMEENTE/DOCUMENT")
TEXT = click.option("--text", type=click.Path(dir_okay=False), help="De brontekst; anders het bronbestand dat het document noemt.")


@document.command("new")
@NAME
@click.option("--text", type=click.Path(exists=True, dir_okay=False), required=True, help="De brontekst, als UTF-8.")
@click.option("--title", required=True, help="De titel van het document.")
@click.option("--data", type=click.Path(), help="Map met gegevens.")
def new(name, text, title, data):
    """Maak het begin van data/documents/GEMEENTE/DOCUMENT.ttl; een bestaand bestand blijft zoals het is."""
    click.echo(curate.new_document(rooms(data).data, name, Source.read(Path(text)), title))


@document.command("passages")
@click.argument("file", type=click.File("r", encoding="utf-8"), metavar="BESTAND|-")
@click.option("--document", "name", required=True, metavar="GEMEENTE/DOCUMENT", help="Het document, zoals weert/beleidsplan.")
@TEXT
@click.option("--data", type=click.Path(), help="Map met gegevens.")
def passages(file, name, text, data):
    """Maak passages van de citaten in BESTAND, één per regel: plaats, kop en IRI komen uit de tekst.

    Achter een citaat mag na een tab een langer stuk tekst staan, als de passage verder reikt dan de zin.
    """
    slug = curate.slug(name)
    for passage in curate.mint_passages(_source(name, text, data), slug, file):
        click.echo(passage.turtle(), nl=False)


@document.command("segments")
@NAME
@TEXT
@click.option("--data", type=click.Path(), help="Map met gegevens.")
def segments(name, text, data):
    """Toon de zinnen, lijstpunten, cellen en koppen van een brontekst met hun plaats."""
    source = _source(name, text, data)
    for block in source.blocks:
        for segment in block.segments:
            click.echo(f"{segment.start}-{segment.end}\t{segment.kind}\t{collapse(source.text[segment.start:segment.end])}")


def _source(name: str, text: str | None, data: str | None) -> Source:
    return Source.read(Path(text) if text else curate.source_path(rooms(data).data, name, sources_folder()))


document.add_command(sample)
document.short_help = document.help
COMMANDS = (build, export_command, document)
