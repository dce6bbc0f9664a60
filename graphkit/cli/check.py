"""Commands that check: validate, coverage, stats."""
import json

import click

from .. import coverage, vocab
from ..cells import table
from ..config import sources_folder
from ..errors import NotFound
from .options import graph_options, progress

FORMAT = click.option("--format", "format", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="Vorm van de uitkomst.")
FINDING_COLUMNS = ("id", "rule", "kind", "severity", "state", "elements", "message", "advice")
SEVERITY = {"violation": "fout", "warning": "let op", "info": "ter info"}


@click.command()
@FORMAT
@click.option("--strict", is_flag=True, help="Eindig ook bij open waarschuwingen met code 1.")
@click.option("--summary", is_flag=True, help="Toon alleen fouten en de uitslag.")
@graph_options
def validate(opened, format, strict, summary):
    """Controleer of de gegevens kloppen en of het beleid samenhangt."""
    from ..validate import as_json, validate as run  # pySHACL is slow to load; the other commands need not wait for it

    with progress("De controle loopt") as tell:
        report = run(opened.store, opened.rooms, sources_folder(), told=tell)
    findings = [as_json(f, "nl") for f in report.findings]
    if format == "json":
        click.echo(json.dumps({"conforms": report.conforms, "findings": findings}, ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(FINDING_COLUMNS, ([" ".join(f[c]) if c == "elements" else f[c] for c in FINDING_COLUMNS] for f in findings)).decode(), nl=False)
    else:
        for finding in findings:
            if not summary or finding["severity"] == "violation":
                click.echo(_finding_text(opened.catalog, finding))
        for note in report.notes:
            click.echo(note, err=True)
        click.echo(_verdict(report.conforms, findings))
    open_warnings = any(f["severity"] == "warning" and f["state"] == "open" for f in findings)
    opened.leave(0 if report.conforms and not (strict and open_warnings) else 1)


def _finding_text(catalog, finding: dict) -> str:
    state = {"open": "", "explained": " · verantwoord", "agrees": " · klopt", "not-derivable": " · niet af te leiden"}[finding["state"]]
    lines = [f"{SEVERITY.get(finding['severity'], finding['severity'])}{state} · {vocab.short(finding['rule'])} · "
             f"{', '.join(_named(catalog, e) for e in finding['elements'])}", f"    {finding['message']}"]
    told = {"Verantwoording": finding.get("reason")} if finding.get("reason") else {"Wat te doen": finding["advice"]}
    lines += [f"    {what}: {words}" for what, words in told.items() if words]
    return "\n".join(lines)


def _named(catalog, iri: str) -> str:
    return f"{catalog.label(iri)} ({vocab.short(iri)})" if iri in catalog.resources else vocab.short(iri)


def _verdict(conforms: bool, findings: list[dict]) -> str:
    counts = {s: sum(f["severity"] == s and f["state"] == "open" for f in findings) for s in SEVERITY}
    explained = sum(f["state"] == "explained" for f in findings)
    words = f"{counts['violation']} {'fout' if counts['violation'] == 1 else 'fouten'}, {counts['warning']} {'waarschuwing' if counts['warning'] == 1 else 'waarschuwingen'}, {counts['info']} ter info, {explained} verantwoord."
    return ("In orde: " if conforms else "Niet in orde: ") + words


@click.command("coverage")
@FORMAT
@click.option("--missing", is_flag=True, help="Toon de stukken tekst die nog niet verantwoord zijn.")
@graph_options
def coverage_command(opened, format, missing):
    """Is elke zin van elke tekst verantwoord: gemodelleerd, of weggelaten met een reden?"""
    found, absent = [], []
    for document in opened.catalog.documents:
        try:
            found.append(coverage.of(opened.catalog, document, sources_folder()))
        except NotFound as problem:
            absent.append(str(problem))
    rows = [{"document": c.document, "file": c.file, "segments": c.segments, "evidence": c.evidence,
             "left_out": c.left_out, "missing": c.missing, "percent": c.percent} for c in found]
    for line in absent:
        click.echo(line, err=True)
    if format == "json":
        click.echo(json.dumps({"documents": rows}, ensure_ascii=False, indent=2))
    elif format == "csv":
        click.echo(table(rows[0] if rows else (), (row.values() for row in rows)).decode(), nl=False)
    else:
        for row, cover in zip(rows, found):
            left = 100 * cover.left_out / max(1, cover.segments)
            click.echo(f"{vocab.short(row['document'])}: {row['segments']} segmenten, {row['evidence']} bewijs, "
                       f"{row['left_out']} weggelaten ({left:.1f} %), {row['missing']} ontbreken: {row['percent']} % verantwoord")
            for piece in cover.pieces if missing else ():
                if piece.state == coverage.MISSING:
                    click.echo(f"    {piece.start}-{piece.end} [{piece.kind}] {piece.text}")
    opened.leave(1 if absent and not found else 0)


@click.command()
@FORMAT
@graph_options
def stats(opened, format):
    """Tel per document: elementen per soort, koppelingen per familie en grond, passages, deel geciteerd."""
    found = [coverage.statistics(opened.catalog, d, sources_folder()) for d in opened.catalog.documents]
    if format == "json":
        click.echo(json.dumps({"documents": [
            {"document": s.document, "elements": s.elements, "passages": s.passages, "quoted_percent": s.quoted,
             "links": [{"family": f, "basis": b, "count": n} for (f, b), n in sorted(s.links.items())]} for s in found
        ]}, ensure_ascii=False, indent=2))
    elif format == "csv":
        rows = [(s.document, what, n) for s in found for what, n in (
            *sorted(s.elements.items()), *((f"{f}/{b}", n) for (f, b), n in sorted(s.links.items())), ("passages", s.passages), ("quoted_percent", s.quoted))]
        click.echo(table(("document", "what", "count"), rows).decode(), nl=False)
    else:
        for s in found:
            quoted = f", {s.quoted} % van de tekst geciteerd" if s.quoted is not None else ""
            click.echo(f"{vocab.short(s.document)}: {sum(s.elements.values())} elementen, {sum(s.links.values())} koppelingen, {s.passages} passages{quoted}")
            for kind, n in sorted(s.elements.items(), key=lambda item: (-item[1], item[0])):
                click.echo(f"    {n:4} {opened.catalog.name(kind).label()}")
            for (family, basis), n in sorted(s.links.items()):
                click.echo(f"    {n:4} koppelingen bg:{family}, {'staat er zo' if basis == 'stated' else 'conclusie'}")
    opened.leave()


COMMANDS = (validate, coverage_command, stats)
