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
from . import core, explained, joined, shapes, texts
from .background import start
from .records import INFO, OPEN, RULE, VIOLATION, WARNING, Finding, Hit, Report, Rule, as_json, finding_id

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
    copy = core.union(store)
    found.refuse_what_cannot_fire(_names(store))
    catalog = Catalog(store)
    hits = core.hits(store, copy, found, told)
    told("regels over documenten heen")
    hits |= joined.hits(copy, found)
    told("teksten")
    from_texts, notes = texts.hits(catalog, sources, with_names=rooms.persons is not None)
    hits |= from_texts | {_unreadable(problem, rooms) for problem in store.problems}
    evidence = _evidence(catalog)
    findings = [_finding(hit, found.rules[hit.rule], catalog, evidence) for hit in hits]
    findings = explained.explain(findings, store, today or date.today())
    findings += explained.observations(store, evidence)
    findings.sort(key=lambda f: (WEIGHT.get(f.severity, 9), f.rule, f.elements, f.value))
    conforms = not any(f.severity == VIOLATION and f.state == OPEN for f in findings)
    return Report(conforms, tuple(findings), tuple(found.rules.values()), notes + explained.misnamed(store, found.rules))


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
    value_passages = evidence(hit.value) if vocab.BASE in hit.value else ()
    elements = about + ((hit.value,) if hit.value != hit.focus and hit.value in catalog.resources else ())
    passages = hit.passages or tuple(dict.fromkeys((evidence(hit.focus) if hit.focus else ()) + value_passages))

    def spoken(text: str, lang: str, words: str) -> str:
        named = {"this": catalog.label(hit.focus, lang), "value": words or _named(catalog, hit.value, lang)}
        for name, label in named.items():
            text = text.replace(f"{{?{name}}}", label).replace(f"{{${name}}}", label)
        return text

    return Finding(
        finding_id(hit.rule, about, hit.value), hit.rule, RULE, rule.severity, OPEN, elements, hit.value, passages,
        spoken(rule.message_nl, "nl", hit.words_nl), spoken(rule.message_en, "en", hit.words_en),
        spoken(rule.advice_nl, "nl", hit.words_nl), spoken(rule.advice_en, "en", hit.words_en),
    )


def _named(catalog: Catalog, value: str, lang: str) -> str:
    """A thing by its label between quotation marks, anything else as it is."""
    if not value.startswith(vocab.BASE):
        return value
    return f"‘{catalog.label(value, lang)}’"
