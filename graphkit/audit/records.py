"""What an audit hands out: frozen values with every name they mention, so that a format needs no graph."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .. import vocab
from ..catalog import Passage
from ..validate.records import AGREES, EXPLAINED, NOT_DERIVABLE, OBSERVATION, OPEN, RULE, VIOLATION, Finding, Rule

EVERYWHERE, MUNICIPALITY, DOCUMENT = "everywhere", "municipality", "document"
PASSED, FAILED, CANT_TELL, INAPPLICABLE = "passed", "failed", "cantTell", "inapplicable"


@dataclass(frozen=True)
class Named:
    """A thing that an audit mentions: its label and its kind in nl and en."""

    iri: str
    nl: str
    en: str
    kind_nl: str = ""
    kind_en: str = ""

    def label(self, lang: str = "nl") -> str:
        return (self.en if lang == "en" else self.nl) or self.nl or vocab.short(self.iri)

    def kind(self, lang: str = "nl") -> str:
        return (self.kind_en if lang == "en" else self.kind_nl) or self.kind_nl


@dataclass(frozen=True)
class Placed:
    """A finding with the IRIs of the documents, projects and municipalities that it touches.

    `leading` holds its most telling passages where it rests on more than a few.
    """

    finding: Finding
    documents: tuple[str, ...]
    projects: tuple[str, ...]
    municipalities: tuple[str, ...]
    leading: tuple[Passage, ...] = ()

    @property
    def first(self) -> tuple[Passage, ...]:
        """The passages to show at once: the most telling ones, else all."""
        return self.leading or self.finding.passages

    @property
    def rest(self) -> tuple[Passage, ...]:
        """The passages that may be folded, in their own order."""
        shown = set(self.first)
        return tuple(p for p in self.finding.passages if p not in shown)


@dataclass(frozen=True)
class Measure:
    """How many of the things counted meet what a metric asks, in one document, one municipality or everywhere.

    `scope` is the IRI of the document or municipality, empty for everywhere. `lacking` holds the things
    that do not meet it; `through` those that meet it only by way of the project they are part of.
    """

    metric: str
    within: str
    scope: str
    numerator: int
    denominator: int
    lacking: tuple[str, ...]
    through: tuple[str, ...] = ()

    @property
    def percentage(self) -> float | None:
        """In percent, one decimal; None when there is nothing to count: then no share can be derived."""
        return round(100 * self.numerator / self.denominator, 1) if self.denominator else None


@dataclass(frozen=True)
class Tally:
    """A rule and how many findings it has in each state."""

    rule: Rule
    open: int
    explained: int
    agrees: int
    not_derivable: int


@dataclass(frozen=True)
class Digest:
    """SHA-256 of the data of one named graph; of a document also of its source file.

    `digest` is over the graph's sorted N-Triples. `stated` is the digest of the source file that the data
    name, `found` that of the file at hand (empty when the texts are not there).
    """

    graph: str
    digest: str
    document: str = ""
    file: str = ""
    stated: str = ""
    found: str = ""


@dataclass(frozen=True)
class Version:
    """A piece of software, or the ontology, and its version."""

    name: str
    version: str


@dataclass(frozen=True)
class Outcome:
    """How a rule ended in a document: passed, failed, cantTell or inapplicable, with the findings that say so."""

    rule: str
    document: str
    outcome: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Which findings are shown: IRIs of a rule, document, project and municipality, a severity and a state; empty is all."""

    rule: str = ""
    document: str = ""
    project: str = ""
    municipality: str = ""
    severity: str = ""
    state: str = ""


@dataclass(frozen=True)
class Change:
    """A finding that is in both reports but not the same: which parts differ, and how it was and is."""

    parts: tuple[str, ...]
    before: "Earlier"
    now: "Earlier"


@dataclass(frozen=True)
class Earlier:
    """A finding as a JSON report has it; `passages` as IRI, file, start, end and words."""

    id: str
    rule: str
    severity: str
    state: str
    message: str
    reason: str
    elements: tuple[str, ...]
    passages: tuple[tuple[str, str, int, int, str], ...]


@dataclass(frozen=True)
class Difference:
    """What an earlier report and this audit do not have in common.

    `rules` and `data` name the rules and the graphs, files and folders whose digest differs; `versions`
    the software, as name, version then and version now; `selections` tells whether both show the same choice.
    """

    day: str
    lang: str
    new: tuple[Earlier, ...]
    gone: tuple[Earlier, ...]
    changed: tuple[Change, ...]
    rules: tuple[str, ...]
    data: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]
    selections: bool = True

    @property
    def findings(self) -> int:
        """How many findings are new, gone or changed."""
        return len(self.new) + len(self.gone) + len(self.changed)


@dataclass(frozen=True)
class Audit:
    """An audit of one day: findings with their places, measures, outcomes per document, and what it was made with.

    `conforms` says that none of the findings shown is an open violation; `beyond` counts the findings that
    the selection leaves out, and `violations_beyond` the open violations among them. `by` is how findings
    are grouped for people: rule, document, project, severity or state.
    """

    day: date
    conforms: bool
    findings: tuple[Placed, ...]
    tallies: tuple[Tally, ...]
    measures: tuple[Measure, ...]
    outcomes: tuple[Outcome, ...]
    documents: tuple[str, ...]
    municipalities: tuple[str, ...]
    digests: tuple[Digest, ...]
    shapes: str
    ontology: str
    versions: tuple[Version, ...]
    method_nl: tuple[str, ...]
    method_en: tuple[str, ...]
    notes: tuple[str, ...]
    names: tuple[Named, ...]
    selection: Selection = Selection()
    beyond: int = 0
    violations_beyond: int = 0
    by: str = "rule"
    since: Difference | None = None

    @cached_property
    def _names(self) -> dict[str, Named]:
        return {n.iri: n for n in self.names}

    def name(self, iri: str) -> Named:
        """The thing in words; one that the graph does not have is named by its own IRI."""
        return self._names.get(iri) or Named(iri, vocab.short(iri), "")

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {t.rule.iri: t.rule for t in self.tallies}

    def rule(self, iri: str) -> Rule | None:
        """The rule; None for an observation, which has none."""
        return self._rules.get(iri)

    def method(self, lang: str = "nl") -> tuple[str, ...]:
        return self.method_en if lang == "en" else self.method_nl

    def count(self, severity: str = "", state: str = OPEN, kind: str = RULE) -> int:
        """How many findings shown have this state and kind, and, if given, this severity."""
        return sum(p.finding.state == state and p.finding.kind == kind and severity in ("", p.finding.severity) for p in self.findings)

    def where(self, wanted: Callable[[Finding], bool]) -> tuple[Placed, ...]:
        """The findings for which this holds, in order."""
        return tuple(p for p in self.findings if wanted(p.finding))


def tallies(rules, findings) -> tuple[Tally, ...]:
    """Each rule with its number of findings per state."""
    counted = {}
    for finding in findings:
        counted[finding.rule, finding.state] = counted.get((finding.rule, finding.state), 0) + 1
    return tuple(Tally(r, *(counted.get((r.iri, s), 0) for s in (OPEN, EXPLAINED, AGREES, NOT_DERIVABLE))) for r in rules)


def holds(findings) -> bool:
    """Whether none of the findings is an open violation."""
    return not any(violated(f) for f in findings)


def violated(finding: Finding) -> bool:
    """Whether a finding says that the data are wrong and nobody mended them."""
    return finding.severity == VIOLATION and finding.state == OPEN


def observed(finding: Finding) -> bool:
    """Whether a person and not a rule found it."""
    return finding.kind == OBSERVATION
