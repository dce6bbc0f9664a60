"""Searching: facets, why something matched, and never a dead end."""
import re

KNOWN = "plezier"


def shown(page) -> int:
    return int(re.search(r"(\d+) ding", page.text("p"))[1])


def test_a_hit_says_why_and_where(town):
    text = town.page(f"/zoeken?q={KNOWN}").text("ol")
    assert "gevonden in de" in text and "Doel" in text


def test_a_facet_narrows_and_can_be_undone(town):
    page = town.page(f"/zoeken?q={KNOWN}")
    link = next(link for link in page.links if "kind=goal" in link)
    narrowed = town.page(link)
    assert 0 < shown(narrowed) < shown(page)
    undone = [a["href"] for a in narrowed.of("a") if a.get("aria-current") == "true"]
    assert undone == [f"/zoeken?q={KNOWN}"]


def test_every_count_is_what_a_click_gives(town):
    page = town.page(f"/zoeken?q={KNOWN}")
    links = [a["href"] for a in page.of("a") if re.search(r"[?&](kind|municipality|document|theme|year|status)=", a.get("href", "")) and "lang=" not in a["href"]]
    assert len(links) >= 5 and any("year=" in link for link in links)
    for link in links:
        assert shown(town.page(link)) >= 1


def test_no_words_gives_everything(town):
    assert shown(town.page("/zoeken")) == town.get("/healthz").get_json()["elements"]


def test_pages_of_a_long_list(town):
    first, second = town.page("/zoeken"), town.page("/zoeken?pagina=2")
    assert [a for a in first.of("a") if a.get("rel") == "next"] and [a for a in second.of("a") if a.get("rel") == "prev"]
    assert town.page("/zoeken?pagina=99999").text("ol") and town.page("/zoeken?pagina=nee").text("ol")
    assert second.of("ol")[1]["start"] == "21"


def test_nothing_found_is_no_dead_end(town):
    page = town.page("/zoeken?q=pleziee")
    assert "Niets gevonden" in page.text("main")
    assert any(link.startswith("/doc/") for link in page.links)
    page = town.page("/zoeken?q=qqqqzzzz&kind=goal")
    assert "/zoeken?q=qqqqzzzz" in page.links and "/documenten" in page.links


def test_an_unknown_facet_value_finds_nothing_and_breaks_nothing(town):
    for odd in ("kind=eenhoorn", "municipality=x", "status=%00", "theme=%20", "year=2"):
        assert town.get(f"/zoeken?{odd}").status_code == 200


def test_years_stand_in_order_and_hold_what_runs_in_them(weert):
    page = weert.page("/zoeken")
    years = [re.search(r"year=(\d{4})", a["href"])[1] for a in page.of("a") if "year=" in a.get("href", "")]
    assert len(years) >= 5 and years == sorted(years)
    text = weert.page("/zoeken?q=servicenormen&year=2012&document=policy-document/dalfsen-uitvoeringsprogramma&kind=activity").text("main")
    assert "Servicenormen opstellen" in text
    assert shown(weert.page("/zoeken?year=2012")) > shown(weert.page("/zoeken?year=2012&kind=activity")) > 10
