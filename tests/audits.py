"""Audits of the made-up village: with everything a report can show, and with texts that mean harm."""
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphkit import vocab
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


def village(folder: Path, *swaps, day: date = DAY, more=()):
    """The audit of the village with pieces swapped, and findings added to those of its rules."""
    rooms = dorp.build(folder, swaps)
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
