"""Free questions are answered by processes that only read, and stop at their limits."""
import json
import time
from pathlib import Path

import pytest

from graphkit.errors import BadQuery, LimitReached
from graphkit.sparql import Limits, Pool

LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?d = ?h) } ORDER BY ?a"


@pytest.fixture(scope="module")
def pool(store):
    pool = Pool(store, 1, Limits(seconds=2.0, rows=500, size=200_000))
    yield pool
    pool.close()


def ask(pool, text, format="json"):
    answer = pool.ask(text, format)
    return json.loads(answer.body) if format == "json" else answer.body


def test_tables_come_in_four_formats_and_graphs_in_theirs(pool):
    text = "SELECT ?s { ?s a <https://w3id.org/beleidsgraaf/def#Theme> } ORDER BY ?s LIMIT 3"
    assert len(ask(pool, text)["results"]["bindings"]) == 3
    assert [pool.ask(text, f).media_type.split(";")[0] for f in ("xml", "csv", "tsv")] == [
        "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
    graph = pool.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", "ntriples")
    assert (graph.form, graph.media_type, graph.body.count(b"\n")) == ("graph", "application/n-triples", 2)
    assert ask(pool, "ASK { ?s ?p ?o }") == {"head": {}, "boolean": True}


def test_values_keep_language_type_and_odd_characters(pool):
    cells = ask(pool, 'SELECT * { BIND("a\\tb\\n\\"c\\""@nl AS ?x) BIND(1.50 AS ?y) BIND("2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date> AS ?z) }')
    (row,) = cells["results"]["bindings"]
    assert row["x"] == {"type": "literal", "value": 'a\tb\n"c"', "xml:lang": "nl"}
    assert float(row["y"]["value"]) == 1.5 and row["z"]["datatype"].endswith("#date")


@pytest.mark.parametrize("text", [
    "INSERT DATA { <http://a> <http://b> <http://c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "LOAD <http://127.0.0.1:9/x>",
    "INSERT { GRAPH <http://a> { ?s ?p ?o } } WHERE { ?s ?p ?o }", "CLEAR DEFAULT",
])
def test_updates_are_refused_in_words(pool, text):
    with pytest.raises(BadQuery, match="alleen gelezen"):
        pool.ask(text)


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
    "SELECT * { ?s a ?o OPTIONAL { service silent <http://x> { ?s ?p ?o } } }",
    "SELECT * { ?s a ?o FILTER EXISTS { SELECT * { SERVICE <http://x> { ?s ?p ?o } } } }",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
    "ASK { { ?a ?b ?c } UNION { ?s a ?o MINUS { SERVICE ?s { ?s ?p ?o } } } }",
])
def test_service_is_refused_wherever_it_hides(pool, text):
    with pytest.raises(BadQuery, match="SERVICE"):
        pool.ask(text)


def test_the_word_service_in_a_text_is_no_service(pool):
    assert ask(pool, 'SELECT ?s { ?s ?p "De burger wil service zien" }')["results"]["bindings"] == []


def test_from_reads_own_graphs_only(pool, store):
    own = ask(pool, "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/beleidsgraaf/graph/shared/municipalities> { ?s ?p ?o }")
    assert int(own["results"]["bindings"][0]["n"]["value"]) == len(list(store.quads(["https://w3id.org/beleidsgraaf/graph/shared/municipalities"])))
    with pytest.raises(BadQuery, match="http://elders/x"):
        pool.ask("PREFIX e: <http://elders/> SELECT * FROM e:x { ?s ?p ?o }")


def test_a_syntax_error_says_where(pool):
    with pytest.raises(BadQuery, match="2:"):
        pool.ask("SELECT ?s WHERE {\n ?s ?p }")
    with pytest.raises(BadQuery):
        pool.ask("SELECT * FROM { }")


def test_too_many_rows_bytes_or_seconds_stop_the_question_and_the_next_is_answered(pool):
    with pytest.raises(LimitReached, match="500 rijen"):
        pool.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(LimitReached, match="200.000 bytes"):
        pool.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    started = time.monotonic()
    with pytest.raises(LimitReached, match="2 seconden"):
        pool.ask(LONG)
    assert time.monotonic() - started < 4
    assert ask(pool, "ASK {}")["boolean"] is True


def test_csv_cells_that_look_like_formulas_are_harmless(pool):
    body = pool.ask('SELECT * { VALUES ?x { "=1+1" "+31" "@a" "\\tx" "-3000" "gewoon" } } ORDER BY ?x', "csv").body
    assert set(body.decode().split("\r\n")[1:-1]) == {"'=1+1", "'+31", "'@a", "'\tx", "-3000", "gewoon"}


def test_a_closed_pool_leaves_no_process_and_no_file(store):
    pool = Pool(store, 2)
    assert ask(pool, "ASK {}")
    worker = pool._free.get_nowait()
    pool._free.put(worker)
    folder = pool._folder.name
    pool.close()
    assert not worker._process.is_alive() if worker._process._popen else True
    assert not Path(folder).exists()
