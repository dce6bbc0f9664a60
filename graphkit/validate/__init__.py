"""Does the graph hold together? Shapes, rules across documents, texts, deviations and observations in one report.

Shapes without SPARQL run in pySHACL, one document at a time; rules with a query are asked once for all
things on a copy of the store; rules about the texts read the texts. Nothing is repaired.
"""
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from .. import vocab
from ..catalog import Catalog, Passage
from ..config import Rooms
from ..errors import NotFound
from ..store import Store
from . import explained, shapes, texts
from .background import start
from .records import AGREES, INFO, NOT_DERIVABLE, OPEN, RULE, VIOLATION, WARNING, Finding, Hit, Report, Rule, as_json, finding_id
from .session import Session
from .spoken import fill, word

__all__ = ["Finding", "Report", "Rule", "as_json", "rules", "start", "validate"]
WEIGHT = {VIOLATION: 0, "high": 1, WARNING: 2, "medium": 3, INFO: 4, "low": 5}


def validate(
    store: Store, rooms: Rooms, sources: Path | None = None, today: date | None = None,
    told: Callable[[str], None] = lambda name: None,
) -> Report:
    """Every finding about what the store holds, heaviest first.

    `sources` is the folder with the published texts; without it the rules about texts are not asked and
    `notes` says so. `today` decides which deviations are in force. `told` hears what is being looked at.
    Raises GraphkitError for a shape that could never fire.
    """
    found = shapes.read(rooms.shapes)
    today = today or date.today()
    found.refuse_what_cannot_fire(_names(store))
    catalog = Catalog(store)
    hits = Session(store, found, today).hits(told)
    told("teksten")
    from_texts, notes = texts.hits(catalog, sources, with_names=rooms.persons is not None)
    hits |= from_texts | {_unreadable(problem, rooms) for problem in store.problems}
    evidence = _evidence(catalog)
    # A rule about texts or deviations that the folder of shapes leaves out is not asked.
    findings = [_finding(hit, found.rules[hit.rule], catalog, evidence) for hit in hits if hit.rule in found.rules]
    deviations = explained.deviations(store)
    findings = explained.explain(findings, deviations, today)
    left = explained.unmatched(findings, deviations, found.rules, today)
    findings += [_finding(hit, found.rules[hit.rule], catalog, evidence) for hit in left if hit.rule in found.rules]
    findings += explained.observations(store, evidence)
    findings.sort(key=lambda f: (f.state in (AGREES, NOT_DERIVABLE), WEIGHT.get(f.severity, 9), f.rule, f.elements, f.value))
    conforms = not any(f.severity == VIOLATION and f.state == OPEN for f in findings)
    return Report(conforms, tuple(findings), tuple(found.rules.values()), notes)


def rules(rooms: Rooms) -> tuple[Rule, ...]:
    """Every rule of the folder `shapes`, in order of name. Raises BadFile, GraphkitError."""
    return tuple(shapes.read(rooms.shapes).rules.values())


def _names(store: Store) -> frozenset[str]:
    """The names a shape may use: what the ontology describes, and what it mentions of others."""
    folder = [g for g in store.graphs() if g in (vocab.ONTOLOGY, vocab.SHARED + "concepts", vocab.SHARED + "frameworks")]
    quads = list(store.quads(folder))
    described = {q.subject.value for q in quads}
    mentioned = {t.value for q in quads for t in (q.predicate, q.object)}
    return frozenset(described | {name for name in mentioned if not name.startswith(vocab.BG)})


def _unreadable(problem, rooms: Rooms) -> Hit:
    """A file that could not be loaded, named from the folder that holds the rooms so that no machine's path is shown."""
    path = Path(problem.path)
    home = next((r.parent for r in (rooms.data, rooms.ontology, rooms.persons) if r and path.is_relative_to(r)), path.parent)
    name = str(path.relative_to(home))
    words = str(problem).replace(str(path), name)
    return Hit(texts.READABLE, "", f"{name}:{problem.line}" if problem.line else name, words, words)


def _evidence(catalog: Catalog) -> Callable[[str], tuple[Passage, ...]]:
    """The passages of a thing: itself when it is one, else what it rests on; remembered, since rules repeat their things."""

    @lru_cache(maxsize=None)
    def passages(iri: str) -> tuple[Passage, ...]:
        try:
            return catalog.passages(iri) or (catalog.passage(iri),)
        except (NotFound, ValueError):  # not a passage, or one whose place is no number
            return ()

    return passages


def _finding(hit: Hit, rule: Rule, catalog: Catalog, evidence) -> Finding:
    about = (hit.focus,) if hit.focus else ()
    compared = [c for c in (hit.value, *hit.also) if c != hit.focus]
    elements = tuple(dict.fromkeys(about + tuple(c for c in compared if c in catalog.resources)))
    places = [*about, *(c for c in compared if c.startswith(vocab.BASE))]
    passages = hit.passages or tuple(dict.fromkeys(p for place in places for p in evidence(place)))

    def spoken(text: str, lang: str, words: str) -> str:
        blanks = {name: word(value, datatype, lang, catalog.label) for name, value, datatype in hit.named}
        value = words or blanks.get("value") or word(hit.value, "", lang, catalog.label)
        return fill(text, {**blanks, "this": catalog.label(hit.focus, lang), "value": value})

    well = hit.outcome != OPEN
    return Finding(
        finding_id(hit.rule, about, hit.value), hit.rule, RULE, INFO if well else rule.severity, hit.outcome, elements, hit.value, passages,
        spoken(rule.message(hit.outcome, "nl"), "nl", hit.words_nl), spoken(rule.message(hit.outcome, "en"), "en", hit.words_en),
        "" if well else spoken(rule.advice_nl, "nl", hit.words_nl), "" if well else spoken(rule.advice_en, "en", hit.words_en),
    )
