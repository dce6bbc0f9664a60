"""Every page answers, in both languages, with a heading of its own, and every link on it leads somewhere."""
from urllib.parse import urlsplit

import pytest

from graphkit import query

GOAL = "/doc/goal/voorbeeldstad-plezier-in-schrijven"
READ = "/documenten/voorbeeldstad/beleid"
PAGES = {
    "/": ("Waar staat dat?", "Where does it say so?"), "/zoeken?q=brief": ("Zoeken", "Search"), "/zoeken": ("Zoeken", "Search"),
    GOAL: (None, None), READ: (None, None), "/documenten": ("Documenten", "Documents"), "/lijst/goal": (None, None),
    "/samenhang": ("Samenhang", "Coherence"), "/samenhang/regel/Goal-indicator": (None, None), "/vragen": ("Vragen", "Questions"),
    "/vragen/doelen": (None, None), "/sparql": ("SPARQL", "SPARQL"), "/model": ("Het model", "The model"),
    "/kaders": ("Wetten en kaders", "Laws and frameworks"), "/over": ("Over Beleidsgraaf", "About Beleidsgraaf"),
    "/hulp": ("Hulp", "Help"), "/toegankelijkheid": ("Toegankelijkheid", "Accessibility"),
}


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_has_one_heading_and_says_its_language(town, address, lang):
    page = town.page(address + ("&" if "?" in address else "?") + f"lang={lang}")
    assert len(page.of("h1")) == 1 and page.text("h1") and page.text("title")
    assert page.of("html") == [{"lang": lang}]
    wanted = PAGES[address][lang == "en"]
    assert wanted is None or page.text("h1") == wanted


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_landmarks_a_skip_link_and_no_double_names(town, address):
    page = town.page(address)
    for tag in ("header", "main", "footer"):
        assert len(page.of(tag)) == 1
    assert page.of("a")[0] == {"class": "skip", "href": "#main"}
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    named = {attrs.get("for") for attrs in page.of("label")}
    for field in page.of("input", "select", "textarea"):
        assert field.get("type") == "hidden" or field.get("id") in named or "aria-label" in field


def test_headings_do_not_skip_a_level(town):
    for address in PAGES:
        levels = [int(tag[1]) for tag, _ in town.page(address).elements if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:])), (address, levels)


def test_every_link_leads_somewhere(town):
    seen, waiting, found = {}, ["/"], 0
    while waiting and found < 400:
        address = waiting.pop(0)
        response = town.get(address)
        assert response.status_code in (200, 303), f"{address}: {response.status_code}, linked from {seen.get(address)}"
        found += 1
        if response.mimetype != "text/html" or response.status_code != 200 or found > 120:
            continue
        page = town.page(address)
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not parts.path or "lang=" in parts.query:
                continue
            plain = parts.path + (f"?{parts.query}" if parts.query else "")
            if plain not in seen:
                seen[plain] = address
                waiting.append(plain)
    assert found >= 200


def test_a_link_to_a_passage_arrives_at_that_passage(town):
    links = [a["href"] for a in town.page(GOAL).of("a") if a.get("href", "").startswith("/doc/passage/")]
    assert links
    for link in links:
        place = town.get(link).headers["Location"]
        assert place.startswith(READ + "#")
        assert place.split("#")[1] in {attrs.get("id") for _, attrs in town.page(READ).elements}


def test_english_is_remembered_and_dutch_can_be_had_back(town):
    assert town.page("/").of("html") == [{"lang": "nl"}]
    cookie = town.get("/?lang=en").headers["Set-Cookie"]
    assert cookie.startswith("lang=en;") and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert town.page("/over").of("html") == [{"lang": "en"}]
    assert town.page("/over?lang=nl").of("html") == [{"lang": "nl"}]
    assert town.page("/over").of("html") == [{"lang": "nl"}]
    assert town.page("/over?lang=fr").of("html") == [{"lang": "nl"}]


def test_the_language_switch_stays_on_the_page(town):
    switch = [a for a in town.page("/zoeken?q=brief&kind=goal").of("a") if a.get("hreflang") == "en"]
    assert [a["href"] for a in switch] == ["/zoeken?q=brief&kind=goal&lang=en"]


def test_dutch_text_on_an_english_page_is_marked_as_dutch(town):
    page = town.page("/doc/goal/voorbeeldstad-plezier-in-schrijven?lang=en")
    assert all(a.get("lang") == "nl" for a in page.of("blockquote")) and page.of("blockquote")


def test_every_question_answers_or_asks_for_what_it_needs(town):
    names = [q.name for q in query.questions()]
    assert len(names) >= 20
    for name in names:
        page = town.page(f"/vragen/{name}")
        question = query.load(name)
        assert page.text("h1") == question.question_nl
        needs = any(not p.optional for p in question.parameters)
        assert needs != ("Antwoord" in page.text("h2"))


def test_a_question_that_gets_nonsense_says_so(town):
    for name, given in (("wat-loopt-op", "day=gisteren"), ("waarop-berust-dit", "thing=%3Cscript%3E%20x")):
        page = town.page(f"/vragen/{name}?{given}", status=400)
        assert any(a.get("role") == "alert" for a in page.of("div"))


def test_the_answer_of_a_question_can_be_taken_along(town):
    found = town.get("/vragen/doelen?format=json")
    assert found.mimetype == "application/sparql-results+json" and found.get_json(force=True)["results"]["bindings"]
    table = town.get("/vragen/doelen?format=csv")
    assert table.mimetype == "text/csv" and len(table.get_data(as_text=True).splitlines()) > 1


def test_machines_get_what_they_ask_every_server_for(town):
    assert town.get("/healthz").get_json() == {"status": "ok", "elements": town.get("/healthz").get_json()["elements"], "problems": 0, "checking": False}
    assert "Disallow: /sparql" in town.get("/robots.txt").get_data(as_text=True)
    text = town.get("/.well-known/security.txt").get_data(as_text=True)
    assert text.startswith("Contact: http://127.0.0.1/over#melden\nExpires: ")
    assert town.get("/favicon.ico").status_code == 301


def test_the_real_graph_answers_too(weert):
    for address in ("/", "/zoeken?q=duidelijkheid", "/doc/value/weert-duidelijkheid", "/documenten", "/documenten/weert/beleidsplan", "/kaders", "/model"):
        assert weert.page(address).text("h1")
    assert "De volledige tekst is hier niet aanwezig." in weert.page("/documenten/weert/beleidsplan").text()
    assert "zonder controle" in weert.page("/samenhang").text()
