"""A page that was written before is sent again at once, and never where it could be another."""
import pytest

from graphkit.store import open_store
from web import create_app


@pytest.fixture
def app(example_rooms):
    return create_app(open_store("memory", example_rooms), example_rooms)


def test_the_same_address_gives_the_same_page_with_the_same_headers(app):
    client = app.test_client()
    first, second = client.get("/model"), client.get("/model")
    assert len(app.extensions["desk"].pages._made) == 1
    assert first.data == second.data and dict(first.headers) == dict(second.headers)


def test_another_language_form_or_address_is_another_page(app):
    client = app.test_client()
    thing = "/doc/organisation/voorbeeldstad"
    dutch, english = client.get(thing), client.get(thing + "?lang=en")
    turtle = app.test_client().get(thing, headers={"Accept": "text/turtle"})
    again = app.test_client().get(thing)
    assert b'lang="nl"' in dutch.data and b'lang="en"' in english.data and turtle.mimetype == "text/turtle"
    assert again.data == dutch.data and "Set-Cookie" not in again.headers


def test_errors_questions_and_forms_are_not_kept(app):
    client = app.test_client()
    for address in ("/doc/goal/niets", "/sparql?query=ASK+%7B%7D", "/healthz"):
        client.get(address)
    assert not app.extensions["desk"].pages._made


def test_a_changed_store_gives_new_pages(app):
    client, desk = app.test_client(), app.extensions["desk"]
    before = client.get("/model").data
    graph = next(g for g in desk.store.graphs() if g.endswith("/beleid"))
    desk.store.replace(graph, [])
    assert client.get("/model").data != before
