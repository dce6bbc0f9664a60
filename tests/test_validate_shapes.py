"""Shapes that could never fire are refused by name; a query for all things means what it means for each."""
import subprocess
import sys
from datetime import date

import pyoxigraph as ox
import pytest

from graphkit import config
from graphkit.errors import BadFile, GraphkitError
from graphkit.store import open_store
from graphkit.validate import plain, shapes, validate
from graphkit.validate.rewrite import CannotRewrite, for_all
from graphkit.validate.session import Session
from graphkit.validate.translated import translated_once
from graphkit.vocab import BGSH

from . import dorp

TODAY = date(2026, 1, 1)
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SAYS = 'sh:message "Fout"@nl, "Wrong"@en ; sh:severity sh:Violation'
MUTE = {
    "a misspelt keyword": "bgsh:Mis a sh:NodeShape ; sh:targetclass bg:Goal ; sh:nodeKind sh:IRI .",
    "no target": "bgsh:Mis a sh:NodeShape ; sh:nodeKind sh:IRI .",
    "an unknown class": "bgsh:Mis a sh:NodeShape ; sh:targetClass bg:Gaol ; sh:nodeKind sh:IRI .",
    "an unknown class of others": "bgsh:Mis a sh:NodeShape ; sh:targetClass skos:Concpt ; sh:nodeKind sh:IRI .",
    "no constraint": "bgsh:Mis a sh:PropertyShape ; sh:targetClass bg:Goal ; sh:path rdfs:label ; sh:severity sh:Info .",
    "an unknown property": "bgsh:Mis a sh:PropertyShape ; sh:targetClass bg:Goal ; sh:path bg:lable ; sh:maxCount 1 .",
    "an unknown value class": "bgsh:Mis a sh:PropertyShape ; sh:targetClass bg:Goal ; sh:path bg:evidence ; sh:class bg:Pasage .",
    "a qualified shape without a number":
        "bgsh:Mis a sh:PropertyShape ; sh:targetClass bg:Goal ; sh:path bg:evidence ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] .",
    "a nameless property shape": "bgsh:Mis a sh:NodeShape ; sh:targetClass bg:Goal ; sh:property [ sh:path bg:evidence ; sh:minCount 1 ] .",
    "a query without its text": "bgsh:Mis a sh:NodeShape ; sh:targetClass bg:Goal ; sh:sparql [ sh:deactivated false ] .",
    "a query with a limit":
        'bgsh:Mis a sh:NodeShape ; sh:targetClass bg:Goal ; sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o } LIMIT 1" ] .',
    "a query that does not parse":
        'bgsh:Mis a sh:NodeShape ; sh:targetClass bg:Goal ; sh:sparql [ sh:select "SELECT $this WHERE { $this ?p }" ] .',
}


def with_shape(folder, text):
    rooms = dorp.build(folder)
    (rooms.shapes / "extra.ttl").write_text(dorp.PREFIXES + SH + text, "utf-8")
    return rooms


@pytest.mark.parametrize("text", MUTE.values(), ids=MUTE)
def test_a_shape_that_cannot_fire_is_refused_by_name(tmp_path, text):
    rooms = with_shape(tmp_path, text)
    with pytest.raises(GraphkitError, match="bgsh:Mis"):
        validate(open_store("memory", rooms), rooms)


def test_a_shape_file_that_does_not_parse_is_named_with_its_line(tmp_path):
    rooms = with_shape(tmp_path, "bgsh:Mis a .")
    with pytest.raises(BadFile, match=r"extra\.ttl, regel \d+"):
        shapes.read(rooms.shapes)


def test_no_shape_of_the_product_is_refused_and_each_rule_speaks_both_languages(store):
    found = shapes.read(config.rooms().shapes)
    assert len(found.joined) >= 10
    spoken = [r for r in found.rules.values() if "-" in r.iri.removeprefix(BGSH)]
    assert len(spoken) > 60
    for rule in spoken:
        assert rule.message_nl and rule.message_en and rule.advice_nl and rule.advice_en, rule.iri
        assert rule.severity != "warning" or rule.yardstick_nl and rule.yardstick_en, rule.iri


QUERIES = {
    "an absence": "SELECT $this WHERE { FILTER NOT EXISTS { $this bg:status ?status } }",
    "an optional": "SELECT $this ?value WHERE { $this a ?kind OPTIONAL { $this bg:evidence ?value FILTER(STRENDS(STR($this), 'groei')) } FILTER(BOUND(?value)) }",
    "a union": "SELECT $this ?value WHERE { { $this bg:evidence ?value } UNION { ?claim rdf:object $this ; bg:evidence ?value } }",
    "a filter in a union":
        "SELECT $this WHERE { { FILTER EXISTS { $this bg:status ?s } } UNION { ?x a bg:Indicator FILTER NOT EXISTS { ?x bg:measures $this } } }",
    "a bind": "SELECT $this ?value WHERE { BIND(STR($this) AS ?name) $this rdfs:label ?value FILTER(CONTAINS(?name, 'dorp')) }",
    "a count": "SELECT $this ?value WHERE { { SELECT $this (COUNT(?e) AS ?value) WHERE { $this ?link ?e } GROUP BY $this } FILTER(?value > 3) }",
    "a count of what is not there":
        "SELECT $this ?value WHERE { { SELECT $this (COUNT(?x) AS ?value) WHERE { ?x a bg:Passage FILTER NOT EXISTS { $this bg:evidence ?x } } GROUP BY $this } }",
    "a bind in a group": "SELECT $this ?value WHERE { ?value a bg:Passage { BIND(STRLEN(STR($this)) AS ?long) } FILTER(?long > 50) }",
    "a path": "SELECT DISTINCT $this ?value WHERE { ?value (bg:realises|bg:measures)+ $this . ?value a/rdfs:subClassOf* bg:PolicyElement }",
    "an absence of several together":
        "SELECT $this WHERE { FILTER NOT EXISTS { ?x a bg:Project ; bg:realises|bg:measures $this , ?other . FILTER(?other = $this) } }",
    "an absence with a path and a filter":
        "SELECT $this ?value WHERE { ?value a bg:Project . FILTER EXISTS { ?value bg:window/bg:begins ?day . FILTER(?day >= \"2025-01-01\"^^xsd:date && ?day != ?other) "
        "?x bg:window/bg:ends ?other } FILTER NOT EXISTS { ?value bg:realises/rdfs:label \"Groei\"@nl . $this bg:nothing/^bg:evidence ?value } }",
    "an absence with a union":
        "SELECT $this WHERE { FILTER NOT EXISTS { ?x bg:evidence ?p . { ?x bg:realises $this } UNION { ?x bg:measures $this . ?x a bg:Indicator } FILTER(?x != $this) } }",
    "an absence within an absence":
        "SELECT $this WHERE { FILTER NOT EXISTS { $this bg:evidence ?p . ?p bg:inDocument ?d FILTER NOT EXISTS { ?other bg:evidence ?p ; a ?kind FILTER(?other != $this) } } }",
    "a path within a path":
        "SELECT $this WHERE { FILTER EXISTS { $this ^rdf:object/bg:evidence ?p FILTER EXISTS { ?p ^bg:evidence/bg:window ?w } } }",
    "an absence with an optional":
        "SELECT $this WHERE { FILTER EXISTS { ?x rdf:object $this OPTIONAL { ?x bg:reason ?why . ?why bg:nothing ?there } FILTER(!BOUND(?there)) } }",
    "a start with another thing": "SELECT $this ?value WHERE { ?value a bg:Project ; bg:realises $this . $this rdfs:label ?label }",
    "a union that names all":
        "SELECT $this ?value WHERE { { ?value a bg:Project ; bg:realises $this } UNION { ?value a bg:Indicator . ?value bg:measures $this } $this bg:evidence ?p }",
    "a union that names some": "SELECT $this ?value WHERE { { ?value a bg:Project ; bg:realises $this } UNION { ?value a bg:Indicator } $this bg:evidence ?p }",
    "a group by itself": "SELECT DISTINCT $this ?value WHERE { $this bg:evidence ?p . { ?value bg:evidence ?p ; a ?kind } FILTER(?value != $this) }",
    "a condition within a condition":
        "SELECT DISTINCT $this ?value WHERE { $this ?link ?value . FILTER(IF(EXISTS { ?value a ?kind . ?kind rdfs:label ?name }, COALESCE(?none, 0.5) < 1.0, false)) }",
    "braces in words": "SELECT $this WHERE { # { $this\n $this rdfs:label ?label FILTER(?label != '{ $this }' && ?label != \"\"\"}\"\"\") }",
}


@pytest.mark.parametrize("select", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("target", ["sh:targetClass bg:PolicyElement", "sh:targetClass bg:Goal", "sh:targetObjectsOf bg:evidence",
                                    "sh:targetSubjectsOf bg:window", "sh:targetNode goal:dorp-groei"])
def test_a_query_for_all_finds_what_pyshacl_finds_one_by_one(tmp_path, select, target):
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "prefixes.ttl").write_text((config.rooms().shapes / "prefixes.ttl").read_text("utf-8"), "utf-8")
    text = select.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    (folder / "rule.ttl").write_text(dorp.PREFIXES + SH + f"""
        bgsh:One a sh:NodeShape ; {target} ; {SAYS} ;
            sh:sparql [ sh:prefixes <https://w3id.org/beleidsgraaf/shapes> ; sh:select "{text}" ] .""", "utf-8")
    store = open_store("memory", dorp.build(tmp_path))
    found = shapes.read(folder)
    graph = "https://w3id.org/beleidsgraaf/graph/dorp/plan"
    only = Small(store, (graph, "https://w3id.org/beleidsgraaf/graph/shared/ontology"))
    assert Session(only, found, TODAY).open_hits() == plain.hits(only, found, TODAY)


class Small:
    """A few graphs of a store, so that the slow way stays quick enough for a test."""

    def __init__(self, store, graphs):
        self.store, self.few = store, graphs

    def graphs(self):
        return self.few

    public_graphs = graphs

    def quads(self, graphs):
        return self.store.quads(graphs)

    def dump(self, graph):
        return self.store.dump(graph)


@pytest.mark.parametrize("select", [
    "SELECT $this (COUNT(?e) AS ?value) WHERE { $this bg:evidence ?e }",
    "SELECT $this WHERE { { SELECT ?e WHERE { ?e a bg:Passage } } $this bg:evidence ?e }",
    "SELECT $this WHERE { $this ?p ?o MINUS { $this a bg:Goal } }",
    "SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }",
    "SELECT ?x WHERE { ?x ?p ?o }",
    "SELECT $this WHERE { $this ?p ?o",
])
def test_a_query_that_could_mean_something_else_is_refused(select):
    with pytest.raises(CannotRewrite):
        for_all(select, BGSH + "One")


def test_the_cache_translates_each_text_once_and_leaves_rdflib_as_it_was():
    import rdflib
    from rdflib.plugins.sparql.processor import SPARQLProcessor

    before = SPARQLProcessor.query
    graph = rdflib.Graph().add((rdflib.RDF.type, rdflib.RDF.type, rdflib.RDF.type))
    with translated_once() as kept:
        answers = [list(graph.query("SELECT ?a WHERE { ?a ?b ?this }", initBindings={"this": this})) for this in (rdflib.RDF.type, rdflib.RDFS.label)]
        assert len(kept) == 1 and [len(a) for a in answers] == [1, 0]
    assert SPARQLProcessor.query is before


def test_the_cache_refuses_a_library_it_was_not_made_for(monkeypatch):
    import rdflib

    monkeypatch.setattr(rdflib, "__version__", "8.0.0")
    with pytest.raises(GraphkitError, match="8.0.0"), translated_once():
        pass


def test_importing_the_room_loads_no_rdf_library():
    code = "import sys, graphkit.validate; print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
