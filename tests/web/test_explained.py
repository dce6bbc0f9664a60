"""Comply or explain on the pages: the reason, who decided it, how long it holds, and the words that show it."""
from dataclasses import replace
from datetime import date

import pytest

from graphkit import vocab
from web import create_app

from .conftest import Visitor


@pytest.mark.parametrize("language, decided, holds, soon", [
    ("nl", "Besloten door: Projectleider", "Geldt van 1 januari 2024 tot en met 31 december 2027.", "Loopt af op 31 december 2027, over 30 dagen."),
    ("en", "Decided by: Projectleider", "Holds from 1 January 2024 up to and including 31 December 2027.", "Ends on 31 December 2027, in 30 days."),
])
def test_what_is_explained_tells_why_who_how_long_and_on_which_words(town_app, town, language, decided, holds, soon):
    found = town_app.extensions["desk"].audit
    f = next(p.finding for p in found.findings if p.finding.state == "explained")
    desk = town_app.extensions["desk"]
    late = Visitor(create_app(desk.store, desk.rooms, validation=replace(found, day=date(2027, 12, 1))))
    for address in (f"/samenhang?stand=explained&lang={language}", f"/samenhang/bevinding/{f.id}?lang={language}", f"/samenhang/regel/Goal-indicator?lang={language}"):
        page = town.page(address)
        text = page.text("main")
        assert f.reason in text and decided in text and holds in text and soon not in text, address
        assert soon in late.page(address).text("main"), address
        assert {f"/doc/{vocab.short(i)}" for i in (f.explanation.deviation, *f.explanation.by, *(p.iri for p in f.explanation.passages))} <= set(page.links)
    quoted = town.page(f"/samenhang/bevinding/{f.id}").text("blockquote")
    assert all(" ".join(p.exact.split()) in quoted for p in f.explanation.passages) and f.explanation.passages
