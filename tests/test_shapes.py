"""Each rule fires at its smallest broken example, at nothing else, and not in a town where all is well."""
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphkit import config, coverage, vocab
from graphkit.catalog import Catalog
from graphkit.store import open_store
from graphkit.validate import validate

from .planted import BASE, EXAMPLES, parsed, rule_of

GRAPH = vocab.GRAPH + "goed/plan"
TOWN = Path(__file__).parent / "example"
WELL = ("agrees", "not-derivable")
TEXT_RULE, OWL_CLASS = vocab.BGSH + "TextRule", vocab.OWL + "Class"


def subjects(file: Path) -> set[str]:
    return {triple.subject.value for triple in parsed(file)}


@pytest.fixture(scope="module")
def shapes() -> list:
    """Everything that the folder `shapes` says."""
    return [t for file in sorted(config.rooms().shapes.glob("*.ttl")) for t in parsed(file)]


@pytest.fixture(scope="module")
def rules(shapes) -> set[str]:
    """The rules of the folder `shapes`, but for those about the texts, which no data file can break by itself."""
    about_texts = {t.subject for t in shapes if t.predicate.value == vocab.TYPE and t.object.value == TEXT_RULE}
    speaking = {t.subject for t in shapes if t.predicate.value == vocab.SH + "message"}
    return {vocab.local(s.value) for s in speaking - about_texts}


@pytest.fixture(scope="module")
def fired(tmp_path_factory) -> dict[str, set[str]]:
    """For each thing the rules that fire at it, all examples checked in one run.

    N-Triples are data that another tool wrote: they go in as they are, without what loading adds.
    Persons stand in a graph of their own, as in real data, but for the one that is in the wrong place.
    """
    data, persons = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("persons")
    parts = defaultdict(list)
    for example in (BASE, *(e for e in EXAMPLES if e.suffix == ".ttl")):
        apart = rule_of(example).startswith("Person-") and rule_of(example) != "Person-public"
        parts[persons / "goed" if apart else data / "documents" / "goed"].append(example.read_text("utf-8"))
    for folder, texts in parts.items():
        folder.mkdir(parents=True)
        (folder / "plan.ttl").write_text("\n".join(texts), "utf-8")
    rooms = config.rooms(data=data, persons=persons)
    store = open_store("memory", rooms)
    foreign = [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(GRAPH)) for e in EXAMPLES if e.suffix == ".nt" for t in parsed(e)]
    store.replace(GRAPH, [*store.quads([GRAPH]), *foreign])
    found = defaultdict(set)
    for finding in validate(store, rooms).findings:
        if finding.kind == "rule" and finding.state not in WELL:
            found[finding.elements[0]].add(vocab.local(finding.rule))
    return found


def test_every_rule_has_one_example_and_every_example_a_rule(rules):
    print(f"{len(rules)} rules, {len(EXAMPLES)} examples")
    assert set(map(rule_of, EXAMPLES)) == rules
    assert len(EXAMPLES) == len(rules) >= 170


def test_no_two_examples_speak_of_the_same_thing():
    owners = Counter(s for file in (BASE, *EXAMPLES) for s in subjects(file))
    assert [s for s, times in owners.items() if times > 1] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=rule_of)
def test_an_example_trips_exactly_its_rule(example, fired):
    assert {rule for s in subjects(example) for rule in fired.get(s, ())} == {rule_of(example)}


def test_the_good_things_beside_the_examples_trip_nothing(fired):
    assert {s: fired[s] for s in subjects(BASE) if s in fired} == {}


def test_a_rule_says_what_is_wrong_and_what_to_do_in_two_languages(shapes, rules):
    said = defaultdict(set)
    for triple in shapes:
        said[vocab.local(triple.subject.value)].add((vocab.local(triple.predicate.value), getattr(triple.object, "language", None)))
    wanted = {(name, lang) for name in ("message", "advice") for lang in ("nl", "en")}
    assert [rule for rule in sorted(rules) if not wanted <= said[rule]] == []


def test_a_warning_says_by_which_yardstick_it_measures(shapes, rules):
    warnings = {vocab.local(t.subject.value) for t in shapes if t.predicate.value == vocab.SH + "severity" and t.object.value == vocab.SH + "Warning"}
    measured = {vocab.local(t.subject.value) for t in shapes if t.predicate.value == vocab.BGSH + "yardstick"}
    assert len(warnings) >= 7
    assert warnings <= measured


BAD_INPUT = {
    "an element without passage": {"PolicyElement-evidence", "PolicyElement-passage"},
    "a link without claim": {"PolicyElement-claimed", "PolicyElement-matchClaimed"},
    "a claim without link": {"Claim-plain"},
    "a link to or from an unknown thing": {"Claim-ends", "PolicyElement-known", "PolicyElement-knownFrom"},
    "a period that ends before it begins": {"ProperInterval-order", "Deviation-order"},
    "two elements with one label": {"PolicyElement-labelUnique"},
    "a theme outside the scheme": {"PolicyElement-about", "Theme-inScheme", "PolicyArea-inScheme"},
}


@pytest.mark.parametrize("wrong", BAD_INPUT)
def test_what_bad_input_gets_is_a_rule_of_its_own_that_stops_the_build(wrong, shapes, fired):
    violations = {vocab.local(t.subject.value) for t in shapes if t.predicate.value == vocab.SH + "severity" and t.object.value == vocab.SH + "Violation"}
    broken = {rule for found in fired.values() for rule in found}
    assert BAD_INPUT[wrong] <= violations & broken


@pytest.mark.parametrize("persons", [None, TOWN / "persons"], ids=["public", "with names"])
def test_the_example_town_is_well_but_for_one_gap_that_it_explains(persons):
    rooms = config.rooms(data=TOWN, persons=persons)
    report = validate(open_store("memory", rooms), rooms, TOWN / "sources", date(2026, 11, 22))
    told = [(vocab.local(f.rule), f.severity, f.state) for f in report.findings if f.kind == "rule" and f.state not in WELL]
    assert report.conforms
    assert told == [("Goal-indicator", "warning", "explained")]
    assert [f.severity for f in report.findings if f.kind == "observation"] == ["low"]


def test_the_example_town_has_one_of_everything():
    store = open_store("memory", config.rooms(data=TOWN, persons=TOWN / "persons"))
    types = {q.object.value for q in store.quads(store.graphs()) if q.predicate.value == vocab.TYPE}
    classes = {q.subject.value for q in store.quads([vocab.ONTOLOGY]) if q.object.value == OWL_CLASS and q.subject.value.startswith(vocab.BG)}
    links = {q.object.value for q in store.quads() if q.predicate.value == vocab.PREDICATE}
    families = {vocab.BG + name for name in ("serves", "needs", "touches")}
    known = {q.subject.value for q in store.quads([vocab.ONTOLOGY]) if q.predicate.value == vocab.RDFS + "subPropertyOf" and q.object.value in families}
    assert len(classes) >= 48 and len(known) >= 25
    assert classes - types == set()
    assert known - links == set()


def test_every_sentence_of_the_example_town_is_accounted_for():
    catalog = Catalog(open_store("memory", config.rooms(data=TOWN)))
    (document,) = [d for d in catalog.documents if d.file]
    found = coverage.of(catalog, document, TOWN / "sources")
    assert (found.segments, found.missing, found.percent) == (89, 0, 100.0)
    assert found.left_out == 6
