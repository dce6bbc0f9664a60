"""What is said: it parses, points at things that exist, quotes what stands there, and names nobody."""
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from graphkit import config, coverage, ingest, vocab
from graphkit.catalog import Catalog
from graphkit.sources import collapse
from graphkit.store import open_store

ROOT = Path(__file__).parent.parent
FILES = [o for o in ingest.origins(config.rooms(persons=ROOT / "data" / "persons"))]
ids = [str(o.path.relative_to(ROOT)) for o in FILES]


@pytest.mark.parametrize("origin", FILES, ids=ids)
def test_every_file_loads_in_rdflib_as_in_oxigraph(origin):
    import rdflib

    graph = rdflib.Graph().parse(origin.path, format="turtle")
    assert len(graph) == len(set(ox.parse(origin.path.read_bytes(), format=ox.RdfFormat.TURTLE)))


def test_a_data_file_holds_no_plain_link(catalog):
    links = {iri for iri in catalog.names if vocab.TRACES_TO in catalog.ancestors(iri)}
    assert len(links) > 20
    for origin in FILES:
        if "documents" in origin.path.parts:
            for triple in ox.parse(origin.path.read_bytes(), format=ox.RdfFormat.TURTLE):
                assert triple.predicate.value not in links, f"{origin.path.name}: {triple}"


def test_every_thing_that_is_pointed_at_exists(store):
    subjects, objects = set(), {}
    for quad in store.quads():
        subjects.add(quad.subject.value)
        for node in (quad.predicate, quad.object):
            if isinstance(node, ox.NamedNode) and node.value.startswith((vocab.ID, vocab.BG)):
                objects.setdefault(node.value, quad)
    assert not {iri: str(quad) for iri, quad in objects.items() if iri not in subjects}


def test_a_document_names_the_graph_of_its_own_file(catalog):
    named = {d.graph for d in catalog.documents}
    assert named == {o.graph for o in FILES if "documents" in o.path.parts} and len(named) >= 5
    for document in catalog.documents:
        assert all(q.subject.value != document.iri or q.predicate.value != vocab.HAS_GRAPH or q.graph_name.value == document.graph
                   for q in catalog.store.quads([document.graph]))


def test_every_element_is_reached_from_a_document_or_shared(catalog):
    lost = [r.iri for r in catalog.resources.values() if not r.documents and not r.iri.split("/")[-1].startswith("nl-")
            and r.kind not in (vocab.POLICY_DOCUMENT, vocab.BG + "Organisation", vocab.BG + "OrganisationUnit")]
    assert not lost


def test_every_quotation_stands_at_its_offsets_in_one_block_and_at_most_forty_percent_is_quoted(catalog, texts):
    checked = 0
    for document in catalog.documents:
        source = coverage.source_of(document, texts)
        assert source.digest == document.digest, document.file
        used = catalog.document_passages(document.iri)
        for passage in (u.passage for u in used):
            assert source.holds(passage.exact, passage.start, passage.end), passage.iri
            assert len(passage.exact) <= 200 and passage.exact == collapse(passage.exact), passage.iri
            assert passage.end <= source.block_at(passage.start).end, passage.iri
            assert passage.section and passage.section in collapse(source.text), passage.iri
            checked += 1
        assert coverage.quoted_share(source, (u.passage for u in used)) <= 40, document.file
        assert all(u.users for u in used), [u.passage.iri for u in used if not u.users]
    assert checked > 250


def test_nobodys_name_is_in_the_public_graph():
    rooms = config.rooms(persons=ROOT / "data" / "persons")
    store = open_store("memory", rooms)
    names = {
        str(row["name"]) for row in store.rows(
            (Path(__file__).parent / "queries" / "names.rq").read_text("utf-8"))
    }
    assert len(names) >= 10
    parts = {part for name in names for part in re.findall(r"\w[\w-]{3,}", name)} | names
    public = "\n".join(str(quad) for quad in store.quads())
    found = [part for part in parts if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", public)]
    assert not found


def test_names_are_blanked_wherever_a_text_is_shown(catalog, texts):
    with_names = Catalog(open_store("memory", config.rooms(persons=ROOT / "data" / "persons")))
    rows = with_names.store.rows((Path(__file__).parent / "queries" / "names.rq").read_text("utf-8"))
    names = {str(row["name"]) for row in rows}
    shown = "\n".join(p.text for d in catalog.documents for p in coverage.of(catalog, d, texts).pieces)
    assert "[naam]" in shown and not [name for name in names if name in shown]
