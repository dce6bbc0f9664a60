"""What people add to the rules: reasons to deviate from one, and what struck them while assessing."""
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .. import query, vocab
from ..catalog import Catalog, Passage
from ..store import Store
from .records import EXPLAINED, OBSERVATION, OPEN, VIOLATION, Explanation, Finding, Hit, finding_id

OBSERVATION_RULE = vocab.BG + "Observation"
FOREVER = "9999"  # later than every day: a deviation without an end
KNOWN, MATCHES = vocab.BGSH + "Deviation-knownRule", vocab.BGSH + "Deviation-matches"


@dataclass(frozen=True)
class Deviation:
    """A reason why a thing need not meet a rule: from and until which day, decided by which roles, on which passages."""

    iri: str
    rule: str
    element: str
    reason: str
    begins: str
    ends: str
    by: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    def holds(self, today: date) -> bool:
        return self.begins <= today.isoformat() <= self.ends

    @property
    def explanation(self) -> Explanation:
        """What a report says of it besides its reason."""
        return Explanation(self.iri, self.by, self.begins, "" if self.ends == FOREVER else self.ends, self.passages)


def deviations(store: Store) -> tuple[Deviation, ...]:
    """Every deviation, once for each thing it is about."""
    catalog, found, shown = Catalog(store), defaultdict(dict), {}
    for row in query.load("deviations", "validate").rows(store):
        said = (*(str(row[n]) for n in ("deviation", "rule", "element", "reason")), str(row.get("begins", "")), str(row.get("ends", FOREVER)))
        found[said] |= {str(row["by"]): None} if "by" in row else {}
    for iri in {said[0] for said in found}:
        shown[iri] = _passages(catalog, iri)
    return tuple(Deviation(*said, tuple(by), shown[said[0]]) for said, by in found.items())


def _passages(catalog: Catalog, iri: str) -> tuple[Passage, ...]:
    try:
        return catalog.passages(iri)
    except ValueError:  # a place that is no number: a shape says so
        return ()


def explain(findings: Iterable[Finding], known: Iterable[Deviation], today: date) -> list[Finding]:
    """The findings, with state and reason where a deviation in force names the rule and the thing it fires at, or its value.

    A violation stays open: data that is wrong is mended, not explained.
    """
    reasons = {}
    for deviation in known:
        if deviation.holds(today):
            reasons.setdefault((deviation.rule, deviation.element), deviation)
    told = []
    for finding in findings:
        reason = next((reasons[finding.rule, e] for e in (*finding.elements[:1], finding.value) if (finding.rule, e) in reasons), None)
        apt = reason and finding.severity != VIOLATION and finding.state == OPEN
        told.append(replace(finding, state=EXPLAINED, reason=reason.reason, explanation=reason.explanation) if apt else finding)
    return told


def unmatched(findings: Iterable[Finding], known: Iterable[Deviation], rules, today: date) -> set[Hit]:
    """Deviations that name an unknown rule, and those in force that explain nothing: there is no such finding (any more)."""
    used = {(f.rule, e) for f in findings if f.state == EXPLAINED for e in (*f.elements[:1], f.value)}
    found = {Hit(KNOWN, d.iri, d.rule, vocab.short(d.rule), vocab.short(d.rule)) for d in known if d.rule not in rules}
    return found | {
        Hit(MATCHES, d.iri, d.element, named=(("rule", vocab.short(d.rule), ""),)) for d in known
        if d.rule in rules and d.holds(today) and (d.rule, d.element) not in used
    }


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
        parts = [texts[iri].get((name, lang), "").strip() for name in ("label", "definition")]
        return " ".join(p if p.endswith((".", "?", "!")) else p + "." for p in parts if p)

    return [
        Finding(
            finding_id(OBSERVATION_RULE, tuple(about), iri), OBSERVATION_RULE, OBSERVATION, severity[iri], OPEN, tuple(about), iri,
            passages(iri), said(iri, "nl"), said(iri, "en"), texts[iri].get(("note", "nl"), ""), texts[iri].get(("note", "en"), ""),
        )
        for iri, about in elements.items()
    ]
