"""The tables of links as pages: every cell is there, also the empty ones, and the file says the same."""
import csv
import io

from graphkit import vocab


def cells(page):
    return len(page.of("td"))


def test_a_table_shows_every_cell_and_says_which_are_empty(weert):
    page = weert.page("/samenhang/matrix?gemeente=organisation/weert")
    rows = list(csv.DictReader(io.StringIO(weert.get("/samenhang/matrix.csv?gemeente=organisation/weert").get_data(as_text=True))))
    pairs = {(r["row"], r["column"]) for r in rows}
    assert cells(page) == len(pairs) and page.text("td").count("geen verband") == sum(r["number"] == "0" for r in rows) > 0
    assert all(r["basis"] in ("stated", "inferred", "") and r["municipalities"] == "organisation/weert" for r in rows)
    assert {f"/doc/{r['row']}" for r in rows} <= set(page.links)


def test_only_empty_rows_are_left_when_asked(weert):
    page = weert.page("/samenhang/matrix?gemeente=organisation/weert&leeg=1")
    assert cells(page) == page.text("td").count("geen verband") > 0
    assert [i for i in page.of("input") if i.get("name") == "leeg" and "checked" in i]


def test_frameworks_stand_beside_documents(weert):
    page = weert.page("/samenhang/matrix?tabel=kaders")
    documents = [d.iri for d in weert.app.extensions["desk"].catalog.documents]
    assert {f"/doc/{vocab.short(d)}" for d in documents} <= set(page.links) and page.text("h1") == "Kaders naast documenten"
    fewer = weert.page("/samenhang/matrix?tabel=kaders&gemeente=organisation/weert")
    assert cells(fewer) < cells(page)


def test_nonsense_gives_a_table_or_says_that_there_is_none(town):
    assert town.page("/samenhang/matrix?tabel=x&leeg=x").text("h1") == "Doelen naast kernwaarden"
    assert "Met deze keuze is er geen tabel." in town.page("/samenhang/matrix?gemeente=%3Cscript%3E").text("main")
    assert [a for a in town.page("/samenhang/matrix").of("a") if a.get("aria-current") == "true" and a["href"] == "/samenhang"]
