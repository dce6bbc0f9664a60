"""The graph, the tree and the path as pages: the whole view in the address, tables beside pictures, downloads that agree."""
import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from graphkit.network.canvas import INK
from graphkit.network.cards import FORMS
from web.kinds import GROUPS

from .markup import Markup

SVG = "{http://www.w3.org/2000/svg}"
VALUE = "/graaf?focus=value/weert-duidelijkheid"


@pytest.fixture
def client(weert_app):
    return weert_app.test_client()


@pytest.fixture
def evil(hostile_app):
    return hostile_app.test_client()


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


def keys(html: str, tag: str) -> list[str]:
    return [unescape(k) for k in re.findall(rf'<{tag} data-key="([^"]+)"', html)]


def data(client, address: str) -> dict:
    return client.get(address.replace("/graaf?", "/graaf.json?")).get_json()


@pytest.mark.parametrize("query", ["", "&steps=2", "&family=serves", "&kind=result&kind=goal", "&link=expresses&steps=2", "&layout=rond", "&open=policy-concept/weert-goede-dienstverlening"])
def test_picture_list_table_and_downloads_show_the_same_things(client, query):
    html, drawn = page(client, VALUE + query), data(client, VALUE + query)
    things = {n["id"] for n in drawn["nodes"]}
    assert set(keys(html, "li")) == things == set(drawn["things"]) and len(things) > 2
    ends = {frozenset(k.split(" ")[::2]) for k in keys(html, "tr")}
    assert ends == {frozenset((e["from"], e["to"])) for e in drawn["edges"]}
    rows = list(csv.DictReader(io.StringIO(client.get((VALUE + query).replace("/graaf?", "/graaf.csv?")).get_data(as_text=True))))
    assert len({(r["from"], r["link"], r["to"]) for r in rows}) == len(keys(html, "tr"))
    svg = ElementTree.fromstring(client.get((VALUE + query).replace("/graaf?", "/graaf.svg?")).data)
    assert len(svg.findall(f"{SVG}a")) == len(things)
    graphml = client.get((VALUE + query).replace("/graaf?", "/graaf.graphml?")).data
    assert len(re.findall(rb"<node ", graphml)) == len(things) and len(re.findall(rb"<edge ", graphml)) == len(keys(html, "tr"))


def test_each_row_says_from_link_to_basis_and_the_sentence(client):
    html = page(client, VALUE)
    row = next(r for r in re.findall(r"<tr data-key.*?</tr>", html, re.S) if "result/weert-draagvlak" in r and "contributesTo" in r)
    assert "Duidelijkheid" in row and "draagt bij aan" in row and "staat er zo" in row
    assert "duidelijkheid en gelijkwaardigheid goed tot uiting laten komen" in row and "/doc/" in row


def test_opening_gives_only_what_is_new_and_the_next_address(client):
    node = "policy-concept/weert-goede-dienstverlening"
    before, opened = data(client, VALUE), VALUE + "&open=" + node
    added = data(client, opened + "&fresh=1")
    known = {n["id"] for n in before["nodes"]}
    fresh = {n["id"] for n in added["nodes"]}
    assert len(fresh) == 10 and not fresh & known
    assert {n["id"] for n in data(client, opened)["nodes"]} == known | fresh
    assert all(e["from"] in fresh or e["to"] in fresh for e in added["edges"])
    assert {r["key"] for r in added["rows"]} == set(keys(page(client, opened), "tr")) - set(keys(page(client, VALUE), "tr"))
    again = added["things"]["https://w3id.org/beleidsgraaf/id/" + node]["open"]
    assert again.count("open=") == 2
    assert not fresh & {n["id"] for n in data(client, again + "&fresh=1")["nodes"]}
    assert before["nodes"] == [{**n, "more": next(b["more"] for b in before["nodes"] if b["id"] == n["id"])} for n in data(client, opened)["nodes"] if n["id"] in known]


def test_what_does_not_fit_is_said_and_more_is_offered(client):
    html = page(client, "/graaf?focus=project/weert-dienstverleningsconcept")
    assert "U ziet de 60" in html and "limit=300" in html and "Wat er niet in past" in html and "Overzicht per soort" in html
    assert "U ziet de" not in page(client, "/graaf?focus=project/weert-dienstverleningsconcept&limit=300")


@pytest.mark.parametrize("query,code", [
    ("focus=goal/bestaat-niet", 404), ("focus=goal/weert-wendbaarheid&steps=9", 400), ("focus=goal/weert-wendbaarheid&steps=veel", 400),
    ("focus=goal/weert-wendbaarheid&layout=x", 400), ("focus=goal/weert-wendbaarheid&family=x", 400), ("focus=goal/weert-wendbaarheid&link=label", 404),
    ("focus=goal/weert-wendbaarheid&kind=x", 404), ("focus=goal/weert-wendbaarheid" + "&open=goal/weert-wendbaarheid" * 41, 400),
])
def test_a_view_that_cannot_be_gets_a_page_that_says_why(client, query, code):
    for form in ("/graaf?", "/graaf.json?", "/graaf.svg?"):
        answer = client.get(form + query)
        assert answer.status_code == code and answer.mimetype == "text/html"


def test_the_start_offers_a_search_kinds_and_examples(client):
    html = page(client, "/graaf")
    assert html.count("/graaf?focus=") > 40 and 'name="q"' in html
    assert "/graaf?focus=goal/weert-wendbaarheid" in page(client, "/graaf?q=wendbaarheid")
    assert "Niets gevonden" in page(client, "/graaf?q=qqqqzzzz")


def test_only_one_file_of_vis_network_is_served_and_may_be_kept(client):
    answer = client.get("/graaf/vis-network-9.1.2.min.js")
    assert answer.status_code == 200 and answer.mimetype == "text/javascript" and len(answer.data) > 400_000
    assert "immutable" in answer.headers["Cache-Control"] and "max-age=31536000" in answer.headers["Cache-Control"]
    assert client.get("/graaf/vis-network.css").status_code == 404


@pytest.mark.parametrize("address", ["/graaf?focus=goal/kwaad-script&steps=4", "/graaf?document=policy-document/kwaad-plan", "/graaf", "/graaf?q=%3Cscript%3E", "/doelenboom", "/pad?van=%3Cscript%3E&naar=x"])
def test_no_script_or_style_stands_in_the_pages(evil, address):
    found = Markup(page(evil, address))
    for tag, attrs in found.elements:
        assert not any(name == "style" or name.startswith("on") for name in attrs) and tag != "style", (tag, attrs)
    assert all(attrs.get("src", "").startswith("/") for attrs in found.of("script"))
    assert all(link.startswith(("/", "#", "?", "http://", "https://")) for link in found.links)
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_svg_of_hostile_names_holds_no_script(evil):
    found = ElementTree.fromstring(evil.get("/graaf.svg?focus=goal/kwaad-script&steps=4").data)
    assert {e.tag.replace(SVG, "") for e in found.iter()} <= {"svg", "title", "rect", "defs", "marker", "path", "g", "line", "a", "text"}
    assert all(a.get("href").startswith("http://localhost/doc/") for a in found.iter(f"{SVG}a"))
    assert not any(name.startswith("on") or name == "style" for e in found.iter() for name in e.attrib)


def test_the_tree_opens_at_the_element_asked_for_and_names_conclusions(client):
    html = page(client, "/doelenboom?focus=result/weert-termijnen")
    assert 'class=" here" id="result-weert-termijnen"' in html or 'class="inferred here" id="result-weert-termijnen"' in html
    assert "conclusie" in html and "stroke-dasharray" in html and "zie hierboven" in html
    assert html.count("<details open>") < html.count("<details>")
    for title in ("Doelen waar geen project of activiteit aan werkt", "Resultaten die bij geen doel horen"):
        assert title in html


def test_the_tree_says_where_a_value_stands_beside_it(client):
    assert "staat niet in de boom zelf, maar ernaast" in page(client, "/doelenboom?focus=value/weert-duidelijkheid")


def test_the_tree_of_one_document_holds_only_that_document(client, catalog):
    html = page(client, "/doelenboom?document=policy-document/weert-beleidsplan")
    shown = set(re.findall(r'<li class="[^"]*" id="((?:goal|result|vision|mission|societal-effect|activity|project|programme)-[^"]+)"', html))
    document = "https://w3id.org/beleidsgraaf/id/policy-document/weert-beleidsplan"
    stated = {i.removeprefix("https://w3id.org/beleidsgraaf/id/").replace("/", "-", 1) for i, r in catalog.resources.items() if document in r.documents}
    assert len(shown) > 10 and shown <= stated


def test_a_path_gives_steps_in_words_with_direction_basis_and_sentence(client):
    html = page(client, "/pad?van=activity/weert-termijnen-herijken&naar=result/weert-termijnen")
    assert "1 stap" in html and "realiseert" in html and "omhoog" in html and "staat er zo" in html and "<blockquote" in html and "<svg" in html
    back = page(client, "/pad?van=result/weert-termijnen&naar=activity/weert-termijnen-herijken")
    assert "wordt gerealiseerd door" in back and "omlaag" in back


def test_a_path_takes_names_and_offers_choices_where_a_name_is_not_enough(client):
    assert "1 stap" in page(client, "/pad?van=Alle+geldende+termijnen+inventariseren%2C+heroverwegen+en+duidelijk+vastleggen+(Activiteit)&naar=result/weert-termijnen")
    offered = page(client, "/pad?van=termijnen&naar=value/weert-duidelijkheid")
    assert "Wat bedoelt u met" in offered and "van=activity/weert-termijnen-herijken" in offered
    assert "Niets gevonden" in page(client, "/pad?van=qqqqzzzz&naar=value/weert-duidelijkheid")


def test_a_path_that_is_not_there_suggests_all_links_and_says_when_there_is_none(client, catalog, links):
    lonely = next(i for i in links if not links.degree(i)).removeprefix("https://w3id.org/beleidsgraaf/id/")
    html = page(client, f"/pad?van={lonely}&naar=value/weert-duidelijkheid")
    assert "Geen weg gevonden" in html and "links=all" in html
    assert "nergens met elkaar" in page(client, f"/pad?van={lonely}&naar=value/weert-duidelijkheid&links=all")
    assert "twee keer hetzelfde" in page(client, "/pad?van=value/weert-duidelijkheid&naar=value/weert-duidelijkheid")
    assert client.get("/pad?van=a&naar=b&links=soms").status_code == 400


def test_everything_speaks_english_too(client):
    for address, words in ((VALUE, "Picture around"), ("/graaf", "Choose a thing to start from"), ("/doelenboom", "Goal tree"), ("/pad", "hang together")):
        html = page(client, address + ("&" if "?" in address else "?") + "lang=en")
        assert words in html and '<html lang="en">' in html
    client.delete_cookie("lang")


def _contrast(colour: str, ground: str = "#ffffff") -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    def light(value):
        parts = [int(value[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    bright, dark = sorted((light(colour), light(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_kinds_are_legible_and_lines_visible_on_the_ground_they_are_drawn_on():
    assert len(GROUPS) >= 10 and all(_contrast(g.colour, ground) >= 4.5 for g in GROUPS for ground in ("#ffffff", "#eef4f4"))
    assert all(_contrast(ink) >= 3 for ink in INK.values()) and _contrast("#7b8a90") >= 3
    assert {g.shape for g in GROUPS} == set(FORMS)
