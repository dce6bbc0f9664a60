"""The graph beside the files: quotations, changed texts, broken files, reports that travel."""
import hashlib
import json
import os
import pickle
import select
import shutil
import subprocess
import sys

import pytest

from graphkit import config
from graphkit.validate import as_json, start
from graphkit.vocab import short

from . import dorp

KEYS = {"id", "rule", "kind", "severity", "state", "elements", "passages", "message", "advice", "explanation"}


def test_a_quotation_that_is_not_there_is_found_with_its_nearest_match(tmp_path):
    report = dorp.report(tmp_path, ('"bouwen we nieuwe huizen"', '"bouwen we nieuwe hutten"'))
    finding = dorp.one(report, "bgsh:Passage-literal")
    assert dorp.found(report) == {("bgsh:Passage-literal", "passage/huizen")} and not report.conforms
    assert "‘bouwen we nieuwe huizen" in finding.message("nl") and "Nearest: ‘bouwen we nieuwe hui" in finding.message("en")
    assert [p.exact for p in finding.passages] == ["bouwen we nieuwe hutten"]


def test_a_quotation_outside_its_range_is_found_with_its_place(tmp_path):
    start_at = dorp.TEXT.index("tellen elk jaar")
    finding = dorp.one(dorp.report(tmp_path, (f"oa:start {start_at} ;", f"oa:start {start_at + 3} ;")), "bgsh:Passage-literal")
    assert f"{start_at}–{start_at + 15}" in finding.message("nl")


def test_the_nearest_match_never_repeats_a_name(tmp_path):
    words = dorp.passage("wethouder", "De wethouder heet Jan de Wit").replace('"De wethouder heet Jan de Wit"', '"De wethouders heten Jan de Wit"')
    goal = "goal:dorp-groei a bg:Goal"
    report = dorp.report(tmp_path, (goal, words + "goal:dorp-groei bg:evidence p:wethouder .\n" + goal))
    message = dorp.one(report, "bgsh:Passage-literal").message("nl")
    assert "[naam]" in message and "Jan" not in message


def test_a_range_over_two_paragraphs_is_found(tmp_path):
    end = dorp.TEXT.index("We tellen") + 9
    report = dorp.report(tmp_path, (f"oa:end {dorp.TEXT.index('2025.') + 5} ;", f"oa:end {end} ;"))
    assert dorp.found(report) == {("bgsh:Passage-block", "passage/groeien")}


@pytest.mark.parametrize("text, moved, lost", [
    ("Voorwoord.\n\n" + dorp.TEXT, 3, 0),
    (dorp.TEXT + "Nog een zin.\n", 0, 0),
    (dorp.TEXT.replace("Daarom bouwen", "Daarom gaan we: bouwen").replace("tellen elk jaar", "tellen nooit"), 1, 1),
], ids=["moved", "longer", "moved-and-lost"])
def test_a_changed_text_is_one_finding_that_lists_what_moved(tmp_path, text, moved, lost):
    report = dorp.report(tmp_path, text=text)
    finding = dorp.one(report, "bgsh:PolicyDocument-digest")
    assert finding.elements == ("https://w3id.org/beleidsgraaf/id/policy-document/dorp-plan",)
    assert finding.value == hashlib.sha256(text.encode()).hexdigest()
    assert len(finding.passages) == moved
    for passage in finding.passages:
        there = text.index(passage.exact)
        assert f"‘{passage.exact}’: {passage.start}–{passage.end} → {there}–{there + len(passage.exact)}" in finding.message("nl")
    assert len([f for f in report.findings if short(f.rule) == "bgsh:Passage-literal"]) == lost


def test_too_much_quoted_is_found_with_the_share(tmp_path):
    plan = dorp.passage("veel", "Het dorp wil groeien in 2025. Daarom bouwen we nieuwe huizen.") + dorp.passage("meer", "We tellen elk jaar het aantal huizen.")
    goal = "goal:dorp-groei a bg:Goal"
    finding = dorp.one(dorp.report(tmp_path, (goal, plan + "goal:dorp-groei bg:evidence p:veel, p:meer .\n" + goal)), "bgsh:PolicyDocument-quoted")
    share = (len("Het dorp wil groeien in 2025. Daarom bouwen we nieuwe huizen.") + len("We tellen elk jaar het aantal huizen.")) / len(dorp.TEXT)
    assert 0.4 < share and f"{share:.1%}" in finding.message("en") and f"{share:.1%}".replace(".", ",").replace("%", " %") in finding.message("nl")


def test_a_missing_text_is_a_note_and_no_finding(tmp_path):
    report = dorp.report(tmp_path, sources=False)
    assert report.findings == () and len(report.notes) == 1 and "plan.txt" in report.notes[0]


def test_a_place_that_is_no_number_is_a_finding_and_a_note(tmp_path):
    report = dorp.report(tmp_path, ("oa:start 19", 'oa:start "begin"'))
    assert ("bgsh:Passage-start", "passage/groeien") in dorp.found(report) and len(report.notes) == 1


def test_a_broken_file_is_a_finding_with_file_and_line(tmp_path):
    report = dorp.report(tmp_path, files={"documents/dorp/kapot.ttl": "goal:dorp-kapot a bg:Goal ;\n  rdfs:label ."})
    finding = dorp.one(report, "bgsh:File-readable")
    line = dorp.PREFIXES.count("\n") + 2
    assert finding.severity == "violation" and not report.conforms
    assert finding.value == f"data/documents/dorp/kapot.ttl:{line}"
    assert f"data/documents/dorp/kapot.ttl, regel {line}" in finding.message("nl") and str(tmp_path) not in finding.message("nl")


def test_a_finding_is_the_same_object_everywhere(tmp_path):
    report = dorp.report(tmp_path, ("rdf:predicate bg:measures", "rdf:predicate bg:relatedTo"))
    (finding,) = report.findings
    written = as_json(finding, "en")
    assert KEYS <= set(written) <= KEYS | {"value", "reason"}
    assert written["rule"] == "https://w3id.org/beleidsgraaf/shapes#Goal-indicator" and written["message"].startswith("No indicator")
    assert set(written["passages"][0]) == {"iri", "file", "start", "end", "exact"}
    json.dumps(written)
    again = dorp.report(tmp_path / "again", ("rdf:predicate bg:measures", "rdf:predicate bg:relatedTo"))
    assert again.findings[0].id == finding.id and len(finding.id) == 12
    assert any(rule.yardstick("nl") for rule in report.rules if rule.iri == finding.rule)


def test_a_report_comes_from_a_process_of_its_own(tmp_path):
    rooms = dorp.build(tmp_path, [("rdf:predicate bg:measures", "rdf:predicate bg:relatedTo")])
    report = start("memory", rooms, tmp_path / "sources").result(timeout=60)
    assert report.conforms and dorp.found(report) == {("bgsh:Goal-indicator", "goal/dorp-groei")}
    assert pickle.loads(pickle.dumps(report)) == report


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to wait for a process that is not a child")
def test_a_killed_parent_leaves_no_validation_behind(tmp_path):
    rooms = dorp.build(tmp_path)
    script = tmp_path / "parent.py"
    script.write_text(f"""
import multiprocessing
from pathlib import Path
from graphkit.config import Rooms
from graphkit.validate import start
if __name__ == "__main__":
    start("memory", Rooms(Path({str(rooms.ontology)!r}), Path({str(rooms.shapes)!r}), Path({str(rooms.data)!r})))
    print(multiprocessing.active_children()[0].pid, flush=True)
    input()
""", "utf-8")
    parent = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
    worker = os.pidfd_open(int(parent.stdout.readline()))
    try:
        parent.kill()
        parent.wait()
        assert select.select([worker], [], [], 30)[0], "the worker is still there"
    finally:
        os.close(worker)
        parent.stdin.close()
        parent.stdout.close()


LAW = "De Omgevingswet geldt ook in het dorp.\n"
DUTY = "Wij houden ons aan wettelijke verplichtingen.\n"
ROLE = """
role:dorp-huismeester a bg:Role ; rdfs:label "Dorpshuismeester"@nl ; skos:altLabel "dorpshuis meester"@nl ; skos:definition "Past op het dorpshuis."@nl ;
    bg:roleKind concept:nl-rolsoort-medewerker ; bg:evidence p:tellen .
"""


def names_only(folder, *swaps, more="", **given):
    """The village with more text, looked at by the rules about names alone."""
    (folder / "shapes").mkdir(parents=True)
    for name in ("prefixes", "names"):
        shutil.copy(config.rooms().shapes / f"{name}.ttl", folder / "shapes")
    return dorp.report(folder, *swaps, text=dorp.TEXT + more, **given)


def linked(start: int) -> tuple[str, str]:
    """A swap that lets the project rest on the Environment and Planning Act, by a passage of the added text."""
    place = f'p:wet a bg:Passage ; bg:inDocument pd:dorp-plan ; bg:section "Plan van het dorp" ; oa:start {start} ; oa:end {start + 15} ; oa:exact "De Omgevingswet" .\n'
    claim = """c:wet a bg:Claim ; rdf:subject project:dorp-huizen ; rdf:predicate bg:basedOn ; rdf:object <https://w3id.org/beleidsgraaf/id/legal-resource/nl-omgevingswet> ;
    bg:evidence p:wet ; bg:basis bg:stated .\n"""
    return "lo:naam a bg:LeftOut", place + claim + "lo:naam a bg:LeftOut"


def test_a_law_that_the_text_names_is_found_until_a_claim_points_at_it_from_there(tmp_path):
    finding = dorp.one(names_only(tmp_path / "los", more=LAW), "bgsh:LegalResource-linked")
    assert (finding.severity, finding.state) == ("warning", "open") and "‘Omgevingswet’" in finding.message("nl")
    well = dorp.one(names_only(tmp_path / "vast", linked(len(dorp.TEXT)), more=LAW), "bgsh:LegalResource-linked")
    assert well.state == "agrees" and [p.exact for p in well.passages] == ["De Omgevingswet"]


def test_a_claim_elsewhere_in_the_text_does_not_link_the_place_that_names_the_law(tmp_path):
    finding = dorp.one(names_only(tmp_path, linked(0), more=LAW), "bgsh:LegalResource-linked")
    assert finding.state == "open"


def test_duties_are_found_where_a_text_names_no_law(tmp_path):
    finding = dorp.one(names_only(tmp_path / "geen", more=DUTY + DUTY), "bgsh:LegalResource-named")
    assert "‘wettelijke verplichtingen’ (2 keer)" in finding.message("nl") and "(2 times)" in finding.message("en")
    assert dorp.found(names_only(tmp_path / "wel", linked(len(dorp.TEXT)), more=LAW + DUTY)) == {("bgsh:LegalResource-linked", "policy-document/dorp-plan")}


@pytest.mark.parametrize("more, spellings", [
    ("De dorpshuismeester past op. De dorpshuis meester ook.\n", {"dorpshuis meester"}),
    ("De dorpshuismeester past op.\n", set()),
    ("De dorpshuismeester past op. " * 5 + "De dorpshiusmeester ook.\n", {"dorpshiusmeester"}),
    ("De dorpshuismeester past op. " * 5 + "De dorpshuismeesters ook.\n", set()),
    ("De dorpshuismeester past op. " * 4 + "De dorpshiusmeester ook.\n", set()),
], ids=["two-names", "one-name", "misspelt", "another-ending", "too-rare"])
def test_one_name_in_two_spellings_is_found_and_another_ending_is_none(tmp_path, more, spellings):
    report = names_only(tmp_path, ("lo:naam a bg:LeftOut", ROLE + "lo:naam a bg:LeftOut"), more=more)
    assert {f.value for f in report.findings} == spellings
    assert all("huismeester’ en ook ‘" in f.message("nl") and f.severity == "info" for f in report.findings)


def test_a_misspelt_word_inside_a_name_of_a_person_is_never_repeated(tmp_path):
    more = "De dorpshuismeester past op. " * 5 + "Dat is Jan Dorpshiusmeester.\n"
    start = len(dorp.TEXT) + more.index("Jan")
    hidden = f"lo:naam-b a bg:LeftOut ; bg:inDocument pd:dorp-plan ; oa:start {start} ; oa:end {start + 20} ; bg:leftOutReason bg:personalData .\n"
    assert names_only(tmp_path, ("lo:naam a bg:LeftOut", ROLE + hidden + "lo:naam a bg:LeftOut"), more=more).findings == ()


@pytest.mark.parametrize("more, figures", [
    ("Onderstaande afbeelding laat dat zien.\n", {"onderstaande afbeelding"}),
    ("Figuur 1. Het dorp\n\nZie ook figuur 2.\n", {"figuur 1", "figuur 2"}),
    ("Onderstaande afbeelding laat dat zien.\n\n![Het dorp](dorp.png)\n", set()),
    ("De figuur van de wethouder is bekend.\n", set()),
], ids=["below", "captions", "shown", "no-figure"])
def test_a_figure_that_the_text_names_and_does_not_show_is_found(tmp_path, more, figures):
    report = names_only(tmp_path, more=more)
    assert {f.value for f in report.findings} == figures and {f.severity for f in report.findings} <= {"info"}
