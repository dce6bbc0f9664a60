"""The words of a report in Dutch and English; every format takes them from here."""
from .. import vocab
from ..validate.records import Finding, Rule
from ..validate import spoken
from ..validate.spoken import BLANK
from .measures import metric
from .records import DOCUMENT, EVERYWHERE, MUNICIPALITY, Audit, Measure, Placed

_SEVERITY = {
    "violation": ("fout", "violation"), "warning": ("let op", "warning"), "info": ("ter info", "info"),
    "high": ("waarneming, hoog", "observation, high"), "medium": ("waarneming, middel", "observation, medium"),
    "low": ("waarneming, laag", "observation, low"),
}
_STATE = {
    "open": ("open", "open"), "explained": ("verantwoord", "explained"), "agrees": ("klopt", "agrees"),
    "not-derivable": ("niet af te leiden", "not derivable"),
}
_OUTCOME = {"passed": ("geslaagd", "passed"), "failed": ("niet geslaagd", "failed"), "cantTell": ("niet te zeggen", "cannot tell"),
            "inapplicable": ("niet van toepassing", "inapplicable")}
_PART = {"severity": ("ernst", "severity"), "state": ("stand", "state"), "message": ("melding", "message"), "reason": ("reden", "reason"),
         "passages": ("passages", "passages")}
SEVERITIES, STATES, PARTS = tuple(_SEVERITY), tuple(_STATE), tuple(_PART)

_WORDS = {
    "title": ("Audit van beleid", "Audit of policy"), "sound": ("In orde", "In order"), "unsound": ("Niet in orde", "Not in order"),
    "gaps": ("De gegevens kloppen, maar in het beleid staat nog iets open", "The data are right, but in the policy something is still open"),
    "summary": ("Samenvatting", "Summary"), "contents": ("Inhoud", "Contents"), "measures": ("Maten", "Measures"),
    "findings": ("Bevindingen", "Findings"), "explained": ("Verantwoord", "Explained"), "agrees": ("Wat klopt", "What agrees"),
    "not_derivable": ("Wat niet af te leiden is", "What is not derivable"), "rules": ("Regels", "Rules"), "documents": ("Documenten", "Documents"),
    "method": ("Werkwijze", "Method"), "data": ("Gegevens en versies", "Data and versions"), "repeat": ("Zo herhaalt u deze audit", "How to repeat this audit"),
    "since": ("Verschil met het eerdere rapport", "Difference from the earlier report"), "advice": ("Wat te doen", "What to do"),
    "reason": ("Verantwoording", "Explanation"), "yardstick": ("Maatstaf", "Yardstick"), "places": ("Vergeleken woorden", "Words compared"),
    "element": ("Onderdeel", "Element"), "document": ("Document", "Document"), "project": ("Project", "Project"), "projects": ("Projecten", "Projects"),
    "municipality": ("Gemeente", "Municipality"), "rule": ("Regel", "Rule"), "severity": ("Ernst", "Severity"), "state": ("Stand", "State"),
    "message": ("Melding", "Message"), "quotation": ("Citaat", "Quotation"), "section": ("Kop", "Heading"), "place": ("Plaats", "Place"),
    "number": ("Aantal", "Number"), "share": ("Deel", "Share"), "lacking": ("Ontbreekt bij", "Lacking for"), "measure": ("Maat", "Measure"),
    "scope": ("Waarover", "About"), "file": ("Bronbestand", "Source file"), "digest": ("SHA-256", "SHA-256"), "graph": ("Graaf", "Graph"),
    "version": ("Versie", "Version"), "name": ("Naam", "Name"), "day": ("Dag van de audit", "Day of the audit"), "everywhere": ("Alle documenten", "All documents"),
    "no_share": ("niet af te leiden", "not derivable"), "no_document": ("Buiten de documenten", "Outside the documents"),
    "no_project": ("Buiten de projecten", "Outside the projects"), "none": ("Geen.", "None."), "new": ("Nieuw", "New"), "gone": ("Verdwenen", "Gone"),
    "changed": ("Veranderd", "Changed"), "of": ("van", "of"), "through": ("waarvan via het project", "of which through the project"),
    "no_words": ("Deze bevinding berust op geen passage.", "This finding rests on no passage."), "selection": ("Keuze", "Selection"),
    "observation": ("Waarneming van een auditor", "Observation by an auditor"), "shapes": ("Regels (shapes/)", "Rules (shapes/)"),
    "ontology": ("Begrippen (ontology/)", "Terms (ontology/)"), "not_there": ("niet aanwezig", "not at hand"), "id": ("Kenmerk", "Mark"),
    "sources": ("brontekst", "source text"), "skip": ("Naar de inhoud", "Skip to content"), "kind": ("Soort", "Kind"), "per_rule": ("Per regel", "By rule"),
    "repeat_told": ("Het eerste commando maakt het JSON-rapport van deze audit. Het tweede draait de audit opnieuw voor dezelfde dag en zegt wat gelijk is en wat verschilt. Zijn de sommen (SHA-256) hierboven gelijk, dan waren de gegevens en de regels dat ook.",
                    "The first command makes the JSON report of this audit. The second runs the audit again for the same day and says what is the same and what differs. Where the digests (SHA-256) above are the same, so were the data and the rules."),
    "decided_by": ("Besloten door", "Decided by"), "begins": ("Geldt vanaf", "Holds from"), "ends": ("Geldt tot en met", "Holds up to and including"),
    "counted": ("Zo is geteld", "How it was counted"), "value": ("Waarde", "Value"), "conclusions": ("Deze koppelingen zijn conclusies; zij staan in het JSON-rapport en in de vraag ‘conclusies’.",
                                                                       "These links are conclusions; they are in the JSON report and in the question ‘conclusies’."),
}


def _said(pair: tuple[str, str], lang: str) -> str:
    return pair[lang == "en"]


def words(lang: str) -> dict[str, str]:
    """Headings and labels by their key."""
    return {key: _said(pair, lang) for key, pair in _WORDS.items()}


def severity(name: str, lang: str) -> str:
    """A severity in words."""
    return _said(_SEVERITY.get(name, (name, name)), lang)


def state(name: str, lang: str) -> str:
    """A state in words."""
    return _said(_STATE.get(name, (name, name)), lang)


def outcome(name: str, lang: str) -> str:
    """The outcome of a rule in a document in words."""
    return _said(_OUTCOME[name], lang)


def part(name: str, lang: str) -> str:
    """A part of a finding in words."""
    return _said(_PART[name], lang)


def day(audit: Audit, lang: str) -> str:
    """The day of the audit in full."""
    return spoken.day(audit.day, lang)


def rule_text(text: str) -> str:
    """The message of a rule before it fires: what it fills in stands between angle quotes."""
    return BLANK.sub(r"‹\1›", text)


def of_rule(audit: Audit, iri: str, lang: str, state: str = "open") -> str:
    """A rule as a title: its name and what it is called, else what it says when a check ends in this state."""
    rule = audit.rule(iri)
    return f"{vocab.local(iri)}: {rule.title(lang) or rule_text(rule.message(state, lang))}" if rule else words(lang)["observation"]


def verdict(audit: Audit, lang: str) -> str:
    """In order or not, and how many of each severity and state."""
    n = {s: audit.count(s) for s in ("violation", "warning", "info")}
    seen = audit.count(kind="observation")
    rest = tuple(audit.count(state=s) for s in ("explained", "agrees", "not-derivable"))
    head = words(lang)[standing(audit)]
    if lang == "en":
        return (f"{head}: {_few(n['violation'], 'violation')}, {_few(n['warning'], 'warning')}, {n['info']} info, {_few(seen, 'observation')}; "
                f"{rest[0]} explained, {rest[1]} {'agrees' if rest[1] == 1 else 'agree'}, {rest[2]} not derivable.")
    return (f"{head}: {n['violation']} {'fout' if n['violation'] == 1 else 'fouten'}, {n['warning']} keer let op, {n['info']} ter info, "
            f"{seen} {'waarneming' if seen == 1 else 'waarnemingen'}; {rest[0]} verantwoord, {rest[1]} {'klopt' if rest[1] == 1 else 'kloppen'}, "
            f"{rest[2]} niet af te leiden.")


def standing(audit: Audit) -> str:
    """`unsound` with open violations, `gaps` with open warnings or observations, else `sound`."""
    if not audit.conforms:
        return "unsound"
    return "gaps" if audit.count("warning") or audit.count(kind="observation") else "sound"


def _few(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


def chosen(audit: Audit, lang: str) -> str:
    """What was chosen and what that leaves out; empty when everything is shown."""
    names = words(lang)
    parts = [f"{names[key].lower()} {said}" for key, said in (
        ("rule", vocab.local(audit.selection.rule)), ("document", _name(audit, audit.selection.document, lang)),
        ("project", _name(audit, audit.selection.project, lang)), ("municipality", _name(audit, audit.selection.municipality, lang)),
        ("severity", severity(audit.selection.severity, lang)), ("state", state(audit.selection.state, lang))) if said]
    if not parts:
        return ""
    left = (f"{audit.beyond} further findings lie outside this selection, {audit.violations_beyond} of them open violations" if lang == "en" else
            f"buiten deze keuze liggen nog {audit.beyond} bevindingen, waarvan {audit.violations_beyond} open fouten")
    return f"{names['selection']}: {', '.join(parts)}; {left}."


def _name(audit: Audit, iri: str, lang: str) -> str:
    return f"‘{audit.name(iri).label(lang)}’" if iri else ""


def element(audit: Audit, iri: str, lang: str) -> str:
    """A thing with its kind and its short identifier."""
    found = audit.name(iri)
    kind = found.kind(lang).lower()
    return f"{kind} ‘{found.label(lang)}’ ({vocab.short(iri)})" if kind else vocab.short(iri)


def further(n: int, lang: str) -> str:
    """How many places are folded away."""
    if lang == "en":
        return f"{n} more {'place' if n == 1 else 'places'}"
    return f"nog {n} {'plaats' if n == 1 else 'plaatsen'}"


def place(passage) -> str:
    """Where the words stand: file:start–end."""
    return f"{passage.file}:{passage.start}–{passage.end}"


def share(measure: Measure, lang: str) -> str:
    """The percentage, or that it cannot be derived."""
    if measure.percentage is None:
        return words(lang)["no_share"]
    said = f"{measure.percentage:.1f}"
    return f"{said if lang == 'en' else said.replace('.', ',')} %"


def fraction(measure: Measure, lang: str) -> str:
    """Numerator of denominator, and how many of them only through their project."""
    names = words(lang)
    by_way = f" ({names['through']}: {len(measure.through)})" if measure.through else ""
    some, all_ = (spoken.number(str(n), lang) for n in (measure.numerator, measure.denominator))
    return f"{some} {names['of']} {all_}{by_way}"


def scope(audit: Audit, within: str, iri: str, lang: str) -> str:
    """Over what a measure was taken."""
    return words(lang)["everywhere"] if within == EVERYWHERE else audit.name(iri).label(lang)


def within(name: str, lang: str) -> str:
    """The kind of scope in a word."""
    return words(lang)[{EVERYWHERE: "everywhere", MUNICIPALITY: "municipality", DOCUMENT: "document"}[name]]


def metric_title(measure: Measure, lang: str) -> str:
    """What a measure measures."""
    return metric(measure.metric).title(lang)


def head(audit: Audit, placed: Placed, lang: str) -> str:
    """Severity, state where it is not open, and the thing a finding is about."""
    f: Finding = placed.finding
    marks = [severity(f.severity, lang)] + ([state(f.state, lang)] if f.state != "open" else [])
    return " · ".join([*marks, *([element(audit, f.elements[0], lang)] if f.elements else [])])


def command(audit: Audit, options: str = "") -> str:
    """The command that makes this audit again."""
    chosen = "".join(f" --{name} {_quoted(vocab.short(value) if name in ('document', 'project', 'municipality') else vocab.local(value))}" for name, value in (
        ("rule", audit.selection.rule), ("document", audit.selection.document), ("project", audit.selection.project),
        ("municipality", audit.selection.municipality), ("severity", audit.selection.severity), ("state", audit.selection.state)) if value)
    return f"beleidsgraaf audit --day {audit.day.isoformat()}{chosen}{options}"


def _quoted(text: str) -> str:
    """A word of a command as a shell wants it."""
    from shlex import quote

    return quote(text)


def rule_parts(rule: Rule, lang: str) -> tuple[str, str, str]:
    """What a rule says, what to do, and its yardstick."""
    advice = (rule.advice_en if lang == "en" else rule.advice_nl) or rule.advice_nl
    return rule_text(rule.message("open", lang)), rule_text(advice), rule.yardstick(lang)
