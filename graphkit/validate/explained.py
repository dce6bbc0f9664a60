"""What people add to the rules: reasons to deviate from one, and what struck them while assessing."""
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .. import query, vocab
from ..store import Store
from .records import EXPLAINED, OBSERVATION, OPEN, VIOLATION, Finding, finding_id

OBSERVATION_RULE = vocab.BG + "Observation"


def explain(findings: Iterable[Finding], store: Store, today: date) -> list[Finding]:
    """The findings, with state and reason where a deviation in force names the rule and one of the elements.

    A violation stays open: data that is wrong is mended, not explained.
    """
    reasons = {}
    for row in query.load("deviations", "validate").rows(store):
        if str(row.get("begins", "")) <= today.isoformat() <= str(row.get("ends", "9999")):
            reasons.setdefault((str(row["rule"]), str(row["element"])), str(row["reason"]))
    told = []
    for finding in findings:
        reason = next((reasons[finding.rule, e] for e in finding.elements if (finding.rule, e) in reasons), "")
        apt = reason and finding.severity != VIOLATION
        told.append(replace(finding, state=EXPLAINED, reason=reason) if apt else finding)
    return told


def misnamed(store: Store, rules) -> tuple[str, ...]:
    """A line for each deviation that names a rule that does not exist, and so explains nothing."""
    rows = query.load("deviations", "validate").rows(store)
    return tuple(dict.fromkeys(
        f"De afwijking {vocab.short(row['deviation'])} noemt de regel {vocab.short(row['rule'])}, maar die bestaat niet."
        for row in rows if str(row["rule"]) not in rules
    ))


def observations(store: Store, passages) -> list[Finding]:
    """Each observation as a finding; `passages` hands out the passages of a thing."""
    elements, texts, severity = defaultdict(dict), defaultdict(dict), {}
    for row in query.load("observations", "validate").rows(store):
        iri = str(row["observation"])
        elements[iri][str(row["element"])] = None
        severity[iri] = vocab.local(str(row.get("severity", vocab.BG + "medium")))
        if "text" in row:
            texts[iri].setdefault((vocab.local(str(row["property"])), row["text"].lang or "nl"), str(row["text"]))

    def said(iri, lang):
        parts = [texts[iri].get((name, lang), "").rstrip(".") for name in ("label", "definition")]
        return ". ".join(p for p in parts if p) + "." if any(parts) else ""

    return [
        Finding(
            finding_id(OBSERVATION_RULE, tuple(about), iri), OBSERVATION_RULE, OBSERVATION, severity[iri], OPEN, tuple(about), iri,
            passages(iri), said(iri, "nl"), said(iri, "en"), texts[iri].get(("note", "nl"), ""), texts[iri].get(("note", "en"), ""),
        )
        for iri, about in elements.items()
    ]
