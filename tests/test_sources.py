"""A text is cut into the segments that coverage counts, and quotations are found where they stand."""
import pytest

from graphkit.errors import BadFile, GraphkitError, NotFound
from graphkit.curate import mint_passages
from graphkit.sources import Source, collapse


def words(text):
    source = Source("t.txt", text)
    return [(s.kind, collapse(source.text[s.start:s.end])) for s in source.segments]


def test_a_hard_wrapped_paragraph_is_put_together_and_cut_in_sentences():
    text = "Doelstelling\nMet het concept streven we de volgende\ndoelen na: A. en B. Dat is veel en\nmisschien zelfs bijv. te veel.\n"
    assert words(text) == [
        ("heading", "Doelstelling"),
        ("sentence", "Met het concept streven we de volgende doelen na: A. en B."),
        ("sentence", "Dat is veel en misschien zelfs bijv. te veel."),
    ]


def test_list_items_are_segments_even_without_a_blank_line():
    assert words("Dit is nodig:\n- een plan\n- geld\na. tijd\n1. mensen\n") == [
        ("sentence", "Dit is nodig:"), ("item", "- een plan"), ("item", "- geld"), ("item", "a. tijd"), ("item", "1. mensen")]


def test_a_table_row_gives_a_segment_per_filled_cell_and_markup_gives_none():
    found = words("Kop\t2012\t\t2013\nRij\t<p>Eerste zin. Tweede zin.</p> <ul> • punt een • punt twee </ul>\t-\n")
    assert found == [("cell", "Kop"), ("cell", "2012"), ("cell", "2013"), ("cell", "Rij"), ("cell", "Eerste zin."),
                     ("cell", "Tweede zin."), ("cell", "• punt een"), ("cell", "• punt twee")]


def test_a_contents_line_is_one_segment_and_page_numbers_and_rules_are_none():
    assert words("INHOUD\n\nInleiding\t3\n\n12\n\n---\n") == [("heading", "INHOUD"), ("contents", "Inleiding 3")]


def test_every_segment_lies_in_its_text_and_they_never_overlap(texts):
    seen = 0
    for path in sorted(texts.glob("*.txt")):
        source = Source.read(path)
        ends = [0]
        for segment in source.segments:
            assert ends[-1] <= segment.start < segment.end <= len(source.text), (path.name, segment)
            assert source.text[segment.start:segment.end] == source.text[segment.start:segment.end].strip()
            ends.append(segment.end)
        covered = sum(len("".join(source.text[s.start:s.end].split())) for s in source.segments)
        letters = len("".join(source.text.split()))
        assert covered > 0.8 * letters, path.name
        seen += len(source.segments)
    assert seen > 1500


def test_a_quotation_is_found_across_line_ends_and_a_wrong_one_names_the_nearest():
    source = Source("t.txt", "Wij willen meer draagvlak\nonder inwoners. En meer.")
    assert source.find("draagvlak onder inwoners") == (16, 40)
    assert source.holds("draagvlak onder  inwoners", 16, 41)
    with pytest.raises(NotFound, match="draagvlak onder inwoners"):
        source.find("draagvlak onder de inwoners")


def test_the_section_is_the_heading_above():
    source = Source("t.txt", "Doelen\n\nEen zin over doelen.\n\nGeld\n\nEen zin over geld.\n")
    assert source.section_at(source.find("over geld")[0]) == "Geld"
    assert source.section_at(source.find("over doelen")[0]) == "Doelen"


def test_names_are_spoken_as_a_mark():
    source = Source("t.txt", "Jan de Vries - projectleider")
    assert source.spoken(0, 28, ((0, 12),)) == "[naam] - projectleider"


def test_a_missing_or_ill_coded_text_is_one_clear_error(tmp_path):
    with pytest.raises(BadFile, match="niet lezen"):
        Source.read(tmp_path / "none.txt")
    (tmp_path / "latin.txt").write_bytes("caf\xe9".encode("latin-1"))
    with pytest.raises(BadFile, match="UTF-8"):
        Source.read(tmp_path / "latin.txt")


TEXT = "Doelen\n\nWe willen meer. We willen beter, en sneller.\n\nGeld\n\nWe willen meer.\n"


def test_passages_are_minted_with_sentence_range_section_and_name():
    first, second, again = mint_passages(Source("t.txt", TEXT), "stad-plan", ["willen beter", "We willen meer.", "We willen meer."])
    assert (first.name, first.start, first.end, first.section, first.exact) == ("stad-plan-00024", 24, 52, "Doelen", "willen beter")
    assert (second.start, again.start, again.section) == (8, 60, "Geld")


def test_a_longer_range_may_be_given_after_a_tab():
    (passage,) = mint_passages(Source("t.txt", TEXT), "stad-plan", ["beter\tWe willen meer. We willen beter, en sneller."])
    assert (passage.start, passage.end, passage.exact) == (8, 52, "beter")


@pytest.mark.parametrize("line, says", [
    ("bestaat niet", "letterlijk"), ("x" * 201, "hoogstens 200"), ("beter\tGeld", "langere passage"),
    ("en sneller. Geld", "meer dan één alinea"),
])
def test_every_line_that_fails_is_named(line, says):
    with pytest.raises(GraphkitError, match="regel 2: .*") as caught:
        mint_passages(Source("t.txt", TEXT), "stad-plan", ["We willen meer.", line])
    assert says in str(caught.value)
