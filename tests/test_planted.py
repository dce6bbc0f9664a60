"""Every rule finds all defects of its own kind in planted data, and none of another's; ours and plain alike."""
from collections import defaultdict
from datetime import date

import pytest

from graphkit import config
from graphkit.store import open_store
from graphkit.validate import plain, shapes
from graphkit.validate.session import Session
from graphkit.vocab import local

from . import planted

DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def found():
    return shapes.read(config.rooms().shapes)


def fired(hits) -> dict[str, set[str]]:
    """For each thing the rules that fire at it."""
    told = defaultdict(set)
    for hit in hits:
        told[hit.focus].add(local(hit.rule))
    return told


def test_towns_without_defects_are_silent(tmp_path, found):
    planted.plant(tmp_path, 3, 0.0, 1)
    assert Session(open_store("memory", config.rooms(data=tmp_path)), found, DAY).open_hits() == set()


def test_each_rule_finds_all_of_its_own_and_none_of_the_others(tmp_path, found):
    where = planted.plant(tmp_path, 8, 0.4, 1)
    told = fired(Session(open_store("memory", config.rooms(data=tmp_path)), found, DAY).open_hits())
    rules = set(where.values())
    stray = {thing: rules for thing, rules in told.items() if rules - {where.get(thing)}}
    missed = rules - {rule for rules in told.values() for rule in rules}
    seeds = {(rule, thing.rpartition("-t")[2]) for thing, rule in where.items()}
    caught = {(rule, thing.rpartition("-t")[2]) for thing, rules in told.items() for rule in rules}
    print(f"{len(rules)} rules, {len(seeds)} defects planted, {len(caught)} found")
    assert stray == {} and missed == set()
    assert caught == seeds and len(seeds) > 400 and len(rules) > 170


def test_ours_and_plain_find_the_same_defects(tmp_path, found):
    planted.plant(tmp_path, 2, 0.5, 2)
    store = open_store("memory", config.rooms(data=tmp_path))
    ours = Session(store, found, DAY).open_hits()
    assert ours == plain.hits(store, found, DAY) and len({hit.rule for hit in ours}) > 120
