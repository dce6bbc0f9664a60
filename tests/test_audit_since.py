"""Against an earlier report: what is new, gone and changed, the same again, and a report that is broken."""
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.audit import FORMATS, Verification, compare_with, read_earlier
from graphkit.cli import main
from graphkit.errors import BadFile

from .audits import EVERY_STATE, GAP, finding, village

TOWN = Path(__file__).parent / "example"
DAY = ("--day", "2024-06-01")


def run(*words):
    return CliRunner().invoke(main, words)


def told(result):
    lines = [line for line in result.stderr.splitlines() if line and "…" not in line]  # a slow machine says what it is doing
    assert result.exit_code == 1 and len(lines) == 1 and lines[0].startswith("beleidsgraaf: "), result.stderr
    return lines[0]


@pytest.fixture(scope="module")
def body(tmp_path_factory):
    """The JSON report of the village, with a finding in every state."""
    return json.loads(FORMATS["json"].write(village(tmp_path_factory.mktemp("dorp"), *GAP, more=EVERY_STATE), "nl"))


@pytest.fixture
def saved(tmp_path):
    """Writes a report, or any text, to a file."""
    def save(content, name="rapport.json"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return tmp_path / name

    return save


def test_each_kind_of_difference_is_told_apart(body, saved, tmp_path):
    before = read_earlier(saved(body))
    changed = (finding("explained", 1, "warning", message="Anders.", reason="Om een reden."), *EVERY_STATE[1:4], finding("open", 9))
    found = compare_with(before, village(tmp_path / "a", *GAP, more=changed))
    assert [f.id for f in found.new] == ["000000000009"] and [f.id for f in found.gone] == ["000000000005"]
    assert [(c.now.id, set(c.parts)) for c in found.changed] == [("000000000001", {"state", "severity", "message", "reason"})]
    assert (found.findings, found.data, found.rules, found.versions, found.selections) == (3, (), (), (), True)
    again = compare_with(before, village(tmp_path / "b", *GAP, more=EVERY_STATE))
    assert again.findings == 0 and Verification(before, again).same


def test_one_sees_whether_data_rules_or_software_changed(body, saved, tmp_path):
    before = read_earlier(saved(body))
    other = village(tmp_path / "a", ("wil groeien", "groeien"), *GAP, more=EVERY_STATE)
    found = compare_with(before, other)
    assert found.data == ("graph/dorp/plan",) and found.changed[0].parts == ("passages",)
    changed = json.loads(json.dumps(body))
    changed["audit"]["versions"]["rdflib"] = "1.0"
    changed["audit"]["digests"]["shapes"] = "0" * 64
    changed["audit"]["selection"]["state"] = "open"
    (rule,) = [r for r in changed["rules"] if r["name"] == "Goal-indicator"]
    rule["advice"] = "Vroeger anders."
    found = compare_with(read_earlier(saved(changed)), village(tmp_path / "b", *GAP, more=EVERY_STATE))
    assert (found.data, found.rules, [v[:2] for v in found.versions], found.selections) == (("shapes/",), ("bgsh:Goal-indicator",), [("rdflib", "1.0")], False)
    words = "\n".join(Verification(read_earlier(saved(changed)), found).lines())
    assert "De bevindingen zijn gelijk (6)." in words and "rdflib 1.0 →" in words and "bgsh:Goal-indicator" in words and "niet dezelfde keuze" in words


@pytest.mark.parametrize("path, says", [
    (("audit",), "het rapport mist ‘audit’"), (("findings",), "het rapport mist ‘findings’"), (("conforms",), "mist ‘conforms’"),
    (("findings", 2, "state"), "findings[2] mist ‘state’"), (("findings", 0, "passages", 0, "start"), "findings[0].passages[0] mist ‘start’"),
    (("rules", 5, "message"), "rules[5] mist ‘message’"), (("audit", "day"), "audit mist ‘day’"),
    (("audit", "digests", "graphs", 0, "digest"), "audit.digests.graphs[0] mist ‘digest’"), (("audit", "selection", "rule"), "audit.selection mist ‘rule’"),
])
def test_a_missing_key_is_named_with_its_place(body, saved, path, says):
    broken = json.loads(json.dumps(body))
    inner = broken
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    with pytest.raises(BadFile) as problem:
        read_earlier(saved(broken))
    assert says in str(problem.value) and "rapport.json" in str(problem.value) and "beleidsgraaf audit --format json" in str(problem.value)


@pytest.mark.parametrize("key, value, says", [
    ("findings", {}, "findings is geen lijst"), ("findings", [3], "findings[0] is geen object"), ("conforms", "ja", "conforms is geen waar of onwaar"), ("rules", None, "rules is geen lijst"),
])
def test_a_value_of_another_kind_is_named(body, saved, key, value, says):
    with pytest.raises(BadFile, match=says.replace("[", r"\[")):
        read_earlier(saved(body | {key: value}))


@pytest.mark.parametrize("content, says", [
    (b'{"audit": {\n  "day" "2024"}}', "regel 2: is geen geldige JSON bij kolom 9"), (b"", "regel 1: is geen geldige JSON bij kolom 1"),
    (b"<!DOCTYPE html><html></html>", "HTML-rapport"), (b"@prefix sh: <x> .", "Turtle-rapport"), (b"\xff\xfe\x00", "geen tekst in UTF-8 (byte 0)"),
    (b"PK\x03\x04\xff", "geen tekst in UTF-8"), (b"[1, 2]", "het geheel is geen object"), (b"[" * 100_000, "niet te lezen als JSON-rapport"),
    (b'{"conforms": true, "findings": []}', "het rapport mist ‘audit’"), (b'{"n": ' + b"9" * 5000 + b"}", "niet te lezen als JSON-rapport"),
])
def test_a_broken_report_is_one_sentence_with_its_line(saved, content, says):
    with pytest.raises(BadFile) as problem:
        read_earlier(saved(content))
    assert says in str(problem.value) and "\n" not in str(problem.value)


def test_no_file_at_all_is_one_line_before_any_work(tmp_path):
    for option in ("--since", "--verify"):
        assert "kan niet gelezen worden" in told(run("audit", option, str(tmp_path / "weg.json"), "--data", str(TOWN)))
        assert "kan niet gelezen worden" in told(run("audit", option, str(tmp_path), "--data", str(TOWN)))


def test_the_command_reports_verifies_and_sees_what_is_new(tmp_path):
    report, data = tmp_path / "rapport.json", tmp_path / "data"
    shutil.copytree(TOWN, data)
    made = run("audit", *DAY, "--data", str(data), "--format", "json", "--output", str(report))
    assert made.exit_code == 0 and made.stdout == "" and "bytes naar" in made.stderr and [p.name for p in tmp_path.glob("*.json*")] == ["rapport.json"]
    same = run("audit", "--verify", str(report), "--data", str(data))
    assert same.exit_code == 0 and "De bevindingen zijn gelijk" in same.stdout and "De versies zijn gelijk." in same.stdout
    for file in (data / "deviations").iterdir():
        file.unlink()
    other = run("audit", "--verify", str(report), "--data", str(data), "--format", "json")
    found = json.loads(other.stdout)
    assert other.exit_code == 1 and found["same"] is False and {tuple(c["parts"]) for c in found["changed"]} == {("state", "reason")}
    assert "graph/shared/deviations" in found["data"] and found["rules"] == []
    since = run("audit", *DAY, "--since", str(report), "--data", str(data), "--state", "open", "--strict")
    assert since.exit_code == 1 and "stand: verantwoord → open" in since.stdout and "niet dezelfde keuze" in since.stdout


def test_verify_takes_day_and_choice_from_the_report():
    for words in (DAY, ("--rule", "Goal-indicator"), ("--since", "x.json"), ("--format", "html")):
        result = run("audit", "--verify", "x.json", *words)
        assert result.exit_code == 2 and "--verify" in result.stderr


def test_wrong_choices_and_places_are_one_line(tmp_path):
    assert "Goal-indicator" in told(run("audit", "--data", str(TOWN), "--rule", "Goal-indikator"))
    assert run("audit", "--day", "morgen").exit_code == 2 and run("audit", "--format", "pdf").exit_code == 2
    assert "niet geschreven" in told(run("audit", *DAY, "--data", str(TOWN), "--output", str(tmp_path / "weg" / "x.txt")))
