"""Every format tells the same findings, is read by a parser of others, and takes no text for a command."""
import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from graphkit import vocab
from graphkit.audit import FORMATS, METRICS, choose, compare_with, read_earlier
from graphkit.cli import auditing

from .audits import EVERY_STATE, GAP, HARM, HOSTILE, village
from .web.markup import Markup

EARL, DQV = Namespace("http://www.w3.org/ns/earl#"), Namespace("http://www.w3.org/ns/dqv#")
LANGS = ("nl", "en")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """An audit with a finding in every state and texts that mean harm."""
    found = village(tmp_path_factory.mktemp("dorp"), *GAP, *HOSTILE, more=EVERY_STATE)
    assert len(found.findings) == 6
    return found


@pytest.fixture(scope="module", params=LANGS)
def page(full, request):
    return Markup(FORMATS["html"].write(full, request.param).decode()), request.param


def ids(findings, *states):
    return {p.finding.id for p in findings if not states or p.finding.state in states}


def turtle(full, name, lang="nl"):
    return Graph().parse(data=FORMATS[name].write(full, lang), format="turtle")


def test_the_command_offers_what_the_room_has():
    from graphkit.audit import GROUPINGS
    from graphkit.audit.words import SEVERITIES, STATES

    assert (auditing.FORMATS, auditing.GROUPINGS, set(auditing.SEVERITIES), set(auditing.STATES)) == (
        tuple(FORMATS), GROUPINGS, set(SEVERITIES), set(STATES))
    assert len(FORMATS) == 9 and all(f.media_type and f.suffix and f.holds for f in FORMATS.values())


@pytest.mark.parametrize("lang", LANGS)
def test_every_format_tells_the_same_findings(full, lang):
    body = {name: f.write(full, lang) for name, f in FORMATS.items()}
    told = {
        "text": set(re.findall(r"\[([0-9a-f]{12})\]$", body["text"].decode(), re.M)),
        "json": {f["id"] for f in json.loads(body["json"])["findings"]},
        "csv": {r["id"] for r in csv.DictReader(io.StringIO(body["csv"].decode()))},
        "xlsx": {row[0].value for row in load_workbook(io.BytesIO(body["xlsx"])).worksheets[0].iter_rows(min_row=2)},
        "sarif": {r["partialFingerprints"]["finding/v1"] for r in json.loads(body["sarif"])["runs"][0]["results"]},
        "html": {a["id"].removeprefix("f-") for a in Markup(body["html"].decode()).of("div") if a.get("id", "").startswith("f-")},
    }
    assert {name: found for name, found in told.items() if found != ids(full.findings)} == {}
    shacl, earl = (Graph().parse(data=body[name], format="turtle") for name in ("shacl", "earl"))
    identifier = URIRef(vocab.DCT + "identifier")
    assert {str(o) for o in shacl.objects(None, identifier)} == ids((p for p in full.findings if p.finding.kind == "rule"), "open", "explained")
    assert {str(o) for o in earl.objects(None, identifier)} == ids(full.findings, "open", "explained")


def test_text_puts_the_verdict_first_and_words_with_each_finding(full):
    lines = FORMATS["text"].write(full, "nl").decode().splitlines()
    assert lines[:2] == ["Audit van beleid, 1 juni 2024", "Niet in orde: 1 fout, 1 keer let op, 0 ter info, 1 waarneming; 1 verantwoord, 1 klopt, 1 niet af te leiden."]
    assert "      “wil groeien” — Plan van het dorp, plan.txt:19–48" in lines and "    Verantwoording: Met een =reden." in lines
    assert "    Alle documenten: niet af te leiden, 0 van 0" in lines and not any("%" in line for line in lines if "0 van 0" in line)
    english = FORMATS["text"].write(full, "en").decode()
    assert english.startswith("Audit of policy, 1 June 2024\nNot in order: 1 violation, 1 warning, 0 info, 1 observation; 1 explained, 1 agrees, 1 not derivable.")
    alone = FORMATS["text"].write(choose(full, replace(full.selection, state="agrees")), "nl").decode()
    assert "Keuze: stand klopt; buiten deze keuze liggen nog 5 bevindingen, waarvan 1 open fouten." in alone
    gaps = choose(full, replace(full.selection, severity="warning"))
    assert "De gegevens kloppen, maar in het beleid staat nog iets open: 0 fouten, 1 keer" in FORMATS["text"].write(gaps, "nl").decode()


def test_json_has_the_one_finding_object_and_no_share_where_nothing_is_counted(full):
    body = json.loads(FORMATS["json"].write(full, "nl"))
    assert set(body) == {"audit", "conforms", "findings", "rules", "measures"} and body["conforms"] is False
    assert set(body["audit"]) == {"day", "lang", "versions", "digests", "method", "notes", "documents", "municipalities", "selection", "beyond"}
    wanted = {"id", "rule", "kind", "severity", "state", "elements", "value", "passages", "message", "advice", "reason", "explanation", "documents", "projects", "municipalities"}
    assert all(set(f) == wanted for f in body["findings"])
    assert all(set(r) == {"iri", "name", "severity", "message", "advice", "yardstick", "findings"} for r in body["rules"]) and len(body["rules"]) > 15
    owners = [m for m in body["measures"] if m["measure"] == "activity-owner"]
    assert len(owners) == 3 and all((m["numerator"], m["denominator"], m["percentage"]) == (0, 0, None) for m in owners)


def test_csv_cells_are_harmless(full):
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].write(full, "nl").decode())))
    assert len(rows) == 7 and not [c for row in rows for c in row if c[:1] in ("=", "+", "@", "-", "\t")]
    assert any(c == "'" + HARM for row in rows for c in row)


@pytest.mark.parametrize("lang, sheets", [("nl", ["Bevindingen", "Regels", "Maten", "Documenten", "Werkwijze"]), ("en", ["Findings", "Rules", "Measures", "Documents", "Method"])])
def test_the_workbook_has_five_sheets_to_filter_and_not_one_formula(full, lang, sheets):
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(full, lang)))
    assert book.sheetnames == sheets
    for sheet in book:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:") and sheet.max_row >= 2 and all(c.value for c in sheet[1])
        assert all(sheet.column_dimensions[c.column_letter].width >= 10 for c in sheet[1])
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    (cell,) = [c for row in book.worksheets[0].iter_rows(min_row=2, max_row=2) for c in row if c.value == HARM]
    assert cell.data_type == "s" and cell.quotePrefix
    assert [r[1].value for r in book.worksheets[0].iter_rows(min_row=2)].count("fout" if lang == "nl" else "violation") == 1
    shares = [r[5].value for r in book.worksheets[2].iter_rows(min_row=2)]
    assert shares.count("niet af te leiden" if lang == "nl" else "not derivable") == 3 and shares[:3] == [0, 0, 0]


def test_a_workbook_survives_signs_that_it_cannot_hold(full):
    odd = replace(full, notes=("bel\x07 en " + "lang " * 9000,))
    cells = [c.value for row in load_workbook(io.BytesIO(FORMATS["xlsx"].write(odd, "nl"))).worksheets[4].iter_rows() for c in row]
    assert any(str(c).startswith("bel\N{REPLACEMENT CHARACTER} en lang") and len(c) <= 32_767 for c in cells)


def test_sarif_has_the_structure_of_the_standard(full):
    log = json.loads(FORMATS["sarif"].write(full, "nl"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json") and len(log["runs"]) == 1
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "Beleidsgraaf" and run["columnKind"] == "unicodeCodePoints"
    assert len({r["id"] for r in rules}) == len(rules) == len(full.tallies) + 1
    for rule in rules:
        assert rule["help"]["text"] and rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for artifact in run["artifacts"]:
        assert re.fullmatch(r"[0-9a-f]{64}", artifact["hashes"]["sha-256"]) and artifact["location"]["uriBaseId"] in run["originalUriBaseIds"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] and result["message"]["text"]
        assert result["kind"] in ("fail", "pass", "open") and (result["level"] == "none") == (result["kind"] != "fail")
        assert [s["kind"] for s in result["suppressions"]] == ["external"] * (result["properties"]["state"] == "explained")
        for location in result["locations"] + result.get("relatedLocations", []):
            if "physicalLocation" in location:
                region, artifact = location["physicalLocation"]["region"], location["physicalLocation"]["artifactLocation"]
                assert region["charOffset"] >= 0 and region["charLength"] > 0 and region["snippet"]["text"] and re.fullmatch(r"[\w.%-]+", artifact["uri"])
    levels = {r["partialFingerprints"]["finding/v1"]: r["level"] for r in run["results"]}
    assert levels["000000000004"] == "error" and levels["000000000003"] == "warning" and levels["000000000001"] == "none"
    place = next(r["locations"][0]["physicalLocation"] for r in run["results"] if "physicalLocation" in r["locations"][0])
    assert (place["artifactLocation"]["uri"], place["region"]["charOffset"], place["region"]["charLength"]) == ("plan.txt", 19, 29)


def test_shacl_is_a_validation_report(full):
    graph = turtle(full, "shacl")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert graph.value(report, SH.conforms) == Literal(False) and len(results) == 3
    for result in results:
        for required in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, URIRef(vocab.BGSH + "state")):
            assert len(list(graph.objects(result, required))) == 1
        assert {o.language for o in graph.objects(result, SH.resultMessage)} == {"nl", "en"}
    assert {str(o) for o in graph.objects(None, URIRef(vocab.BGSH + "state"))} == {"open", "explained"}
    sound = turtle(choose(full, replace(full.selection, state="agrees")), "shacl")
    assert sound.value(report, SH.conforms) == Literal(True) and not list(sound.objects(report, SH.result))


def test_earl_asserts_each_rule_of_each_document_and_dqv_measures(full):
    graph = turtle(full, "earl")
    assertions = list(graph.subjects(RDF.type, EARL.Assertion))
    assert len(assertions) == len(full.outcomes) == len(full.tallies) + 1  # one document, and what a person observed in it
    for assertion in assertions:
        subject, test, result, by = (graph.value(assertion, p) for p in (EARL.subject, EARL.test, EARL.result, EARL.assertedBy))
        assert (subject, RDF.type, EARL.TestSubject) in graph and (test, RDF.type, EARL.TestCriterion) in graph
        assert graph.value(result, EARL.outcome) in {EARL.passed, EARL.failed, EARL.cantTell, EARL.inapplicable} and graph.value(by, RDF.type)
    assert len(list(graph.subjects(EARL.mode, EARL.manual))) == 1 and len(list(graph.subjects(EARL.outcome, EARL.failed))) == 2
    taken = list(graph.subjects(RDF.type, DQV.QualityMeasurement))
    assert len(taken) == 15 and len(list(graph.subjects(RDF.type, DQV.Metric))) == len(METRICS) == 5
    assert len(list(graph.subjects(DQV.value, None))) == 12  # there is no activity to count: those three have no value
    assert all(graph.value(m, DQV.computedOn) and (graph.value(m, DQV.isMeasurementOf), RDF.type, DQV.Metric) in graph for m in taken)


def test_the_page_opens_without_script_and_without_a_request(page):
    html, _ = page
    assert not html.of("script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "svg")
    assert html.links and all(link.startswith("#") for link in html.links)
    assert not [name for _, attrs in html.elements for name in attrs if name.startswith("on") or name in ("src", "style", "srcset", "background")]
    (style,) = ["".join(data for within, data in html.texts if "style" in within)]
    assert "@import" not in style and "url(" not in style and "@media print" in style and "@page" in style
    assert any("default-src 'none'" in a.get("content", "") for a in html.of("meta"))


def test_the_page_shows_hostile_text_as_text(page, full):
    html, _ = page
    assert HARM in html.text("main") and "49" not in html.text("main").split(HARM)[0][-20:]


def test_the_page_can_be_read_by_everybody(page):
    html, lang = page
    assert html.of("html") == [{"lang": lang}] and len(html.of("h1")) == len(html.of("main")) == 1 and html.text("title")
    levels = [int(tag[1]) for tag, _ in html.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:]))
    assert html.of("th") and all(a.get("scope") in ("col", "row") for a in html.of("th")) and len(html.of("caption")) == len(html.of("table"))
    known = [a["id"] for _, a in html.elements if "id" in a]
    assert len(known) == len(set(known)) and {link[1:] for link in html.links} <= set(known)


def test_colours_contrast_enough():
    from importlib.resources import files

    style = (files("graphkit.audit") / "report.css").read_text("utf-8")
    inks = set(re.findall(r"[^-]color: (#[0-9a-f]{6})", style)) | {"#1b1b1b"}
    papers = {"#ffffff", *re.findall(r"background: (#[0-9a-f]{6})", style)}
    assert len(inks) >= 3 and len(papers) == 3

    def light(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(w * (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4) for w, p in zip((0.2126, 0.7152, 0.0722), parts))

    assert min((light(paper) + 0.05) / (light(ink) + 0.05) for ink in inks for paper in papers) >= 4.5


def test_the_page_tells_verdict_method_every_rule_digests_and_how_to_repeat(page, full):
    html, lang = page
    text = html.text("main")
    assert ("Niet in orde: 1 fout" if lang == "nl" else "Not in order: 1 violation") in text
    assert all(" ".join(p.split()) in text for p in full.method(lang)) and all(d.digest in text for d in full.digests) and full.shapes in text
    assert all(vocab.local(t.rule.iri) in text for t in full.tallies) and "beleidsgraaf audit --day 2024-06-01" in text and "--verify" in text
    assert "Met een =reden." in text and "wil groeien" in text and "plan.txt:19–48" in text


def test_a_comparison_is_shown_in_text_json_html_and_sarif(full, tmp_path):
    (tmp_path / "r.json").write_bytes(FORMATS["json"].write(replace(full, findings=full.findings[:3]), "nl"))
    later = replace(full, day=date(2024, 7, 1), findings=full.findings[1:])
    later = replace(later, since=compare_with(read_earlier(tmp_path / "r.json"), later))
    assert (len(later.since.new), len(later.since.gone), len(later.since.changed)) == (3, 1, 0)
    text, page = FORMATS["text"].write(later, "nl").decode(), Markup(FORMATS["html"].write(later, "nl").decode())
    assert "  Nieuw: 3" in text and "  Verdwenen: 1" in text and "Nieuw (3)" in page.text() and "Verdwenen (1)" in page.text()
    assert {k: len(v) for k, v in json.loads(FORMATS["json"].write(later, "nl"))["since"].items() if k in ("new", "gone", "changed")} == {"new": 3, "gone": 1, "changed": 0}
    states = [r["baselineState"] for r in json.loads(FORMATS["sarif"].write(later, "nl"))["runs"][0]["results"]]
    assert sorted(states) == ["absent", "new", "new", "new", "unchanged", "unchanged"]
