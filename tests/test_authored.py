"""The text of a rule is exactly what its author wrote in shapes/, no more and no less."""
import pytest
from rdflib import Graph, URIRef

from graphkit import config, vocab
from graphkit.errors import BadFile
from graphkit.validate.authored import authored
from graphkit.validate.shapes import read

AWKWARD = """@prefix bgsh: <https://w3id.org/beleidsgraaf/shapes#> .
# bgsh:Not-this a comment.
bgsh:First a bgsh:Rule ; # ends here. no
    bgsh:says "One. Two \\" three." , '''x. y''' , "'s avonds." ; bgsh:share 0.5 ;
    bgsh:asks \"\"\"SELECT . "quoted." # no comment.
bgsh:Second stands within.\"\"\" ; bgsh:at <https://example.org/a.b.> .
bgsh:Second a bgsh:Rule .
"""


def test_every_rule_is_found_whole():
    folder = config.rooms().shapes
    files = sorted(folder.glob("*.ttl"))
    prefixes = "\n".join(sorted({line for f in files for line in f.read_text("utf-8").splitlines() if line.startswith("@prefix")}))
    shapes = read(folder)
    assert len(shapes.rules) >= 100
    for iri in shapes.rules:
        name, text = authored(folder, iri)
        assert (folder / name).is_file() and text in (folder / name).read_text("utf-8")
        found = Graph().parse(data=f"{prefixes}\n{text}", format="turtle")
        assert {s for s in found.subjects() if isinstance(s, URIRef)} == {URIRef(iri)}
        assert set(found.predicates(URIRef(iri))) == set(shapes.whole.predicates(URIRef(iri)))


def test_full_stops_in_texts_names_and_comments_end_nothing(tmp_path):
    (tmp_path / "one.ttl").write_text(AWKWARD, "utf-8")
    name, text = authored(tmp_path, vocab.BGSH + "First")
    assert name == "one.ttl" and text.startswith("bgsh:First a") and text.endswith("<https://example.org/a.b.> .")
    assert authored(tmp_path, vocab.BGSH + "Nowhere") == ("", "")


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "bad.ttl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadFile, match="bad.ttl"):
        authored(tmp_path, vocab.BGSH + "First")
