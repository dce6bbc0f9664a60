"""The command: machine output as promised, one clear line for every failure, exit codes 0, 1 and 2."""
import csv
import io
import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit import config, vocab
from graphkit.cli import main

ROOT = Path(__file__).parent.parent


def run(*words, input=None):
    return CliRunner().invoke(main, words, input=input)


def told(result):
    """The one line on stderr, after checking that it is one, without a stack trace; what a slow machine says of its progress is no error."""
    lines = [line for line in result.stderr.splitlines() if line and not re.search(r"… .*\(\d+ s\)$", line)]
    assert result.exit_code == 1 and len(lines) == 1 and lines[0].startswith("beleidsgraaf: "), result.stderr
    return lines[0]


def test_trace_gives_stored_triples_with_passages_in_walking_order():
    found = json.loads(run("trace", "activity/weert-termijnen-herijken", "--direction", "why", "--format", "json").stdout)
    assert set(found) == {"paths"} and 0 < len(found["paths"]) <= 20
    assert [len(p) for p in found["paths"]] == sorted(len(p) for p in found["paths"])
    for path in found["paths"]:
        for step, after in zip(path, path[1:] + [None]):
            assert set(step) == {"from", "link", "to", "direction", "basis", "passages"}
            assert step["direction"] == "up" and step["basis"] in ("stated", "inferred")
            assert step["passages"] and all(set(p) == {"iri", "file", "start", "end", "exact"} for p in step["passages"])
            assert after is None or step["to"] == after["from"]
    reached = {s["to"].removeprefix(vocab.ID).split("/")[0] for p in found["paths"] for s in p}
    assert {"result", "goal", "vision"} <= reached


def test_trace_takes_a_limit_and_tells_people_the_words():
    assert len(json.loads(run("trace", "value/weert-duidelijkheid", "--limit", "3", "--format", "json").stdout)["paths"]) == 3
    text = run("trace", "value/weert-duidelijkheid").stdout
    assert "draagvlak" in text and "“" in text and "staat er zo" in text


def test_connect_gives_paths_with_both_directions():
    found = json.loads(run("connect", "activity/weert-termijnen-herijken", "result/weert-draagvlak", "--format", "json").stdout)
    assert found["paths"] and {s["direction"] for p in found["paths"] for s in p} <= {"up", "down"}


@pytest.mark.parametrize("name", ["goal/weert-wendbaarheid", "/id/goal/weert-wendbaarheid", "doc/goal/weert-wendbaarheid",
                                  "https://w3id.org/beleidsgraaf/id/goal/weert-wendbaarheid", "https://w3id.org/beleidsgraaf/doc/goal/weert-wendbaarheid"])
def test_an_identifier_may_be_short_or_an_iri(name):
    assert json.loads(run("show", name, "--format", "json").stdout)["iri"] == vocab.ID + "goal/weert-wendbaarheid"


def test_official_iris_of_laws_and_municipalities_are_known():
    assert json.loads(run("show", "https://identifier.overheid.nl/tooi/id/gemeente/gm0988", "--format", "json").stdout)["iri"] == vocab.ID + "organisation/weert"
    assert json.loads(run("show", "https://wetten.overheid.nl/BWBR0037885", "--format", "json").stdout)["iri"] == vocab.ID + "legal-resource/nl-omgevingswet"


def test_an_unknown_identifier_names_the_nearest():
    assert "goal/weert-wendbaarheid" in told(run("show", "goal/weert-wendbaarhied"))
    assert "weert-duidelijkheid" in told(run("trace", "value/weert-duidelijk"))


def test_search_gives_the_contract_and_a_hint_when_nothing_is_found():
    (first, *_) = json.loads(run("search", "draagvlak", "--format", "json").stdout)
    assert set(first) == {"iri", "label", "kind", "document", "why"}
    assert json.loads(run("search", "xqzxqz", "--format", "json").stdout) == []
    assert "Bedoelt u" in run("search", "wendbarheidt").stdout


def test_queries_and_named_questions_follow_the_contract():
    questions = json.loads(run("queries", "--format", "json").stdout)
    assert questions and all(set(q) == {"name", "question_nl", "question_en", "parameters"} for q in questions)
    free = next(q for q in questions if all(p["optional"] for p in q["parameters"]))
    answer = json.loads(run("query", free["name"], "--format", "json").stdout)
    assert set(answer) == {"head", "results"}


def test_a_parameter_takes_a_short_name_and_an_unknown_thing_is_said():
    whole = run("query", "kosten", "municipality=organisation/dalfsen", "--format", "json").stdout
    assert json.loads(whole)["results"]["bindings"]
    assert whole == run("query", "kosten", "municipality=dalfsen", "--format", "json").stdout == run("query", "kosten", "dalfsen", "--format", "json").stdout
    month = run("query", "wat-loopt-in", "2021-04", "municipality=weert").stdout
    assert "milestone/weert-versie-1-0" in month and "naam=waarde" in told(run("query", "wat-loopt-in", "2021-04", "weert"))
    assert "theme/nl-klantgerichtheid" in run("query", "thema-per-gemeente", "klantgerichtheid").stdout
    assert "organisation/dalfsen" in told(run("query", "kosten", "municipality=dalfsn"))
    several = told(run("query", "wat-heeft-dit-nodig", "dalfsen-klantcontactcentrum"))
    assert "goal/dalfsen-klantcontactcentrum" in several and "project/dalfsen-klantcontactcentrum" in several


def test_an_answer_for_people_has_words_for_terms_and_says_once_what_every_row_shares():
    lines = run("query", "kosten", "dalfsen").stdout.splitlines()
    assert lines[0] == "municipality: Gemeente Dalfsen (organisation/dalfsen)" and lines[1].startswith("line ")
    text = "\n".join(lines)
    assert "niet gedekt" in text and "bg:" not in text and lines[-1] == f"({len(lines) - 3} rijen)"
    assert "Geen antwoord" in run("query", "uren", "weert").stdout


def test_show_tells_money_days_and_hours():
    assert "  bedrag in euro: 2500\n" in run("show", "cost-line/dalfsen-burgerpanel-per-keer").stdout
    assert "2012-04-01 t/m 2012-05-31, “April to May”" in run("show", "activity/dalfsen-planning-inventariseren-klantvragen").stdout
    assert "  uren: 160\n" in run("show", "statement/dalfsen-kcc-160-uren").stdout


def test_search_stays_within_what_was_asked_and_queries_are_found_by_a_word():
    rows = json.loads(run("search", "uren", "--municipality", "dalfsen", "--year", "2012", "--format", "json").stdout)
    assert rows and all("dalfsen" in row["iri"] for row in rows)
    of_plan = json.loads(run("search", "visie", "--document", "weert-beleidsplan", "--format", "json").stdout)
    assert of_plan and all("/weert-" in row["iri"] for row in of_plan)
    assert "organisation/weert" in told(run("search", "visie", "--municipality", "weer"))
    some, every = (json.loads(run("queries", *words, "--format", "json").stdout) for words in (("kosten",), ()))
    assert 0 < len(some) < len(every) and all("kosten" in json.dumps(q).casefold() for q in some)
    assert "Geen vraag" in run("queries", "xqzxqz").stdout


def test_a_free_question_comes_from_a_file_or_stdin(tmp_path):
    text = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/beleidsgraaf/def#Value> }"
    (tmp_path / "q.rq").write_text(text, "utf-8")
    counts = [json.loads(r.stdout)["results"]["bindings"][0]["n"]["value"]
              for r in (run("query", str(tmp_path / "q.rq"), "--format", "json"), run("query", "-", "--format", "json", input=text))]
    assert counts[0] == counts[1] and int(counts[0]) >= 4
    assert next(csv.reader(io.StringIO(run("query", "-", "--format", "csv", input=text).stdout))) == ["n"]


@pytest.mark.parametrize("text, says", [
    ("SELECT ?s {", "SPARQL"), ("INSERT DATA { <http://a> <http://b> <http://c> }", "alleen gelezen"),
    ("SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
])
def test_a_bad_question_is_one_line(text, says):
    assert says in told(run("query", "-", input=text))


def test_a_question_past_its_time_is_stopped_and_says_so():
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?d = ?h) } ORDER BY ?a"
    assert "1 seconden" in told(run("query", "-", "--timeout", "1", input=text))


def test_an_unknown_question_file_or_parameter_is_one_line():
    assert "Bedoelt u" in told(run("query", json.loads(run("queries", "--format", "json").stdout)[0]["name"][:-1] + "x"))
    assert "nergens.rq" in told(run("query", "nergens.rq"))
    assert "naam=waarde" in told(run("query", "-", "x", input="ASK {}"))
    assert "kent geen parameter" in told(run("query", "-", "x=1", input="ASK {}"))


def test_coverage_follows_the_contract_and_says_when_texts_are_missing(texts, monkeypatch, tmp_path):
    documents = json.loads(run("coverage", "--format", "json").stdout)["documents"]
    assert len(documents) >= 2 and all(set(d) == {"document", "file", "segments", "evidence", "left_out", "missing", "percent"} for d in documents)
    assert all(d["segments"] == d["evidence"] + d["left_out"] + d["missing"] for d in documents)
    monkeypatch.setenv("BELEIDSGRAAF_SOURCES", str(tmp_path))
    without = run("coverage", "--format", "json")
    assert without.exit_code == 1 and json.loads(without.stdout) == {"documents": []} and "BELEIDSGRAAF_SOURCES" in without.stderr


def test_validate_conforms_and_gives_the_one_finding_object(texts):
    result = run("validate", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0 and set(report) == {"conforms", "findings"} and report["conforms"] is True
    wanted = {"id", "rule", "kind", "severity", "state", "elements", "passages", "message", "advice"}
    assert report["findings"] and all(wanted <= set(f) for f in report["findings"])
    explained = [f for f in report["findings"] if f["rule"] == vocab.BGSH + "Goal-indicator" and f["state"] == "explained"]
    assert len(explained) == 4
    assert run("validate", "--strict").exit_code == (1 if any(f["severity"] == "warning" and f["state"] == "open" for f in report["findings"]) else 0)


@pytest.fixture
def broken(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("persons"))
    (data / "documents" / "weert" / "stuk.ttl").write_text("@prefix a: <http://a/> .\n\na:b a:c .\n", "utf-8")
    return data


@pytest.mark.parametrize("command", [["validate"], ["trace", "value/weert-duidelijkheid"], ["stats"], ["export", "--format", "csv"], ["coverage"]])
def test_a_broken_file_is_one_line_and_with_keep_going_the_rest_still_answers(broken, command):
    line = told(run(*command, "--data", str(broken)))
    assert "stuk.ttl, regel 3" in line and "Verbeter" in line
    kept = run(*command, "--data", str(broken), "--keep-going")
    assert kept.exit_code == 1 and kept.stdout and "stuk.ttl" in kept.stderr


def test_missing_folders_and_stores_are_one_line(tmp_path):
    assert "bestaat niet" in told(run("stats", "--data", str(tmp_path / "weg")))
    assert "build" in told(run("stats", "--store", f"oxigraph:{tmp_path / 'weg'}"))
    assert "memory of oxigraph" in told(run("stats", "--store", "x:y"))
    assert "oxigraph:MAP" in told(run("build"))


def test_a_store_on_disk_is_built_and_answers(tmp_path):
    place = f"oxigraph:{tmp_path / 'opslag'}"
    assert "triples" in run("build", "--store", place).stdout
    assert run("trace", "value/weert-duidelijkheid", "--format", "json", "--store", place).stdout == run(
        "trace", "value/weert-duidelijkheid", "--format", "json").stdout


def test_export_writes_the_file_whole(tmp_path):
    assert run("export", "--format", "nquads", "--output", str(tmp_path / "g.nq")).exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["g.nq"]
    assert "niet geschreven" in told(run("export", "--format", "csv", "--output", str(tmp_path / "weg" / "x.csv")))


def test_stats_count_elements_links_passages_and_quotations(texts):
    for document in json.loads(run("stats", "--format", "json").stdout)["documents"]:
        assert document["passages"] and document["elements"] and 0 < document["quoted_percent"] <= 40
        assert {"family", "basis", "count"} == set(document["links"][0])


def test_wrong_usage_is_code_two():
    assert run("trace").exit_code == 2 and run("nonsens").exit_code == 2 and run("export").exit_code == 2


def test_a_new_document_starts_as_a_file_that_loads_and_is_never_overwritten(tmp_path):
    (tmp_path / "tekst.txt").write_text("Doelen\n\nWe willen meer.\n", "utf-8")
    (tmp_path / "data").mkdir()
    words = ("document", "new", "stad/plan", "--text", str(tmp_path / "tekst.txt"), "--title", 'Een "plan"', "--data", str(tmp_path / "data"))
    path = Path(run(*words).stdout.strip())
    assert path.is_file() and "bestaat al" in told(run(*words))
    (tmp_path / "citaten.txt").write_text("We willen meer.\n", "utf-8")
    minted = run("document", "passages", str(tmp_path / "citaten.txt"), "--document", "stad/plan", "--text", str(tmp_path / "tekst.txt"), "--data", str(tmp_path / "data"))
    assert 'p:stad-plan-00008 a bg:Passage' in minted.stdout and 'bg:section "Doelen"' in minted.stdout
    path.write_text(path.read_text("utf-8") + minted.stdout, "utf-8")
    assert run("stats", "--data", str(tmp_path / "data")).exit_code == 0
    assert "gemeente/document" in told(run("document", "new", "Stad", "--text", str(tmp_path / "tekst.txt"), "--title", "x", "--data", str(tmp_path / "data")))
    assert "sentence" in run("document", "segments", "stad/plan", "--text", str(tmp_path / "tekst.txt")).stdout


def test_a_sample_is_the_same_for_the_same_seed_and_tells_no_reason():
    first, again, other = (json.loads(run("document", "sample", "weert/beleidsplan", "--seed", s, "--size", "20", "--format", "json").stdout) for s in "112")
    assert first == again != other
    assert len({r["number"] for r in first}) == 40 and {r["what"] for r in first} == {"element", "link"}
    assert all(r["exact"] for r in first) and not any("reason" in r for r in first)
    assert "niet bekend" in told(run("document", "sample", "weert/niets"))


def serve(*words):
    return subprocess.Popen([sys.executable, "-m", "graphkit", "serve", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_serve_prints_its_address_first_and_a_busy_port_is_one_line():
    import urllib.request

    server = serve("--port", "0")
    try:
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:") and urllib.request.urlopen(address, timeout=10).status == 200
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            second = serve("--port", str(taken.getsockname()[1]))
            out, err = second.communicate(timeout=30)
        assert second.returncode == 1 and out == "" and len(err.strip().splitlines()) == 1 and "in gebruik" in err
    finally:
        server.terminate()
        server.communicate(timeout=20)
