"""A store is a cache of the files: whole or not at all, readable while another is built."""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit import config, ingest, vocab
from graphkit.errors import BadFile, BadQuery, BusyStore, GraphkitError
from graphkit.store import build, open_store, writable

PREFIXES = "".join(f"@prefix {p}: <{n}> .\n" for p, n in vocab.PREFIXES.items()) + "".join(
    f"@prefix {k}: <{vocab.ID}{k}/> .\n" for k in ("p", "pd", "c", "goal", "result", "value", "organisation")).replace("/id/p/", "/id/passage/").replace(
    "/id/pd/", "/id/policy-document/").replace("/id/c/", "/id/claim/")

BODY = PREFIXES + """
pd:stad-plan a bg:PolicyDocument ; rdfs:label "Plan"@nl ; bg:municipality organisation:stad ; bg:graph <https://w3id.org/beleidsgraaf/graph/stad/plan> .
p:stad-plan-1 a bg:Passage ; bg:inDocument pd:stad-plan ; oa:start 1 ; oa:end 9 ; oa:exact "woorden" .
value:stad-moed a bg:Value ; skos:prefLabel "Moed"@nl ; bg:evidence p:stad-plan-1 .
goal:stad-meer a bg:OperationalGoal ; rdfs:label "Meer"@nl ; bg:evidence p:stad-plan-1 .
result:stad-effect a bg:Result ; rdfs:label "Effect"@nl ; bg:evidence p:stad-plan-1 .
c:stad-plan-1 a bg:Claim ; rdf:subject value:stad-moed, goal:stad-meer ; rdf:predicate bg:contributesTo ; rdf:object result:stad-effect ;
    bg:evidence p:stad-plan-1 ; bg:basis bg:stated .
"""


@pytest.fixture
def town(tmp_path):
    file = tmp_path / "data" / "documents" / "stad" / "plan.ttl"
    file.parent.mkdir(parents=True)
    file.write_text(BODY, "utf-8")
    return config.rooms(data=tmp_path / "data")


def triples(store, text):
    return {tuple(row.values()) for row in store.rows("PREFIX bg: <https://w3id.org/beleidsgraaf/def#> " + text)}


def test_a_claim_gives_its_plain_links_the_documents_and_the_municipality(town):
    store = open_store("memory", town)
    assert triples(store, "SELECT ?s { ?s bg:contributesTo ?o } ORDER BY ?s") == {(vocab.ID + "goal/stad-meer",), (vocab.ID + "value/stad-moed",)}
    assert len(triples(store, "SELECT ?s { ?s bg:statedIn ?d } ORDER BY ?s")) == 3
    assert len(triples(store, "SELECT ?s { ?s bg:municipality <https://w3id.org/beleidsgraaf/id/organisation/stad> } ORDER BY ?s")) == 4


def test_classes_and_links_above_are_derived_and_never_exported(town):
    store = open_store("memory", town)
    assert triples(store, "SELECT ?s { ?s a bg:Goal } ORDER BY ?s") == {(vocab.ID + "goal/stad-meer",)}
    assert triples(store, "SELECT ?s { ?s bg:tracesTo ?o } ORDER BY ?s") == {(vocab.ID + "goal/stad-meer",), (vocab.ID + "value/stad-moed",)}
    assert vocab.DERIVED in store.graphs() and vocab.DERIVED not in store.public_graphs()


def test_replacing_a_graph_changes_it_whole_and_derives_anew(town):
    store = open_store("memory", town)
    origin = next(o for o in ingest.origins(town) if o.graph.endswith("/stad/plan"))
    before = store.version
    store.replace(origin.graph, [q for q in ingest.read(origin) if q.subject.value.startswith(vocab.ID + "goal/")])
    assert triples(store, "SELECT ?s { ?s a bg:PolicyElement . ?s bg:evidence ?p } ORDER BY ?s") == {(vocab.ID + "goal/stad-meer",)}
    assert not triples(store, "SELECT ?s { ?s bg:tracesTo ?o FILTER(STRSTARTS(STR(?s), 'https://w3id.org/beleidsgraaf/id/value/')) } ORDER BY ?s")
    assert store.version != before


def test_a_broken_file_names_file_line_and_cure_and_the_rest_still_loads(town):
    broken = town.data / "documents" / "stad" / "stuk.ttl"
    broken.write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
    with pytest.raises(BadFile, match=r"stuk\.ttl, regel 2: .*Verbeter"):
        open_store("memory", town)
    store = open_store("memory", town, keep_going=True)
    assert [p.line for p in store.problems] == [2]
    assert triples(store, "SELECT ?s { ?s a bg:OperationalGoal } ORDER BY ?s")


def test_a_blank_node_is_refused(town):
    (town.data / "documents" / "stad" / "leeg.ttl").write_text("<http://a> <http://b> [ ] .", "utf-8")
    with pytest.raises(BadFile, match="lege knoop"):
        open_store("memory", town)


def test_a_store_on_disk_answers_as_the_one_in_memory(town, tmp_path):
    disk = build(f"oxigraph:{tmp_path / 'opslag'}", town)
    memory = open_store("memory", town)
    assert disk.graphs() == memory.graphs()
    assert {str(q) for q in disk.quads(disk.graphs())} == {str(q) for q in memory.quads(memory.graphs())}
    assert len(open_store(f"oxigraph:{tmp_path / 'opslag'}", town)) == len(memory)


def test_a_reader_keeps_its_generation_while_a_new_one_is_built(town, tmp_path):
    place = f"oxigraph:{tmp_path / 'opslag'}"
    reader = build(place, town)
    (town.data / "documents" / "stad" / "plan.ttl").write_text(BODY.replace('"Meer"', '"Minder"'), "utf-8")
    built = build(place, town)
    label = "SELECT ?l { <https://w3id.org/beleidsgraaf/id/goal/stad-meer> <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
    assert (triples(reader, label), triples(built, label)) == ({("Meer",)}, {("Minder",)})


def test_a_build_removes_its_own_old_generation_and_nothing_else(town, tmp_path):
    place = tmp_path / "opslag"
    (place / "foto's").mkdir(parents=True)
    (place / "foto's" / "vakantie.txt").write_text("bewaren", "utf-8")
    first = build(f"oxigraph:{place}", town).version
    second = build(f"oxigraph:{place}", town).version
    assert {p.name for p in place.iterdir()} == {"foto's", "CURRENT", second} and first != second
    assert (place / "foto's" / "vakantie.txt").read_text("utf-8") == "bewaren"


def test_missing_unreadable_unknown_and_twice_written_stores_are_clear_lines(town, tmp_path):
    with pytest.raises(BusyStore, match="beleidsgraaf build"):
        open_store(f"oxigraph:{tmp_path / 'nergens'}", town)
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "CURRENT").write_text("weg", "utf-8")
    with pytest.raises(BusyStore, match="beleidsgraaf build"):
        open_store(f"oxigraph:{tmp_path / 'kapot'}", town)
    with pytest.raises(GraphkitError, match="memory of oxigraph"):
        open_store("neo4j:x", town)
    build(f"oxigraph:{tmp_path / 'opslag'}", town)
    first = writable(str(tmp_path / "opslag"))
    with pytest.raises(BusyStore, match="ander proces"):
        writable(str(tmp_path / "opslag"))
    assert len(first) > 0


def test_a_bad_query_carries_the_parsers_words(town):
    with pytest.raises(BadQuery, match="1:"):
        open_store("memory", town).rows("SELECT ?s WHERE { ?s ?p }")


WRITER = """
import sys
from graphkit import config, ingest, store
rooms = config.rooms(data=sys.argv[2])
origin = next(o for o in ingest.origins(rooms) if o.graph.endswith("/stad/plan"))
quads = ingest.read(origin)
kept = store.writable(sys.argv[1])
print("ready", flush=True)
while True:
    kept.replace(origin.graph, quads)
    kept.replace(origin.graph, quads[:1])
"""


def test_a_writer_killed_in_the_middle_leaves_nothing_torn(town, tmp_path):
    place = tmp_path / "opslag"
    build(f"oxigraph:{place}", town)
    origin = next(o for o in ingest.origins(town) if o.graph.endswith("/stad/plan"))
    whole = {str(q) for q in ingest.read(origin)}
    for wait in (0.05, 0.11, 0.23):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(place), str(town.data)], stdout=subprocess.PIPE, text=True,
                                  env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
        assert writer.stdout.readline() == "ready\n"
        until = time.monotonic() + wait
        while time.monotonic() < until:
            pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        found = {str(q) for q in open_store(f"oxigraph:{place}", town).quads([origin.graph])}
        assert found == whole or (len(found) == 1 and found < whole)


def test_a_build_killed_in_the_middle_leaves_the_old_store(town, tmp_path):
    place = f"oxigraph:{tmp_path / 'opslag'}"
    size = len(build(place, town))
    script = "import sys; from graphkit import config, store\nprint('ready', flush=True)\nwhile True: store.build(sys.argv[1], config.rooms(data=sys.argv[2]))"
    builder = subprocess.Popen([sys.executable, "-c", script, place, str(town.data)], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    assert builder.stdout.readline() == "ready\n"
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        pass
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    builder.stdout.close()
    assert len(open_store(place, town)) == size
    assert len(build(place, town)) == size


def test_what_is_derived_after_a_replacement_is_what_a_build_derives(town):
    store = open_store("memory", town)
    origin = next(o for o in ingest.origins(town) if "/documents/" in str(o.path))
    quads = ingest.read(origin)
    for left in (quads[::2], quads, [], quads[: len(quads) // 3]):
        store.replace(origin.graph, left)
        mine = set(store.quads([vocab.DERIVED]))
        store.derive()
        assert mine == set(store.quads([vocab.DERIVED])) and len(mine) > 0
