"""The desk makes a thing once, forgets the longest unused first, and begins anew when the store changes."""
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from time import perf_counter

import pytest

from graphkit import config, vocab
from graphkit.audit import start
from graphkit.store import open_store
from web import create_app
from web.desk import Desk, Kept

from .conftest import TOWN, Visitor


def test_what_many_ask_at_once_is_made_once():
    kept, made, start = Kept(10), [], Barrier(8)

    def ask():
        start.wait()
        return kept.keep("key", lambda: made.append(1) or sum(range(200_000)))

    with ThreadPoolExecutor(8) as pool:
        answers = [f.result() for f in [pool.submit(ask) for _ in range(8)]]
    assert len(made) == 1 and len(set(answers)) == 1


def test_the_longest_unused_goes_first():
    kept, made = Kept(3), []
    for key in "abcadae":
        kept.keep(key, lambda key=key: made.append(key) or key)
    assert "".join(made) == "abcde"
    kept.keep("b", lambda: made.append("b"))
    kept.keep("a", lambda: made.append("a"))
    assert "".join(made) == "abcdeb"


def test_weight_counts_and_one_heavy_thing_is_still_kept():
    kept, made = Kept(10, len), []
    for text in ("x" * 4, "y" * 4, "z" * 4, "w" * 40, "w" * 40):
        kept.keep(text, lambda text=text: made.append(text[0]) or text)
    assert "".join(made) == "xyzw"


def test_what_fails_is_asked_again():
    kept = Kept(3)
    with pytest.raises(ZeroDivisionError):
        kept.keep("key", lambda: 1 / 0)
    assert kept.keep("key", lambda: "made") == "made"


def test_a_changed_store_gives_changed_pages():
    rooms = config.rooms(data=TOWN)
    store = open_store("memory", rooms)
    visitor = Visitor(create_app(store, rooms, TOWN / "sources"))
    address = "/doc/goal/voorbeeldstad-plezier-in-schrijven"
    assert visitor.get(address).status_code == 200
    before = visitor.get("/healthz").get_json()["elements"]
    store.replace(vocab.GRAPH + "voorbeeldstad/beleid", [])
    assert visitor.get(address).status_code == 404
    assert visitor.get("/healthz").get_json()["elements"] < before
    visitor.app.extensions["desk"].close()


def test_pages_are_quick_once_warm(town):
    for address in ("/", "/zoeken?q=brief", "/doc/goal/voorbeeldstad-plezier-in-schrijven", "/documenten/voorbeeldstad/beleid", "/samenhang", "/model"):
        town.get(address)
        times = []
        for _ in range(9):
            begun = perf_counter()
            town.get(address)
            times.append(perf_counter() - begun)
        assert sorted(times)[4] < 0.1, address  # half of them; the benchmark measures exactly


def test_the_audit_comes_from_a_process_of_its_own_and_is_the_same(town_app):
    rooms = config.rooms(data=TOWN)
    desk = Desk(open_store("memory", rooms), rooms, TOWN / "sources", False, start("memory", rooms, TOWN / "sources"))
    assert desk.checking and desk.audit is None and desk.findings == () and desk.findings_on("x") == ()
    wait([desk._validation], timeout=60)
    whole = town_app.extensions["desk"].audit
    assert (desk.audit.findings, desk.audit.measures, desk.audit.tallies) == (whole.findings, whole.measures, whole.tallies)
    element = whole.findings[0].finding.elements[0]
    assert desk.findings_on(element) == tuple(p.finding for p in whole.findings if element in p.finding.elements)
