"""Findings: counted, filtered, grouped, paged, explained, as files, and what is said while the checks still run."""
import csv
import io
import re
import shlex
import shutil
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from graphkit import vocab
from graphkit.audit import FORMATS, Placed, choose, tallies
from graphkit.audit.places import FEW
from graphkit.audit.words import STATES
from graphkit.cli import main
from graphkit.validate import Finding
from web import create_app
from web.findings import SIZE

from .conftest import TOWN, Visitor

GOAL = vocab.ID + "goal/voorbeeldstad-plezier-in-schrijven"
PAGES = ("/", "/samenhang", "/samenhang?stand=alle", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/doelenboom")


@pytest.fixture
def found(town_app):
    """The audit of the town."""
    return town_app.extensions["desk"].audit


@pytest.fixture
def running(town_app):
    """The town while its checks run."""
    desk = town_app.extensions["desk"]
    future = Future()
    app = create_app(desk.store, desk.rooms, TOWN / "sources", validation=future)
    return Visitor(app), future


def made(audit, n, state="open", severity="warning", kind="rule", element=GOAL):
    """A finding of our own with the words of the first finding that has any."""
    passages = next(p.finding.passages for p in audit.findings if p.finding.passages)
    rule = vocab.BG + "Observation" if kind == "observation" else vocab.BGSH + "Goal-indicator"
    value = vocab.ID + "observation/voorbeeldstad-training-zonder-bedrag" if kind == "observation" else ""
    finding = Finding(f"{n:012x}", rule, kind, severity, state, (element,), value, passages, f"Melding {n}", f"Message {n}", "Doe iets.", "Do it.",
                      "Daarom." if state == "explained" else "")
    return Placed(finding, audit.documents[:1], (), audit.municipalities[:1])


@pytest.fixture
def crowded(town_app, found):
    """The town with findings in every state and by people: 90 open, 3 explained, 50 that agree, 7 not derivable, and 2 observations."""
    several = [made(found, n) for n in range(90)] + [made(found, 100 + n, "explained") for n in range(3)]
    several += [made(found, 200 + n, "agrees", "info") for n in range(50)] + [made(found, 300 + n, "not-derivable", "info") for n in range(7)]
    several += [made(found, 400, severity="high", kind="observation"), made(found, 401, severity="low", kind="observation")]
    whole = replace(found, findings=tuple(several), tallies=tallies([t.rule for t in found.tallies], [p.finding for p in several]))
    desk = town_app.extensions["desk"]
    return Visitor(create_app(desk.store, desk.rooms, TOWN / "sources", validation=whole)), whole


def shown(page) -> list[str]:
    return [a["id"].removeprefix("f-") for a in page.of("li") if a.get("id", "").startswith("f-")]


def every(visitor, address) -> list[str]:
    """The findings of an address and all its further pages."""
    ids = []
    while address:
        page = visitor.page(address)
        ids += shown(page)
        address = next((a["href"] for a in page.of("a") if a.get("rel") == "next"), None)
    return ids


def test_the_page_shows_the_open_findings_and_names_the_other_states(town, found):
    page = town.page("/samenhang")
    assert sorted(shown(page)) == sorted(p.finding.id for p in found.findings if p.finding.state == "open")
    assert sorted(every(town, "/samenhang?stand=alle")) == sorted(p.finding.id for p in found.findings)
    assert "verantwoord" in page.text("main")


def test_what_agrees_or_cannot_be_known_counts_nowhere_as_open(crowded):
    visitor, whole = crowded
    page = visitor.page("/samenhang")
    assert "92 bevindingen staan open; 3 verantwoord. Bij 50 controles klopt het, en 7 keer" in page.text("main")
    assert page.text("nav").count("92 open") == 1 and "50 klopt" in page.text("nav")
    home = visitor.page("/").text("main")
    assert "Let op 90 open bevindingen" in home and "Opgemerkt door een mens: hoog 1 open bevinding" in home and "Ter info" not in home
    item = visitor.page("/doc/goal/voorbeeldstad-plezier-in-schrijven").text("aside")
    assert "Bevindingen 95" in item and "Gecontroleerd, geen fout 57" in item
    badges = [a for a in visitor.page("/doelenboom").of("a") if a.get("class") == "badge"]
    assert len(badges) <= 1 and (not badges or "92 bevindingen" in visitor.page("/doelenboom").text("main"))


def test_the_heaviest_come_first_and_what_people_noticed_says_so(crowded):
    visitor, _ = crowded
    ids = every(visitor, "/samenhang")
    assert ids[0] == f"{400:012x}" and ids[-1] == f"{401:012x}" and len(ids) == len(set(ids)) == 92
    text = visitor.page("/samenhang").text("main")
    assert text.index("Opgemerkt door een mens: hoog") < text.index("Melding 0")
    assert every(visitor, "/samenhang?soort=observation") == [f"{400:012x}", f"{401:012x}"]
    assert len(every(visitor, "/samenhang?soort=rule")) == 90


@pytest.mark.parametrize("by", ["rule", "document", "project", "severity", "state"])
def test_however_grouped_every_finding_has_one_anchor_and_a_page_stays_small(crowded, by):
    visitor, whole = crowded
    ids, address, pages = [], f"/samenhang?stand=alle&groep={by}", 0
    while address:
        answer = visitor.get(address)
        assert len(answer.data) < 300_000
        page = visitor.page(address)
        assert len(shown(page)) <= SIZE and len(shown(page)) == len(set(shown(page)))
        ids, pages = ids + shown(page), pages + 1
        address = next((a["href"] for a in page.of("a") if a.get("rel") == "next"), None)
    assert sorted(ids) == sorted(p.finding.id for p in whole.findings) and pages == 4


def test_filters_leave_what_fits(town, found):
    everywhere = "stand=alle&"
    for name, value_of in (
        ("ernst", lambda p: [p.finding.severity]), ("stand", lambda p: [p.finding.state]), ("regel", lambda p: [vocab.local(p.finding.rule)]),
        ("document", lambda p: map(vocab.short, p.documents)), ("project", lambda p: map(vocab.short, p.projects)),
        ("gemeente", lambda p: map(vocab.short, p.municipalities)), ("soort", lambda p: [p.finding.kind]),
    ):
        values = {v for p in found.findings for v in value_of(p)}
        assert values, name
        for value in values:
            wanted = sorted(p.finding.id for p in found.findings if value in value_of(p))
            address = f"/samenhang?{'' if name == 'stand' else everywhere}{name}={value}"
            assert sorted(every(town, address)) == wanted, address
            assert [o for o in town.page(address).of("option") if "selected" in o and o["value"] == value], address


def test_numbers_are_links_to_what_they_count_and_keep_the_other_filters(crowded):
    visitor, whole = crowded
    page = visitor.page("/samenhang?gemeente=organisation/voorbeeldstad")
    numbers = {parse_qs(urlsplit(a["href"]).query).get("stand", ["open"])[0]: a["href"] for a in page.of("a") if "gemeente=" in a.get("href", "") and "pagina" not in a["href"]}
    counted = Counter(p.finding.state for p in whole.findings)
    assert set(numbers) >= set(STATES)
    for state in STATES:
        assert len(every(visitor, f"/samenhang?gemeente=organisation/voorbeeldstad&stand={state}")) == counted[state]


def test_a_choice_without_findings_says_so(town):
    page = town.page("/samenhang?ernst=violation&stand=agrees")
    assert "Geen bevindingen met deze keuze." in page.text("main") and "/samenhang" in page.links
    for nonsense in ("ernst=x", "stand=x", "groep=x", "regel=x", "document=x", "project=http://[", "soort=x", "pagina=-4"):
        assert town.page(f"/samenhang?{nonsense}").text("h1") == "Samenhang"


def test_measures_stand_with_their_numbers_and_follow_the_choice(town, found):
    page = town.page("/samenhang")
    for measure in (m for m in found.measures if m.within == "everywhere" and m.denominator):
        assert f"{measure.numerator} van {measure.denominator}" in page.text("table")
    document = vocab.short(found.documents[0])
    assert len(town.page(f"/samenhang?document={document}").of("th")) < len(page.of("th"))
    text = town.page("/samenhang/maten").text("main")
    assert all(title in text for title in ("Doelen met een indicator", "Koppelingen die zo in de tekst staan")) and "Ontbreekt in" in text


def test_every_finding_has_a_page_with_the_words_of_every_place(town, found):
    for placed in found.findings:
        f = placed.finding
        page = town.page(f"/samenhang/bevinding/{f.id}")
        quoted = page.text("blockquote")
        assert all(" ".join(p.exact.split()) in quoted for p in f.passages) and len(page.of("blockquote")) == len(f.passages) + len(f.explanation.passages if f.explanation else ())
        assert {f"/doc/{vocab.short(p.iri)}" for p in f.passages if p.iri} <= set(page.links)
        assert {f"/doc/{vocab.short(e)}" for e in f.elements} <= set(page.links)
        assert f"/samenhang/regel/{vocab.local(f.rule)}" in page.links
        assert any(i.get("value", "").endswith(f"/samenhang/bevinding/{f.id}") for i in page.of("input"))
        assert " ".join(f.reason.split()) in page.text("main")
    assert town.get("/samenhang/bevinding/000000000000").status_code == 404


def test_a_list_quotes_a_few_places_of_each_thing_and_says_how_many_there_are(town, found):
    for placed in found.findings:
        if len(placed.finding.passages) > FEW:
            page = town.page(f"/samenhang?stand={placed.finding.state}&regel={vocab.local(placed.finding.rule)}")
            assert f"Alle {len(placed.finding.passages)} plaatsen" in page.text("main")


def test_the_command_that_explains_a_finding_is_ready_to_run(tmp_path, town, found):
    data = tmp_path / "data"
    shutil.copytree(TOWN, data)
    (data / "deviations" / "voorbeeldstad.ttl").unlink()
    ready = next(p.finding for p in found.findings if p.finding.state == "explained")
    from graphkit import config
    from graphkit.audit import audit
    from graphkit.store import open_store

    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    visitor = Visitor(create_app(store, rooms, validation=audit(store, rooms, TOWN / "sources")))
    told = " ".join(re.findall(r"beleidsgraaf deviation add [^\n]*", visitor.page(f"/samenhang/bevinding/{ready.id}").text("pre")))
    given = {"REDEN": "Het plan zegt dat plezier zich niet in een cijfer laat vangen.", "PASSAGE": "p:voorbeeldstad-beleid-01587", "ROL": "role/voorbeeldstad-projectleider"}
    words = [given.get(w, w) for w in shlex.split(told)]
    result = CliRunner().invoke(main, [*words[1:], "--data", str(data)], env={"BELEIDSGRAAF_SOURCES": str(TOWN / "sources")})
    assert result.exit_code == 0, result.output
    assert f"[{ready.id}]" in result.output


def test_what_cannot_be_explained_gets_no_command(crowded, town, found):
    visitor, _ = crowded
    assert "deviation add" in visitor.page(f"/samenhang/bevinding/{1:012x}").text("pre")
    for n in (100, 200, 300, 400):
        assert "deviation add" not in visitor.page(f"/samenhang/bevinding/{n:012x}").text("main")


def test_a_rule_explains_itself_and_shows_how_it_is_written(crowded, town, found):
    rule = next(t.rule for t in found.tallies if t.rule.iri.endswith("Goal-indicator"))
    visitor, _ = crowded
    page = visitor.page("/samenhang/regel/Goal-indicator")
    text = page.text("main")
    assert rule.message_nl in text and rule.advice_nl in text and rule.yardstick_nl in text
    assert page.text("h1") == (rule.title("nl") or rule.message_nl)
    assert "90 open" in text and "3 verantwoord" in text and "50 klopt" in text and "7 niet af te leiden" in text
    assert page.text("pre").startswith("bgsh:Goal-indicator a sh:") and page.text("pre").endswith(".")
    assert len(every(visitor, "/samenhang/regel/Goal-indicator")) == 93
    assert len(every(visitor, "/samenhang/regel/Observation")) == 2
    assert town.get("/samenhang/regel/Nergens").status_code == 404


def test_findings_as_json_and_csv(town, found):
    whole = town.get("/samenhang.json").get_json()
    assert whole["conforms"] == found.conforms and [f["id"] for f in whole["findings"]] == [p.finding.id for p in found.findings]
    assert set(whole["findings"][0]) >= {"id", "rule", "kind", "severity", "state", "elements", "passages", "message", "advice"}
    rows = list(csv.DictReader(io.StringIO(town.get("/samenhang.csv").get_data(as_text=True))))
    assert {r["id"] for r in rows} == {p.finding.id for p in found.findings if p.finding.elements}
    one = found.findings[0].finding.severity
    assert {f["severity"] for f in town.get(f"/samenhang.json?ernst={one}").get_json()["findings"]} == {one}


def test_every_report_can_be_taken_home_with_the_choice_of_the_page(town, found):
    endings = {f"{n}.{f.suffix}" if sum(o.suffix == f.suffix for o in FORMATS.values()) > 1 else f.suffix: n for n, f in FORMATS.items()}
    links = {urlsplit(link).path for link in town.page("/samenhang?stand=open").links if "/rapport." in link}
    assert links == {f"/samenhang/rapport.{ending}" for ending in endings}
    for ending, name in endings.items():
        for _ in range(2):  # the second time too it is a file and not a page that was kept
            answer = town.get(f"/samenhang/rapport.{ending}?stand=open")
            assert answer.status_code == 200 and answer.mimetype == FORMATS[name].media_type
            assert answer.headers["Content-Disposition"] == f'attachment; filename="samenhang-{found.day.isoformat()}.{ending}"'
        if name not in ("xlsx", "shacl", "earl"):
            assert answer.data == FORMATS[name].write(choose(found, choose(found).selection.__class__(state="open")), "nl"), name
    people = town.get("/samenhang/rapport.json?soort=observation").get_json(force=True)
    assert people["findings"] and {f["kind"] for f in people["findings"]} == {"observation"} and people["audit"]["notes"]
    assert people["audit"]["beyond"]["findings"] == len(found.findings) - len(people["findings"])
    assert town.get("/samenhang/rapport.docx").status_code == 404


def test_while_the_checks_run_the_pages_say_so_and_come_back(running, found):
    visitor, future = running
    for address in ("/samenhang", "/samenhang/maten", "/samenhang/regel/Goal-indicator", "/samenhang/bevinding/0123456789ab"):
        page = visitor.page(address)
        assert "De controle loopt nog." in page.text("main") and {"http-equiv": "refresh", "content": "5"} in page.of("meta"), address
    assert "De controle loopt nog" in visitor.page("/").text("main")
    for name in (".json", ".csv", "/rapport.json", "/rapport.xlsx", "/rapport.html"):
        answer = visitor.get(f"/samenhang{name}")
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "5" and not answer.data
    assert visitor.get("/healthz").get_json()["checking"] is True
    future.set_result(found)
    page = visitor.page("/samenhang")
    assert "De controle loopt nog." not in page.text("main") and not [m for m in page.of("meta") if m.get("http-equiv") == "refresh"]
    assert visitor.get("/samenhang/rapport.json").status_code == 200


def test_checks_that_fail_are_not_hidden(running):
    visitor, future = running
    future.set_exception(RuntimeError("inside"))
    for address in ("/samenhang", "/samenhang/maten", "/samenhang/regel/Goal-indicator"):
        text = visitor.page(address).text("main")
        assert "De controle is niet gelukt." in text and "inside" not in text
    assert visitor.get("/samenhang/rapport.json").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_states_and_weights_are_called_alike_everywhere(crowded, address):
    visitor, _ = crowded
    text = visitor.page(address).text("main")
    assert not [old for old in ("toegelicht", "stemt overeen", "Aandachtspunt") if old in text]
