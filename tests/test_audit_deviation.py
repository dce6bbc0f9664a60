"""Comply or explain: a deviation is written once it explains something, and then it loads, conforms and explains."""
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit import config, curate, vocab
from graphkit.audit import FORMATS, assess
from graphkit.catalog import Catalog
from graphkit.cli import main
from graphkit.curate import Proposal
from graphkit.errors import BadFile, GraphkitError, NotFound
from graphkit.store import open_store
from graphkit.validate import explained, validate

from . import dorp
from .audits import GAP, own_rules

TOWN = Path(__file__).parent / "example"
TODAY = date(2024, 6, 1)
WHY = 'Het dorp "groeit" vanzelf\\; meten kost meer dan het oplevert.'
GOOD = Proposal("Goal-indicator", ("goal/dorp-groei",), WHY, ("p:groeien",), "organisation/dorp")


def offered(**changes) -> Proposal:
    from dataclasses import replace

    return replace(GOOD, **changes)


class Village:
    """A village on disk whose goal has no indicator."""

    def __init__(self, folder: Path):
        self.folder, self.rooms = folder, dorp.build(own_rules(folder), GAP)
        self.file = folder / "data" / "deviations" / "dorp.ttl"

    def add(self, proposal: Proposal, today: date = TODAY):
        return curate.add_deviation(open_store("memory", self.rooms), self.rooms, proposal, self.folder / "sources", today)

    def states(self, today: date = TODAY):
        report = validate(open_store("memory", self.rooms), self.rooms, self.folder / "sources", today)
        return {(vocab.local(f.rule), f.state, f.reason) for f in report.findings}

    def listed(self, today: date = TODAY):
        return curate.deviations(open_store("memory", self.rooms), self.rooms, self.folder / "sources", today)


@pytest.fixture
def village(tmp_path):
    return Village(tmp_path)


def test_what_is_written_loads_conforms_and_explains(village):
    assert village.states() == {("Goal-indicator", "open", "")}
    written = village.add(offered(begins=date(2024, 1, 1), ends=date(2024, 12, 31)))
    assert written.iri == vocab.ID + "deviation/dorp-goal-indicator-groei" and written.path == village.file and len(written.explained) == 1
    assert village.states() == {("Goal-indicator", "explained", WHY)}
    assert village.states(date(2025, 1, 1)) == {("Goal-indicator", "open", "")}
    (one,) = village.listed()
    assert (one.state, one.known, one.idle, one.begins, one.ends, len(one.explains)) == ("in-force", True, (), "2024-01-01", "2024-12-31", 1)
    assert [village.listed(day)[0].state for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))] == [
        "coming", "in-force", "in-force", "expired"]


def told(village, day: date, lang: str = "nl"):
    """What each report says of the village on a day, and its one finding."""
    store = open_store("memory", village.rooms)
    found = assess(Catalog(store), village.rooms, validate(store, village.rooms, village.folder / "sources", day), day, village.folder / "sources")
    return {name: form.write(found, lang).decode(errors="replace") for name, form in FORMATS.items()}, found.findings[0].finding


def test_an_explained_finding_tells_who_decided_until_when_and_on_which_words(village):
    village.add(offered(begins=date(2024, 1, 1), ends=date(2024, 12, 31)))
    reports, found = told(village, TODAY)
    assert found.explanation.by == (vocab.ID + "organisation/dorp",) and [p.exact for p in found.explanation.passages] == ["wil groeien"]
    assert (found.explanation.begins, found.explanation.ends) == ("2024-01-01", "2024-12-31")
    body = json.loads(reports["json"])["findings"][0]
    assert body["reason"] == WHY and set(body["explanation"]) == {"deviation", "by", "begins", "ends", "passages"}
    assert (body["explanation"]["by"], body["explanation"]["begins"], body["explanation"]["ends"]) == (list(found.explanation.by), "2024-01-01", "2024-12-31")
    assert [p["exact"] for p in body["explanation"]["passages"]] == ["wil groeien"]
    said = "Besloten door Gemeente Dorp. Geldt van 1 januari 2024 tot en met 31 december 2024."
    assert {name for name in ("text", "html", "markdown", "sarif") if said in reports[name]} == {"text", "html", "markdown", "sarif"}
    assert "Decided by Gemeente Dorp. Holds from 1 January 2024 up to and including 31 December 2024." in told(village, TODAY, "en")[0]["text"]
    assert all("Loopt af" not in text for text in reports.values())
    assert "Gemeente Dorp,2024-01-01,2024-12-31" in reports["csv"] and 'Waaruit dat blijkt: “wil groeien”' in reports["text"]


def test_a_reason_that_ends_within_sixty_days_says_so_and_one_without_end_says_that(village):
    village.add(offered(ends=date(2024, 12, 31)))
    assert "Loopt af op 31 december 2024, over 60 dagen." in told(village, date(2024, 11, 1))[0]["text"]
    assert "Loopt af" not in told(village, date(2024, 10, 31))[0]["text"]
    reports, _ = told(village, date(2024, 12, 31))
    assert all("Loopt af op 31 december 2024, vandaag." in reports[name] for name in ("text", "html", "markdown"))
    village.file.unlink()
    village.add(GOOD)
    assert "Besloten door Gemeente Dorp. Geldt zonder einddatum." in told(village, TODAY)[0]["html"]


def test_a_finding_that_is_not_explained_has_no_explanation(village):
    assert json.loads(told(village, TODAY)[0]["json"])["findings"][0]["explanation"] is None


@pytest.mark.parametrize("before", [b"# van een mens\r\n@prefix b: <https://w3id.org/beleidsgraaf/def#> .\r\n", b"# zonder regeleinde", b"@prefix bg: <https://example.org/> ."])
def test_what_stood_in_the_file_stays_byte_for_byte(village, before):
    village.file.parent.mkdir(parents=True)
    village.file.write_bytes(before)
    village.add(GOOD)
    whole = village.file.read_bytes()
    assert whole.startswith(before) and len(whole) > len(before) and village.states() == {("Goal-indicator", "explained", WHY)}
    assert [p.name for p in village.file.parent.iterdir()] == ["dorp.ttl"]


@pytest.mark.parametrize("changes, says", [
    ({"rule": "Goal-indikator"}, "Goal-indicator"), ({"elements": ("goal/dorp-groeien",)}, "goal/dorp-groei"), ({"passages": ("p:groeie",)}, "groeien"),
    ({"decided_by": "role/burgemeester"}, "niet bekend"), ({"decided_by": "goal/dorp-groei"}, "geen rol"), ({"reason": "te  kort"}, "7 tekens"),
    ({"begins": date(2025, 1, 1), "ends": date(2024, 12, 1)}, "eindigt"), ({"ends": date(2024, 5, 31)}, "voor vandaag"), ({"name": "Met Hoofdletters"}, "kleine letters"),
    ({"elements": ("project/dorp-huizen",)}, "goal/dorp-groei"), ({"rule": "Goal-label"}, "verbeterd, niet verantwoord"), ({"elements": ("goal/dorp-groei", "indicator/dorp-aantal")}, "geen open bevinding"),
    ({"passages": ("p:geen naam",)}, "geen naam van een passage"), ({"reason": "Dit is een reden met \udcff erin."}, "UTF-8"),
])
def test_what_cannot_be_explained_is_one_clear_error_and_nothing_is_written(village, changes, says):
    with pytest.raises(GraphkitError, match=says):
        village.add(offered(**changes))
    assert not village.file.exists()


def test_a_second_time_is_refused_and_a_broken_file_is_named(village):
    village.add(offered(name="eigen-naam", label="Groei blijft ongemeten"))
    assert 'deviation:dorp-eigen-naam a bg:Deviation' in village.file.read_text() and '"Groei blijft ongemeten"@nl' in village.file.read_text()
    with pytest.raises(GraphkitError, match="al verantwoord"):
        village.add(GOOD)
    with pytest.raises(GraphkitError, match="bestaat al"):
        village.add(offered(name="dorp-eigen-naam"))
    store, before = open_store("memory", dorp.build(village.folder, GAP)), b"@prefix x: <y> .\nx:a x:b\n"
    village.file.write_bytes(before)
    with pytest.raises((BadFile, NotFound, GraphkitError), match="regel|bestaat al|verantwoord"):
        curate.add_deviation(store, village.rooms, GOOD, village.folder / "sources", TODAY)
    assert village.file.read_bytes() == before


def test_a_broken_file_is_named_with_its_line(village):
    store = open_store("memory", village.rooms)
    village.file.parent.mkdir(parents=True)
    village.file.write_bytes(b"@prefix x: <y> .\nx:a x:b\n")
    with pytest.raises(BadFile, match="dorp.ttl, regel"):
        curate.add_deviation(store, village.rooms, GOOD, village.folder / "sources", TODAY)


def test_a_deviation_that_explains_nothing_is_listed_as_such(village):
    village.add(GOOD)
    dorp.build(village.folder)  # the goal has its indicator again
    (one,) = village.listed()
    assert (one.state, one.explains, one.idle) == ("in-force", (), (vocab.ID + "goal/dorp-groei",))
    assert village.states() == {("Deviation-matches", "open", "")}


def test_the_command_writes_and_lists(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(TOWN, data)
    known = explained.deviations(open_store("memory", config.rooms(data=data)))[0]
    for file in (data / "deviations").iterdir():
        file.unlink()
    words = ("deviation", "add", "--rule", vocab.local(known.rule), "--element", vocab.short(known.element), "--reason", known.reason,
             "--passage", "p:voorbeeldstad-beleid-01587", "--by", "voorbeeldstad-projectleider", "--data", str(data))
    added = CliRunner().invoke(main, words)
    assert added.exit_code == 0 and f"bg:deviates {vocab.short(known.element).replace('/', ':')} ;" in added.stdout and "Nu verantwoord: " in added.stderr
    listed = json.loads(CliRunner().invoke(main, ("deviation", "list", "--format", "json", "--data", str(data))).stdout)
    assert [(d["state"], d["elements"], d["idle"]) for d in listed] == [("in-force", [known.element], [])]
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 1 and again.stdout == "" and "bestaat al" in again.stderr and "Traceback" not in again.stderr
    assert CliRunner().invoke(main, words[:4]).exit_code == 2
