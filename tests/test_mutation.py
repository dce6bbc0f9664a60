"""Every rule is alive on the real data: it fires there, or it does so as soon as one triple is taken away or changed."""
import re
from collections import defaultdict
from datetime import date

import pytest

from graphkit import config, vocab
from graphkit.validate import core, shapes
from graphkit.validate.session import Session

from .mutants import Bench

DAY = date(2026, 1, 1)
# Rules that no single change tried here trips, and why. Planted defects trip each of them.
TRIED = "not tripped by the changes tried"
ELSEWHERE = {
    "Budget-lines": "every budget has several lines, and all must go",
    "PlanningTable-rows": "the planning has eighty rows, and all must go",
    "Claim-sides": "needs a second subject and a second object at once",
    "Deviation-order": "no deviation has both a first and a last day",
    "PolicyElement-accountable": "needs a second role of one kind, with a claim of its own",
    "Project-noMoney": "needs an amount and the project that it is for",
    "Target-range": "no target has both a least and a greatest value",
    **dict.fromkeys((
        "Claim-matchBasis", "CostLine-purpose", "CostLine-total", "Deliverable-partOf", "LegalResource-basedOn", "OperationalGoal-operationalises"), TRIED),
    **{f"Measurement-{part}": "no document gives a measurement" for part in ("indicator", "measuredBy", "moment", "value")},
    **{f"Person-{part}": "persons are not in the public graph" for part in ("holds", "label", "public")},
}


@pytest.fixture(scope="module")
def found():
    return shapes.read(config.rooms().shapes)


@pytest.fixture(scope="module")
def hits(store, found):
    return Session(store, found, DAY).hits()


@pytest.fixture(scope="module")
def fired(hits) -> set[str]:
    """The rules that have something to say about the real data as they are."""
    return {hit.rule for hit in hits if hit.outcome == "open"}


@pytest.fixture(scope="module")
def agreeing(hits) -> dict[str, set[str]]:
    """For each rule the things that it compared and found to agree."""
    told = defaultdict(set)
    for hit in hits:
        if hit.outcome == "agrees":
            told[hit.rule].add(hit.focus)
    return told


@pytest.fixture(scope="module")
def bench(store, found):
    return Bench(core.union(store, DAY), found)


def rules(found) -> list[str]:
    """Every rule that SHACL knows: those about texts and deviations have tests that change a text or a deviation."""
    from rdflib import RDF, SH, URIRef

    text_rules = set(found.whole.subjects(RDF.type, URIRef(vocab.BGSH + "TextRule")))
    return sorted(str(s) for s in set(found.whole.subjects(SH.message)) - text_rules if isinstance(s, URIRef))


def targets(found, rule: str) -> list[tuple[str, str]]:
    """What a rule holds for, its own or of the shape that holds it."""
    from rdflib import SH, URIRef

    shape = URIRef(rule)
    return [(t, str(o)) for holder in {shape, *found.whole.subjects(SH.property, shape)} for t in shapes.TARGETS for o in found.whole.objects(holder, SH[t])]


def mentions(found, rule: str) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The properties that a rule reads (None: any), and every name that it mentions."""
    query = next((j for j in found.joined if j.rule == rule and j.outcome == "open"), None)
    if query is not None:
        prefixes = dict(re.findall(r"PREFIX (\w*): <([^>]*)>", query.query))
        names = {prefixes[p] + n for p, n in re.findall(r"(\w+):([\w-]+)", re.sub(r"PREFIX \w*: <[^>]*>", "", query.query)) if p in prefixes}
        properties = query.reads.properties | {name for name, _ in query.reads.pairs}
        return None if query.reads.left_open else properties, frozenset(names) | properties
    from rdflib import SH, URIRef

    names, seen, waiting = {vocab.TYPE}, set(), [URIRef(rule)]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            names |= {str(node)} if isinstance(node, URIRef) and not str(node).startswith((vocab.BGSH, vocab.SH)) else set()
            waiting += [o for p, o in found.core.predicate_objects(node) if p != SH.message]
    return frozenset(names), frozenset(names)


def test_one_changed_triple_trips_each_rule_that_the_real_data_do_not_trip(found, fired, agreeing, bench):
    silent = [rule for rule in rules(found) if rule not in fired]
    outcomes = {vocab.local(rule): bench.mutant(rule, targets(found, rule), *mentions(found, rule), agreeing[rule]) for rule in silent}
    tripped = {rule for rule, change in outcomes.items() if change not in ("", "nothing")}
    print(f"{len(fired)} rules fire on the real data, {len(tripped)} more after one change, {len(outcomes) - len(tripped)} not")
    assert set(outcomes) - tripped - set(ELSEWHERE) == set()
    assert len(tripped) > 130 and len(fired) > 80
