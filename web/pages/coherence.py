"""What the checks found: gaps, contradictions and what has been explained about them."""
import json
from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from graphkit import vocab
from graphkit.cells import table
from graphkit.errors import NotFound
from graphkit.validate import as_json

from ..desk import Desk, desk
from ..language import lang, t

pages = Blueprint("coherence", __name__)
SEVERITIES = ("violation", "warning", "info", "high", "medium", "low")
STATES = ("open", "explained", "agrees")
COLUMNS = ("id", "severity", "state", "rule", "element", "label", "message", "advice", "reason", "quotation")


@dataclass(frozen=True)
class Group:
    """The findings of one rule with one severity; `rule` is None for observations by people."""

    severity: str
    iri: str
    title: str
    rule: object
    findings: tuple


def _chosen(desk: Desk) -> list:
    """The findings that the filters in the address leave."""
    severity, state = request.args.get("ernst", ""), request.args.get("stand", "")
    document = vocab.expand(request.args["document"]) if request.args.get("document") else ""
    resources = desk.catalog.resources

    def fits(finding):
        stated = {d for e in finding.elements if e in resources for d in (*resources[e].documents, e)}
        return severity in ("", finding.severity) and state in ("", finding.state) and (not document or document in stated)

    return [f for f in desk.findings if fits(f)]


def _groups(desk: Desk, findings: list) -> list[Group]:
    """Findings by severity, the worst first, and within it by rule."""
    rules = {r.iri: r for r in (desk.report.rules if desk.report else ())}
    found = defaultdict(list)
    for finding in findings:
        found[finding.severity, finding.rule].append(finding)
    ordered = sorted(found, key=lambda key: (SEVERITIES.index(key[0]), key[1]))
    return [Group(severity, rule, title(desk, rule, found[severity, rule][0]), rules.get(rule), tuple(found[severity, rule])) for severity, rule in ordered]


def title(desk: Desk, rule: str, finding=None) -> str:
    """What a rule is called: its label, else its message; observations by people share one title."""
    if finding is not None and finding.kind == "observation":
        return t("Bevinding van een auditor", "Observation by an auditor")
    label = desk.named(rule).label(lang())
    if finding is not None and label == vocab.short(rule):
        return finding.message(lang())
    return label


@pages.get("/samenhang")
def view():
    """All findings, grouped."""
    findings = _chosen(desk())
    return render_template("coherence.html", groups=_groups(desk(), findings), findings=findings, desk=desk(), severities=SEVERITIES, states=STATES)


@pages.get("/samenhang/regel/<rule>")
def rule(rule: str):
    """One rule: what it asks, why, and what it found."""
    iri = rule if rule.startswith("observation") else vocab.BGSH + rule
    findings = [f for f in _chosen(desk()) if f.rule == iri or vocab.local(f.rule) == rule]
    known = next((r for r in (desk().report.rules if desk().report else ()) if vocab.local(r.iri) == rule), None)
    if not known and not findings and not desk().checking:
        raise NotFound(f"De regel ‘{rule}’ is niet bekend.", ())
    return render_template("rule.html", rule=known, name=title(desk(), iri, findings[0] if findings else None), findings=findings, desk=desk())


@pages.get("/samenhang.json")
def as_data():
    """The findings as the command gives them."""
    body = {"conforms": bool(desk().report and desk().report.conforms), "findings": [as_json(f, lang()) for f in _chosen(desk())]}
    answer = Response(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")
    return _unfinished(answer)


@pages.get("/samenhang.csv")
def as_table():
    """The findings as a table, a row per element."""
    rows = ((f.id, f.severity, f.state, vocab.short(f.rule), vocab.short(e), desk().named(e).label(lang()), f.message(lang()),
             f.advice(lang()), f.reason, " | ".join(p.exact for p in f.passages)) for f in _chosen(desk()) for e in f.elements)
    answer = Response(table(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="samenhang.csv"'
    return _unfinished(answer)


def _unfinished(answer: Response) -> Response:
    """While the checks run there is nothing to give: 503, and when to come back."""
    if desk().checking:
        answer.status_code, answer.data = 503, b""
        answer.headers["Retry-After"] = "5"
    return answer
