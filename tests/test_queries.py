"""Every question says what it asks, names its parameters, is ordered, runs, and gives the answer it gave."""
import re
from importlib.resources import files

import pytest

from graphkit import query, vocab
from graphkit.errors import BadQuery, NotFound

QUERIES = files("graphkit") / "queries"
MACHINE = sorted((f.parent.name, f.stem) for f in QUERIES.glob("*/*.rq"))
NAMED = query.questions()
SAMPLE = {"thing": "value/weert-duidelijkheid", "day": "2021-03-15", "period": "2021-03", "theme": "theme/nl-wendbaarheid", "document": "policy-document/weert-beleidsplan"}


def needed(question):
    return {p.name: SAMPLE[p.name] for p in question.parameters if not p.optional}


def test_there_are_questions_for_people_and_for_the_machine():
    assert len(NAMED) >= 80 and len(MACHINE) >= 12


@pytest.mark.parametrize("question", [*NAMED, *(query.load(name, room) for room, name in MACHINE)], ids=lambda q: q.name)
def test_a_question_asks_in_two_languages_and_is_ordered(question):
    first, second = question.text.splitlines()[:2]
    assert first.startswith("# nl: ") and second.startswith("# en: ") and question.question_nl != question.question_en
    assert "ORDER BY" in question.text or "ASK" in question.text
    listed = {line.split("(")[0].strip("# ?") for line in question.text.splitlines() if line.startswith("# ?")}
    assert listed == {p.name for p in question.parameters}
    assert all(p.type in query.TYPES and p.hint_nl for p in question.parameters)


@pytest.mark.parametrize("question", NAMED, ids=lambda q: q.name)
def test_a_named_question_runs_with_and_without_its_parameters(question, store, catalog):
    assert question.question_nl.rstrip(")").endswith(("?", "--persons")) and question.question_en.rstrip(")").endswith(("?", "--persons"))
    rows = question.rows(store, **needed(question))
    for parameter in (p for p in question.parameters if p.optional):
        narrow = question.rows(store, **needed(question), **{parameter.name: rows[0][parameter.name] if rows else "organisation/weert"})
        assert len(narrow) <= len(rows) and all(r[parameter.name] == rows[0][parameter.name] for r in narrow)


def test_every_machine_query_is_asked_by_its_room():
    code = {room: "".join(f.read_text("utf-8") for f in (files("graphkit")).glob(f"{room}/*.py")) or (files("graphkit") / f"{room}.py").read_text("utf-8")
            for room in {room for room, _ in MACHINE}}
    assert not [(room, name) for room, name in MACHINE if f'"{name}"' not in code[room]]


def test_every_class_is_asked_for_by_some_question(catalog):
    text = "\n".join(q.text for q in NAMED)
    classes = {vocab.local(iri) for iri in catalog.names if vocab.OWL + "Class" in catalog.types(iri)} - {"PolicyElement"}
    assert len(classes) >= 50
    assert not {c for c in classes if not re.search(rf"bg:{c}\b", text)}


def test_bad_parameters_are_clear_errors(store):
    asked = query.load("wat-loopt-op")
    for given, says in (({}, "heeft een waarde nodig"), ({"day": "morgen"}, "geen datum"), ({"day": "2021-03-15", "x": "1"}, "kent geen parameter")):
        with pytest.raises(BadQuery, match=says):
            asked.rows(store, **given)
    with pytest.raises(BadQuery, match="geen jaar, maand of dag"):
        query.load("wat-loopt-in").rows(store, period="maart 2021")
    with pytest.raises(NotFound, match="wat-loopt-op"):
        query.load("wat-loop-op")
    with pytest.raises(NotFound):
        query.load("../catalog/links")
    with pytest.raises(BadQuery, match="geen getal"):
        query.parse("x", "# nl: x\n# en: x\n# ?n (number): n\nSELECT ?n { }").bind({"n": "veel"})


def test_a_month_and_a_year_hold_what_begins_runs_or_ends_in_them(store):
    def running(period):
        return {vocab.short(r["thing"]) for r in query.load("wat-loopt-in").rows(store, period=period)}

    assert "milestone/weert-versie-0-1-klaar" in running("2021-01") & running("2021") and "milestone/weert-versie-0-1-klaar" not in running("2021-02") | running("2020")
    assert "activity/middelburg-werken-met-vrije-inloop-en-op-afspraak" in running("2018-01") and not running("2018-02")


def test_a_value_can_never_become_part_of_the_text(store):
    hostile = 'x> } ; DROP ALL ; SELECT * { <x'
    with pytest.raises(BadQuery):
        query.load("waarop-berust-dit").rows(store, thing=hostile)
