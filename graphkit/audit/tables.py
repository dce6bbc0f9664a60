"""An audit as a table: CSV, and a workbook for Excel and LibreOffice."""
import io

from .. import vocab
from ..cells import table
from ..validate.records import Explanation, Finding
from .measures import metric
from .records import Audit, Placed
from .text import circumstances
from .words import chosen, command, day, metric_title, place, rule_parts, scope, severity, state, verdict, within, words

COLUMNS = ("id", "severity", "state", "rule", "kind", "elements", "labels", "message", "advice", "reason",
           "documents", "projects", "municipalities", "quotations", "places", "decided_by", "begins", "ends")
LONGEST = 32_000  # characters: a cell of a workbook holds 32,767
SHEETS = ("findings", "rules", "measures", "documents", "method")


def csv(audit: Audit, lang: str = "nl") -> bytes:
    """A row per finding; several values of a cell are separated by ` | `."""
    return table(COLUMNS, (_row(audit, p, lang) for p in audit.findings))


def _row(audit: Audit, placed: Placed, lang: str) -> tuple[str, ...]:
    f = placed.finding
    return (f.id, f.severity, f.state, vocab.short(f.rule), f.kind, _several(map(vocab.short, f.elements)),
            _several(audit.name(e).label(lang) for e in f.elements), f.message(lang), f.advice(lang), f.reason,
            *(_several(map(vocab.short, iris)) for iris in (placed.documents, placed.projects, placed.municipalities)),
            _several(p.exact for p in f.passages), _several(place(p) for p in f.passages), *_explained(audit, f, lang))


def _explained(audit: Audit, finding: Finding, lang: str) -> tuple[str, str, str]:
    """Who decided that a finding may be so, from and until when; empty for one that is not explained."""
    found = finding.explanation or Explanation("")
    return _several(audit.name(iri).label(lang) for iri in found.by), found.begins, found.ends


def _several(values) -> str:
    return " | ".join(values)


def xlsx(audit: Audit, lang: str = "nl") -> bytes:
    """A workbook of five sheets: findings, rules, measures, documents, method; each with a frozen header and filters."""
    from openpyxl import Workbook  # slow to load; the other formats need not wait for it

    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = words(lang)["title"], "Beleidsgraaf"
    for name, (header, rows) in zip(SHEETS, (_findings(audit, lang), _rules(audit, lang), _measures(audit, lang), _documents(audit, lang), _method(audit, lang))):
        _fill(book.create_sheet(words(lang)[name]), header, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _findings(audit: Audit, lang: str):
    said = words(lang)
    header = [(said[n], w) for n, w in (
        ("id", 14), ("severity", 18), ("state", 18), ("rule", 28), ("element", 40), ("message", 60), ("advice", 50), ("reason", 40),
        ("documents", 30), ("projects", 30), ("municipality", 20), ("quotation", 60), ("place", 36), ("decided_by", 30), ("begins", 14), ("ends", 14))]
    rows = []
    for placed in audit.findings:
        f = placed.finding
        rows.append((
            f.id, severity(f.severity, lang), state(f.state, lang), vocab.short(f.rule), _several(audit.name(e).label(lang) for e in f.elements),
            f.message(lang), f.advice(lang), f.reason, *(_several(audit.name(i).label(lang) for i in iris) for iris in (placed.documents, placed.projects, placed.municipalities)),
            "\n".join(p.exact for p in f.passages), "\n".join(place(p) for p in f.passages),
            *_explained(audit, f, lang)))
    return header, rows


def _rules(audit: Audit, lang: str):
    said = words(lang)
    header = [(said["rule"], 34), (said["severity"], 12), *((state(s, lang), 14) for s in ("open", "explained", "agrees", "not-derivable")),
              (said["message"], 60), (said["advice"], 60), (said["yardstick"], 60)]
    return header, [(vocab.short(t.rule.iri), severity(t.rule.severity, lang), t.open, t.explained, t.agrees, t.not_derivable, *rule_parts(t.rule, lang))
                    for t in audit.tallies]


def _measures(audit: Audit, lang: str):
    said = words(lang)
    header = [(said["measure"], 40), (said["kind"], 18), (said["scope"], 44), (said["number"], 10), (said["of"], 10), ("%", 16), (said["through"], 16),
              (said["lacking"], 80), (said["counted"], 80)]
    return header, [
        (metric_title(m, lang), within(m.within, lang), scope(audit, m.within, m.scope, lang), m.numerator, m.denominator,
         said["no_share"] if m.percentage is None else m.percentage, len(m.through), _several(audit.name(i).label(lang) for i in m.lacking),
         metric(m.metric).told(lang)) for m in audit.measures]


def _documents(audit: Audit, lang: str):
    said = words(lang)
    header = [(said["document"], 44), (said["graph"], 60), (said["digest"], 68), (said["file"], 34), (f"{said['digest']} {said['sources']}", 68)]
    return header, [(audit.name(d.document).label(lang) if d.document else "", d.graph, d.digest, d.file, (d.found or said["not_there"]) if d.file else "")
                    for d in audit.digests]


def _method(audit: Audit, lang: str):
    said = words(lang)
    rows = [(said["day"], day(audit, lang)), (said["summary"], verdict(audit, lang)), (said["selection"], chosen(audit, lang)),
            *((said["method"], p) for p in audit.method(lang)), *((said["method"], n) for n in audit.notes),
            (said["shapes"], audit.shapes), (said["ontology"], audit.ontology), *((said["version"], f"{v.name} {v.version}") for v in audit.versions),
            *((said["since"], s) for s in (circumstances(audit.since, lang) if audit.since else ())), (said["repeat"], command(audit))]
    return [(said["name"], 34), (said["value"], 120)], [r for r in rows if r[1]]


def _fill(sheet, header, rows) -> None:
    """Write a header that stays in view and can be filtered, and rows in which no text becomes a formula."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for column, (title, width) in enumerate(header, 1):
        _write(sheet.cell(1, column), title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    wrapped = Alignment(wrap_text=True, vertical="top")
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(line, column), value).alignment = wrapped
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"


def _write(cell, value):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str) and value:
        text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
        cell.value = text if len(text) <= LONGEST else text[:LONGEST] + " …"
        cell.data_type = "s"  # also what begins with =, which openpyxl would make a formula
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")  # and stays text when somebody edits the cell
    elif value != "":
        cell.value = value
    return cell
