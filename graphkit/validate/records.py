"""What a validation hands out: frozen values, no RDF, so that a report can travel between processes."""
import hashlib
from dataclasses import dataclass, field

from ..catalog.records import Passage

VIOLATION, WARNING, INFO = "violation", "warning", "info"
OPEN, EXPLAINED, AGREES, NOT_DERIVABLE = "open", "explained", "agrees", "not-derivable"
RULE, OBSERVATION = "rule", "observation"


@dataclass(frozen=True)
class Rule:
    """A named shape: how severe, what it says, what to do, and by which yardstick."""

    iri: str
    severity: str
    message_nl: str
    message_en: str
    advice_nl: str
    advice_en: str
    yardstick_nl: str = ""
    yardstick_en: str = ""
    public_only: bool = False
    agrees_nl: str = ""
    agrees_en: str = ""
    not_derivable_nl: str = ""
    not_derivable_en: str = ""
    title_nl: str = ""
    title_en: str = ""

    def title(self, lang: str = "nl") -> str:
        """What the rule is called; empty for one that only messages speak of."""
        return (self.title_en if lang == "en" else self.title_nl) or self.title_nl

    def yardstick(self, lang: str = "nl") -> str:
        return (self.yardstick_en if lang == "en" else self.yardstick_nl) or self.yardstick_nl

    def message(self, outcome: str, lang: str) -> str:
        """What to say when a check ends so (open, agrees or not-derivable), before names are filled in."""
        said = {AGREES: (self.agrees_nl, self.agrees_en), NOT_DERIVABLE: (self.not_derivable_nl, self.not_derivable_en)}
        nl, en = said.get(outcome, (self.message_nl, self.message_en))
        return (en if lang == "en" else nl) or nl


@dataclass(frozen=True)
class Hit:
    """A rule that fires at a thing, with the value that is wrong (empty when one is missing).

    `outcome` is open, or agrees or not-derivable for a check that a rule reports as such. `words_nl`
    and `words_en` stand for the value in the message when it is not a thing or a word itself; `named`
    holds what else the message names (variable, text, datatype); `also` the further things that were
    compared; `passages` replaces the passages of the thing.
    """

    rule: str
    focus: str
    value: str = ""
    words_nl: str = field(default="", compare=False)
    words_en: str = field(default="", compare=False)
    passages: tuple[Passage, ...] = field(default=(), compare=False)
    named: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)
    also: tuple[str, ...] = field(default=(), compare=False)
    outcome: str = OPEN


@dataclass(frozen=True)
class Explanation:
    """What a deviation says besides its reason: the roles or organisations that decided it, from and until which day, and the words that show it.

    `deviation` and `by` are IRIs; `begins` and `ends` days as 2024-12-31, the last one included, empty without a limit.
    """

    deviation: str
    by: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One result of a rule, or one observation by a person.

    `kind` is rule or observation; `severity` violation, warning or info (an observation: high, medium
    or low); `state` open (it differs), explained, agrees or not-derivable: the last two are no faults but
    checks that were done or could not be, and weigh as info. The first of `elements` is the thing the
    rule holds for. `reason` and `explanation` are there when it is explained.
    """

    id: str
    rule: str
    kind: str
    severity: str
    state: str
    elements: tuple[str, ...]
    value: str
    passages: tuple[Passage, ...]
    message_nl: str
    message_en: str
    advice_nl: str
    advice_en: str
    reason: str = ""
    explanation: Explanation | None = None

    def message(self, lang: str = "nl") -> str:
        return (self.message_en if lang == "en" else self.message_nl) or self.message_nl

    def advice(self, lang: str = "nl") -> str:
        return (self.advice_en if lang == "en" else self.advice_nl) or self.advice_nl


@dataclass(frozen=True)
class Report:
    """Whether no violation is open, every finding (heaviest first), the rules asked, and what could not be looked at."""

    conforms: bool
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    notes: tuple[str, ...] = ()


def finding_id(rule: str, elements: tuple[str, ...], value: str) -> str:
    """Twelve hexadecimal digits that stay the same while the rule, the elements and the value do."""
    return hashlib.sha256("\n".join((rule, *elements, value)).encode()).hexdigest()[:12]


def as_json(finding: Finding, lang: str = "nl") -> dict[str, object]:
    """The finding as every machine output writes it."""
    return {
        "id": finding.id, "rule": finding.rule, "kind": finding.kind, "severity": finding.severity,
        "state": finding.state, "elements": list(finding.elements), "value": finding.value,
        "passages": _places(finding.passages),
        "message": finding.message(lang), "advice": finding.advice(lang), "reason": finding.reason,
        "explanation": _explanation(finding.explanation) if finding.explanation else None,
    }


def _explanation(found: Explanation) -> dict[str, object]:
    return {"deviation": found.deviation, "by": list(found.by), "begins": found.begins, "ends": found.ends, "passages": _places(found.passages)}


def _places(passages: tuple[Passage, ...]) -> list[dict[str, object]]:
    return [{"iri": p.iri, "file": p.file, "start": p.start, "end": p.end, "exact": p.exact} for p in passages]
