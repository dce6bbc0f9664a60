"""A part of an audit: only these findings, grouped this way."""
from dataclasses import dataclass, replace

from .. import vocab
from ..catalog import Catalog
from ..errors import NotFound
from ..validate.explained import OBSERVATION_RULE
from ..validate.naming import rule_named
from ..validate.records import OBSERVATION, RULE, Rule
from .records import DOCUMENT, EVERYWHERE, MUNICIPALITY, Audit, Measure, Placed, Selection, Tally, holds, tallies, violated
from .words import SEVERITIES, STATES, of_rule, severity, state, words

GROUPINGS = ("rule", "document", "project", "severity", "state")
ONLY = {
    RULE: "Dit rapport toont alleen wat regels vonden, niet wat mensen opmerkten.",
    OBSERVATION: "Dit rapport toont alleen wat mensen opmerkten, niet wat regels vonden.",
}
KINDS = {"policy-document": vocab.POLICY_DOCUMENT, "project": vocab.BG + "Project", "organisation": vocab.BG + "Organisation"}


@dataclass(frozen=True)
class Group:
    """Findings that belong together, under a title."""

    key: str
    title: str
    findings: tuple[Placed, ...]


def selection(
    catalog: Catalog, rules: tuple[Rule, ...], rule: str = "", document: str = "", project: str = "", municipality: str = "",
    severity: str = "", state: str = "",
) -> Selection:
    """The choice that a person means with short names: Goal-indicator, weert-beleidsplan, weert/beleidsplan, project/…, weert.

    Raises NotFound with near names.
    """
    if document.count("/") == 1 and not document.startswith("policy-document/"):
        document = document.replace("/", "-")
    return Selection(
        _rule(rules, rule) if rule else "", _thing(catalog, "policy-document", document), _thing(catalog, "project", project),
        _thing(catalog, "organisation", municipality), severity, state,
    )


def _thing(catalog: Catalog, kind: str, name: str) -> str:
    """The IRI for goal/weert-x, an IRI, or a name without its kind; empty for an empty name."""
    if not name:
        return ""
    found = catalog.resolve(name if "/" in name or ":" in name else f"{kind}/{name}")
    if KINDS[kind] not in (found.kind, *catalog.ancestors(found.kind)):
        raise NotFound(f"‘{vocab.short(found.iri)}’ is geen {catalog.name(KINDS[kind]).label().lower()}.")
    return found.iri


def _rule(rules: tuple[Rule, ...], name: str) -> str:
    if name in ("Observation", "bg:Observation", OBSERVATION_RULE):
        return OBSERVATION_RULE
    return rule_named(rules, name).iri


def choose(audit: Audit, wanted: Selection = Selection(), by: str = "rule", kind: str = "") -> Audit:
    """The audit with only the findings, measures, outcomes and tallies of this choice, and how much that leaves out.

    `kind`, rule or observation, leaves only what rules or what people found; a note says so.
    """
    def fits(placed: Placed) -> bool:
        f = placed.finding
        return (kind in ("", f.kind) and wanted.rule in ("", f.rule) and wanted.severity in ("", f.severity) and wanted.state in ("", f.state)
                and (not wanted.document or wanted.document in (*placed.documents, *f.elements))
                and (not wanted.project or wanted.project in placed.projects)
                and (not wanted.municipality or wanted.municipality in placed.municipalities))

    shown = tuple(p for p in audit.findings if fits(p))
    left = [p.finding for p in audit.findings if not fits(p)]
    rules = [t.rule for t in audit.tallies if wanted.rule in ("", t.rule.iri)]
    return replace(
        audit, conforms=holds(p.finding for p in shown), findings=shown, tallies=tallies(rules, [p.finding for p in shown]),
        measures=tuple(m for m in audit.measures if _about(m, wanted)),
        outcomes=tuple(o for o in audit.outcomes if wanted.rule in ("", o.rule) and wanted.document in ("", o.document)),
        selection=wanted, beyond=len(left), violations_beyond=sum(map(violated, left)), by=by,
        notes=audit.notes + ((ONLY[kind],) if kind in ONLY else ()),
    )


def _about(measure: Measure, wanted: Selection) -> bool:
    """A choice of a document or municipality leaves only its own measures."""
    if not wanted.document and not wanted.municipality:
        return True
    return measure.scope in (wanted.document, wanted.municipality) and measure.within != EVERYWHERE


def grouped(audit: Audit, lang: str = "nl", findings: tuple[Placed, ...] | None = None, by: str = "") -> tuple[Group, ...]:
    """The findings in groups, as the audit wants them; a finding of two documents or projects is in the group of each."""
    found = {}
    for placed in audit.findings if findings is None else findings:
        for key in _keys(placed, by or audit.by):
            found.setdefault(key, []).append(placed)
    order = {**{s: n for n, s in enumerate(SEVERITIES)}, **{s: n for n, s in enumerate(STATES)}, "": len(found) + 9}
    keys = sorted(found, key=lambda k: order.get(k, 0)) if (by or audit.by) != "rule" else list(found)
    return tuple(Group(k, _title(audit, k, lang, by or audit.by, found[k][0].finding.state), tuple(found[k])) for k in keys)


def _keys(placed: Placed, by: str) -> tuple[str, ...]:
    f = placed.finding
    return {"rule": (f.rule,), "severity": (f.severity,), "state": (f.state,), "document": placed.documents or ("",),
            "project": placed.projects or ("",)}[by]


def _title(audit: Audit, key: str, lang: str, by: str, first: str) -> str:
    if by == "rule":
        return of_rule(audit, key, lang, first)
    if by in ("severity", "state"):
        return severity(key, lang) if by == "severity" else state(key, lang)
    said = words(lang)
    return audit.name(key).label(lang) if key else said["no_document"] if by == "document" else said["no_project"]


def fired(audit: Audit) -> tuple[Tally, ...]:
    """The rules that found something: first those with open findings, the heaviest and most frequent first."""
    return tuple(sorted((t for t in audit.tallies if t.open or t.explained or t.agrees or t.not_derivable),
                        key=lambda t: (not t.open, SEVERITIES.index(t.rule.severity), -t.open, t.rule.iri)))


def scopes(audit: Audit) -> tuple[tuple[str, str], ...]:
    """Where measures were taken, in order: everywhere, municipalities, documents; as (within, IRI)."""
    order = (EVERYWHERE, MUNICIPALITY, DOCUMENT)
    return tuple(sorted(dict.fromkeys((m.within, m.scope) for m in audit.measures), key=lambda s: order.index(s[0])))
