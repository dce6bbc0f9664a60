"""After a change only what it can affect is checked again, and the outcome is that of a run from nothing."""
import random
from datetime import date

import pyoxigraph as ox
import pytest

from graphkit import config, vocab
from graphkit.store import open_store
from graphkit.validate import shapes
from graphkit.validate.rewrite import properties_of
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


@pytest.mark.parametrize("text, properties", [
    ("SELECT ?a WHERE { ?a <urn:p> ?b . FILTER NOT EXISTS { ?b <urn:q>+ ?c } }", {"urn:p", "urn:q"}),
    ("SELECT ?a WHERE { ?a <urn:p>|<urn:q>/^<urn:r> ?b }", {"urn:p", "urn:q", "urn:r"}),
    ("SELECT ?a WHERE { { SELECT ?a WHERE { ?a <urn:p> ?b } } OPTIONAL { ?a <urn:q> ?c } }", {"urn:p", "urn:q"}),
    ("SELECT ?a WHERE { ?a ?p ?b }", None),
    ("SELECT ?a WHERE { ?a !<urn:p> ?b }", None),
])
def test_the_properties_that_a_query_reads_are_known(text, properties):
    found = properties_of(text)
    assert (found is None) == (properties is None)
    assert found is None or properties <= found
