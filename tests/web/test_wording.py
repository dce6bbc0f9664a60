"""What a visitor reads: numbers alike everywhere, names instead of codes, one reason once, and always a next step."""
import re
from dataclasses import replace

import pytest

from graphkit import vocab
from graphkit.audit.words import fraction
from graphkit.audit.records import Measure
from web import create_app, filters

from .conftest import Visitor

DEVIATION = "/doc/deviation/voorbeeldstad-plezier-niet-meetbaar"


@pytest.mark.parametrize("value, number, money, english", [
    ("1000.00", "1.000", "€ 1.000", "€ 1,000"), ("1000.0", "1.000", "€ 1.000", "€ 1,000"), ("2.50", "2,5", "€ 2,50", "€ 2.50"), ("12.5", "12,5", "€ 12,50", "€ 12.50"),
    ("-3000", "-3.000", "€ −3.000", "€ −3,000"), ("0.00", "0", "€ 0", "€ 0"), ("17000", "17.000", "€ 17.000", "€ 17,000"), ("1E+3", "1.000", "€ 1.000", "€ 1,000"), ("PM", "PM", "€ PM", "€ PM"),
    ("NaN", "NaN", "€ NaN", "€ NaN"),
])
def test_a_number_has_no_idle_zeros_just_as_in_a_message(town_app, value, number, money, english):
    with town_app.test_request_context("/"):
        assert (filters.number(value), filters.money(value)) == (number, money)
    with town_app.test_request_context("/?lang=en"):
        assert filters.money(value) == english


def test_large_counts_of_a_measure_have_their_thousands_marked():
    measure = Measure("stated-link", "everywhere", "", 2637, 3869, ())
    assert (fraction(measure, "nl"), fraction(measure, "en")) == ("2.637 van 3.869", "2,637 of 3,869")


def test_a_deviation_names_its_rule_and_leads_to_what_it_explains(town_app, town):
    found = next(p.finding for p in town_app.extensions["desk"].findings if p.finding.explanation)
    page = town.page(DEVIATION)
    assert "bgsh:" not in page.text("dl") and "Doel zonder indicator" in page.text("dl")
    assert f"/samenhang/bevinding/{found.id}" in page.links and "Wat dit verantwoordt" in page.text("h2")
    unchecked = Visitor(create_app(town_app.extensions["desk"].store, town_app.extensions["desk"].rooms)).page(DEVIATION)
    assert "Goal-indicator" in unchecked.text("dl") and "Wat dit verantwoordt" not in unchecked.text("main")


def test_one_reason_for_several_findings_stands_there_once(town_app):
    desk = town_app.extensions["desk"]
    one = next(p for p in desk.findings if p.finding.explanation)
    other = replace(one, finding=replace(one.finding, id="0" * 12))
    visitor = Visitor(create_app(desk.store, desk.rooms, validation=replace(desk.audit, findings=(one, other))))
    for address in ("/samenhang?stand=explained", "/samenhang/regel/Goal-indicator"):
        text = visitor.page(address).text("main")
        assert text.count(one.finding.reason) == 1 and text.count("Besloten door") == 1, address
    different = replace(other, finding=replace(other.finding, reason="Een heel andere reden."))
    text = Visitor(create_app(desk.store, desk.rooms, validation=replace(desk.audit, findings=(one, different)))).page("/samenhang?stand=explained").text("main")
    assert text.count(one.finding.reason) == text.count("Een heel andere reden.") == 1


@pytest.mark.parametrize("language, wanted", [("nl", ("Wat u kunt doen", "Naar de startpagina")), ("en", ("What you can do", "To the start page"))])
@pytest.mark.parametrize("address", ["/bestaat-niet", "/doc/goal/bestaat-niet", "/samenhang/regel/Nergens", "/vragen/geen", "/documenten/x/y"])
def test_a_page_that_is_not_there_says_what_to_do_next(town, address, language, wanted):
    page = town.page(f"{address}?lang={language}", 404)
    assert all(words in page.text("main") for words in wanted) and {"/", "/documenten"} <= {link.split("?")[0] for link in page.links}
    assert "‘’" not in page.text("main")


def test_the_address_that_finds_a_name_asks_for_one_when_it_gets_none(town):
    answer = town.get("/doc")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("/zoeken")
    assert "Er is geen naam gegeven." in town.page("/doc?iri=", 404).text("main")


def test_documents_that_are_only_mentioned_stand_by_municipality(weert):
    page = weert.page("/documenten")
    titles = re.findall(r"(Gemeente \w+(?:, Gemeente \w+)?) \d+", page.text("h3"))
    assert len(titles) >= 4 and len(titles) == len(set(titles)) == len(page.of("h3"))


def test_sentences_about_a_cut_picture_are_apart(weert):
    text = weert.page("/graaf?document=policy-document/dalfsen-uitvoeringsprogramma").text("main")
    assert "niemand lezen. U ziet" in text


def test_a_prefix_that_is_missing_is_named_with_its_remedy(town):
    answer = town.get("/sparql?format=html&query=SELECT+*+WHERE+%7B%3Fs+a+bg%3AGoal%7D")
    assert answer.status_code == 400
    text = town.page("/sparql?format=html&query=SELECT+*+WHERE+%7B%3Fs+a+bg%3AGoal%7D", 400).text("main")
    assert "Het voorvoegsel ‘bg:’ is niet bekend." in text and f"PREFIX bg: <{vocab.BG}>" in text and "00B7" not in text
    unknown = town.page("/sparql?format=html&query=SELECT+*+WHERE+%7B%3Fs+a+qq%3AGoal%7D", 400).text("main")
    assert "Het voorvoegsel ‘qq:’ is niet bekend." in unknown and "00B7" not in unknown
