"""Identifiers lead to what is written about a thing, in the form that was asked for."""
import json

import pytest

GOAL = "goal/voorbeeldstad-plezier-in-schrijven"
IRI = f"https://w3id.org/beleidsgraaf/id/{GOAL}"
TABLE = [
    (None, 200, "text/html"), ("", 200, "text/html"), ("*/*", 200, "text/html"), ("text/html", 200, "text/html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "text/html"),
    ("text/turtle", 200, "text/turtle"), ("text/turtle;q=0.5, application/ld+json", 200, "application/ld+json"),
    ("application/ld+json", 200, "application/ld+json"), ("text/csv", 200, "text/csv"), ("text/*;q=0.1, text/turtle", 200, "text/turtle"),
    ("application/rdf+xml, text/turtle;q=0.2", 200, "text/turtle"), ("image/png", 406, "text/html"), ("application/pdf", 406, "text/html"),
    ("nonsense", 406, "text/html"),
]


@pytest.mark.parametrize("accept, status, media", TABLE)
def test_the_form_follows_accept(town, accept, status, media):
    response = town.get(f"/doc/{GOAL}", accept=accept)
    assert (response.status_code, response.mimetype) == (status, media)
    assert "Accept" in response.headers["Vary"]


def test_a_thing_leads_to_its_page_whatever_is_asked(town):
    for accept in (None, "text/html", "text/turtle", "image/png"):
        response = town.get(f"/id/{GOAL}", accept=accept)
        assert response.status_code == 303 and response.headers["Location"] == f"/doc/{GOAL}"
        assert "Accept" in response.headers["Vary"]


def test_turtle_holds_the_thing_its_claims_and_their_words(town):
    text = town.get(f"/doc/{GOAL}", accept="text/turtle").get_data(as_text=True)
    assert f"<{IRI}>" in text and "bg:Claim" in text and "oa:exact" in text


def test_json_ld_is_json_and_names_the_thing(town):
    assert IRI in json.dumps(json.loads(town.get(f"/doc/{GOAL}", accept="application/ld+json").data))


def test_csv_has_a_row_per_link_and_passage(town):
    lines = town.get(f"/doc/{GOAL}", accept="text/csv").get_data(as_text=True).splitlines()
    assert lines[0].startswith("from,") and any(IRI in line for line in lines[1:])


def test_a_format_in_the_address_goes_first(town):
    assert town.get(f"/doc/{GOAL}?format=turtle", accept="text/html").mimetype == "text/turtle"
    assert town.get(f"/doc/{GOAL}?format=pdf").status_code == 406


def test_the_page_names_its_other_forms(town):
    page = town.page(f"/doc/{GOAL}")
    forms = {a["type"]: a["href"] for a in page.of("link") if a.get("rel") == "alternate"}
    assert set(forms) == {"text/turtle", "application/ld+json", "text/csv"}
    for media, link in forms.items():
        assert town.get(link).mimetype == media


def test_an_unknown_thing_gets_404_with_the_nearest_names(town):
    page = town.page("/doc/goal/voorbeeldstad-plezier-in-schrijve", status=404)
    assert f"/doc/{GOAL}" in page.links and page.of("input")
    assert town.page("/doc/goal/%3Cscript%3E", status=404).text("h1")
    for odd in ("/doc/goal/a%20b", "/doc/%00", "/doc/goal/a%7Bb", "/doc?iri=", "/doc?iri=http://%20"):
        assert town.get(odd).status_code == 404, odd


def test_an_official_identifier_is_known(town):
    from graphkit.catalog import Catalog

    official = next(r for r in Catalog(town.app.extensions["desk"].store).resources.values() if r.matches)
    response = town.client.get("/doc", query_string={"iri": official.matches[0]}, headers={"Host": "localhost"})
    assert response.status_code == 303 and response.headers["Location"].endswith(official.iri.split("/id/")[1])


def test_a_claim_a_period_and_a_concept_have_a_page(town):
    claim = next(c for c in town.app.extensions["desk"].catalog.all_claims())
    page = town.page(claim.iri.replace("https://w3id.org/beleidsgraaf/id", "/doc"))
    assert all(p.exact in page.text("main") for p in claim.passages)
    assert "Rollen" in town.page("/doc/concept-scheme/nl-rolsoorten").text("h1") or town.page("/doc/concept-scheme/nl-rolsoorten").text("h1")


def test_a_passage_is_shown_where_it_stands_and_given_as_data(town):
    passage = town.app.extensions["desk"].catalog.passages(IRI)[0]
    path = passage.iri.replace("https://w3id.org/beleidsgraaf/id", "/doc")
    assert town.get(path).status_code == 303
    assert passage.exact[:20] in town.get(path, accept="text/turtle").get_data(as_text=True)
