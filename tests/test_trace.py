"""Chains reach what the text links, survive cycles, and show words at every step."""
import networkx as nx
import pytest

from graphkit import trace, vocab
from graphkit.errors import GraphkitError

ID = vocab.ID


def kinds(catalog, paths):
    return {vocab.local(catalog.resources[n].kind) for path in paths for n in path.nodes}


def test_the_activity_on_termijnen_reaches_a_result_a_goal_and_the_vision_with_passages(catalog, links):
    paths = trace.why(catalog, links, ID + "activity/weert-termijnen-herijken")
    assert {"Result", "Goal", "Vision"} <= kinds(catalog, paths)
    assert all(step.passages and step.basis in ("stated", "inferred") for path in paths for step in path.steps)
    assert all(step.reason for path in paths for step in path.steps if step.basis == "inferred")


def test_duidelijkheid_reaches_draagvlak_with_the_sentence_that_says_so(catalog, links):
    paths = trace.why(catalog, links, ID + "value/weert-duidelijkheid")
    words = [p.exact for path in paths for s in path.steps if s.target == ID + "result/weert-draagvlak" for p in s.passages]
    assert any("duidelijkheid en gelijkwaardigheid goed tot uiting laten komen" in w for w in words)


def test_the_cycle_value_result_goal_value_is_really_there_and_stops_no_walk(catalog, links):
    serves = nx.DiGraph(trace.within(links, ["serves"]).edges())
    ring = next(c for c in nx.strongly_connected_components(serves) if ID + "value/weert-duidelijkheid" in c)
    assert {"Value", "Result", "Goal"} <= {vocab.local(catalog.resources[n].kind) for n in ring}
    for start in ring:
        for walk in (trace.why, trace.how):
            for path in walk(catalog, links, start):
                assert len(set(path.nodes)) == len(path.nodes)


def test_chains_come_shortest_first_within_the_limit_and_touch_the_most(catalog, links):
    paths = trace.why(catalog, links, ID + "value/weert-duidelijkheid", limit=5)
    assert len(paths) == 5
    assert [len(p.steps) for p in paths] == sorted(len(p.steps) for p in paths)


def test_a_step_is_a_stored_triple_and_the_direction_tells_how_the_walk_went(catalog, links):
    up = trace.why(catalog, links, ID + "activity/weert-termijnen-herijken")[0]
    down = trace.how(catalog, links, up.nodes[-1], limit=1000)
    assert all(s.direction == "up" for s in up.steps) and all(s.direction == "down" for p in down for s in p.steps)
    assert all(links.has_edge(s.source, s.target, s.link) for p in (up, *down) for s in p.steps)
    assert all(p.nodes[0] == up.nodes[-1] for p in down)


def test_connect_walks_both_ways_and_all_links_reach_further(catalog, links):
    a, b = ID + "activity/weert-termijnen-herijken", ID + "result/weert-draagvlak"
    paths = trace.connect(catalog, links, a, b)
    assert paths and {(p.nodes[0], p.nodes[-1]) for p in paths} == {(a, b)}
    assert len({len(p.steps) for p in paths}) == 1
    tension = next(r.iri for r in catalog.resources.values() if r.kind == vocab.BG + "Tension")
    assert trace.connect(catalog, links, tension, b, links="all")


def test_one_and_the_same_thing_and_unknown_links_are_clear_errors(catalog, links):
    with pytest.raises(GraphkitError, match="twee verschillende"):
        trace.connect(catalog, links, ID + "result/weert-draagvlak", ID + "result/weert-draagvlak")
    with pytest.raises(GraphkitError, match="serves"):
        trace.why(catalog, links, ID + "result/weert-draagvlak", links="alles")
