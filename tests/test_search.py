"""Words find things in names, explanations and quotations, and a near miss gets a hint."""
import pytest

from graphkit import vocab
from graphkit.search import Index


@pytest.fixture(scope="module")
def index(catalog):
    return Index(catalog)


def test_a_name_comes_before_a_quotation(index):
    assert index.find("draagvlak keuzes").hits[0].resource.iri == vocab.ID + "result/weert-draagvlak"
    found = index.find("draagvlak")
    assert found.hits[0].why_nl == "in de naam"
    assert any(hit.part == "quotation" and "draagvlak" in hit.words.lower() for hit in found.hits)


def test_the_beginning_of_a_word_and_a_word_without_accents_are_enough(index):
    assert index.find("wendb").hits[0].resource.iri == vocab.ID + "goal/weert-wendbaarheid"
    assert index.find("creeren").total == index.find("creëren").total > 0


def test_a_thing_that_is_called_just_so_comes_first(index, catalog):
    assert index.find("LEAN management").hits[0].resource.iri == vocab.ID + "policy-concept/dalfsen-lean-management"
    assert vocab.ID + "policy-concept/dalfsen-lean-management" in {h.resource.iri for h in index.find("LEAN", limit=3).hits}
    assert index.find("kernwaarden dienstverlening").hits[0].resource.iri == vocab.ID + "vision-element/weert-kernwaarden"
    stated = [r for r in catalog.resources.values() if r.documents][::40]
    first = [r for r in stated if index.find(r.label(), limit=1).hits[0].resource.label() == r.label()]
    assert len(stated) >= 30 and len(first) >= len(stated) - 1


def test_filters_count_and_narrow_and_a_kind_takes_its_subkinds(index):
    everything = index.find("dienstverlening", limit=1000)
    goals = index.find("dienstverlening", kind=vocab.BG + "Goal", limit=1000)
    assert 0 < goals.total < everything.total == sum(everything.facets["kind"].values())
    assert {h.resource.kind for h in goals.hits} <= {vocab.BG + k for k in ("Goal", "StrategicGoal", "OperationalGoal")}


def test_no_words_give_everything_in_order_of_kind(index, catalog):
    assert index.find("", limit=5).total == len(catalog.resources)


def test_the_name_of_the_municipality_or_the_kind_may_be_among_the_words(index):
    found = index.find("draagvlak Weert", limit=5)
    assert found.total and all("weert" in hit.resource.iri for hit in found.hits)
    assert index.find("doel wendbaarheid").hits[0].resource.iri == vocab.ID + "goal/weert-wendbaarheid"


def test_pages_do_not_overlap(index):
    first, second = (index.find("dienstverlening", limit=5, offset=o).hits for o in (0, 5))
    assert not {h.resource.iri for h in first} & {h.resource.iri for h in second}


def test_a_near_miss_names_what_is_near(index):
    found = index.find("wendbarheidt")
    assert found.total == 0 and vocab.ID + "goal/weert-wendbaarheid" in {r.iri for r in found.near}


@pytest.mark.parametrize("text", ['"', "a OR b NEAR(", "*", "'; DROP TABLE things; --", "NOT", "label:x", "\x00", "💡", "a" * 5000])
def test_no_text_breaks_the_search(index, text):
    assert index.find(text).total >= 0


def test_things_with_most_of_the_words_follow_when_few_have_all(index):
    every, most = index.find("wendbaarheid", limit=1).hits[0].resource.iri, index.find("wendbaarheid paardenbloem", limit=50)
    assert most.total and most.hits[0].resource.iri == every
    three = index.find("draagvlak keuzes paardenbloem", limit=3)
    assert three.hits[0].resource.iri == vocab.ID + "result/weert-draagvlak"


def test_a_plural_finds_its_singular_and_common_words_do_not_count(index):
    assert vocab.ID + "result/weert-draagvlak" in {h.resource.iri for h in index.find("wat is het draagvlak van de inwoners", limit=20).hits}
    assert index.find("burgerpanels").total > 0 and index.find("evaluatie").total <= index.find("evaluaties").total + 200
    assert index.find("de het een").total > 0


def test_another_name_of_a_thing_is_a_name(index, catalog):
    thing, (name, *_) = next((iri, names) for iri, names in sorted(catalog.other_names().items()) if iri in catalog.resources)
    assert thing in {h.resource.iri for h in index.find(name, limit=50).hits}


def test_the_words_around_come_from_the_quotation_that_holds_most_and_are_few(index):
    hit = next(h for h in index.find("draagvlak besluiten").hits if h.part == "quotation")
    words = hit.words.strip("… ").split()
    assert 0 < len(words) <= 16 and " ¶ " not in hit.words
    assert any(w.casefold().startswith(("draagvlak", "besluit")) for w in map(lambda w: w.strip("‘’“”(.,"), words))


def test_what_only_its_kind_or_municipality_matches_does_not_claim_to_be_found_in_its_name(index):
    found = index.find("mijlpaal").hits
    assert found and all("mijlpa" in h.resource.label().casefold() for h in found if h.part == "label")
    accents = index.find("geïmplementeerd").hits[0], index.find("geimplementeerd").hits[0]
    assert accents[0].resource == accents[1].resource and accents[0].part == accents[1].part == "label"
