"""Sums of money are checked down, across and between places; what adds up is said to, and nothing else is."""
import shutil
from dataclasses import replace
from datetime import date

import pytest

from graphkit import config, vocab
from graphkit.store import open_store
from graphkit.validate import validate

from . import dorp

LINES = "@prefix budget: <https://w3id.org/beleidsgraaf/id/budget/> .\n@prefix cost-line: <https://w3id.org/beleidsgraaf/id/cost-line/> .\n"
TODAY = date(2026, 11, 22)


def money_rules(folder):
    """A folder with the rules on money alone."""
    folder.mkdir()
    for name in ("prefixes", "budget", "funding"):
        shutil.copy(config.rooms().shapes / f"{name}.ttl", folder)
    return folder


@pytest.fixture(scope="module")
def told(store, tmp_path_factory):
    """Of each rule and state the things it speaks of, in the five documents."""
    rooms = replace(config.rooms(), shapes=money_rules(tmp_path_factory.mktemp("money") / "shapes"))
    found = {}
    for f in validate(store, rooms, today=TODAY).findings:
        found.setdefault((vocab.local(f.rule), f.state), []).append(vocab.short(f.elements[0]) if f.elements else "")
    return found


def test_nine_columns_the_spring_memo_and_the_campaign_add_up_and_no_sum_differs(told):
    columns = [t for t in told["CostLine-sum", "agrees"] if t.startswith("cost-line/dalfsen-kosten-totaal-")]
    memo = [t for t in told["CostLine-sum", "agrees"] if t.startswith("cost-line/dalfsen-voorjaarsnota-")]
    assert (len(columns), len(memo), len(told["CostLine-sum", "agrees"])) == (9, 8, 18)
    assert "cost-line/dalfsen-campagne-totaal" in told["CostLine-sum", "agrees"]
    assert ("CostLine-sum", "open") not in told
    assert told["CostLine-sum", "not-derivable"] == ["cost-line/dalfsen-voorjaarsnota-structureel-2012"]


def test_rows_close_and_the_row_with_an_unknown_amount_is_said_not_to_be_derivable(told):
    assert len(told["CostLine-balance", "agrees"]) == 22
    assert ("CostLine-balance", "open") not in told
    assert told["CostLine-balance", "not-derivable"] == ["cost-line/dalfsen-kosten-buitengemeentelijke-basisregistraties-nodig-incidenteel-2012"]


@pytest.mark.parametrize("rule, things", {
    "CostLine-roughSum": ["rijksbijdrage-totaal"],
    "CostLine-elsewhere": ["kosten-programma-dienstverlening-nodig-incidenteel-2012"],
    "CostLine-twoTables": ["campagne-thema-nieuwsbrief"],
    "CostLine-unneeded": ["kosten-egem-i-nup-beschikbaar-structureel"],
    "CostLine-inPlan": ["kosten-burgerparticipatie-onderhoud-structureel", "kosten-klantcontactcentrum-nodig-incidenteel-2012",
                        "kosten-procesoptimalisatie-nodig-incidenteel-2012"],
}.items())
def test_what_does_not_match_in_the_programme_of_dalfsen_is_found_and_nothing_else(told, rule, things):
    assert sorted(told[rule, "open"]) == [f"cost-line/dalfsen-{name}" for name in things]


@pytest.mark.parametrize("rounded, total, state", [("", 11, "open"), ("bg:roundedTo 1.0 ;", 11, "agrees"), ("bg:roundedTo 1.0 ;", 13, "open"), ("", 10, "agrees")])
def test_a_difference_is_rounding_only_where_the_text_says_so(tmp_path, rounded, total, state):
    def cell(name, amount, extra=""):
        return (f'cost-line:{name} a bg:CostLine ; rdfs:label "{name}"@nl ; skos:definition "Een bedrag."@nl ; bg:evidence p:huizen ; bg:amount {amount}.0 ; '
                f'bg:inTable budget:tafel ; bg:row "{name}" ; bg:column "2025" ; bg:year "2025"^^xsd:gYear ; bg:recurrence bg:incidental {extra}.\n')

    table = f'budget:tafel a bg:Budget ; {rounded} rdfs:label "Kosten"@nl ; skos:definition "Kosten."@nl ; bg:evidence p:huizen .\n'
    lines = LINES + table + cell("een", 5) + cell("twee", 5) + cell("samen", total, "; bg:statedTotal true ")
    rooms = replace(dorp.build(tmp_path, files={"documents/dorp/kosten.ttl": lines}), shapes=money_rules(tmp_path / "money"))
    found = [f.state for f in validate(open_store("memory", rooms, keep_going=True), rooms, today=TODAY).findings if f.rule == vocab.BGSH + "CostLine-sum"]
    assert found == [state]


@pytest.mark.parametrize("number, posted, state", [("; bg:quantity 5.0 ", 10, "agrees"), ("; bg:quantity 5.0 ", 11, "open"), ("", 10, "not-derivable")])
def test_a_unit_price_in_a_plan_counts_for_its_number(tmp_path, number, posted, state):
    line = 'a bg:CostLine ; rdfs:label "{0}"@nl ; skos:definition "Een bedrag."@nl ; bg:evidence p:huizen ; bg:year "2025"^^xsd:gYear ; bg:recurrence bg:incidental ; '
    lines = LINES + 'budget:tafel a bg:Budget ; rdfs:label "Kosten"@nl ; skos:definition "Kosten."@nl ; bg:evidence p:huizen .\n' + (
        "cost-line:post " + line.format("post") + f'bg:amount {posted}.0 ; bg:inTable budget:tafel ; bg:row "post" ; bg:column "2025" .\n'
        "cost-line:prijs " + line.format("prijs") + f'bg:amount 2.0 ; bg:per "stuk" {number}.\n'
        "c:prijs a bg:Claim ; rdf:subject cost-line:prijs ; rdf:predicate bg:relatedTo ; rdf:object cost-line:post ; bg:evidence p:huizen ; bg:basis bg:stated .\n")
    rooms = replace(dorp.build(tmp_path, files={"documents/dorp/kosten.ttl": lines}), shapes=money_rules(tmp_path / "money"))
    found = [f.state for f in validate(open_store("memory", rooms, keep_going=True), rooms, today=TODAY).findings if f.rule == vocab.BGSH + "CostLine-elsewhere"]
    assert found == [state]
