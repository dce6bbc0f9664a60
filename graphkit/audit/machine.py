"""An audit as plain values: the JSON report, which `--since` and `--verify` read again."""
import io
import json
from dataclasses import asdict

from .. import vocab
from ..validate.records import Rule, as_json as finding_json
from .measures import metric
from .records import Audit, Change, Difference, Digest, Earlier, Measure, Placed, Tally
from .words import rule_parts


def as_json(audit: Audit, lang: str = "nl") -> dict[str, object]:
    """The report as the contract in docs/output.md has it; `since` is there only after a comparison."""
    body = {
        "audit": {
            "day": audit.day.isoformat(), "lang": lang, "versions": {v.name: v.version for v in audit.versions},
            "digests": {"shapes": audit.shapes, "ontology": audit.ontology, "graphs": [digest_json(d) for d in audit.digests]},
            "method": list(audit.method(lang)), "notes": list(audit.notes), "documents": list(audit.documents),
            "municipalities": list(audit.municipalities), "selection": asdict(audit.selection),
            "beyond": {"findings": audit.beyond, "violations": audit.violations_beyond},
        },
        "conforms": audit.conforms,
        "findings": [placed_json(p, lang) for p in audit.findings],
        "rules": [tally_json(t, lang) for t in audit.tallies],
        "measures": [measure_json(m, lang) for m in audit.measures],
    }
    return body | ({"since": difference_json(audit.since)} if audit.since else {})


def write(audit: Audit, lang: str = "nl") -> bytes:
    """The report as a JSON file."""
    return encoded(as_json(audit, lang))


def encoded(body) -> bytes:
    """Plain values as JSON in UTF-8, written piece by piece: the list of pieces would take ten times the text."""
    whole = io.BytesIO()
    with io.TextIOWrapper(whole, encoding="utf-8", newline="\n", write_through=False) as out:
        json.dump(body, out, ensure_ascii=False, indent=1)
        out.write("\n")
        out.flush()
        return whole.getvalue()


def placed_json(placed: Placed, lang: str) -> dict[str, object]:
    """The one finding object, with its documents, projects and municipalities."""
    return finding_json(placed.finding, lang) | {
        "documents": list(placed.documents), "projects": list(placed.projects), "municipalities": list(placed.municipalities)}


def tally_json(tally: Tally, lang: str) -> dict[str, object]:
    """A rule with its texts and its findings per state."""
    return rule_json(tally.rule, lang) | {
        "findings": {"open": tally.open, "explained": tally.explained, "agrees": tally.agrees, "not-derivable": tally.not_derivable}}


def rule_json(rule: Rule, lang: str) -> dict[str, object]:
    """The texts of a rule."""
    message, advice, yardstick = rule_parts(rule, lang)
    return {"iri": rule.iri, "name": vocab.local(rule.iri), "severity": rule.severity, "message": message, "advice": advice, "yardstick": yardstick}


def measure_json(measure: Measure, lang: str) -> dict[str, object]:
    """A measure; `percentage` is null when there is nothing to count."""
    return {
        "measure": measure.metric, "title": metric(measure.metric).title(lang), "within": measure.within, "scope": measure.scope,
        "numerator": measure.numerator, "denominator": measure.denominator, "percentage": measure.percentage,
        "lacking": list(measure.lacking), "through_project": list(measure.through),
    }


def digest_json(digest: Digest) -> dict[str, str]:
    """The digest of a graph; of a document also its source file."""
    own = {"document": digest.document, "file": digest.file, "source_stated": digest.stated, "source_found": digest.found} if digest.document else {}
    return {"graph": digest.graph, "digest": digest.digest} | own


def difference_json(difference: Difference) -> dict[str, object]:
    """What differs from an earlier report."""
    return {
        "day": difference.day, "same_selection": difference.selections, "new": [_earlier(e) for e in difference.new],
        "gone": [_earlier(e) for e in difference.gone], "changed": [_change(c) for c in difference.changed], "rules": list(difference.rules),
        "data": list(difference.data), "versions": [{"name": n, "before": b, "now": a} for n, b, a in difference.versions],
    }


def _change(change: Change) -> dict[str, object]:
    return {"id": change.now.id, "parts": list(change.parts), "before": _earlier(change.before), "now": _earlier(change.now)}


def _earlier(finding: Earlier) -> dict[str, object]:
    return {"id": finding.id, "rule": finding.rule, "severity": finding.severity, "state": finding.state, "message": finding.message,
            "reason": finding.reason, "elements": list(finding.elements),
            "passages": [dict(zip(("iri", "file", "start", "end", "exact"), p)) for p in finding.passages]}
