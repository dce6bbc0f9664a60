"""The document as it was read: whole, marked, with names hidden, and honest when the text is not at hand."""
from graphkit import coverage
from graphkit.sources import collapse
from web import create_app

from .conftest import TOWN, Visitor

READ = "/documenten/voorbeeldstad/beleid"


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_whole_text_is_there_in_order(town):
    desk = town.app.extensions["desk"]
    covered = coverage.of(desk.catalog, desk.catalog.documents[0], desk.sources)
    shown = squeezed("".join(run.text for block in _blocks(town) for run in block.runs))
    at = 0
    assert covered.pieces
    for piece in covered.pieces:
        found = shown.find(squeezed(piece.text), at)
        assert found >= 0, piece.text
        at = found


def _blocks(town):
    from web.reading import reading

    desk = town.app.extensions["desk"]
    return reading(desk, desk.catalog.documents[0]).blocks


def test_every_quotation_is_marked(town):
    page = town.page(READ)
    marked = squeezed("".join(data for within, data in page.texts if "mark" in within and "sup" not in within))
    quotes = [u.passage.exact for u in town.app.extensions["desk"].catalog.document_passages(town.app.extensions["desk"].catalog.documents[0].iri)]
    assert len(quotes) > 20
    for quote in quotes:
        parts = [squeezed(part) for part in quote.split("[naam]")]
        assert all(part in marked for part in parts), quote


def test_names_are_hidden_unless_asked_for(town):
    from graphkit import vocab

    desk = town.app.extensions["desk"]
    document = desk.catalog.documents[0]
    source = coverage.source_of(document, desk.sources)
    names = {collapse(source.text[x.start:x.end]) for x in desk.catalog.left_out(document.iri) if x.reason == vocab.BG + "personalData"}
    assert names
    text = town.page(READ).text("body")
    assert "[naam]" in text and not [name for name in names if name in text]
    told = Visitor(create_app(desk.store, desk.rooms, TOWN / "sources", persons=True)).page(READ).text("body")
    assert all(name in told for name in names) and "[naam]" not in told.split("Over het document")[0].replace("[naam])", "")


def test_figures_and_reasons_are_shown(town):
    text = town.page(READ).text("main")
    assert "Verwerkt" in text and "Wat is weggelaten, en waarom" in text


def test_without_the_texts_it_says_so_and_lists_the_passages(town):
    desk = town.app.extensions["desk"]
    bare = Visitor(create_app(desk.store, desk.rooms))
    page = bare.page(READ)
    assert "De volledige tekst is hier niet aanwezig." in page.text("main")
    for used in desk.catalog.document_passages(desk.catalog.documents[0].iri):
        assert collapse(used.passage.exact) in page.text("main")
        assert used.passage.iri.rsplit("/", 1)[1] in {a.get("id") for _, a in page.elements}
    assert "tekst niet aanwezig" in bare.page("/documenten").text("main")


def test_a_text_that_changed_is_reported(town, tmp_path):
    desk = town.app.extensions["desk"]
    text = (TOWN / "sources" / "beleid.txt").read_text("utf-8")
    (tmp_path / "beleid.txt").write_text("Nieuw begin.\n\n" + text, "utf-8")
    moved = Visitor(create_app(desk.store, desk.rooms, tmp_path)).page(READ).text("main")
    assert "niet precies de tekst die is gelezen" in moved
    assert "niet precies de tekst die is gelezen" not in town.page(READ).text("main")


def test_an_unknown_document_gets_404_with_near_names(town):
    page = town.page("/documenten/voorbeeldstad/beleit", status=404)
    assert any("policy-document" in link for link in page.links)
