"""Municipalities side by side in the browser: the whole view in the address, every word with its place, and a page when there is nothing."""
import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest

from graphkit import compare
from graphkit.catalog import Catalog
from graphkit.store import open_store
from web import create_app

from .. import towns
from .conftest import Visitor

BOTH = "/vergelijk?gemeente=noord&gemeente=zuid"
EVIL = "<script>alert('reden')</script>"


def application(folder, crosswalk=towns.CROSSWALK):
    rooms = towns.build(folder, crosswalk)
    return create_app(open_store("memory", rooms), rooms)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return application(tmp_path_factory.mktemp("towns"))


@pytest.fixture
def visitor(app):
    """A new visitor to the two made-up towns."""
    return Visitor(app)


def chosen(page):
    return [a["value"] for a in page.of("input") if a.get("name") == "gemeente" and "checked" in a]


def test_the_page_shows_every_part_with_its_words(visitor):
    page = visitor.page(BOTH)
    assert page.text("h1") == "Gemeenten naast elkaar" and chosen(page) == ["noord", "zuid"]
    text = page.text("main")
    for words in (
        "Wat de een heeft en de ander niet", "Thema’s die alleen hier staanTijdigheid", "Kernwaarden zonder tegenhangerVlugheid",
        "Inwoners vragen Wijze van meten", "Openheid De woorden zelf open en vlug", "lijkt op Eerlijkheid", "Reden: Beide willen niets verbergen.",
        "heeft te maken met", "is gebaseerd op staat er zo", "is gebaseerd op conclusie", "Alleen bij Gemeente Noord 1", "Bouwen valt onder deze wet",
    ):
        assert words in text, words
    assert {a["id"] for a in page.of("h2") if "id" in a} == {"verschil", "meten", "waarden", "lijkt", "kaders", "themas"}
    assert len(page.of("blockquote")) >= 15 and all(a["lang"] == "nl" for a in page.of("blockquote"))


def test_the_page_speaks_english(visitor):
    page = visitor.page(BOTH + "&lang=en")
    assert page.text("h1") == "Municipalities side by side" and "What one has and the other lacks" in page.text("main")
    assert "Municipality of Noord" in page.text("main") and "is close to" in page.text("main")


def test_without_a_choice_the_first_two_that_do_not_share_all_their_texts_are_compared(visitor):
    assert chosen(visitor.page("/vergelijk")) == ["gehucht", "noord"]


def test_one_theme_shows_all_that_is_said_on_it_and_leads_back_to_all(visitor):
    page = visitor.page(BOTH + "&thema=transparantie")
    assert page.text("h1") == "Gemeenten naast elkaar: Transparantie"
    assert [a["value"] for a in page.of("option") if "selected" in a] == ["theme/nl-transparantie"]
    assert "Laten zien waarom" in page.text("main") and "Inwoners praten mee" not in page.text("main")
    assert [a["href"] for a in page.of("a") if a.get("href", "").endswith("zuid") and "/vergelijk?" in a["href"]]


def test_every_link_to_a_theme_keeps_the_municipalities(visitor):
    links = [a["href"] for a in visitor.page(BOTH).of("a") if "thema=" in a.get("href", "") and "lang=" not in a["href"]]
    assert len(links) >= 3
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert asked["gemeente"] == ["noord", "zuid"]
        assert visitor.page(link).text("h1").startswith("Gemeenten naast elkaar: ")


def test_a_passage_leads_to_its_place_in_the_text(visitor):
    links = {a["href"] for a in visitor.page(BOTH).of("a") if a.get("href", "").startswith("/doc/passage/")}
    assert len(links) >= 8 and all(visitor.get(link).status_code == 303 for link in links)


@pytest.mark.parametrize("address, says", [
    ("/vergelijk?gemeente=noord", "Kies hierboven nog een gemeente"),
    ("/vergelijk?gemeente=noord&gemeente=organisation/noord", "Kies hierboven nog een gemeente"),
    ("/vergelijk?gemeente=noord&gemeente=leeg", "Van deze gemeente is nog geen document gelezen."),
    ("/vergelijk?gemeente=noord&gemeente=leeg", "nog geen overeenkomst vastgelegd"),
    ("/vergelijk?gemeente=zuid&gemeente=gehucht", "delen al hun documenten"),
    (BOTH + "&thema=policy-area/nl-bedrijfsvoering", "Geen van deze gemeenten zegt iets over dit thema."),
    (BOTH + "&thema=participatie", "Geen van deze gemeenten noemt hier een kernwaarde."),
    (BOTH + "&thema=participatie", "Geen van deze gemeenten wijst hier naar een wet of kader."),
])
def test_when_there_is_nothing_the_page_says_so(visitor, address, says):
    assert says in visitor.page(address).text("main")


def test_a_graph_with_one_municipality_has_nothing_to_compare(town):
    page = town.page("/vergelijk")
    assert "Er is pas één gemeente met een gelezen document." in page.text("main") and not page.of("section")


@pytest.mark.parametrize("address", ["/vergelijk?gemeente=nord&gemeente=zuid", BOTH + "&thema=transparant", BOTH + "&thema=%3Cscript%3E"])
def test_an_unknown_name_is_not_found(visitor, address):
    page = visitor.page(address, status=404)
    assert page.text("h1") and "<script>" not in str(page.elements)


def test_a_theme_that_is_chosen_stays_chosen_when_a_municipality_is_missing(visitor):
    page = visitor.page("/vergelijk?gemeente=noord&thema=participatie")
    assert [a["value"] for a in page.of("option") if "selected" in a] == ["theme/nl-participatie"]


def test_the_downloads_follow_the_contract_of_the_command(visitor, app):
    data = visitor.get("/vergelijk.json?gemeente=noord&gemeente=zuid&thema=transparantie")
    assert data.mimetype == "application/json"
    catalog = Catalog(app.extensions["desk"].store)
    assert data.get_json() == compare.as_json(compare.compare(catalog, ("noord", "zuid"), "transparantie"))
    table = visitor.get("/vergelijk.csv?gemeente=noord&gemeente=zuid")
    rows = list(csv.reader(io.StringIO(table.get_data(as_text=True))))
    assert table.mimetype == "text/csv" and "attachment" in table.headers["Content-Disposition"]
    assert tuple(rows[0]) == compare.COLUMNS and len(rows) == 20
    assert visitor.get("/vergelijk.json?gemeente=noord").status_code == 400
    page = visitor.page(BOTH + "&thema=transparantie")
    assert all(visitor.get(a["href"]).status_code == 200 for a in page.of("a") if a.get("href", "").startswith("/vergelijk."))


def test_the_page_of_a_thing_says_what_it_is_close_to(visitor):
    page = visitor.page("/doc/value/zuid-eerlijkheid")
    assert "Lijkt op" in page.text("h2") and "Openheid Kernwaarde Gemeente Noord conclusie" in page.text("main")
    assert "Beide willen niets verbergen." in page.text("main") and "skos:closeMatch" not in page.text("main")
    assert "Verbanden 0" in page.text("h2") and "Heeft te maken met" in visitor.page("/doc/principle/noord-weten").text("h3")
    assert "Lijkt op" not in visitor.page("/doc/value/noord-vlugheid").text("h2")


def test_the_claim_behind_a_likeness_has_a_page_of_its_own(visitor):
    assert "lijkt op" in visitor.page("/doc/claim/lijkt-een").text("main")


def test_the_menu_and_the_page_of_a_theme_lead_here(visitor):
    assert "/vergelijk" in visitor.page("/").links
    assert "/vergelijk?thema=theme/nl-transparantie" in visitor.page("/doc/theme/nl-transparantie").links


def test_hostile_text_stays_text(tmp_path):
    page = Visitor(application(tmp_path, towns.CROSSWALK.replace("Beide willen niets verbergen.", EVIL))).page(BOTH)
    assert EVIL in page.text("main") and not [a for a in page.of("script") if "src" not in a]


def test_many_things_on_a_theme_are_cut_and_counted_until_the_theme_is_asked_for(weert):
    page = weert.page("/vergelijk?gemeente=weert&gemeente=woerden")
    assert "en nog" in page.text("main")
    whole = weert.page("/vergelijk?gemeente=weert&gemeente=woerden&thema=klantgerichtheid")
    catalog = weert.app.extensions["desk"].catalog
    found = compare.compare(catalog, ("weert", "woerden"), "klantgerichtheid")
    assert all(s.resource.label() in whole.text("main") for cell in found.themes[0].cells for s in cell)


def test_what_was_made_is_shown_anew_when_the_store_changes(tmp_path):
    app = application(tmp_path)
    visitor, desk = Visitor(app), app.extensions["desk"]
    assert "Beide willen niets verbergen." in visitor.page(BOTH).text("main")
    desk.store.replace("https://w3id.org/beleidsgraaf/graph/shared/crosswalk", [])
    page = visitor.page(BOTH)
    assert "Beide willen niets verbergen." not in page.text("main") and "nog geen overeenkomst vastgelegd" in page.text("main")
