"""A finding that rests on many passages shows the most telling ones first and folds the rest; nothing is left out."""
import json
from dataclasses import replace

import pytest

from graphkit import vocab
from graphkit.audit import FORMATS, Places, assess
from graphkit.audit.places import FEW
from graphkit.catalog import Catalog
from graphkit.store import open_store
from graphkit.validate import validate

from . import dorp
from .audits import DAY, finding, own_rules
from .web.markup import Markup

ID = vocab.ID
PLAN, FIRST, SECOND = ID + "policy-document/dorp-plan", ID + "goal/dorp-een", ID + "goal/dorp-twee"
TEN = tuple(f"w{n}" for n in range(10))
# The plan rests on ten passages; the first goal on w7 and w2, the second on w2 and w9. Three things rest on w2, so it tells least of each.
MORE = "\n".join(dorp.passage(name, word) for name, word in zip(TEN, "Plan van dorp wil groeien Daarom bouwen nieuwe tellen jaar".split())) + f"""
<{FIRST}> a bg:Goal ; rdfs:label "Een"@nl ; bg:evidence p:w7, p:w2 .
<{SECOND}> a bg:Goal ; rdfs:label "Twee"@nl ; bg:evidence p:w2, p:w9 .
pd:dorp-plan bg:evidence {", ".join("p:" + n for n in TEN)} .
"""
LAST = "lo:naam a bg:LeftOut"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """An audit of a village with one finding about its whole plan and two of its goals, on ten passages."""
    folder = tmp_path_factory.mktemp("dorp")
    rooms = dorp.build(own_rules(folder), ((LAST, MORE + LAST),))
    catalog = Catalog(open_store("memory", rooms))
    report = validate(catalog.store, rooms, folder / "sources", DAY)
    whole = replace(finding("open", 1, "warning"), elements=(PLAN, FIRST, SECOND), passages=catalog.passages(PLAN))
    assert len(whole.passages) == 10
    return assess(catalog, rooms, replace(report, findings=(whole,)), DAY, folder / "sources")


def test_the_most_telling_passages_come_from_what_the_finding_names_not_from_the_document_itself(found):
    (placed,) = found.findings
    assert [vocab.local(p.iri) for p in placed.first[:3]] == ["w7", "w9", "w2"]
    assert len(placed.first) == FEW == 6 and len(set(placed.first) | set(placed.rest)) == 10 and not set(placed.first) & set(placed.rest)
    assert [p.start for p in placed.rest] == sorted(p.start for p in placed.rest)


def test_a_finding_on_few_passages_shows_them_as_they_are(found):
    catalog_passages = found.findings[0].finding.passages[:FEW]
    few = replace(found.findings[0], finding=replace(found.findings[0].finding, passages=catalog_passages), leading=())
    assert few.first == catalog_passages and few.rest == ()


@pytest.mark.parametrize("lang, folded", [("nl", "nog 4 plaatsen"), ("en", "4 more places")])
def test_the_report_folds_the_rest_and_json_has_everything(found, lang, folded):
    html = FORMATS["html"].write(found, lang).decode()
    page = Markup(html)
    assert folded in page.text("summary") and len(page.of("details")) == 1 and len(page.of("q")) == 10
    assert html.index("<q>nieuwe</q>") < html.index("<details") < html.index("</details>")
    assert len(json.loads(FORMATS["json"].write(found, lang))["findings"][0]["passages"]) == 10


def test_places_of_a_thing_that_the_graph_does_not_have_are_no_obstacle(found, tmp_path):
    catalog = Catalog(open_store("memory", dorp.build(tmp_path, ((LAST, MORE + LAST),))))
    odd = replace(found.findings[0].finding, elements=(ID + "goal/weg",))
    assert len(Places(catalog).of(odd).first) == FEW


def test_the_page_of_a_finding_begins_with_them_and_folds_the_rest(found, tmp_path, monkeypatch):
    from web import create_app
    from web.pages import coherence

    from .web.conftest import Visitor

    rooms = dorp.build(tmp_path, ((LAST, MORE + LAST),))
    visitor = Visitor(create_app(open_store("memory", rooms), rooms, validation=found))
    address = f"/samenhang/bevinding/{found.findings[0].finding.id}"
    assert "Nog 4 plaatsen" not in visitor.page(address).text("summary")
    monkeypatch.setattr(coherence, "FOLDED", 9)
    visitor = Visitor(create_app(open_store("memory", rooms), rooms, validation=found))
    page, html = visitor.page(address), visitor.get(address).get_data(as_text=True)
    assert "Nog 4 plaatsen" in page.text("summary") and len(page.of("blockquote")) == 10
    assert html.index("nieuwe</p>") < html.index("Nog 4 plaatsen")
    listed = visitor.page("/samenhang")
    assert len(listed.of("blockquote")) == FEW and "Alle 10 plaatsen" in listed.text("main")
