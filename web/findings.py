"""Findings as the pages of the auditor show them: what is asked for, how many there are of what, and the groups of one page."""
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from shlex import quote

from flask import request

from graphkit import vocab
from graphkit.audit import GROUPINGS, Audit, Placed, Selection, choose, grouped
from graphkit.audit.choose import OBSERVATION_RULE
from graphkit.audit.words import STATES, rule_text
from graphkit.validate import WEIGHT, Finding, Rule
from graphkit.validate.records import EXPLAINED, OBSERVATION, OPEN, RULE, VIOLATION

from .desk import Desk
from .language import lang, t
from .paging import Turn, turn

EVERY = "alle"  # in the address: every state; without a state the open ones are shown
KINDS = (RULE, OBSERVATION)
SIZE, SHOWN = 40, 5  # findings on a page; of a group before it folds
SEVERITIES = tuple(sorted(WEIGHT, key=WEIGHT.get))


@dataclass(frozen=True)
class Choice:
    """What the address asks for: IRIs of a rule, document, project and municipality; words for the rest; empty is no choice."""

    rule: str = ""
    document: str = ""
    project: str = ""
    municipality: str = ""
    severity: str = ""
    state: str = ""
    kind: str = ""
    by: str = "rule"

    @property
    def selection(self) -> Selection:
        return Selection(self.rule, self.document, self.project, self.municipality, self.severity, "" if self.state == EVERY else self.state)

    @property
    def narrow(self) -> bool:
        """Whether anything but the state and the grouping was chosen."""
        return any((self.rule, self.document, self.project, self.municipality, self.severity, self.kind))


@dataclass(frozen=True)
class Row:
    """A finding in a list: its most telling quotations, whether its anchor is here (once on a page), and its rule where the group does not name it."""

    finding: Finding
    words: tuple
    anchored: bool
    rule: str


@dataclass(frozen=True)
class Group:
    """Findings that belong together; `rows` are those on this page, `begins` tells whether the group starts on it.

    `advice`, and the reason of `why`, hold for all of them and stand there once.
    """

    key: str
    title: str
    severity: str
    rule: Rule | None
    advice: str
    findings: tuple[Placed, ...]
    why: Finding | None = None
    rows: tuple[Row, ...] = ()
    begins: bool = True

    @property
    def size(self) -> int:
        return len(self.findings)


@dataclass(frozen=True)
class Section:
    """The findings in one state that the list leaves out: how many there are, and of each rule (IRI, title, number)."""

    state: str
    size: int
    rules: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Place:
    """A thing with the passages it rests on; without a thing they belong to a link between two."""

    thing: str
    passages: tuple


@dataclass(frozen=True)
class Overview:
    """What `/samenhang` shows for one choice."""

    audit: Audit
    choice: Choice
    states: dict[str, int]
    severities: dict[str, int]
    total: int
    index: tuple[Group, ...]
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    turn: Turn


def asked() -> Choice:
    """The choice in the address; what is no grouping we have is by rule."""
    def given(name: str) -> str:
        return request.args.get(name, "").strip()

    def iri(name: str) -> str:
        return vocab.expand(given(name)) if given(name) else ""

    rule, state = given("regel"), given("stand")
    by = given("groep") or ("state" if state == EVERY else "rule")
    return Choice(
        rule_iri(rule) if rule else "", iri("document"), iri("project"), iri("gemeente"), given("ernst"), state, given("soort"),
        by if by in GROUPINGS else "rule",
    )


def rule_iri(name: str) -> str:
    """The IRI of a rule as addresses write it; observations by people share one."""
    local = vocab.local(name.removeprefix("bgsh:"))
    return OBSERVATION_RULE if local == "Observation" else vocab.BGSH + local


def rule_slug(iri: str) -> str:
    """The rule as addresses write it."""
    return vocab.local(iri)


def overview(audit: Audit, choice: Choice) -> Overview:
    """Counts, groups and the findings of the page that the address asks for."""
    around = choose(audit, replace(choice, severity="", state="").selection, kind=choice.kind)
    state = choice.state or OPEN
    fitting = [p for p in around.findings if choice.severity in ("", p.finding.severity)]
    shown = tuple(p for p in fitting if state in (EVERY, p.finding.state))
    whole = groups(audit, shown, choice.by)
    turned = turn(sum(len(g.findings) for g in whole), SIZE)
    rest = [p for p in fitting if p.finding.state != state] if state == OPEN else []
    return Overview(
        around, choice, Counter(p.finding.state for p in fitting),
        Counter(p.finding.severity for p in around.findings if state in (EVERY, p.finding.state)), len(shown),
        whole, page(audit, whole, turned, choice.by), tuple(_section(audit, s, rest) for s in STATES if s != state and any(p.finding.state == s for p in rest)), turned,
    )


def groups(audit: Audit, findings: tuple[Placed, ...], by: str) -> tuple[Group, ...]:
    """The findings in groups. By rule and by severity the heaviest and largest come first; what people noticed is split by its weight."""
    found = []
    for group in grouped(audit, lang(), findings, by):
        parts = defaultdict(list)
        for placed in group.findings:
            parts[placed.finding.severity if by == "rule" and placed.finding.kind == OBSERVATION else ""].append(placed)
        found += [_group(audit, group.key, group.title, tuple(several), by) for several in parts.values()]
    if by == "rule":
        found.sort(key=lambda g: (_light(g), WEIGHT.get(g.severity, 9), -g.size, g.key))
    elif by == "severity":
        found.sort(key=lambda g: WEIGHT.get(g.key, 9))
    return tuple(found)


def _light(group: Group) -> bool:
    """Whether nothing in a group is a fault."""
    return all(p.finding.state not in (OPEN, EXPLAINED) for p in group.findings)


def _group(audit: Audit, key: str, title: str, findings: tuple[Placed, ...], by: str) -> Group:
    first, advices = findings[0].finding, {p.finding.advice(lang()) for p in findings}
    alike = len(findings) > 1 and len(advices) == len({p.finding.rule for p in findings}) == 1
    rule = audit.rule(key) if by == "rule" else None
    return Group(
        key, rule_title(rule, first) if by == "rule" else title, first.severity if by in ("rule", "severity") else "", rule,
        advices.pop() if alike else "", findings,
        first if len(findings) > 1 and first.reason and len({(p.finding.reason, p.finding.explanation) for p in findings}) == 1 else None,
    )


def rule_title(rule: Rule | None, finding: Finding | None = None) -> str:
    """What a rule is called: its title, else what it says; observations by people share one."""
    if rule is None:
        return t("Wat mensen opmerkten", "What people noticed") if finding is None or finding.kind == OBSERVATION else vocab.short(finding.rule)
    return rule.title(lang()) or rule_text(rule.message(finding.state if finding else OPEN, lang()))


def page(audit: Audit, whole: tuple[Group, ...], turned: Turn, by: str) -> tuple[Group, ...]:
    """The part of the groups that stands on one page; what belongs to two documents or projects has its anchor at the first.

    `by` is how they are grouped; empty where the page itself names the rule.
    """
    at, found = 0, []

    def row(placed: Placed, group: Group) -> Row:
        f = placed.finding
        return Row(f, placed.first, _home(placed, by) in (None, group.key), rule_title(audit.rule(f.rule), f) if by not in ("rule", "") and f.kind == RULE else "")

    for group in whole:
        first, end = max(turned.first - at, 0), min(turned.end - at, group.size)
        if first < end:
            found.append(replace(group, rows=tuple(row(p, group) for p in group.findings[first:end]), begins=first == 0))
        at += group.size
    return tuple(found)


def _home(placed: Placed, by: str) -> str | None:
    several = {"document": placed.documents, "project": placed.projects}.get(by)
    return None if several is None else several[0] if several else ""


def _section(audit: Audit, state: str, rest: list[Placed]) -> Section:
    found = [p for p in rest if p.finding.state == state]
    tally = Counter(p.finding.rule for p in found)
    return Section(state, len(found), tuple((rule, rule_title(audit.rule(rule)), n) for rule, n in tally.most_common()))


def places(desk: Desk, placed: Placed, folded: bool = False) -> tuple[Place, ...]:
    """Every passage of a finding once, below the first of its things that rests on it; `folded` leaves out those that stand first."""
    left = {p.iri or p: p for p in (placed.rest if folded else placed.finding.passages)}
    found = []
    for element in placed.finding.elements:
        own = [p.iri for p in desk.catalog.passages(element)] if left and element in desk.catalog.resources else []
        here = tuple(left.pop(iri) for iri in own if iri in left)
        found += [Place(element, here)] if here else []
    return tuple(found) + ((Place("", tuple(left.values())),) if left else ())


def explanation(finding: Finding) -> str:
    """The command that explains a finding, with words in capitals for what a person must fill in; empty where that cannot be done."""
    if finding.state != OPEN or finding.kind == OBSERVATION or finding.severity == VIOLATION or not finding.elements:
        return ""
    given = (("rule", vocab.local(finding.rule)), ("element", vocab.short(finding.elements[0])), ("reason", t("REDEN", "REASON")),
             ("passage", t("PASSAGE", "PASSAGE")), ("by", t("ROL", "ROLE")))
    return "beleidsgraaf deviation add" + "".join(f" --{name} {quote(value)}" for name, value in given)
