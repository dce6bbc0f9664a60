"""Comply or explain: write down why a thing need not meet a rule, and see what has been written down."""
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from .. import vocab
from ..catalog import Catalog
from ..config import Rooms
from ..errors import BadFile, GraphkitError, NotFound
from ..store import Store, write_whole
from ..validate import Finding, Rule, explained, rules, validate
from ..validate.naming import rule_named
from ..validate.records import EXPLAINED, OPEN, VIOLATION

IN_FORCE, EXPIRED, COMING = "in-force", "expired", "coming"
DECIDERS = tuple(vocab.BG + n for n in ("Role", "OrganisationUnit", "Organisation"))
LEAST = 20  # characters of a reason, as the shape of a deviation asks
NAMESPACES = {"bg": vocab.BG, "bgsh": vocab.BGSH, "p": vocab.ID + "passage/", "rdfs": vocab.RDFS, "skos": vocab.SKOS, "xsd": vocab.XSD}
LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Proposal:
    """What a person wants to explain: names of a rule, elements, passages and a role as they typed them, and the days it holds."""

    rule: str
    elements: tuple[str, ...]
    reason: str
    passages: tuple[str, ...]
    decided_by: str
    begins: date | None = None
    ends: date | None = None
    name: str = ""
    label: str = ""


@dataclass(frozen=True)
class Written:
    """A deviation that was written: its IRI, the file, the Turtle added to it, and the findings that it explains today."""

    iri: str
    path: Path
    turtle: str
    explained: tuple[Finding, ...]


@dataclass(frozen=True)
class Listed:
    """A deviation as it stands today: in-force, expired or coming; what it explains, and the elements for which it explains nothing."""

    iri: str
    rule: str
    known: bool
    elements: tuple[str, ...]
    reason: str
    begins: str
    ends: str
    state: str
    explains: tuple[str, ...]
    idle: tuple[str, ...]


def add_deviation(
    store: Store, rooms: Rooms, proposal: Proposal, sources: Path | None = None, today: date | None = None,
    told: Callable[[str], None] = lambda name: None,
) -> Written:
    """Append a deviation to data/deviations/{municipality}.ttl, after checking that it explains something that is open now.

    What stood in the file stays as it was, byte for byte. Raises NotFound with near names for an unknown rule,
    element, passage or role or a finding that is not there, GraphkitError for a reason, day or name that will
    not do, BadFile for a file that is broken.
    """
    catalog, today = Catalog(store), today or date.today()
    rule = rule_named(rules(rooms), proposal.rule)
    if rule.severity == VIOLATION:
        raise GraphkitError(f"{vocab.short(rule.iri)} vindt fouten in de gegevens. Een fout wordt verbeterd, niet verantwoord.")
    elements = tuple(dict.fromkeys(catalog.resolve(e).iri for e in proposal.elements))
    passages = tuple(dict.fromkeys(_passage(catalog, p) for p in proposal.passages))
    decider, reason = _decider(catalog, proposal.decided_by), _text(proposal.reason, "reden")
    if len(reason) < LEAST:
        raise GraphkitError(f"De reden heeft {len(reason)} tekens. Leg in een hele zin uit waarom het beleid hier afwijkt (ten minste {LEAST}).")
    _days(proposal, today)
    home = _home(catalog, elements[0])
    iri = _name(store, home, rule, elements, proposal.name)
    findings = validate(store, rooms, sources, today, told).findings
    for element in elements:
        _is_open(catalog, findings, rule, element)
    begins, ends = (d.isoformat() if d else "" for d in (proposal.begins, proposal.ends))
    path = rooms.data / "deviations" / f"{home}.ttl"
    label = _text(proposal.label, "naam") or f"{_several([catalog.label(e) for e in elements])}: afwijking van {vocab.local(rule.iri)}"
    meaning = f"Vastgelegde uitleg waarom de regel {vocab.local(rule.iri)} niet hoeft te gelden voor: {', '.join(catalog.label(e) for e in elements)}."
    turtle = _append(path, iri, (
        (vocab.LABEL, (_words(label),)), (vocab.SKOS + "definition", (_words(meaning),)), (vocab.BG + "rule", (rule.iri,)),
        (vocab.BG + "deviates", elements), (vocab.BG + "reason", (_words(reason),)), (vocab.EVIDENCE, passages), (vocab.BG + "decidedBy", (decider,)),
        (vocab.BG + "begins", (_day(begins),) if begins else ()), (vocab.BG + "ends", (_day(ends),) if ends else ()),
    ))
    known = [explained.Deviation(iri, rule.iri, e, reason, begins, ends or "9999") for e in elements]
    told_now = explained.explain([f for f in findings if f.state == OPEN], known, today)
    return Written(iri, path, turtle, tuple(f for f in told_now if f.state == EXPLAINED))


def deviations(
    store: Store, rooms: Rooms, sources: Path | None = None, today: date | None = None, told: Callable[[str], None] = lambda name: None,
) -> tuple[Listed, ...]:
    """Every deviation in order of IRI, with what it explains today."""
    today = today or date.today()
    report = validate(store, rooms, sources, today, told)
    known, found = {r.iri for r in report.rules}, {}
    for deviation in explained.deviations(store):
        found.setdefault((deviation.iri, deviation.rule), []).append(deviation)
    return tuple(_listed(several, known, report.findings, today) for several in found.values())


def _listed(several, known: set[str], findings, today: date) -> Listed:
    first = several[0]
    state = IN_FORCE if first.holds(today) else COMING if today.isoformat() < first.begins else EXPIRED
    explains, idle = {}, []
    for element in dict.fromkeys(d.element for d in several):
        hits = [f.id for f in findings if f.state == EXPLAINED and _fires(f, first.rule, element)] if state == IN_FORCE else []
        explains |= dict.fromkeys(hits)
        idle += [] if hits or state != IN_FORCE else [element]
    return Listed(first.iri, first.rule, first.rule in known, tuple(dict.fromkeys(d.element for d in several)), first.reason, first.begins,
                  "" if first.ends == "9999" else first.ends, state, tuple(explains), tuple(idle))


def _fires(finding: Finding, rule: str, element: str) -> bool:
    """Whether a deviation of this rule for this element would be about the finding."""
    return finding.rule == rule and element in (*finding.elements[:1], finding.value)


def _is_open(catalog: Catalog, findings, rule: Rule, element: str) -> None:
    """Raise NotFound, with what comes near, when the rule has no open finding at the element."""
    here = [f for f in findings if _fires(f, rule.iri, element)]
    if any(f.state == OPEN for f in here):
        return
    name, thing = vocab.short(rule.iri), vocab.short(element)
    if any(f.state == EXPLAINED for f in here):
        raise GraphkitError(f"De bevinding van {name} bij {thing} is al verantwoord. Bekijk: beleidsgraaf deviation list")
    rules_here = dict.fromkeys(vocab.short(f.rule) for f in findings if f.state == OPEN and f.elements[:1] == (element,))
    if rules_here:
        raise NotFound(f"{name} heeft geen open bevinding bij {thing}; daar zijn wel open: {', '.join(rules_here)}.")
    elsewhere = {vocab.short(f.elements[0]): None for f in findings if f.state == OPEN and f.rule == rule.iri and f.elements}
    near = tuple(n for n, _, _ in process.extract(thing, elsewhere.keys(), scorer=fuzz.ratio, limit=3))
    raise NotFound(f"{name} heeft geen open bevinding bij {thing}. Er valt niets te verantwoorden.", near)


def _passage(catalog: Catalog, name: str) -> str:
    """The IRI of a passage for p:weert-…, passage/weert-…, its bare name or its IRI. Raises NotFound."""
    bare = name.strip().strip("<>").removeprefix(vocab.ID).removeprefix("p:").removeprefix("passage/")
    iri = vocab.ID + "passage/" + bare
    try:
        return catalog.passage(iri).iri
    except NotFound:
        known = {vocab.local(p.iri) for several in catalog.all_passages.values() for p in several}
        near = process.extract(bare, sorted(known), scorer=fuzz.ratio, score_cutoff=50, limit=3)
        raise NotFound(f"De passage ‘{bare}’ is niet bekend.", tuple(n for n, _, _ in near)) from None
    except GraphkitError:
        raise NotFound(f"‘{name}’ is geen naam van een passage; schrijf haar zoals p:weert-beleidsplan-09551.") from None


def _decider(catalog: Catalog, name: str) -> str:
    found = catalog.resolve(name if "/" in name or ":" in name else f"role/{name}")
    if not set(DECIDERS) & {found.kind, *catalog.ancestors(found.kind)}:
        raise GraphkitError(f"{vocab.short(found.iri)} is geen rol, organisatieonderdeel of organisatie; noem met --by wie dit besloot, nooit een persoon.")
    return found.iri


def _days(proposal: Proposal, today: date) -> None:
    if proposal.begins and proposal.ends and proposal.ends < proposal.begins:
        raise GraphkitError(f"De afwijking eindigt ({proposal.ends}) voor zij begint ({proposal.begins}).")
    if proposal.ends and proposal.ends < today:
        raise GraphkitError(f"De afwijking loopt af op {proposal.ends}, voor vandaag ({today}), en verklaart dus niets.")


def _home(catalog: Catalog, element: str) -> str:
    """The municipality in whose file it goes: the folder of the document that states the element, else its own municipality."""
    found = catalog.resources[element]
    folders = [d.graph.removeprefix(vocab.GRAPH).split("/")[0] for d in catalog.documents if d.iri in (*found.documents, element)]
    return folders[0] if folders else vocab.local(found.municipalities[0]) if found.municipalities else "nl"


def _name(store: Store, home: str, rule: Rule, elements: tuple[str, ...], given: str) -> str:
    """The IRI of the deviation, from a given name or from rule and element. Raises GraphkitError for one that is taken or ill-formed."""
    tail = vocab.local(elements[0]).removeprefix(home + "-")
    name = given or f"{home}-{vocab.kind_slug(vocab.local(rule.iri))}-{tail}"
    name = name if name.startswith(home + "-") else f"{home}-{name}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise GraphkitError(f"‘{given}’ kan geen naam zijn; gebruik kleine letters, cijfers en streepjes, zoals doel-bewust-zonder-indicator.")
    iri = vocab.ID + "deviation/" + name
    if next(iter(store.about([iri])), None):
        raise GraphkitError(f"deviation/{name} bestaat al. Kies met --name een andere naam.")
    return iri


def _text(given: str, what: str) -> str:
    """A text on one line. Raises GraphkitError for one that cannot be written as UTF-8."""
    text = " ".join(given.split())
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise GraphkitError(f"De {what} bevat tekens die geen UTF-8 zijn.") from None
    return text


def _several(labels: list[str]) -> str:
    return labels[0] + (f" en nog {len(labels) - 1}" if labels[1:] else "")


def _words(text: str) -> ox.Literal:
    return ox.Literal(text, language="nl")


def _day(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(vocab.XSD + "date"))


def _append(path: Path, iri: str, statements) -> str:
    """Add a thing to a Turtle file with the prefixes it has; hand out what was added. Raises BadFile, GraphkitError."""
    try:
        before = path.read_bytes() if path.exists() else b""
        prefixes = _prefixes(before)
        added = {n: i for n, i in _spaces(iri, statements).items() if i not in prefixes.values() and n not in prefixes}
        prefixes |= added
        head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in added.items())
        lines = [f"{_short(iri, prefixes)} a {_short(vocab.BG + 'Deviation', prefixes)} ;"]
        lines += [f"    {_short(p, prefixes)} {' , '.join(_short(v, prefixes) for v in values)} ;" for p, values in statements if values]
        turtle = "\n".join(lines).removesuffix(";") + ".\n"
        gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
        whole = before + gap + (head + ("\n" if head else "") + turtle).encode("utf-8")
        _prefixes(whole)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, whole)
    except OSError as problem:
        raise GraphkitError(f"{path} kan niet geschreven worden ({problem.strerror}). Geef met --data een map waarin u mag schrijven.") from None
    except SyntaxError as problem:
        raise BadFile(path, f"is geen geldig Turtle: {problem}. Verbeter die plek en probeer het opnieuw.", problem.lineno) from None
    return turtle


def _spaces(iri: str, statements) -> dict[str, str]:
    """The prefixes that these statements need: the usual ones, and one for each kind of thing, named after it."""
    values = [iri, vocab.BG, *(p for p, _ in statements), *(v.datatype.value if isinstance(v, ox.Literal) else v for _, several in statements for v in several)]
    kinds = {v.removeprefix(vocab.ID).split("/")[0] for v in values if v.startswith(vocab.ID)} - {"passage"}
    spaces = NAMESPACES | {kind: f"{vocab.ID}{kind}/" for kind in sorted(kinds)}
    return {name: space for name, space in sorted(spaces.items()) if any(v.startswith(space) for v in values)}


def _prefixes(turtle: bytes) -> dict[str, str]:
    """The prefixes of a Turtle text, all of which is read. Raises SyntaxError."""
    parsed = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=vocab.BASE)
    for _ in parsed:
        pass
    return dict(parsed.prefixes)


def _short(value: str | ox.Literal, prefixes: dict[str, str]) -> str:
    """A term as Turtle; an IRI by a prefix of the file where one fits, a text on one line."""
    if isinstance(value, ox.Literal):
        text = json.dumps(value.value, ensure_ascii=False)
        return f"{text}@{value.language}" if value.language else f"{text}^^{_short(value.datatype.value, prefixes)}"
    for name, namespace in prefixes.items():
        if value.startswith(namespace) and LOCAL.fullmatch(value[len(namespace):]):
            return f"{name}:{value[len(namespace):]}"
    return f"<{value}>"
