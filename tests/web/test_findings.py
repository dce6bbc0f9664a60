"""Findings: grouped, filtered, explained, as data, and what is said while the checks still run."""
import csv
import io
from concurrent.futures import Future

import pytest

from web import create_app

from .conftest import TOWN, Visitor


@pytest.fixture
def report(town_app):
    return town_app.extensions["desk"].report


@pytest.fixture
def running(town_app):
    """The town while its checks run."""
    desk = town_app.extensions["desk"]
    future = Future()
    app = create_app(desk.store, desk.rooms, TOWN / "sources", validation=future)
    return Visitor(app), future


def test_every_finding_is_shown_with_its_state(town, report):
    page = town.page("/samenhang")
    shown = [attrs["id"] for attrs in page.of("li") if "finding" in attrs.get("class", "").split()]
    assert report.findings and sorted(shown) == sorted(f"f-{f.id}" for f in report.findings)
    assert {f.state for f in report.findings} >= {"explained"} and "toegelicht" in page.text("main")


def test_an_explained_finding_shows_its_reason(town, report):
    text = town.page("/samenhang?stand=explained").text("main")
    explained = [f for f in report.findings if f.state == "explained"]
    assert explained and all(" ".join(f.reason.split()) in text for f in explained)


@pytest.mark.parametrize("name, field", [("ernst", "severity"), ("stand", "state")])
def test_filters_leave_what_fits(town, report, name, field):
    for value in {getattr(f, field) for f in report.findings}:
        wanted = {f"f-{f.id}" for f in report.findings if getattr(f, field) == value}
        page = town.page(f"/samenhang?{name}={value}")
        assert {a["id"] for a in page.of("li") if a.get("id", "").startswith("f-")} == wanted
        assert [o for o in page.of("option") if "selected" in o and o["value"] == value]


def test_a_choice_without_findings_says_so(town):
    page = town.page("/samenhang?ernst=violation&stand=agrees")
    assert "Geen bevindingen met deze keuze." in page.text("main") and "/samenhang" in page.links


def test_findings_as_json_and_csv(town, report):
    found = town.get("/samenhang.json").get_json()
    assert found["conforms"] == report.conforms and [f["id"] for f in found["findings"]] == [f.id for f in report.findings]
    assert set(found["findings"][0]) >= {"id", "rule", "kind", "severity", "state", "elements", "passages", "message", "advice"}
    rows = list(csv.DictReader(io.StringIO(town.get("/samenhang.csv").get_data(as_text=True))))
    assert {r["id"] for r in rows} == {f.id for f in report.findings if f.elements}
    one = report.findings[0].severity
    assert {f["severity"] for f in town.get(f"/samenhang.json?ernst={one}").get_json()["findings"]} == {one}


def test_a_rule_explains_itself(town, report):
    rule = next(r for r in report.rules if r.iri.endswith("Goal-indicator"))
    text = town.page("/samenhang/regel/Goal-indicator").text("main")
    assert rule.message_nl in text and rule.advice_nl in text
    assert town.get("/samenhang/regel/Nergens").status_code == 404


def test_the_page_of_a_thing_shows_its_findings(town, report):
    finding = next(f for f in report.findings if f.kind == "rule" and f.elements and "/id/goal/" in f.elements[0])
    page = town.page(finding.elements[0].replace("https://w3id.org/beleidsgraaf/id", "/doc"))
    assert any(link.endswith(f"#f-{finding.id}") for link in page.links)


def test_while_the_checks_run_the_page_says_so_and_comes_back(running, report):
    visitor, future = running
    page = visitor.page("/samenhang")
    assert "De controle loopt nog." in page.text("main") and {"http-equiv": "refresh", "content": "5"} in page.of("meta")
    assert "De controle loopt nog" in visitor.page("/").text("main")
    for name in ("json", "csv"):
        answer = visitor.get(f"/samenhang.{name}")
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
    assert visitor.get("/healthz").get_json()["checking"] is True
    assert visitor.page("/samenhang/regel/Goal-indicator").text("h1")
    future.set_result(report)
    page = visitor.page("/samenhang")
    assert "De controle loopt nog." not in page.text("main") and not [m for m in page.of("meta") if m.get("http-equiv") == "refresh"]


def test_checks_that_fail_are_not_hidden(running):
    visitor, future = running
    future.set_exception(RuntimeError("inside"))
    text = visitor.page("/samenhang").text("main")
    assert "De controle is niet gelukt." in text and "inside" not in text
