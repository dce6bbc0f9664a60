"""The audit: measures with their numbers, the places of a finding, outcomes, digests, and a choice of it all."""
import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graphkit import config, vocab
from graphkit.audit import FORMATS, METRICS, Places, Selection, as_json, audit, choose, compare_with, grouped, measures, read_earlier, selection
from graphkit.catalog import Catalog
from graphkit.errors import NotFound
from graphkit.store import open_store
from graphkit.validate import rules

from . import dorp
from .audits import DAY, EVERY_STATE, GAP, finding, village

ID = vocab.ID
PLAN, TOWN, GOAL, PROJECT = ID + "policy-document/dorp-plan", ID + "organisation/dorp", ID + "goal/dorp-groei", ID + "project/dorp-huizen"
LAST = "lo:naam a bg:LeftOut"
MORE = f"""
<{ID}activity/dorp-graven> a bg:Activity ; rdfs:label "Graven"@nl ; bg:evidence p:huizen .
<{ID}activity/dorp-los> a bg:Activity ; rdfs:label "Los werk"@nl ; bg:evidence p:huizen .
<{ID}activity/dorp-eigen> a bg:Activity ; rdfs:label "Eigen werk"@nl ; bg:evidence p:huizen .
<{ID}activity/dorp-vroeger> a bg:Activity ; rdfs:label "Vroeger werk"@nl ; bg:evidence p:huizen ; bg:status bg:withdrawn .
<{ID}role/dorp-leider> a bg:Role ; rdfs:label "Leider"@nl ; bg:evidence p:huizen .
<{ID}cost-line/dorp-geld> a bg:CostLine ; rdfs:label "Geld"@nl ; bg:amount 100.0 ; bg:evidence p:huizen .
<{ID}framework/nl-kader> a bg:Framework ; rdfs:label "Kader"@nl ; bg:evidence p:huizen .
goal:dorp-kader a bg:Goal ; rdfs:label "Doel van het kader"@nl ; bg:evidence p:huizen .
goal:dorp-voorbeeld a bg:Goal ; rdfs:label "Voorbeeld"@nl ; bg:evidence p:huizen ; bg:status bg:example .
goal:dorp-stil a bg:Goal ; rdfs:label "Stil doel"@nl ; bg:evidence p:huizen .
indicator:dorp-vlijt a bg:Indicator ; rdfs:label "Vlijt"@nl ; bg:evidence p:huizen .
c:deel a bg:Claim ; rdf:subject <{ID}activity/dorp-graven> ; rdf:predicate bg:partOf ; rdf:object project:dorp-huizen ; bg:evidence p:huizen ; bg:basis bg:stated .
c:leidt a bg:Claim ; rdf:subject <{ID}role/dorp-leider> ; rdf:predicate bg:accountableFor ; rdf:object project:dorp-huizen, <{ID}activity/dorp-eigen> ; bg:evidence p:huizen ; bg:basis bg:stated .
c:geld a bg:Claim ; rdf:subject <{ID}cost-line/dorp-geld> ; rdf:predicate bg:funds ; rdf:object project:dorp-huizen ; bg:evidence p:huizen ; bg:basis bg:stated .
c:kader a bg:Claim ; rdf:subject goal:dorp-kader ; rdf:predicate bg:partOf ; rdf:object <{ID}framework/nl-kader> ; bg:evidence p:huizen ; bg:basis bg:stated .
c:vlijt a bg:Claim ; rdf:subject indicator:dorp-vlijt ; rdf:predicate bg:measures ; rdf:object <{ID}activity/dorp-graven> ; bg:evidence p:huizen ; bg:basis bg:inferred .
c:geld-nog-eens a bg:Claim ; rdf:subject <{ID}cost-line/dorp-geld> ; rdf:predicate bg:funds ; rdf:object project:dorp-huizen ; bg:evidence p:tellen ; bg:basis bg:inferred .
"""


def catalog_of(folder, *swaps):
    return Catalog(open_store("memory", dorp.build(folder, swaps)))


def taken(catalog, metric):
    """A metric of the one document of the village."""
    (found,) = [m for m in measures(catalog) if m.metric == metric and m.scope == PLAN]
    return found


def numbers(measure):
    return measure.numerator, measure.denominator, measure.percentage


def test_measures_of_the_village_are_counted_in_the_document_the_municipality_and_everywhere(tmp_path):
    found = measures(catalog_of(tmp_path))
    assert [(m.metric, m.within, m.scope) for m in found] == [
        (metric.name, within, scope) for metric in METRICS for within, scope in (("everywhere", ""), ("municipality", TOWN), ("document", PLAN))]
    assert {m.metric: numbers(m) for m in found[:-3]} == {
        "goal-indicator": (1, 1, 100.0), "outcome-indicator": (1, 1, 100.0), "goal-money": (0, 1, 0.0), "activity-owner": (0, 0, None)}
    assert {m.lacking for m in found[-3:]} == {(ID + "claim/tellen",)} and found[-1].denominator == found[-1].numerator + 1


def test_measures_count_what_they_say_they_count(tmp_path):
    catalog = catalog_of(tmp_path, (LAST, MORE + LAST))
    goals, outcomes, money, owners, links = (taken(catalog, m.name) for m in METRICS)
    assert numbers(goals) == (1, 2, 50.0) and goals.lacking == (ID + "goal/dorp-stil",)  # not the framework's goal, not the example
    assert numbers(outcomes) == (1, 2, 50.0) and outcomes.lacking == (ID + "indicator/dorp-vlijt",)
    assert numbers(money) == (1, 2, 50.0) and money.lacking == (ID + "goal/dorp-stil",)
    assert numbers(owners) == (2, 3, 66.7) and owners.lacking == (ID + "activity/dorp-los",) and owners.through == (ID + "activity/dorp-graven",)
    plain = taken(catalog_of(tmp_path / "plain"), "stated-link")  # a link that is stated once and concluded once is stated
    assert (links.numerator - plain.numerator, links.denominator - plain.denominator, len(links.lacking) - len(plain.lacking)) == (5, 6, 1)


@pytest.mark.parametrize("amount", ["bg:amountStatus bg:toBeDetermined", "bg:amount 0.0", "bg:amount 100.0 ; bg:statedTotal true", "bg:amount 100.0 ; bg:status bg:example"])
def test_an_amount_that_is_none_is_no_money(tmp_path, amount):
    catalog = catalog_of(tmp_path, (LAST, MORE.replace("bg:amount 100.0", amount) + LAST))
    assert numbers(taken(catalog, "goal-money")) == (0, 2, 0.0)


@pytest.mark.parametrize("element, projects", [
    ("project/dorp-huizen", 1), ("activity/dorp-graven", 1), ("role/dorp-leider", 1), ("cost-line/dorp-geld", 1), ("goal/dorp-groei", 1),
    ("goal/dorp-stil", 0), ("framework/nl-kader", 0), ("niets/bestaat-niet", 0),
])
def test_the_projects_of_an_element_are_itself_its_whole_or_one_link_away(tmp_path, element, projects):
    assert Places(catalog_of(tmp_path, (LAST, MORE + LAST))).projects(ID + element) == (PROJECT,) * projects


def test_a_whole_has_not_the_findings_of_its_parts_and_a_circle_of_parts_ends(tmp_path):
    circle = f"""<{ID}programme/dorp-alles> a bg:Programme ; rdfs:label "Alles"@nl ; bg:evidence p:huizen .
c:a a bg:Claim ; rdf:subject project:dorp-huizen ; rdf:predicate bg:partOf ; rdf:object <{ID}programme/dorp-alles> ; bg:evidence p:huizen ; bg:basis bg:stated .
c:b a bg:Claim ; rdf:subject <{ID}programme/dorp-alles> ; rdf:predicate bg:partOf ; rdf:object <{ID}programme/dorp-alles> ; bg:evidence p:huizen ; bg:basis bg:stated .
"""
    places = Places(catalog_of(tmp_path, (LAST, circle + LAST)))
    assert places.projects(ID + "programme/dorp-alles") == () and places.projects(PROJECT) == (PROJECT,)


def test_a_finding_is_placed_by_its_elements_and_what_is_no_element_by_its_graph(tmp_path):
    places = Places(catalog_of(tmp_path))
    placed = places.of(finding("open", 1))
    assert (placed.documents, placed.projects, placed.municipalities) == ((PLAN,), (PROJECT,), (TOWN,))
    claim = places.of(replace(finding("open", 1), elements=(ID + "claim/huizen",)))
    assert (claim.documents, claim.projects, claim.municipalities) == ((PLAN,), (), (TOWN,))
    odd = places.of(replace(finding("open", 1), elements=("geen iri",)))
    assert (odd.documents, odd.projects, odd.municipalities) == ((), (), ())


def test_each_rule_ends_in_each_document_in_one_of_four_ways(tmp_path):
    found = {vocab.local(o.rule): o.outcome for o in village(tmp_path, *GAP).outcomes}
    assert found["Goal-indicator"] == "failed" and found["Goal-label"] == "passed" and found["Deviation-reason"] == "inapplicable"
    assert found["PolicyElement-label"] == "passed" and set(found.values()) == {"failed", "passed", "inapplicable"}
    states = {o.rule: o.outcome for state in ("agrees", "explained", "not-derivable") for o in village(tmp_path, more=[finding(state, 1, "warning")]).outcomes
              if o.rule.endswith("Goal-indicator") for o in [replace(o, rule=state)]}
    assert states == {"agrees": "passed", "explained": "passed", "not-derivable": "cantTell"}


def test_digests_name_graph_file_and_rules_and_change_with_what_they_are_of(tmp_path):
    first, again, other = village(tmp_path / "a"), village(tmp_path / "b"), village(tmp_path / "c", *GAP)
    assert (first.digests, first.shapes, first.ontology) == (again.digests, again.shapes, again.ontology)
    (plan,) = [d for d in first.digests if d.document == PLAN]
    text = hashlib.sha256(dorp.TEXT.encode()).hexdigest()
    assert (plan.file, plan.stated, plan.found) == ("plan.txt", text, text) and len(plan.digest) == 64
    changed = {d.graph for d, e in zip(first.digests, other.digests) if d.digest != e.digest}
    assert changed == {vocab.GRAPH + "dorp/plan"} and other.shapes == first.shapes
    assert [v.name for v in first.versions] == ["beleidsgraaf", "ontology", "rdflib", "pyshacl", "pyoxigraph", "python"] and all(v.version for v in first.versions)


def test_a_choice_shows_what_fits_and_says_what_it_leaves_out(tmp_path):
    whole = village(tmp_path, *GAP, more=EVERY_STATE)
    assert len(whole.findings) == 6 and not whole.conforms and whole.count() == 2 and whole.count(kind="observation") == 1
    for wanted, shown in ((Selection(state="open"), 3), (Selection(state="agrees"), 1), (Selection(severity="violation"), 1), (Selection(severity="high"), 1),
                          (Selection(rule=vocab.BGSH + "Goal-indicator"), 5), (Selection(document=PLAN), 6), (Selection(project=PROJECT), 6),
                          (Selection(municipality=TOWN), 6), (Selection(document=ID + "policy-document/ander"), 0)):
        part = choose(whole, wanted)
        assert len(part.findings) == shown and part.beyond == 6 - shown and part.conforms == (part.violations_beyond == 1)
    assert len(choose(whole, Selection(document=PLAN)).measures) == 5 and len(whole.measures) == 15
    assert choose(choose(whole), Selection()).findings == whole.findings


def test_findings_are_grouped_five_ways_and_none_is_lost(tmp_path):
    whole = village(tmp_path, *GAP, more=EVERY_STATE)
    sizes = {by: [len(g.findings) for g in grouped(whole, by=by)] for by in ("rule", "document", "project", "severity", "state")}
    assert sizes == {"rule": [5, 1], "document": [6], "project": [6], "severity": [1, 2, 2, 1], "state": [3, 1, 1, 1]}


def test_names_of_a_choice_may_be_short_and_a_wrong_one_has_neighbours(example, example_rooms):
    known = rules(example_rooms)
    short = selection(example, known, "Goal-indicator", "voorbeeldstad/beleid", "voorbeeldstad-heldere-brieven", "voorbeeldstad")
    whole = selection(example, known, vocab.BGSH + "Goal-indicator", "policy-document/voorbeeldstad-beleid", "project/voorbeeldstad-heldere-brieven", "organisation/voorbeeldstad")
    assert short == whole and short.project == ID + "project/voorbeeldstad-heldere-brieven"
    for given, says in (({"rule": "Goal-indikator"}, "Goal-indicator"), ({"document": "voorbeeldstad/belied"}, "voorbeeldstad-beleid"),
                        ({"project": "goal/voorbeeldstad-plezier-in-schrijven"}, "geen project"), ({"municipality": "nergens"}, "niet bekend")):
        with pytest.raises(NotFound, match=says):
            selection(example, known, **given)


@pytest.fixture(scope="module")
def real(store, texts):
    """The audit of the real graph, made once."""
    return audit(store, config.rooms(), texts, date(2026, 11, 22))


def test_the_real_graph_gives_every_measure_for_each_document_and_municipality(real):
    assert len(real.documents) == 5 and len(real.municipalities) == 5 and len(real.measures) == 5 * (1 + 5 + 5)
    for measure in real.measures:
        assert 0 <= measure.numerator <= measure.denominator and len(measure.lacking) == measure.denominator - measure.numerator
        assert len(measure.through) <= measure.numerator and (measure.percentage is None) == (measure.denominator == 0)
    assert all(d.found == d.stated != "" for d in real.digests if d.document)
    for metric in METRICS[:4]:
        whole, *parts = [m for m in real.measures if m.metric == metric.name and m.within != "municipality"]
        assert whole.denominator <= sum(p.denominator for p in parts) and set(whole.lacking) == {e for p in parts for e in p.lacking}


def test_the_page_of_rules_in_the_docs_says_what_the_audit_finds(real):
    page = Path(__file__).parent.parent / "docs" / "audit.md"
    assert FORMATS["markdown"].write(real, "nl").decode() == page.read_text("utf-8")


def test_on_the_real_graph_every_finding_is_in_a_document_and_rests_on_words(real):
    assert len(real.findings) >= 100 and len({p.finding.id for p in real.findings}) == len(real.findings)
    assert not [p.finding for p in real.findings if not p.documents or not p.municipalities]
    assert not [p.finding for p in real.findings if p.finding.state == "open" and not p.finding.passages]
    assert len([o for o in real.outcomes if o.rule != vocab.BG + "Observation"]) == len(real.tallies) * 5
    failed = {(o.rule, o.document) for o in real.outcomes if o.outcome == "failed"}
    assert failed == {(p.finding.rule, d) for p in real.findings if p.finding.state == "open" for d in p.documents}


def test_a_report_of_the_real_graph_read_again_is_the_same(real, tmp_path):
    from graphkit.audit import FORMATS

    for lang in ("nl", "en"):
        (tmp_path / "rapport.json").write_bytes(FORMATS["json"].write(real, lang))
        found = compare_with(read_earlier(tmp_path / "rapport.json"), real)
        assert (found.findings, found.rules, found.data, found.versions, found.selections) == (0, (), (), (), True)
    assert [f["id"] for f in as_json(real)["findings"]] == [p.finding.id for p in real.findings]
