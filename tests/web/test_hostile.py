"""Text that tries to break out of a page stays text, on every page, in every form."""
import re
import shlex
from urllib.parse import quote

import pytest

from graphkit.catalog import Catalog

EVIL = quote("<script>alert(1)</script>")
ITEMS = (
    "goal/kwaad-script", "goal/kwaad-'onmouseover='alert(1)", "goal/kwaad-a?b=1&c=%22%3E%3Cscript%3E#d", "value/kwaad-lang",
    "organisation/kwaad", "policy-document/kwaad-plan", "interval/kwaad", "claim/kwaad-een",
)
VIEWS = [
    "/", "/zoeken", "/zoeken?q=alert", f"/zoeken?q={EVIL}", f"/zoeken?kind={EVIL}&municipality={EVIL}&theme={EVIL}&status={EVIL}", "/zoeken?q=%22%3E%27&pagina=-1",
    "/documenten", "/documenten/kwaad/plan", "/lijst/goal", "/lijst/value", "/samenhang", f"/samenhang?ernst={EVIL}&document={EVIL}", f"/samenhang/regel/{EVIL}",
    "/samenhang?stand=alle", "/samenhang?stand=alle&groep=document", "/samenhang/maten", "/samenhang/matrix", "/samenhang/matrix?tabel=kaders", f"/samenhang/matrix?gemeente={EVIL}", "/samenhang/regel/Observation", f"/samenhang/bevinding/{EVIL}", f"/samenhang/rapport.{EVIL}",
    f"/samenhang?stand={EVIL}&soort={EVIL}&regel={EVIL}&project={EVIL}&gemeente={EVIL}&groep={EVIL}&pagina={EVIL}",
    "/vragen", "/vragen/doelen", f"/vragen/doelen?municipality={EVIL}", "/vragen/waarop-berust-dit?thing=goal/kwaad-script",
    f"/vragen/{EVIL}", "/kaders", "/model", f"/doc/{EVIL}", f"/doc/goal/{EVIL}", f"/doc?iri={EVIL}", f"/lijst/{EVIL}", f"/documenten/{EVIL}/{EVIL}",
    f"/sparql?format=html&query={EVIL}", "/sparql?format=html&query=" + quote("SELECT * WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?s), 'kwaad')) }"),
    "/sparql?format=html&query=" + quote("CONSTRUCT WHERE { ?s ?p ?o }"), "/sparql?format=html&query=" + quote("SELECT ('</textarea><script>alert(1)</script>' AS ?x) {}"),
    f"/sparql?format={EVIL}", f"/sparql?tekst={EVIL}", f"/nergens/{EVIL}", "/graaf?focus=goal/kwaad-script", f"/graaf?focus={EVIL}", "/doelenboom", f"/pad?van={EVIL}&naar=goal/kwaad-script",
    "/pad?van=goal/kwaad-script&naar=value/kwaad-lang", *(f"/doc/{quote(item)}" for item in ITEMS),
]
SAFE_LINK = re.compile(r"(/(?!/)|#|\?|https?://)")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("view", VIEWS, ids=range(len(VIEWS)))
def test_hostile_text_stays_text(hostile, view, lang):
    stays_text(hostile, view + ("&" if "?" in view else "?") + f"lang={lang}")


def stays_text(visitor, address):
    response = visitor.get(address)
    assert response.status_code in (200, 303, 400, 404, 406), (address, response.status_code)
    if response.mimetype != "text/html":
        return
    raw = response.get_data(as_text=True)
    assert "<script>alert" not in raw.lower() and "{{ 7*7 }}".replace("7*7", "49") not in raw
    from .markup import Markup
    page = Markup(raw)
    for tag, attrs in page.elements:
        assert tag not in ("iframe", "object", "embed", "base"), tag
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        assert tag != "script" or attrs.get("src", "").startswith(("/static/", "/graaf")), attrs
        assert tag != "img" or attrs["src"].startswith("/static/"), attrs
    for link in page.links:
        assert SAFE_LINK.match(link), link


def test_findings_about_hostile_things_stay_text_and_their_command_stays_one_command(hostile):
    found = hostile.app.extensions["desk"].findings
    assert {p.finding.kind for p in found} == {"rule", "observation"} and len(found) >= 5
    for placed in found:
        address = f"/samenhang/bevinding/{placed.finding.id}"
        stays_text(hostile, address)
        stays_text(hostile, address + "?lang=en")
        for block in [t for within, t in hostile.page(address).texts if "pre" in within]:
            words = shlex.split(block)
            assert words[:3] == ["beleidsgraaf", "deviation", "add"] and words[3::2] == ["--rule", "--element", "--reason", "--passage", "--by"]
    seen = next(p.finding for p in found if p.finding.kind == "observation")
    page = hostile.page(f"/samenhang/bevinding/{seen.id}")
    assert page.text("h1") == "<script>alert('opgemerkt')</script>" and "{{ 7*7 }}" in page.text("main")


def test_the_hostile_words_are_really_shown(hostile):
    page = hostile.page("/doc/goal/kwaad-script")
    assert page.text("h1") == "<script>alert('doel')</script>"
    assert "{{ 7*7 }} <img src=x onerror=alert(1)> ]]> -->" in page.text("main")
    assert "javascript:alert(document.domain)" in page.text("main")
    assert "zie javascript:alert(2)" in hostile.page("/documenten/kwaad/plan").text("main")


def test_every_identifier_survives_the_way_to_its_page_and_back(hostile):
    catalog = Catalog(hostile.app.extensions["desk"].store)
    mine = [r for r in catalog.resources.values() if "kwaad" in r.iri]
    assert len(mine) == 6
    with hostile.app.test_request_context("/", headers={"Host": "localhost"}):
        from web.filters import address
        addresses = {r.iri: address(r) for r in mine}
    for iri, found in addresses.items():
        page = hostile.page(found)
        assert [a["value"] for a in page.of("input") if a.get("id") == "iri"] == [iri]


def test_only_web_addresses_become_links(hostile):
    links = hostile.page("/doc/policy-document/kwaad-plan").links
    assert "https://example.org/a?b=1&c='x'" not in links  # a quote in an address is shown as text
    assert not [link for link in links if link.startswith(("javascript", "data", "vbscript"))]


@pytest.mark.parametrize("form, media", [("turtle", "text/turtle"), ("jsonld", "application/ld+json"), ("csv", "text/csv")])
def test_data_never_passes_for_a_page(hostile, form, media):
    for item in ITEMS:
        response = hostile.get(f"/doc/{quote(item)}?format={form}")
        assert response.status_code == 200 and response.mimetype == media
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        disposition = response.headers["Content-Disposition"]
        assert "\n" not in disposition and disposition.count('"') == 2


def test_a_very_long_name_does_not_hide_the_page(hostile):
    page = hostile.page("/doc/value/kwaad-lang")
    assert len(page.text("h1")) == 5000 and page.of("footer")
