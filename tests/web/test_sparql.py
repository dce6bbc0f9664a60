"""The SPARQL 1.1 protocol for queries (after the W3C cases), and the page for people."""
from urllib.parse import quote

import pytest

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
JSON = "application/sparql-results+json"
HOST = {"Host": "localhost"}


def get(town, query, accept=JSON):
    return town.get("/sparql?query=" + quote(query), accept=accept)


def post(town, accept=JSON, **given):
    return town.client.post(given.pop("path", "/sparql"), headers={**HOST, "Accept": accept}, **given)


def test_a_query_by_get(town):
    response = get(town, ASK)
    assert response.status_code == 200 and response.get_json(force=True)["boolean"] is True
    assert "Accept" in response.headers["Vary"]


def test_a_query_by_form(town):
    assert len(post(town, data={"query": SELECT}).get_json(force=True)["results"]["bindings"]) == 3


def test_a_query_in_the_body(town):
    response = post(town, data=SELECT.encode(), content_type="application/sparql-query")
    assert len(response.get_json(force=True)["results"]["bindings"]) == 3
    assert post(town, data=SELECT.encode(), content_type="application/sparql-query; charset=UTF-8").status_code == 200


@pytest.mark.parametrize("accept, media", [
    (JSON, JSON), ("application/json", JSON), ("application/sparql-results+xml", "application/sparql-results+xml"), ("text/csv", "text/csv"),
    ("text/tab-separated-values", "text/tab-separated-values"), ("*/*", JSON), (None, JSON), ("text/html, */*;q=0.1", "text/html"),
])
def test_a_table_in_the_form_that_was_asked(town, accept, media):
    response = get(town, SELECT, accept)
    assert (response.status_code, response.mimetype) == (200, media)


@pytest.mark.parametrize("accept, media", [
    ("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples"), ("application/ld+json", "application/ld+json"),
    ("application/rdf+xml", "application/rdf+xml"), ("*/*", "text/turtle"),
])
def test_a_graph_in_the_form_that_was_asked(town, accept, media):
    assert get(town, CONSTRUCT, accept).mimetype == media


def test_a_form_we_do_not_have(town):
    assert get(town, SELECT, "image/png").status_code == 406
    assert town.get("/sparql?format=pdf&query=" + quote(ASK)).status_code == 406


def test_graphs_of_the_protocol(town):
    graph = "https://w3id.org/beleidsgraaf/graph/voorbeeldstad/beleid"
    query = "ASK { ?c a <https://w3id.org/beleidsgraaf/def#Claim> }"
    assert town.get(f"/sparql?query={quote(query)}&default-graph-uri={quote(graph)}", accept=JSON).get_json(force=True)["boolean"] is True
    other = "https://w3id.org/beleidsgraaf/graph/shared/ontology"
    assert town.get(f"/sparql?query={quote(query)}&default-graph-uri={quote(other)}", accept=JSON).get_json(force=True)["boolean"] is False
    named = f"ASK {{ GRAPH <{graph}> {{ ?c a <https://w3id.org/beleidsgraaf/def#Claim> }} }}"
    assert post(town, data={"query": named, "named-graph-uri": graph}).get_json(force=True)["boolean"] is True
    assert town.get(f"/sparql?query={quote(query)}&default-graph-uri=http://elsewhere.example/g", accept=JSON).status_code == 400


@pytest.mark.parametrize("send", [
    lambda c: c.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", headers=HOST),
    lambda c: c.put("/sparql?query=ASK%20%7B%7D", headers=HOST),
    lambda c: c.post("/sparql", data="ASK {}", content_type="text/plain", headers=HOST),
    lambda c: c.post("/sparql", data="query=ASK%20%7B%7D", headers=HOST),
    lambda c: c.post("/sparql", data="ASK {}", headers=HOST),
    lambda c: c.post("/sparql", data="ASK {}".encode("utf-16"), content_type="application/sparql-query; charset=UTF-16", headers=HOST),
    lambda c: c.post("/sparql", data="ASK {}".encode("utf-16"), content_type="application/sparql-query", headers=HOST),
    lambda c: c.get("/sparql?query=ASK%20%7B", headers=HOST),
    lambda c: c.post("/sparql", data={}, headers=HOST),
], ids=["two queries", "put", "wrong media type", "form without type", "body without type", "utf-16", "utf-16 unnamed", "bad syntax", "empty form"])
def test_what_the_protocol_refuses(town, send):
    assert 400 <= send(town.client).status_code < 500


@pytest.mark.parametrize("text", [
    "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <http://example.org/x>", "DROP ALL",
])
def test_updates_are_refused(town, text):
    for response in (get(town, text), post(town, data={"query": text}), post(town, data={"update": text}), town.get("/sparql?update=" + quote(text), accept=JSON)):
        assert response.status_code == 400 and "alleen gelezen" in response.get_data(as_text=True)
    assert post(town, data=text, content_type="application/sparql-update").status_code == 415
    assert town.get("/healthz").get_json()["elements"] > 0


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", "SELECT * { SERVICE SILENT <http://127.0.0.1:9/x> { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
])
def test_nothing_outside_is_reached(town, text):
    response = get(town, text)
    assert response.status_code == 400 and response.mimetype == "text/plain"


def test_bad_syntax_says_where(town):
    response = get(town, "SELECT * WHERE {\n ?s a ; }")
    assert response.status_code == 400 and "2:" in response.get_data(as_text=True)
    page = town.page("/sparql?format=html&query=" + quote("SELECT * WHERE {\n ?s a ; }"), status=400)
    assert "2:" in page.text("main") and "^" in page.text("pre")
    assert "SELECT * WHERE {\n ?s a ; }" in "".join(data for within, data in page.texts if "textarea" in within)


def test_a_limit_is_said(town):
    wide = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    response = get(town, wide)
    assert response.status_code == 400 and "10000 rijen" in response.get_data(as_text=True).replace(".", "")
    assert "gestopt" in town.page("/sparql?format=html&query=" + quote(wide), status=400).text("main")


def test_the_page_shows_names_with_links(town):
    query = "SELECT ?g WHERE { ?g a <https://w3id.org/beleidsgraaf/def#Goal> } ORDER BY ?g"
    page = town.page("/sparql?query=" + quote(query))
    assert any(link.startswith("/doc/goal/") for link in page.links) and "Doel" in page.text("table")
    for form in ("csv", "json", "xml", "tsv"):
        link = next(link for link in page.links if link.endswith(f"format={form}"))
        assert town.get(link).status_code == 200


def test_the_address_without_a_query(town):
    assert town.page("/sparql").of("textarea")
    description = town.get("/sparql", accept="text/turtle")
    assert description.mimetype == "text/turtle" and "sd:Service" in description.get_data(as_text=True)


def test_a_formula_in_a_table_is_made_harmless(town):
    response = get(town, "SELECT ('=1+1' AS ?x) (-3000 AS ?y) {}", "text/csv")
    assert response.get_data(as_text=True).splitlines()[1] == "'=1+1,-3000"
