"""An audit on a terminal: the verdict first, then each finding with the words it rests on."""
from ..validate.records import AGREES, NOT_DERIVABLE, OBSERVATION, Finding
from . import reasons
from .choose import fired, grouped
from .measures import METRICS
from .records import DOCUMENT, Audit, Difference, Earlier, Placed
from .words import chosen, day, fraction, head, metric_title, of_rule, part, place, scope, severity, share, state, verdict, words

SHOWN_AT_MOST = 20


def write(audit: Audit, lang: str = "nl") -> bytes:
    """The report as plain text in UTF-8."""
    return ("\n".join(lines(audit, lang)) + "\n").encode("utf-8")


def lines(audit: Audit, lang: str = "nl"):
    """The report line by line: how many open findings each rule has, the measures, every finding. Measures per document are in the other formats, or with a choice of one."""
    said = words(lang)
    yield f"{said['title']}, {day(audit, lang)}"
    yield verdict(audit, lang)
    yield from filter(None, (chosen(audit, lang), *audit.notes))
    if audit.since:
        yield from ("", said["since"].upper(), *since_lines(audit.since, lang))
    yield from ("", said["per_rule"].upper())
    seen = audit.count(kind=OBSERVATION)
    yield from (f"  {t.open:5} {severity(t.rule.severity, lang):9} {of_rule(audit, t.rule.iri, lang)}" for t in fired(audit) if t.open)
    yield from [f"  {seen:5} {'':9} {said['observation']}"] if seen else [] if audit.count() else [f"  {said['none']}"]
    yield from ("", said["measures"].upper())
    for metric in METRICS:
        taken = [m for m in audit.measures if m.metric == metric.name and (m.within != DOCUMENT or audit.selection.document)]
        yield from [f"  {metric_title(taken[0], lang)}"] if taken else []
        yield from (f"    {scope(audit, m.within, m.scope, lang)}: {share(m, lang)}, {fraction(m, lang)}" for m in taken)
    yield from ("", said["findings"].upper())
    groups = grouped(audit, lang)
    for group in groups:
        yield from ("", f"{group.title} ({len(group.findings)})")
        for placed in group.findings:
            yield from finding_lines(audit, placed, lang)
    if not groups:
        yield said["none"]


def finding_lines(audit: Audit, placed: Placed, lang: str):
    """A finding: what it is about, what it says, what to do or why it is so, and every place compared."""
    f, said = placed.finding, words(lang)
    yield f"  {head(audit, placed, lang)} [{f.id}]"
    yield f"    {f.message(lang)}"
    if f.reason:
        yield f"    {said['reason']}: {f.reason}"
        yield from (f"    {line}" for line in why(audit, f, lang))
    elif f.advice(lang) and f.state not in (AGREES, NOT_DERIVABLE):
        yield f"    {said['advice']}: {f.advice(lang)}"
    yield from (f"      “{p.exact}” — {p.section}, {place(p)}" for p in f.passages)
    if not f.passages and f.kind == OBSERVATION:
        yield f"      {said['no_words']}"


def why(audit: Audit, finding: Finding, lang: str):
    """Who decided that something may be so, how long it holds, and the words that show it."""
    if finding.explanation:
        yield reasons.standing(audit, finding, lang)
        shown = "; ".join(f"“{p.exact}” — {p.section}, {place(p)}" for p in finding.explanation.passages)
        yield from [f"{reasons.shown_by(lang)}: {shown}"] if shown else []


def since_lines(difference: Difference, lang: str):
    """What is new, gone and changed, and whether data, rules or software differ."""
    said = words(lang)
    for key in ("new", "gone"):
        found = getattr(difference, key)
        yield f"  {said[key]}: {len(found)}"
        yield from (f"    {told(f, lang)}" for f in found)
    yield f"  {said['changed']}: {len(difference.changed)}"
    for change in difference.changed:
        yield f"    {told(change.now, lang)}"
        yield from (f"      {line}" for line in change_lines(change, lang))
    yield from (f"  {line}" for line in circumstances(difference, lang))


def told(finding: Earlier, lang: str) -> str:
    """A finding of a report in one line."""
    return f"{severity(finding.severity, lang)} · {state(finding.state, lang)} · {finding.message} [{finding.id}]"


def change_lines(change, lang: str):
    """Each part of a finding that changed, as it was and is."""
    for name in change.parts:
        if name == "passages":
            before, now = ([p[0] for p in f.passages] for f in (change.before, change.now))
            yield f"{part(name, lang)}: {len(before)} → {len(now)}"
        else:
            before, now = (getattr(f, name) for f in (change.before, change.now))
            speak = {"severity": severity, "state": state}.get(name, lambda text, lang: f"“{text}”")
            yield f"{part(name, lang)}: {speak(before, lang)} → {speak(now, lang)}"


def circumstances(difference: Difference, lang: str) -> list[str]:
    """In sentences: whether the data, the rules or the software changed, so that one sees where a difference comes from."""
    en = lang == "en"
    found = [f"The earlier report is of {difference.day}." if en else f"Het eerdere rapport is van {difference.day}."]
    if not difference.selections:
        found.append("The two reports show different selections; new and gone may come from that." if en else
                     "De twee rapporten tonen niet dezelfde keuze; nieuw en verdwenen kunnen daarvan komen.")
    for names, nl, english in (
        (difference.data, ("Veranderd in gegevens, regels of begrippen", "Gegevens, regels en begrippen zijn gelijk."),
         ("Changed in data, rules or terms", "Data, rules and terms are the same.")),
        (difference.rules, ("Regels met een andere tekst, nieuw of weg", "De teksten van de regels zijn gelijk."),
         ("Rules with another text, new or gone", "The texts of the rules are the same.")),
        ([f"{n} {b or '–'} → {a or '–'}" for n, b, a in difference.versions], ("Andere versies", "De versies zijn gelijk."),
         ("Other versions", "The versions are the same.")),
    ):
        some, none = english if en else nl
        more = f" … (+{len(names) - SHOWN_AT_MOST})" if len(names) > SHOWN_AT_MOST else ""
        found.append(f"{some}: {', '.join(names[:SHOWN_AT_MOST])}{more}." if names else none)
    return found
