"""Municipalities side by side: what each says is found, with its words, and a likeness is never a link."""
import json
import time
from datetime import date

import pytest
from click.testing import CliRunner

from graphkit import compare, export, network, trace, vocab
from graphkit.catalog import Catalog
from graphkit.cli import main
from graphkit.errors import GraphkitError, NotFound
from graphkit.search import Index
from graphkit.store import open_store
from graphkit.validate import plain, shapes, validate
from graphkit.validate.session import Session
from graphkit.vocab import expand, short

from . import towns

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """The catalog of two made-up towns."""
    return Catalog(open_store("memory", towns.build(tmp_path_factory.mktemp("towns"))))


@pytest.fixture(scope="module")
def found(pair):
    return compare.compare(pair, ("noord", "zuid"))


def names(cells):
    return [[short(s.resource.iri) for s in cell] for cell in cells]


def test_what_each_says_on_a_theme_stands_in_order_of_kind_and_text_with_its_words(found):
    assert {r.subject.label(): names(r.cells) for r in found.themes} == {
        "Participatie": [[], ["principle/zuid-meepraten"]],
        "Tijdigheid": [["goal/noord-week", "value/noord-vlugheid", "measurement-method/noord-vragen"], []],
        "Transparantie": [["value/noord-openheid", "principle/noord-weten"], ["value/zuid-eerlijkheid", "principle/zuid-waarom"]],
    }
    assert [[p.exact for p in s.passages] for s in found.themes[2].cells[1]] == [["Zuid is eerlijk"], ["waarom wij"]]


def test_who_measures_and_what(found):
    assert names(found.measuring) == [["measurement-method/noord-vragen"], []]
    (tie,) = found.measuring[0][0].ties
    assert (short(tie.link), tie.other.label(), short(tie.basis), tie.reason) == ("bg:measures", "Brieven in een week", "bg:inferred", "De vraag gaat over de brief.")


def test_a_framework_is_shared_or_not_and_stated_or_concluded_and_a_document_may_point_at_it(found):
    rows = {short(r.subject.iri): r for r in found.frameworks}
    assert {name: (r.having, r.lacking) for name, r in rows.items()} == {
        "legal-resource/nl-omgevingswet": ((0, 1), ()), "legal-resource/nl-algemene-wet-bestuursrecht": ((0,), (1,))}
    assert names(rows["legal-resource/nl-algemene-wet-bestuursrecht"].cells) == [["policy-document/noord-plan"], []]
    bases = [[vocab.local(s.basis) for s in cell] for cell in rows["legal-resource/nl-omgevingswet"].cells]
    assert bases == [["stated"], ["inferred"]]
    assert rows["legal-resource/nl-omgevingswet"].cells[1][0].ties[0].reason == "Bouwen valt onder deze wet; de tekst noemt haar niet."


def test_what_resembles_what_and_why(found):
    assert [(short(m.left.iri), vocab.local(m.how), short(m.right.iri), m.reason) for m in found.matches] == [
        ("value/noord-openheid", "closeMatch", "value/zuid-eerlijkheid", "Beide willen niets verbergen."),
        ("principle/noord-weten", "relatedMatch", "principle/zuid-waarom", "Het een is wat, het ander waarom."),
    ]
    assert [p.exact for p in found.matches[0].passages] == ["open en vlug", "Zuid is eerlijk"]


def test_what_one_has_and_the_other_lacks(found):
    told = [([r.subject.label() for r in d.themes], [r.subject.label() for r in d.lacking_themes], [r.subject.label() for r in d.frameworks],
             [s.resource.label() for s in d.values], d.measures) for d in found.differences]
    assert told == [
        (["Tijdigheid"], ["Participatie"], ["Algemene wet bestuursrecht"], ["Vlugheid"], True),
        (["Participatie"], ["Tijdigheid"], [], [], False),
    ]


def test_municipalities_that_share_their_texts_have_the_same_and_nothing_alone(pair):
    found = compare.compare(pair, ("zuid", "gehucht", "leeg"))
    assert names(found.values) == [["value/zuid-eerlijkheid"], ["value/zuid-eerlijkheid"], []]
    assert [(d.themes, d.values) for d in found.differences] == [((), ()), ((), ()), ((), ())]
    assert found.matches == () and [len(d) for d in found.documents] == [1, 1, 0]


def test_one_theme_leaves_out_all_that_is_not_about_it(pair):
    found = compare.compare(pair, ("noord", "zuid"), "transparantie")
    assert [r.subject.label() for r in found.themes] == ["Transparantie"] and found.theme.label() == "Transparantie"
    assert (names(found.measuring), found.frameworks, len(found.matches)) == ([[], []], (), 2)
    assert names(compare.compare(pair, ("noord", "zuid"), "theme/nl-participatie").themes[0].cells) == [[], ["principle/zuid-meepraten"]]
    (row,) = compare.compare(pair, ("noord", "zuid"), "bedrijfsvoering").themes
    assert row.subject.kind == vocab.BG + "PolicyArea" and row.having == ()


@pytest.mark.parametrize("given, theme, problem, says", [
    (("noord",), "", GraphkitError, "vanaf twee"), (("noord", "organisation/noord"), "", GraphkitError, "vanaf twee"),
    (("noord", "zuit"), "", NotFound, "organisation/zuid"), (("noord", "value/zuid-eerlijkheid"), "", NotFound, "geen gemeente"),
    (("noord", "zuid"), "transparant", NotFound, "nl-transparantie"), (("noord", "zuid"), "value/noord-openheid", NotFound, "geen thema"),
])
def test_a_wrong_name_is_one_clear_line(pair, given, theme, problem, says):
    with pytest.raises(problem, match=says):
        compare.compare(pair, given, theme)


def test_the_json_follows_the_contract(found):
    whole = json.loads(json.dumps(compare.as_json(found)))
    assert set(whole) == {"municipalities", "documents", "themes", "measuring", "values", "matches", "frameworks"}
    noord, zuid = whole["municipalities"]
    assert [set(r) for r in (whole["themes"][0], whole["frameworks"][0])] == [{"theme", "label", "cells", "lacking"}, {"framework", "label", "cells", "lacking"}]
    assert whole["themes"][0]["lacking"] == [noord] and set(whole["themes"][0]["cells"]) == {noord, zuid}
    (said,) = whole["measuring"][noord]
    assert set(said) == {"iri", "label", "kind", "passages", "links"} and said["kind"] == "measurement-method"
    assert set(said["links"][0]) == {"from", "link", "to", "basis", "reason", "passages"} and said["links"][0]["basis"] == "inferred"
    assert set(whole["matches"][0]) == {"from", "link", "to", "basis", "reason", "passages"}
    assert set(whole["values"][zuid][0]["passages"][0]) == {"iri", "file", "start", "end", "exact"}


def test_the_table_has_a_row_for_everything_that_is_said(found):
    rows = list(compare.as_rows(found))
    assert {len(r) for r in rows} == {len(compare.COLUMNS)}
    counts = {part: sum(r[0] == part for r in rows) for part in ("theme", "measuring", "values", "framework", "match")}
    assert counts == {"theme": 8, "measuring": 1, "values": 3, "framework": 3, "match": 4}
    assert all(r[9] for r in rows)


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_command_says_the_same_in_each_form(tmp_path, form):
    towns.build(tmp_path)
    result = CliRunner().invoke(main, ["compare", "noord", "zuid", "--data", str(tmp_path / "data"), "--format", form])
    assert result.exit_code == 0, result.output
    for words in ("Beide willen niets verbergen.", "open en vlug", "Vlugheid", "Omgevingswet" if form == "text" else "nl-omgevingswet"):
        assert words in result.stdout
    wrong = CliRunner().invoke(main, ["compare", "noord", "--data", str(tmp_path / "data")])
    assert wrong.exit_code == 1 and wrong.stderr.count("\n") == 1


def test_a_likeness_is_no_link_and_never_part_of_a_trace(pair):
    end = {expand("value/noord-openheid"), expand("value/zuid-eerlijkheid")}
    assert len(pair.matches()) == 2
    assert not [link for link in pair.links if link.link in vocab.MATCHES]
    links = network.of(pair)
    assert not [e for e in links.edges if set(e[:2]) == end]
    assert trace.connect(pair, links, *sorted(end), "all") == ()


def test_the_words_of_another_municipality_do_not_make_a_thing_found(pair):
    assert [h.resource.label() for h in Index(pair).find("eerlijk").hits if "noord" in h.resource.iri] == []


def test_a_likeness_is_exported_with_its_claim(pair):
    triples = export.resource(pair, expand("value/zuid-eerlijkheid"), "ntriples").decode()
    assert "closeMatch" in triples and "Beide willen niets verbergen." in triples


BROKEN = {
    "Claim-matchKind": ("skos:closeMatch", "skos:exactMatch"),
    "Claim-matchMunicipalities": ("rdf:object value:zuid-eerlijkheid", "rdf:object value:noord-vlugheid, theme:nl-transparantie"),
    "Claim-matchBasis": ("bg:basis bg:inferred ; bg:reason \"Beide willen", "bg:basis bg:stated ; bg:reason \"Beide willen"),
    "Claim-matchEvidence": ("p:noord-open, p:zuid-eerlijk", "p:noord-open"),
    "Claim-reason": (' ; bg:reason "Beide willen niets verbergen."@nl', ""),
    "Claim-ends": ("value:zuid-eerlijkheid", "value:zuid-kwijt"),
    "Claim-link": ("skos:closeMatch", "skos:related"),
    "PolicyElement-matchClaimed": ("c:lijkt-een a", "value:zuid-eerlijkheid skos:relatedMatch principle:noord-weten .\nc:lijkt-een a"),
}


def test_the_made_up_towns_break_no_rule(tmp_path):
    rooms = towns.build(tmp_path)
    report = validate(open_store("memory", rooms), rooms, tmp_path / "sources")
    assert report.conforms and {f.severity for f in report.findings} <= {"warning", "info"}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_wrong_likeness_trips_its_own_rule_alone_and_so_it_does_one_by_one(tmp_path, rule):
    old, new = BROKEN[rule]
    assert old in towns.CROSSWALK
    rooms = towns.build(tmp_path, towns.CROSSWALK.replace(old, new))
    store = open_store("memory", rooms)
    asked = {vocab.local(f.rule) for f in validate(store, rooms).findings if f.severity == "violation"}
    assert asked == {rule}


def test_rules_about_likeness_find_for_all_what_pyshacl_finds_one_by_one(tmp_path):
    only = tmp_path / "shapes"
    only.mkdir()
    for name in ("prefixes", "claim", "crosswalk"):
        (only / f"{name}.ttl").write_text((towns.config.rooms().shapes / f"{name}.ttl").read_text("utf-8"), "utf-8")
    crosswalk = towns.CROSSWALK
    for at, (old, new) in enumerate(BROKEN.values()):
        crosswalk += towns.CROSSWALK.replace(old, new).replace("c:lijkt", f"c:fout-{at}")
    store, found = open_store("memory", towns.build(tmp_path, crosswalk)), shapes.read(only)
    ours = Session(store, found, TODAY).open_hits()
    assert ours == plain.hits(store, found, TODAY) and len({hit.rule for hit in ours}) == len(BROKEN)


def test_likenesses_of_the_product_stand_in_the_crosswalk_only(store):
    matches = set(vocab.MATCHES)
    said = [q for q in store.quads() if q.predicate.value in matches or q.predicate.value == vocab.PREDICATE and q.object.value in matches]
    assert not [str(q) for q in said if not q.graph_name.value.startswith(vocab.SHARED)]


def test_the_real_municipalities_can_be_compared(catalog):
    everyone = compare.municipalities(catalog)
    assert len(everyone) >= 3 and len(compare.themes(catalog)) >= 40
    found = compare.compare(catalog, ("weert", "woerden"))
    assert {s.resource.label() for s in found.values[0]} == {"Duidelijkheid", "Gelijkwaardigheid", "Oplossingsgerichtheid", "Laagdrempeligheid"}
    assert all(found.measuring) and all(found.documents) and all(d.measures for d in found.differences)
    shared = [r for r in found.themes if not r.lacking]
    assert len(shared) >= 25 and all(s.passages for r in shared for cell in r.cells for s in cell if s.resource.kind != vocab.POLICY_DOCUMENT)
    assert {r.subject.label() for r in found.differences[0].themes} >= {"Kanaalkeuze", "Maatwerk"}
    for claim in catalog.matches():
        ends = [set(catalog.resources[e].municipalities) for e in (claim.source, claim.target)]
        assert all(ends) and not ends[0] & ends[1] and claim.basis == vocab.INFERRED and claim.reason, claim.iri


def test_comparing_everyone_on_everything_stays_within_a_twentieth_of_a_second(catalog):
    everyone = [m.iri for m in compare.municipalities(catalog)]
    compare.compare(catalog, everyone)
    times = []
    for _ in range(5):
        start = time.process_time()
        compare.compare(catalog, everyone)
        times.append(time.process_time() - start)
    assert min(times) < 0.05, times
