"""After a change only what it can affect is checked again, and the outcome is that of a run from nothing."""
import random
from datetime import date

import pyoxigraph as ox
import pytest

from graphkit import config, vocab
from graphkit.store import open_store
from graphkit.validate import shapes
from graphkit.validate.reads import Demand, reads
from graphkit.validate.session import Session

DAY = date(2026, 1, 1)
TOWN = vocab.GRAPH + "voorbeeldstad/beleid"


@pytest.fixture(scope="module")
def found():
    return shapes.read(config.rooms().shapes)


@pytest.fixture
def session(example_rooms, found):
    store = open_store("memory", example_rooms)
    lasting = Session(store, found, DAY, lasting=True)
    lasting.hits()
    return lasting, store


def changes(store, chance):
    """The town's graph with a few triples dropped, changed or added, in a way that differs each time."""
    quads = list(store.quads([TOWN]))
    for at in chance.sample(range(len(quads)), 4):
        quad, other = quads[at], chance.choice(quads)
        kind = chance.randrange(4)
        quads[at] = None if kind == 0 else ox.Quad(*[
            (quad.subject, quad.predicate, other.object), (other.subject, quad.predicate, quad.object),
            (quad.subject, other.predicate, quad.object)][kind - 1], quad.graph_name)
    return [q for q in quads if q is not None]


@pytest.mark.parametrize("seed", range(6))
def test_three_changes_one_after_another_find_what_a_run_from_nothing_finds(session, found, seed):
    (lasting, store), chance = session, random.Random(seed)
    for _ in range(3):
        lasting.replace(TOWN, changes(store, chance))
        assert lasting.hits() == Session(store, found, DAY).hits()


def test_a_change_of_the_class_hierarchy_is_found_too(session, found):
    lasting, store = session
    left = [q for q in store.quads([vocab.ONTOLOGY]) if not q.predicate.value.endswith("subClassOf")]
    lasting.replace(vocab.ONTOLOGY, left)
    assert lasting.hits() == Session(store, found, DAY).hits()


def test_a_new_definition_asks_no_more_than_the_document_and_the_rules_that_read_anything(session):
    lasting, store = session
    definition = ox.NamedNode(vocab.SKOS + "definition")
    changed = [
        ox.Quad(q.subject, q.predicate, ox.Literal("Iets anders.", language="nl"), q.graph_name)
        if q.predicate == definition and "/goal/" in q.subject.value else q for q in store.quads([TOWN])]
    lasting.replace(TOWN, changed)
    lasting.hits()
    units = [name for name in lasting.asked if not name.startswith("bgsh:")]
    rules = [name for name in lasting.asked if name.startswith("bgsh:")]
    assert units[0].endswith("voorbeeldstad/beleid") or "voorbeeldstad/beleid" in units[0]
    assert len(units) <= 3 and len(rules) <= 12


def test_nothing_is_asked_again_when_nothing_changed(session):
    lasting, store = session
    lasting.replace(TOWN, list(store.quads([TOWN])))
    lasting.hits()
    assert lasting.asked == (TOWN,) or lasting.asked == ()


@pytest.mark.parametrize("text, properties, pairs", [
    ("SELECT ?a WHERE { ?a <urn:p> ?b . FILTER NOT EXISTS { ?b <urn:q>+ ?c } }", {"urn:p", "urn:q"}, set()),
    ("SELECT ?a WHERE { ?a <urn:p>|<urn:q>/^<urn:r> ?b }", {"urn:p", "urn:q", "urn:r"}, set()),
    ("SELECT ?a WHERE { { SELECT ?a WHERE { ?a <urn:p> ?b } } OPTIONAL { ?a <urn:q> ?c } }", {"urn:p", "urn:q"}, set()),
    ("SELECT ?a WHERE { ?a a <urn:K> . FILTER NOT EXISTS { ?b <urn:p> ?a ; a <urn:L> } }", {"urn:p"}, {"urn:K", "urn:L"}),
])
def test_the_properties_that_a_query_reads_are_known(text, properties, pairs):
    found = reads(text)
    assert properties <= found.properties and {end for _, end in found.pairs} == pairs and not found.left_open


@pytest.mark.parametrize("text, left_open", [
    ("SELECT ?a WHERE { ?a ?p ?b }", None),
    ("SELECT ?a WHERE { ?a !<urn:p> ?b }", None),
    ("SELECT ?a WHERE { ?a ?p ?b . ?p <urn:q>+ <urn:end> }", Demand("urn:q", "urn:end", True)),
    ("SELECT ?a WHERE { ?c <urn:q> ?p . FILTER NOT EXISTS { ?a ?p ?b } }", Demand("urn:q")),
    ("SELECT ?a WHERE { ?a ?p ?b OPTIONAL { ?p <urn:q> <urn:end> } }", None),
])
def test_what_a_query_demands_of_a_property_that_it_leaves_open_is_known(text, left_open):
    assert reads(text).left_open == {left_open}


def test_a_demand_is_met_by_what_leads_to_its_end():
    copy = ox.Store()
    copy.load(b"<urn:x> <urn:q> <urn:y> . <urn:y> <urn:q> <urn:end> . <urn:z> <urn:q> <urn:x> .", format=ox.RdfFormat.TURTLE)
    assert Demand("urn:q", "urn:end", True).fits("urn:z", copy) and not Demand("urn:q", "urn:end").fits("urn:z", copy)
    assert Demand("urn:q").fits("urn:x", copy) and not Demand("urn:q").fits("urn:z", copy)
