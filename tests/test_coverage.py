"""Every segment of a text is evidence, left out with a reason, or missing."""
import pytest

from graphkit import config, coverage, vocab
from graphkit.catalog import Catalog
from graphkit.errors import NotFound
from graphkit.sources import Source
from graphkit.store import open_store
from tests.test_store import PREFIXES

TEXT = "Doelen\n\nWe willen meer. We willen beter.\n\nLeeswijzer\n\nDit stuk heeft drie delen. De heer Pietersen gaf input.\n"
DATA = PREFIXES + """
@prefix lo: <https://w3id.org/beleidsgraaf/id/left-out/> .
pd:stad-plan a bg:PolicyDocument ; rdfs:label "Plan"@nl ; bg:sourceFile "plan.txt" ; bg:graph <https://w3id.org/beleidsgraaf/graph/stad/plan> .
p:stad-plan-8 a bg:Passage ; bg:inDocument pd:stad-plan ; bg:section "Doelen" ; oa:start 8 ; oa:end 23 ; oa:exact "We willen meer." .
p:stad-plan-24 a bg:Passage ; bg:inDocument pd:stad-plan ; bg:section "Doelen" ; oa:start 24 ; oa:end 30 ; oa:exact "We wil" .
p:stad-plan-los a bg:Passage ; bg:inDocument pd:stad-plan ; bg:section "Leeswijzer" ; oa:start 54 ; oa:end 80 ; oa:exact "Dit stuk" .
goal:stad-meer a bg:Goal ; rdfs:label "Meer"@nl ; bg:evidence p:stad-plan-8, p:stad-plan-24 .
lo:stad-plan-81 a bg:LeftOut ; bg:inDocument pd:stad-plan ; oa:start 81 ; oa:end 107 ; bg:leftOutReason bg:connectingText .
lo:stad-plan-89 a bg:LeftOut ; bg:inDocument pd:stad-plan ; oa:start 89 ; oa:end 98 ; bg:leftOutReason bg:personalData .
"""


@pytest.fixture
def town(tmp_path):
    file = tmp_path / "data" / "documents" / "stad" / "plan.ttl"
    file.parent.mkdir(parents=True)
    file.write_text(DATA, "utf-8")
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    return Catalog(open_store("memory", config.rooms(data=tmp_path / "data")))


def test_each_segment_gets_its_state_and_a_name_is_a_mark(town, tmp_path):
    cover = coverage.of(town, town.documents[0], tmp_path)
    assert [(p.state, p.text) for p in cover.pieces] == [
        ("evidence", "Doelen"), ("evidence", "We willen meer."), ("missing", "We willen beter."), ("missing", "Leeswijzer"),
        ("missing", "Dit stuk heeft drie delen."), ("left_out", "De heer [naam] gaf input."),
    ]
    assert (cover.segments, cover.evidence, cover.left_out, cover.missing, cover.percent) == (6, 2, 1, 3, 50.0)


def test_a_passage_that_nothing_uses_is_no_evidence(town, tmp_path):
    assert "Dit stuk heeft drie delen." in [p.text for p in coverage.of(town, town.documents[0], tmp_path).pieces if p.state == "missing"]


def test_a_text_that_is_not_at_hand_says_what_to_do(town, tmp_path):
    for folder in (None, tmp_path / "data"):
        with pytest.raises(NotFound, match="BELEIDSGRAAF_SOURCES"):
            coverage.of(town, town.documents[0], folder)


def test_the_share_quoted_counts_overlapping_quotations_once(town):
    passages = [town.passage(vocab.ID + f"passage/stad-plan-{n}") for n in (8, 24, 8)]
    assert coverage.quoted_share(Source("t", TEXT), passages) == round(100 * 21 / len(TEXT), 1)


def test_the_real_texts_are_accounted_for(catalog, texts):
    covers = [coverage.of(catalog, d, texts) for d in catalog.documents]
    assert len(covers) >= 2
    for cover in covers:
        assert cover.percent >= 98, cover.document
        assert cover.left_out <= 0.2 * cover.segments, cover.document
