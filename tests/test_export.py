"""Exports hold the public graph, whole, and nothing that a spreadsheet would run."""
import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from graphkit import cells, config, vocab
from graphkit.catalog import Catalog
from graphkit.errors import GraphkitError
from graphkit.export import EXPORTERS, export, resource
from graphkit.store import open_store

ROOT = Path(__file__).parent.parent


def test_nquads_read_by_rdflib_and_by_oxigraph_are_the_same_and_have_no_blank_node(catalog, tmp_path):
    body = export(catalog, "nquads")
    quads = list(ox.parse(body, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)) == len(list(catalog.store.quads())) > 5000
    assert not any(isinstance(n, ox.BlankNode) for q in quads for n in (q.subject, q.object, q.graph_name))
    (tmp_path / "graph.nq").write_bytes(body)
    script = "import sys, rdflib; d = rdflib.Dataset(); d.parse(sys.argv[1], format='nquads'); " \
             "q = list(d.quads()); print(len(q), sum(isinstance(n, rdflib.BNode) for x in q for n in x))"
    counted = subprocess.run([sys.executable, "-c", script, str(tmp_path / "graph.nq")], capture_output=True, text=True, check=True)
    assert counted.stdout.split() == [str(len(quads)), "0"]


@pytest.mark.parametrize("format, rdf", [("turtle", ox.RdfFormat.TURTLE), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_every_rdf_format_holds_the_same_triples(catalog, format, rdf):
    triples = {q.triple for q in catalog.store.quads()}
    assert {q.triple for q in ox.parse(export(catalog, format), format=rdf)} == triples


def test_what_is_derived_and_persons_are_never_exported():
    rooms = config.rooms(persons=ROOT / "data" / "persons")
    catalog = Catalog(open_store("memory", rooms))
    assert any(g.endswith("/persons") for g in catalog.store.graphs())
    graphs = {q.graph_name.value for q in ox.parse(export(catalog, "nquads"), format=ox.RdfFormat.N_QUADS)}
    assert graphs and not any(g.endswith("/persons") or g == vocab.DERIVED for g in graphs)


def test_tables_have_a_row_per_element_and_per_link_with_its_words(catalog):
    elements = list(csv.DictReader(io.StringIO(export(catalog, "csv").decode())))
    links = list(csv.DictReader(io.StringIO(export(catalog, "csv-links").decode())))
    assert {r["iri"] for r in elements} == set(catalog.resources)
    assert {(r["from"], r["link"], r["to"]) for r in links} >= {(x.source, x.link, x.target) for x in catalog.links}
    assert all(r["exact"] for r in links)


def test_graphml_is_xml_with_every_element_and_link(catalog):
    root = ElementTree.fromstring(export(catalog, "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == len(catalog.resources)
    assert len(root.findall(f".//{space}edge")) == len(catalog.links)


def test_one_thing_comes_with_its_claims_and_passages(catalog):
    iri = vocab.ID + "result/weert-draagvlak"
    subjects = {q.subject.value for q in ox.parse(resource(catalog, iri, "turtle"), format=ox.RdfFormat.TURTLE)}
    claims = catalog.claims(iri)
    assert subjects == {iri, *(c.iri for c in claims), *(p.iri for c in claims for p in c.passages), *(p.iri for p in catalog.passages(iri))}
    assert json.loads(resource(catalog, iri, "jsonld"))
    with pytest.raises(GraphkitError, match="formaat"):
        resource(catalog, iri, "docx")


def test_the_ontology_page_is_the_one_in_the_docs(catalog):
    assert (ROOT / "docs" / "ontology.md").read_bytes() == export(catalog, "ontology")


def test_an_unknown_format_names_the_known_ones(catalog):
    with pytest.raises(GraphkitError, match="nquads"):
        export(catalog, "word")
    assert len(EXPORTERS) == 8


@pytest.mark.parametrize("given, written", [
    ("=SOM(A1)", "'=SOM(A1)"), ("+31 495", "'+31 495"), ("@iets", "'@iets"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("-cmd|x", "'-cmd|x"),
    ("- een punt", "'- een punt"), ("-3000", "-3000"), ("−3000", "−3000"), ("-3.000,50", "-3.000,50"), (-3000, "-3000"), (None, ""), ("gewoon", "gewoon"),
])
def test_cells_that_would_run_are_made_harmless_and_numbers_stay(given, written):
    assert cells.cell(given) == written
    ((found,),) = list(csv.reader(io.StringIO(cells.table(["k"], [[given]]).decode(), newline="")))[1:] or [("",)]
    assert found == written
