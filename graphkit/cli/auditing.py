"""The commands of an auditor: audit, and deviation (comply or explain)."""
import json
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import click

from .. import store, vocab
from ..config import sources_folder
from ..errors import GraphkitError
from .options import graph_options, progress

FORMATS = ("text", "json", "csv", "xlsx", "sarif", "shacl", "earl", "markdown", "html")  # a test keeps them equal to the room's; loading it is slow
GROUPINGS = ("rule", "document", "project", "severity", "state")
SEVERITIES = ("violation", "warning", "info", "high", "medium", "low")
STATES = ("open", "explained", "agrees", "not-derivable")
STANDING = {"in-force": "van kracht", "expired": "verlopen", "coming": "nog niet begonnen"}
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("audit")
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="Vorm van het rapport.")
@click.option("--output", type=click.Path(dir_okay=False), help="Bestand; zonder deze optie naar stdout.")
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Taal van het rapport.")
@click.option("--day", type=DAY, metavar="JJJJ-MM-DD", help="Dag van de audit; anders vandaag.")
@click.option("--rule", default="", help="Alleen deze regel, zoals Goal-indicator.")
@click.option("--document", default="", help="Alleen dit document, zoals weert/beleidsplan.")
@click.option("--project", default="", help="Alleen dit project.")
@click.option("--municipality", default="", help="Alleen deze gemeente, zoals weert.")
@click.option("--severity", type=click.Choice(SEVERITIES), default=None, help="Alleen deze ernst; high, medium en low zijn van waarnemingen.")
@click.option("--state", type=click.Choice(STATES), default=None, help="Alleen deze stand.")
@click.option("--by", type=click.Choice(GROUPINGS), default="rule", show_default=True, help="Waarop bevindingen bij elkaar staan (text).")
@click.option("--since", type=click.Path(), metavar="RAPPORT", help="Vergelijk met een eerder JSON-rapport: nieuw, verdwenen, veranderd.")
@click.option("--verify", type=click.Path(), metavar="RAPPORT", help="Herhaal de audit van een JSON-rapport en zeg wat gelijk is en wat niet.")
@click.option("--strict", is_flag=True, help="Eindig ook bij open waarschuwingen met code 1.")
@graph_options
def audit_command(opened, format, output, lang, day, rule, document, project, municipality, severity, state, by, since, verify, strict):
    """Maak een auditrapport: bevindingen met de woorden waarop zij berusten, maten, regels, versies."""
    from ..audit import FORMATS as known, choose, compare_with, read_earlier, selection  # pySHACL is slow to load
    from ..validate import rules

    if output and not Path(output).parent.is_dir():  # said before the work, not after it
        raise GraphkitError(f"{output} kan niet geschreven worden: de map bestaat niet. Kies een andere plek.")
    if verify:
        if since or day or any((rule, document, project, municipality, severity, state)):
            raise click.UsageError("--verify neemt de dag en de keuze uit het rapport; laat de andere opties weg.")
        _verify(opened, Path(verify), format, output, lang)
        return
    before = read_earlier(Path(since)) if since else None
    wanted = selection(opened.catalog, rules(opened.rooms), rule, document, project, municipality, severity or "", state or "")
    shown = choose(_audit(opened, day.date() if day else date.today()), wanted, by)
    shown = replace(shown, since=compare_with(before, shown)) if before else shown
    _put(known[format].write(shown, lang), output)
    opened.leave(0 if shown.conforms and not (strict and shown.count("warning")) else 1)


def _audit(opened, day: date):
    from ..audit import audit

    with progress("De audit loopt") as tell:
        return audit(opened.store, opened.rooms, sources_folder(), day, tell)


def _verify(opened, path: Path, format: str, output: str | None, lang: str) -> None:
    """Run the audit of a report again; code 1 when the findings are not the same."""
    from ..audit import Verification, choose, compare_with, read_earlier

    if format not in ("text", "json"):
        raise click.UsageError("--verify antwoordt in text of json.")
    before = read_earlier(path)
    now = choose(_audit(opened, before.day), before.selection)
    found = Verification(before, compare_with(before, now))
    body = json.dumps(found.as_json(), ensure_ascii=False, indent=1) if format == "json" else "\n".join(found.lines(lang))
    _put((body + "\n").encode("utf-8"), output)
    opened.leave(0 if found.same else 1)


def _put(body: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    try:
        store.write_whole(Path(output), body)
    except OSError as problem:
        raise GraphkitError(f"{output} kan niet geschreven worden ({problem.strerror}). Kies een andere plek.") from None
    click.echo(f"{len(body)} bytes naar {output}", err=True)


@click.group()
def deviation():
    """Pas toe of leg uit: schrijf op waarom iets van een regel mag afwijken, en zie wat is opgeschreven."""


@deviation.command("add")
@click.option("--rule", required=True, help="De regel, zoals Goal-indicator.")
@click.option("--element", "elements", required=True, multiple=True, help="Het onderdeel waarvoor zij niet hoeft te gelden; vaker mag.")
@click.option("--reason", required=True, help="Waarom, in een hele zin.")
@click.option("--passage", "passages", required=True, multiple=True, help="De passage waaruit dat blijkt, zoals p:weert-beleidsplan-09551; vaker mag.")
@click.option("--by", required=True, help="De rol, het onderdeel of de organisatie die dit besloot.")
@click.option("--from", "begins", type=DAY, metavar="JJJJ-MM-DD", help="Eerste dag waarop dit geldt.")
@click.option("--until", "ends", type=DAY, metavar="JJJJ-MM-DD", help="Laatste dag waarop dit geldt.")
@click.option("--name", default="", help="Naam in de identifier; anders uit regel en onderdeel gemaakt.")
@click.option("--label", default="", help="Korte titel.")
@graph_options
def add(opened, rule, elements, reason, passages, by, begins, ends, name, label):
    """Schrijf een afwijking in data/deviations/, als er nu een open bevinding is die zij verklaart."""
    from .. import curate

    begins, ends = (d.date() if d else None for d in (begins, ends))
    proposal = curate.Proposal(rule, elements, reason, passages, by, begins, ends, name, label)
    with progress("De controle loopt") as tell:
        written = curate.add_deviation(opened.store, opened.rooms, proposal, sources_folder(), told=tell)
    click.echo(written.turtle, nl=False)
    click.echo(f"Geschreven in {written.path}.", err=True)
    for finding in written.explained:
        click.echo(f"Nu verantwoord: {finding.message()} [{finding.id}]", err=True)
    if not written.explained:
        click.echo(f"Deze afwijking geldt vanaf {begins}; tot die dag blijft de bevinding open.", err=True)
    if opened.location != store.MEMORY:
        click.echo("Bouw de opslag opnieuw om dit daar te zien: beleidsgraaf build.", err=True)
    opened.leave()


@deviation.command("list")
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Vorm van de uitkomst.")
@click.option("--day", type=DAY, metavar="JJJJ-MM-DD", help="Op deze dag; anders vandaag.")
@graph_options
def list_command(opened, format, day):
    """Toon elke afwijking: van kracht, verlopen of nog niet begonnen, en wat zij verklaart."""
    from .. import curate

    with progress("De controle loopt") as tell:
        found = curate.deviations(opened.store, opened.rooms, sources_folder(), day.date() if day else None, tell)
    if format == "json":
        click.echo(json.dumps([asdict(d) for d in found], ensure_ascii=False, indent=2))
    else:
        for listed in found:
            click.echo("\n".join(_listed(opened.catalog, listed)))
        click.echo(f"{len(found)} afwijkingen")
    opened.leave()


def _listed(catalog, listed):
    """A deviation in lines."""
    until = " ".join(part for part in (f"vanaf {listed.begins}" if listed.begins else "", f"tot en met {listed.ends}" if listed.ends else "") if part)
    yield f"{STANDING[listed.state]} · {vocab.short(listed.iri)} · {vocab.short(listed.rule)}{f' · {until}' if until else ''}"
    yield f"    {listed.reason}"
    yield from (f"    {catalog.label(e)} ({vocab.short(e)}): " + ("verklaart geen enkele bevinding" if e in listed.idle else "verantwoord" if listed.state == "in-force" else "nu niet van kracht")
                for e in listed.elements)
    yield from () if listed.known else ("    Deze regel bestaat niet.",)


deviation.short_help = deviation.help
COMMANDS = (audit_command, deviation)
