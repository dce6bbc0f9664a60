"""Audits of the made-up village: with everything a report can show, and with texts that mean harm."""
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphkit import config, vocab
from graphkit.audit import assess
from graphkit.catalog import Catalog
from graphkit.store import open_store
from graphkit.validate import Finding, validate

from . import dorp

DAY = date(2024, 6, 1)
HARM = '=HYPERLINK("http://kwaad.example","x")<script>alert(1)</script><img src=//kwaad.example/x onerror=alert(2)>{{ 7*7 }} {?value}'
# The goal has no indicator, and the project is called something that a browser or a spreadsheet might obey.
GAP = (("rdf:object goal:dorp-groei ;\n    bg:evidence p:tellen", "rdf:object project:dorp-huizen ;\n    bg:evidence p:tellen"),)
HOSTILE = (("rdfs:label \"Groei\"@nl", f"rdfs:label {HARM!r}@nl".replace("\\'", "'")),)
# One rule of policy of our own, so that these tests stand apart from what the rules of the product ask of goals.
RULES = """
@prefix bg: <https://w3id.org/beleidsgraaf/def#> .
@prefix bgsh: <https://w3id.org/beleidsgraaf/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
bgsh:Goal a sh:NodeShape ; sh:targetClass bg:Goal ; sh:property bgsh:Goal-label .
bgsh:Goal-label a sh:PropertyShape ; sh:path skos:prefLabel ; sh:maxCount 0 ; sh:severity sh:Violation ;
    sh:message "Dit doel draagt skos:prefLabel."@nl , "This goal carries skos:prefLabel."@en .
bgsh:Goal-indicator a sh:NodeShape ; sh:targetClass bg:Goal ; sh:severity sh:Warning ;
    sh:message "Geen indicator meet dit doel."@nl , "No indicator measures this goal."@en ;
    bgsh:advice "Voeg een indicator toe."@nl , "Add an indicator."@en ; bgsh:yardstick "Meten is weten."@nl , "To measure is to know."@en ;
    sh:sparql [ sh:prefixes <https://w3id.org/beleidsgraaf/shapes> ;
        sh:select "SELECT $this WHERE { FILTER NOT EXISTS { ?indicator bg:measures $this ; a bg:Indicator } }" ] .
"""


def own_rules(folder: Path) -> Path:
    """A folder of rules for the village: those of data in general, and the one above."""
    shapes = folder / "shapes"
    shapes.mkdir(parents=True, exist_ok=True)
    for name in ("prefixes", "policy-element", "deviation"):
        shutil.copy(config.rooms().shapes / f"{name}.ttl", shapes)
    (shapes / "goal.ttl").write_text(RULES, "utf-8")
    return folder


def village(folder: Path, *swaps, day: date = DAY, more=()):
    """The audit of the village with pieces swapped, and findings added to those of its rules."""
    rooms = dorp.build(own_rules(folder), swaps)
    store = open_store("memory", rooms)
    report = validate(store, rooms, folder / "sources", day)
    return assess(Catalog(store), rooms, replace(report, findings=report.findings + tuple(more)), day, folder / "sources")


def finding(state: str, number: int, severity: str = "info", kind: str = "rule", message: str = "Dit past.", reason: str = "") -> Finding:
    """A finding about the goal of the village in this state."""
    goal, rule = vocab.ID + "goal/dorp-groei", vocab.BGSH + "Goal-indicator" if kind == "rule" else vocab.BG + "Observation"
    return Finding(f"{number:012x}", rule, kind, severity, state, (goal,), f"waarde {number}", (), message, "It fits.", "Doe iets.", "Do something.", reason)


EVERY_STATE = (
    finding("agrees", 1), finding("not-derivable", 2), finding("explained", 3, "warning", reason="Met een =reden."),
    finding("open", 4, "violation", message="Dit is fout."), finding("open", 5, "high", "observation", "Dit viel op."),
)
