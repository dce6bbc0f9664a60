"""For the auditor: what does not hold together, on which words, what has been explained, and reports to take home."""
from collections import Counter
from functools import cache

from flask import Blueprint, Response, render_template, request

from graphkit import vocab
from graphkit.audit import FORMATS, GROUPINGS, Audit, choose
from graphkit.audit.choose import OBSERVATION_RULE
from graphkit.audit.machine import encoded
from graphkit.audit.words import STATES
from graphkit.cells import table
from graphkit.errors import NotFound
from graphkit.validate import as_json
from graphkit.validate.authored import authored
from graphkit.validate.records import EXPLAINED, OPEN

from ..desk import Desk, desk
from ..facts import lines
from ..findings import EVERY, KINDS, SEVERITIES, SIZE, Choice, asked, explanation, groups, overview, page, places, rule_iri, rule_slug, rule_title
from ..language import lang, t
from ..measuring import board, lacking
from ..paging import turn

pages = Blueprint("coherence", __name__)
COLUMNS = ("id", "severity", "state", "rule", "element", "label", "message", "advice", "reason", "quotation")
FOLDED = 12  # passages of a finding above which its page begins with the most telling ones
RETRY = "5"  # seconds after which to ask again while the checks run
HIDDEN = {vocab.TYPE, vocab.LABEL, vocab.SKOS + "definition", vocab.SKOS + "note", vocab.EVIDENCE, vocab.BG + "concerns", vocab.BG + "severity"}


@pages.get("/samenhang")
def view():
    """What does not hold together: the open findings, or those that the address asks for."""
    audit, choice = desk().audit, asked()
    it = overview(audit, choice) if audit else None
    return render_template("coherence.html", it=it, board=board(choose(audit, _around(choice))) if audit else None, choice=choice, desk=desk(),
                           options=_options(desk(), audit, choice) if audit else (), reports=report_names(), kept=_kept())


@pages.get("/samenhang/regel/<rule>")
def rule(rule: str):
    """One rule: what it asks, why, how it is written, and what it found."""
    audit, iri = desk().audit, rule_iri(rule)
    if not audit:
        return render_template("rule.html", rule=None, name=rule, desk=desk())
    known, found = audit.rule(iri), [p for p in audit.findings if p.finding.rule == iri]
    if not known and not found:
        raise NotFound(f"De regel ‘{rule}’ is niet bekend.", ())
    faults = groups(audit, tuple(p for p in found if p.finding.state in (OPEN, EXPLAINED)), "state")
    turned = turn(sum(g.size for g in faults), SIZE)
    return render_template("rule.html", rule=known, slug=rule_slug(iri), name=rule_title(known), groups=page(audit, faults, turned, ""),
                           states=Counter(p.finding.state for p in found), all_states=STATES, shape=authored(desk().rooms.shapes, iri), turn=turned, desk=desk())


@pages.get("/samenhang/bevinding/<mark>")
def finding(mark: str):
    """One finding with the words of every place it compares: an address that can be sent on."""
    audit = desk().audit
    if not audit:
        return render_template("finding.html", placed=None, desk=desk())
    placed = next((p for p in audit.findings if p.finding.id == mark), None)
    if placed is None:
        raise NotFound(f"De bevinding ‘{mark[:40]}’ is er niet (meer): de tekst of de regel is veranderd, of het adres klopt niet.", ())
    f = placed.finding
    return render_template("finding.html", placed=placed, f=f, rule=audit.rule(f.rule), title=rule_title(audit.rule(f.rule), f),
                           folded=len(f.passages) > FOLDED, places=places(desk(), placed, len(f.passages) > FOLDED),
                           command=explanation(f), seen=lines(desk(), f.value, HIDDEN) if f.rule == OBSERVATION_RULE else (), desk=desk())


@pages.get("/samenhang/maten")
def measures():
    """The shares that auditors ask for, how they were counted, and what lacks them in each document."""
    audit = desk().audit
    return render_template("measures.html", board=board(audit) if audit else None, lacking=lacking(audit) if audit else {}, desk=desk())


@pages.get("/samenhang/rapport.<name>")
def report(name: str):
    """The audit as a file, with the choice of the address."""
    audit, choice = desk().audit, asked()
    if name not in report_names():
        raise NotFound(f"De vorm ‘{name[:40]}’ bestaat niet.", ())
    if desk().checking:
        return _unfinished(Response(status=503))
    if not audit:
        raise NotFound("Er is geen rapport: deze server is gestart zonder controle, of de controle is niet gelukt.", ())
    form, chosen = FORMATS[report_names()[name]], choose(audit, choice.selection, choice.by, choice.kind)
    with desk().writing:
        body = form.write(chosen, lang())
    answer = Response(body, content_type=form.media_type + ("; charset=utf-8" if form.media_type.startswith("text/") else ""))
    answer.headers["Content-Disposition"] = f'attachment; filename="samenhang-{audit.day.isoformat()}.{name}"'
    return answer


@pages.get("/samenhang.json")
def as_data():
    """The findings as the command gives them."""
    chosen = _chosen()
    body = {"conforms": bool(desk().audit and desk().audit.conforms), "findings": [as_json(p.finding, lang()) for p in chosen]}
    return _unfinished(Response(encoded(body), content_type="application/json; charset=utf-8"))


@pages.get("/samenhang.csv")
def as_table():
    """The findings as a table, a row per element."""
    rows = ((f.id, f.severity, f.state, vocab.short(f.rule), vocab.short(e), desk().named(e).label(lang()), f.message(lang()),
             f.advice(lang()), f.reason, " | ".join(p.exact for p in f.passages)) for f in (p.finding for p in _chosen()) for e in f.elements)
    answer = Response(table(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="samenhang.csv"'
    return _unfinished(answer)


def _chosen() -> tuple:
    choice = asked()
    return choose(desk().audit, choice.selection, kind=choice.kind).findings if desk().audit else ()


def _unfinished(answer: Response) -> Response:
    """While the checks run there is nothing to give: 503, and when to come back."""
    if desk().checking:
        answer.status_code, answer.data = 503, b""
        answer.headers["Retry-After"] = RETRY
    return answer


def _around(choice: Choice):
    """The choice of a document or municipality alone, over which measures are taken."""
    return Choice(document=choice.document, municipality=choice.municipality).selection


def _kept() -> dict[str, list[str]]:
    """What of the address a download keeps."""
    return {name: values for name, values in request.args.to_dict(flat=False).items() if name not in ("pagina", "lang") and any(values)}


@cache
def report_names() -> dict[str, str]:
    """Each format by how its address ends: the suffix, after the format's name where two share it."""
    uses = Counter(f.suffix for f in FORMATS.values())
    return {f.suffix if uses[f.suffix] == 1 else f"{name}.{f.suffix}": name for name, f in FORMATS.items()}


def _options(desk: Desk, audit: Audit, choice: Choice) -> tuple:
    """The fields of the form: name, chosen value, words, and the values with their words; only what some finding has."""
    def made():
        found = [p.finding for p in audit.findings]
        rules = sorted(((rule_slug(r), rule_title(audit.rule(r))) for r in {f.rule for f in found}), key=lambda option: option[1].casefold())

        def things(iris):
            return sorted(((vocab.short(i), audit.name(i).label(lang())) for i in iris), key=lambda option: option[1].casefold())

        return rules, things(audit.documents), things({i for p in audit.findings for i in p.projects}), things(audit.municipalities), {f.severity for f in found}

    rules, documents, projects, towns, weights = desk.remember(("options", lang(), id(audit)), made)
    return (
        ("stand", choice.state or OPEN, t("Stand", "State"), [(s, s) for s in STATES] + [(EVERY, EVERY)], False),
        ("ernst", choice.severity, t("Ernst", "Severity"), [(s, s) for s in SEVERITIES if s in weights], True),
        ("soort", choice.kind, t("Gevonden door", "Found by"), [(k, k) for k in KINDS], True),
        ("regel", rule_slug(choice.rule) if choice.rule else "", t("Regel", "Rule"), rules, True),
        ("document", vocab.short(choice.document), t("Document", "Document"), documents, True),
        ("project", vocab.short(choice.project), t("Project", "Project"), projects, True),
        ("gemeente", vocab.short(choice.municipality), t("Gemeente", "Municipality"), towns, True),
        ("groep", choice.by, t("Bij elkaar per", "Grouped by"), [(g, g) for g in GROUPINGS], False),
    )
