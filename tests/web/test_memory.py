"""Memory: what is read is kept once, what is large is written in pieces, and what is freed goes back."""
import ctypes
import tracemalloc

import pytest

from graphkit.audit.machine import encoded
from graphkit.cli import serving
from web.pages import documents

from .conftest import Visitor

ROWS = "SELECT ?a ?p ?type ?value WHERE { ?a a ?type . ?a ?p ?value } ORDER BY ?a ?p ?value LIMIT 500"


def test_an_answer_holds_each_term_once(store):
    rows = store.rows(ROWS)
    assert len(rows) == 500 and all({"a", "p", "type", "value"} == set(row) for row in rows)
    kept = {}
    for row in rows:
        for term in row.values():
            assert kept.setdefault((str(term), term.iri, term.lang, term.datatype), term) is term
    assert len(kept) < 1000


def test_claims_share_the_passages_they_rest_on(catalog):
    kept, rests = {}, 0
    for claim in catalog.all_claims():
        for passage in claim.passages:
            rests += 1
            assert kept.setdefault(passage.iri, passage) is passage
    assert rests > 1.2 * len(kept)


def test_reading_every_claim_takes_less_than_eighty_megabytes(store):
    from graphkit.catalog import Catalog

    tracemalloc.start()
    claims = Catalog(store).all_claims()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(claims) > 3000 and peak < 80e6


def test_json_is_written_in_pieces():
    body = {"findings": [{"id": n, "passages": [{"iri": "p", "start": n, "end": n, "exact": "woorden"}] * 20} for n in range(400)]}
    tracemalloc.start()
    written = encoded(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(written) > 600_000 and peak < 4 * len(written) and written.endswith(b"}\n")


def test_freed_buffers_go_back_where_the_c_library_can(monkeypatch):
    assert serving.give_memory_back() is hasattr(ctypes.CDLL(None), "mallopt")
    monkeypatch.setattr(serving.ctypes, "CDLL", lambda name: object())
    assert serving.give_memory_back() is False


def test_the_text_of_a_document_is_read_when_its_page_must_be_written_and_then_let_go(town_app, monkeypatch):
    made = []
    real = documents.reading
    monkeypatch.setattr(documents, "reading", lambda *given: made.append(1) or real(*given))
    town_app.extensions["desk"]._shelf = None
    visitor = Visitor(town_app)
    first, second = (visitor.get(f"/documenten/voorbeeldstad/beleid?keer={n}").get_data(as_text=True) for n in (1, 2))
    assert made == [1] and "block" in first and first.count("<mark") == second.count("<mark") > 5
    assert not [key for key in town_app.extensions["desk"]._now.answers._made if key[:1] == ("reading",)]


@pytest.mark.parametrize("name", ["index", "network"])
def test_what_every_page_needs_is_made_before_the_first_visitor(town_app, name):
    desk = town_app.extensions["desk"]
    desk._shelf = None
    desk.prepare()
    assert name in desk._now.answers._made and "claims" in desk._now.answers._made
