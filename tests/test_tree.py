"""The tree of goals holds every element once, ends in every circle, and names what is missing."""
from collections import Counter

import networkx as nx
import pytest

from graphkit import config, network, vocab
from graphkit.catalog import Catalog
from graphkit.network import espalier, tree
from graphkit.store import open_store
from web.kinds import group_of

HEAD = """@prefix bg: <https://w3id.org/beleidsgraaf/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix goal: <https://w3id.org/beleidsgraaf/id/goal/> . @prefix c: <https://w3id.org/beleidsgraaf/id/claim/> .
@prefix pd: <https://w3id.org/beleidsgraaf/id/policy-document/> . @prefix p: <https://w3id.org/beleidsgraaf/id/passage/> .
pd:bos a bg:PolicyDocument ; bg:graph <https://w3id.org/beleidsgraaf/graph/bos/bos> . p:bos a bg:Passage ; bg:inDocument pd:bos ; oa:start 0 ; oa:end 1 ; oa:exact "b" .
"""


def goal(name):
    return vocab.ID + f"goal/{name}"


@pytest.fixture
def forest(tmp_path):
    """Grows a tree out of pairs of names: the first serves the second."""
    def make(*pairs):
        folder = tmp_path / "documents" / "bos"
        folder.mkdir(parents=True)
        names = dict.fromkeys(n for pair in pairs for n in pair)
        text = "".join(f'goal:{n} a bg:Goal ; rdfs:label "{n}"@nl ; bg:evidence p:bos .\n' for n in names)
        text += "".join(f"c:{a}-{b} a bg:Claim ; rdf:subject goal:{a} ; rdf:predicate bg:contributesTo ; rdf:object goal:{b} ; bg:basis bg:stated .\n" for a, b in pairs)
        (folder / "bos.ttl").write_text(HEAD + text, "utf-8")
        catalog = Catalog(open_store("memory", config.rooms(data=tmp_path)))
        return catalog, tree.grow(catalog, network.of(catalog))
    return make


@pytest.fixture(scope="module")
def weert(catalog, links):
    return tree.grow(catalog, links)


def branches(grown):
    return [b for root in grown.roots for b in root]


def test_every_element_is_written_out_just_once_and_referred_to_under_each_other_parent(catalog, links, weert):
    written = Counter(b.iri for b in branches(weert) if not b.again)
    assert set(written.values()) == {1} and len(written) + len(weert.loose) == weert.size > 50
    order = {i: catalog.name(catalog.resources[i].kind).order for i in written}
    serves = nx.DiGraph(network.within(links, ("serves",)).edges())
    pairs = {(a, b) for a, b in serves.edges if a in order and b in order and a != b}
    assert {(b.iri, parent.iri) for parent in branches(weert) for b in parent.branches} == pairs


def test_a_branch_is_referred_to_only_after_it_was_written_out(weert):
    seen = set()
    for branch in branches(weert):
        assert branch.again == (branch.iri in seen)
        seen.add(branch.iri)


def test_the_way_to_the_result_on_termijnen_runs_over_a_goal(catalog, weert):
    way = weert.way_to(vocab.ID + "result/weert-termijnen")
    kinds = [vocab.local(catalog.resources[i].kind) for i in way]
    assert kinds[-2:] == ["Goal", "Result"]
    assert weert.way_to(vocab.ID + "value/weert-duidelijkheid") == ()


def test_values_and_principles_stand_beside_what_they_are_linked_with(catalog, weert):
    result = weert.branch(vocab.ID + "result/weert-draagvlak")
    assert {vocab.short(a.iri) for a in result.beside} >= {"value/weert-duidelijkheid", "value/weert-gelijkwaardigheid"}
    assert not {b.iri for b in branches(weert)} & {a.iri for b in branches(weert) for a in b.beside}


def test_what_is_missing_is_what_the_links_do_not_reach(catalog, links, weert):
    serves = network.within(links, ("serves",))
    for iri in weert.goals_without_work:
        assert not any(vocab.local(catalog.resources[a].kind) in ("Project", "Programme", "Activity") for a, _ in serves.in_edges(iri))
    assert vocab.ID + "goal/weert-klantbehoeften-leidend" in weert.goals_without_work
    assert vocab.ID + "goal/weert-dienstverleningsconcept-leidend" not in weert.goals_without_work


def test_a_circle_without_a_way_out_still_gets_a_root_and_ends(forest):
    _, grown = forest(("a", "b"), ("b", "c"), ("c", "a"), ("d", "c"))
    assert [r.iri for r in grown.roots] == [goal("a")] and grown.size == 4
    assert sorted((b.iri, b.again) for b in branches(grown)) == [(goal("a"), False), (goal("a"), True), (goal("b"), False), (goal("c"), False), (goal("d"), False)]


def test_a_chain_of_five_hundred_is_cut_where_it_gets_too_deep_and_says_so(forest):
    catalog, grown = forest(*((f"n{i + 1}", f"n{i}") for i in range(500)))
    found = branches(grown)
    assert len(found) == tree.DEEPEST + 1 and [b.cut for b in found].count(True) == 1 and found[-1].cut


def test_five_hundred_under_one_are_all_there_and_the_picture_counts_what_it_does_not_draw(forest):
    catalog, grown = forest(*((f"n{i}", f"top{i % 10}") for i in range(490)), *((f"top{i}", "kroon") for i in range(10)))
    assert len(branches(grown)) == 501
    picture = espalier.train(grown, catalog, "nl", group_of)
    assert len(picture.leaves) <= espalier.MOST and sum(leaf.more for leaf in picture.leaves if leaf.label != "kroon") == 490
    focused = espalier.train(grown, catalog, "nl", group_of, goal("top3"))
    assert {leaf.label for leaf in focused.leaves} == {"kroon", "top3", *(f"n{i}" for i in range(490) if i % 10 == 3)}


def test_no_card_of_the_picture_covers_another(catalog, weert):
    leaves = espalier.train(weert, catalog, "nl", group_of).leaves
    assert len(weert.roots) <= len(leaves) < len(weert.roots) + espalier.MOST
    for n, a in enumerate(leaves):
        for b in leaves[:n]:
            assert a.x != b.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def test_the_roots_of_each_municipality_stand_together_and_each_first_one_opens(catalog, weert):
    owners = [owner for owner, _ in weert.groups()]
    assert len(owners) == len(set(owners)) >= 1
    opened = weert.spread(len(weert.roots) + 60)
    assert len(opened) > len(owners) // 2 and {b.iri for b in branches(weert) if b.branches} >= opened
    below = [b for b in branches(weert) if b.iri in opened and not b.again]
    assert len(weert.roots) + sum(len(b.branches) for b in below) <= len(weert.roots) + 60


def test_the_way_to_an_element_stands_open(weert):
    iri = vocab.ID + "result/weert-termijnen"
    assert set(weert.way_to(iri)) <= weert.spread(60, iri) | {iri}


def test_one_document_gives_its_own_tree(catalog, links):
    document = vocab.ID + "policy-document/weert-beleidsplan"
    grown = tree.grow(catalog, links, document)
    assert all(document in catalog.resources[b.iri].documents for b in branches(grown)) and 20 < grown.size < tree.grow(catalog, links).size
