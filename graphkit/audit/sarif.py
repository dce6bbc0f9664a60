"""An audit as SARIF 2.1.0, which editors and code hosts show beside the text."""
from urllib.parse import quote

from .. import vocab
from ..validate.records import AGREES, EXPLAINED, NOT_DERIVABLE, OPEN
from .choose import OBSERVATION_RULE
from .machine import encoded
from .reasons import standing
from .records import Audit, Placed
from .words import element, rule_parts, verdict, words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FOLDER = "SOURCES"
LEVEL = {"violation": "error", "warning": "warning", "info": "note", "high": "warning", "medium": "warning", "low": "note"}
# What fails has a level; for the other kinds SARIF wants the level none. ‘open’ is its word for: too little is known to tell.
KIND = {OPEN: "fail", EXPLAINED: "fail", AGREES: "pass", NOT_DERIVABLE: "open"}


def write(audit: Audit, lang: str = "nl") -> bytes:
    """One run: a rule for each rule asked, a result for each finding, and the source files with their digests.

    The first passage is the location, the other places compared are related locations. Offsets count
    characters of the source file read as UTF-8.
    """
    index = {t.rule.iri: n for n, t in enumerate(audit.tallies)}
    index[OBSERVATION_RULE] = len(index)
    changed = _baseline(audit)
    run = {
        "tool": {"driver": {
            "name": "Beleidsgraaf", "version": next(v.version for v in audit.versions if v.name == "beleidsgraaf"), "informationUri": vocab.BASE,
            "language": "en" if lang == "en" else "nl", "rules": [*(_rule(t.rule, lang) for t in audit.tallies), _observation(lang)],
        }},
        "columnKind": "unicodeCodePoints", "language": "en" if lang == "en" else "nl",
        "originalUriBaseIds": {FOLDER: {"description": {"text": "BELEIDSGRAAF_SOURCES"}}},
        "artifacts": [{"location": _artifact(d.file), "encoding": "UTF-8", "hashes": {"sha-256": d.found or d.stated}} for d in audit.digests if d.file],
        "results": [_result(audit, p, index, changed, lang) for p in audit.findings],
        "properties": {"day": audit.day.isoformat(), "conforms": audit.conforms, "verdict": verdict(audit, lang),
                       "versions": {v.name: v.version for v in audit.versions}, "shapes": audit.shapes, "ontology": audit.ontology},
    }
    if audit.since:
        run["results"] += [_gone(f, index) for f in audit.since.gone]
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule, lang: str) -> dict:
    message, advice, yardstick = rule_parts(rule, lang)
    return {
        "id": vocab.short(rule.iri), "name": vocab.local(rule.iri), "shortDescription": {"text": message},
        "fullDescription": {"text": yardstick or message}, "help": {"text": advice or message},
        "defaultConfiguration": {"level": LEVEL[rule.severity]}, "properties": {"severity": rule.severity, "iri": rule.iri},
    }


def _observation(lang: str) -> dict:
    title = words(lang)["observation"]
    return {"id": vocab.short(OBSERVATION_RULE), "name": "Observation", "shortDescription": {"text": title}, "fullDescription": {"text": title},
            "help": {"text": title}, "defaultConfiguration": {"level": "warning"}, "properties": {"iri": OBSERVATION_RULE}}


def _result(audit: Audit, placed: Placed, index: dict[str, int], changed: dict[str, str] | None, lang: str) -> dict:
    f, kind = placed.finding, KIND[placed.finding.state]
    things = [{"name": audit.name(e).label(lang), "fullyQualifiedName": e, "kind": "element"} for e in f.elements]
    places = [{"physicalLocation": {
        "artifactLocation": _artifact(p.file), "region": {"charOffset": p.start, "charLength": p.end - p.start, "snippet": {"text": p.exact}},
    }, "message": {"text": p.section}} for p in f.passages]
    if places:
        places[0] = places[0] | ({"logicalLocations": things} if things else {})
    found = {
        "ruleId": vocab.short(f.rule), "ruleIndex": index[f.rule], "kind": kind, "level": LEVEL[f.severity] if kind == "fail" else "none",
        "message": {"text": f.message(lang)}, "locations": places[:1] or ([{"logicalLocations": things}] if things else []),
        "partialFingerprints": {"finding/v1": f.id},
        "suppressions": [{"kind": "external", "status": "accepted", "justification": " ".join(filter(None, (f.reason, standing(audit, f, lang))))}] if f.state == EXPLAINED else [],
        "properties": {
            "id": f.id, "severity": f.severity, "state": f.state, "elements": [element(audit, e, lang) for e in f.elements],
            "advice": f.advice(lang), "documents": list(placed.documents), "projects": list(placed.projects),
        },
    }
    if places[1:]:
        found["relatedLocations"] = [{"id": n} | p for n, p in enumerate(places[1:], 1)]
    return found | ({"baselineState": changed.get(f.id, "unchanged")} if changed is not None else {})


def _gone(finding, index: dict[str, int]) -> dict:
    """A finding of the earlier report that is no longer there."""
    at = {"ruleIndex": index[finding.rule]} if finding.rule in index else {}
    return {"ruleId": vocab.short(finding.rule), **at, "message": {"text": finding.message}, "level": "none", "kind": "informational", "locations": [],
            "partialFingerprints": {"finding/v1": finding.id}, "suppressions": [], "baselineState": "absent"}


def _baseline(audit: Audit) -> dict[str, str] | None:
    if not audit.since:
        return None
    return {f.id: "new" for f in audit.since.new} | {c.now.id: "updated" for c in audit.since.changed}


def _artifact(file: str) -> dict:
    return {"uri": quote(file), "uriBaseId": FOLDER}
