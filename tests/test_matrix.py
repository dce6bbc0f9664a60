"""Tables of links: every link in its cell, in either direction, and nothing invented."""
from collections import Counter

from graphkit import vocab
from graphkit.network.matrix import FRAMEWORKS, GOAL, VALUE, Matrix, Way, frameworks_by_documents, goals_by_values

PLEASURE = vocab.ID + "goal/voorbeeldstad-plezier-in-schrijven"


def of_kind(catalog, *kinds):
    return {i for i, r in catalog.resources.items() if set(kinds) & {r.kind, *catalog.ancestors(r.kind)}}


def test_every_link_between_a_goal_and_a_value_is_in_the_table_and_no_other(catalog):
    goals, values = of_kind(catalog, GOAL), of_kind(catalog, VALUE)
    wanted = Counter()
    for link in catalog.links:
        for row, column in ((link.source, link.target), (link.target, link.source)):
            if row in goals and column in values and set(catalog.resources[row].municipalities) & set(catalog.resources[column].municipalities):
                wanted[row, column, link.link, link.basis] += 1
    found = Counter((*cell, w.link, w.basis) for m in goals_by_values(catalog) for cell, ways in m.cells.items() for w in ways if not w.via)
    assert found == wanted and wanted


def test_two_links_by_way_of_one_thing_are_stated_only_when_both_are(catalog):
    serving = {(x.source, x.target): x.basis for x in catalog.links if x.family == vocab.SERVES}
    seen = 0
    for matrix in goals_by_values(catalog):
        for (row, column), ways in matrix.cells.items():
            for way in (w for w in ways if w.via):
                bases = [b for a in ((row, way.via), (way.via, row)) for b in [serving.get(a)] if b is not None]
                bases += [b for a in ((column, way.via), (way.via, column)) for b in [serving.get(a)] if b is not None]
                assert len(bases) >= 2 and (way.basis != vocab.STATED or vocab.STATED in bases)
                seen += 1
    assert seen


def test_each_goal_stands_in_one_table_and_loose_ones_are_told(catalog, example):
    tables = goals_by_values(catalog)
    rows = [r for m in tables for r in m.rows]
    assert len(rows) == len(set(rows)) and len(tables) >= 2
    for m in (*tables, *goals_by_values(example)):
        assert set(m.loose_rows) == {r for r in m.rows if not any(m.ways(r, c) for c in m.columns)}
        assert set(m.loose_columns) == {c for c in m.columns if not any(m.ways(r, c) for r in m.rows)}


def test_frameworks_count_the_claims_that_the_words_of_a_document_make(catalog):
    table = frameworks_by_documents(catalog)
    assert set(table.rows) == of_kind(catalog, *FRAMEWORKS) and table.columns == tuple(d.iri for d in catalog.documents)
    for row in table.rows:
        for column in table.columns:
            said = [c for c in catalog.all_claims() if row in (c.source, c.target) and column in {p.document for p in c.passages}]
            assert sum(w.number for w in table.ways(row, column)) == len(said)


def test_an_empty_table_is_a_table():
    empty = Matrix((), ("a",), ("b",), {})
    assert empty.ways("a", "b") == () and empty.loose_rows == ("a",) and Way("x", "").number == 1
