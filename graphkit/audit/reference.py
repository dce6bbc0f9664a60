"""The rules of the audit as a page of documentation: what each asks, by which yardstick, and what it found."""
from collections import defaultdict

from .. import vocab
from ..validate.records import AGREES, EXPLAINED, NOT_DERIVABLE, OPEN
from .reasons import standing
from .records import Audit, Tally, observed
from .words import fraction, metric_title, rule_text, severity, share, state, verdict

SAID = {
    "nl": {
        "title": "De regels van de audit", "made": "Deze bladzijde is gemaakt met `{command}` en wordt door een test vergeleken met wat de audit nu vindt.",
        "policy": "Regels over het beleid", "policy_told": "Elke regel met haar maatstaf, hoe vaak zij iets vindt in de vijf documenten, en één voorbeeld. "
        "*Open*: het klopt niet of het ontbreekt. *Verantwoord*: er is uitleg vastgelegd. *Klopt*: nagegaan en in orde. *Niet af te leiden*: de tekst zegt te weinig.",
        "columns": ("regel", "ernst", "maatstaf", "open", "verantwoord", "klopt", "niet af te leiden", "voorbeeld"),
        "data": "Regels over de gegevens", "data_told": "Deze regels bewaken dat de gegevens zelf kloppen: passages, beweringen, data, namen. Een open bevinding houdt de bouw tegen.",
        "people": "Bevindingen door mensen", "people_told": "Wat geen regel kan zien, heeft een lezer opgeschreven; een tweede lezer heeft geprobeerd het te weerleggen.",
        "explained": "Pas toe of leg uit", "explained_told": "Wat niet klopt of ontbreekt, maar waarvan is vastgelegd waarom het zo mag.",
        "why": ("regel", "waarover", "reden", "wie en hoe lang"),
        "observed": ("document", "hoog", "midden", "laag", "voorbeeld"), "measures": "Maten", "measured": ("maat", "over alles"), "none": "–",
    },
    "en": {
        "title": "The rules of the audit", "made": "This page is made with `{command}` and a test compares it with what the audit finds now.",
        "policy": "Rules about policy", "policy_told": "Each rule with its yardstick, how often it finds something in the five documents, and one example. "
        "*Open*: it differs or is missing. *Explained*: a reason is recorded. *Agrees*: checked and in order. *Not derivable*: the text says too little.",
        "columns": ("rule", "severity", "yardstick", "open", "explained", "agrees", "not derivable", "example"),
        "data": "Rules about the data", "data_told": "These rules guard that the data themselves are right: passages, claims, dates, names. An open finding stops the build.",
        "people": "Observations by people", "people_told": "What no rule can see was written down by a reader; a second reader tried to refute it.",
        "explained": "Comply or explain", "explained_told": "What differs or is missing, but of which it is recorded why it may be so.",
        "why": ("rule", "about", "reason", "who and how long"),
        "observed": ("document", "high", "medium", "low", "example"), "measures": "Measures", "measured": ("measure", "over everything"), "none": "–",
    },
}


def write(audit: Audit, lang: str = "nl") -> bytes:
    """Markdown: a table of rules about policy, a list of rules about data, observations per document, measures."""
    said = SAID[lang]
    command = f"beleidsgraaf audit --format markdown --day {audit.day.isoformat()}" + ("" if lang == "nl" else f" --lang {lang}")
    lines = [f"# {said['title']}", "", said["made"].format(command=command), "", verdict(audit, lang), ""]
    policy = [t for t in audit.tallies if t.rule.yardstick(lang)]
    lines += [f"## {said['policy']}", "", said["policy_told"], "", *_table(said["columns"], (_row(audit, t, lang) for t in policy)), ""]
    reasons = list(_reasons(audit, lang))
    lines += [f"## {said['explained']}", "", said["explained_told"], "", *(_table(said["why"], reasons) if reasons else [said["none"]]), ""]
    lines += [f"## {said['people']}", "", said["people_told"], "", *_table(said["observed"], _observed(audit, lang)), ""]
    overall = [m for m in audit.measures if not m.scope]
    lines += [f"## {said['measures']}", "", *_table(said["measured"], ((metric_title(m, lang), f"{share(m, lang)} ({fraction(m, lang)})") for m in overall)), ""]
    lines += [f"## {said['data']}", "", said["data_told"], ""]
    lines += [f"- **{vocab.local(t.rule.iri)}** ({severity(t.rule.severity, lang)}): {rule_text(t.rule.message(OPEN, lang))}" for t in audit.tallies if t not in policy]
    return ("\n".join(lines) + "\n").encode()


def _table(header, rows):
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    yield from ("| " + " | ".join(_cell(c) for c in row) + " |" for row in rows)


def _cell(value) -> str:
    return " ".join(str(value).replace("|", "\\|").replace("<", "&lt;").split())


def _row(audit: Audit, tally: Tally, lang: str):
    rule = tally.rule
    name = f"**{rule.title(lang) or rule_text(rule.message(OPEN, lang))}** `{vocab.local(rule.iri)}`"
    return (name, severity(rule.severity, lang), rule.yardstick(lang), tally.open, tally.explained, tally.agrees, tally.not_derivable, _example(audit, rule.iri, lang))


def _example(audit: Audit, rule: str, lang: str) -> str:
    """The first finding, open before the rest: of what, and what is said of it."""
    for wanted in (OPEN, EXPLAINED, AGREES, NOT_DERIVABLE):
        for placed in audit.where(lambda f: f.rule == rule and f.state == wanted):
            told = placed.finding
            named = f"{audit.name(told.elements[0]).label(lang)}: " if told.elements else ""
            return f"{named}{told.message(lang)}" + ("" if wanted == OPEN else f" ({state(wanted, lang)})")
    return SAID[lang]["none"]


def _reasons(audit: Audit, lang: str):
    """A row for each rule and reason: everything that is explained so, and who decided it until when."""
    found = defaultdict(list)
    for placed in audit.where(lambda f: f.state == EXPLAINED):
        f = placed.finding
        found[f.rule, f.reason, standing(audit, f, lang)] += [audit.name(e).label(lang) for e in f.elements[:1]]
    for (rule, reason, held), about in found.items():
        yield f"`{vocab.local(rule)}`", "; ".join(about), reason, held


def _observed(audit: Audit, lang: str):
    for document in audit.documents:
        mine = [p.finding for p in audit.where(observed) if document in p.documents]
        counts = [sum(f.severity == s for f in mine) for s in ("high", "medium", "low")]
        yield (audit.name(document).label(lang), *counts, mine[0].message(lang) if mine else SAID[lang]["none"])
