"""Laws and national frameworks: who points at them, and whether the text says so or somebody concluded it."""
from dataclasses import dataclass

from flask import Blueprint, render_template

from graphkit import vocab
from graphkit.catalog import Resource

from ..desk import Desk, desk
from ..relations import Verb, verbs

pages = Blueprint("frameworks", __name__)
KINDS = {vocab.BG + "LegalResource", vocab.BG + "Framework"}


@dataclass(frozen=True)
class Pointed:
    """A law or framework with what points at it."""

    thing: Resource
    verbs: tuple[Verb, ...]

    @property
    def count(self) -> int:
        return sum(len(verb.lines) for verb in self.verbs)


@pages.get("/kaders")
def view():
    """Those that something points at first, then the rest."""
    found = desk().remember("frameworks", lambda: _pointed(desk()))
    return render_template("frameworks.html", used=[p for p in found if p.count], unused=[p for p in found if not p.count])


def _pointed(desk: Desk) -> list[Pointed]:
    things = [r for r in desk.catalog.resources.values() if KINDS & {r.kind, *desk.catalog.ancestors(r.kind)}]
    found = [Pointed(r, tuple(v for v in verbs(desk, r.iri) if not v.out)) for r in things]
    return sorted(found, key=lambda p: (-p.count, p.thing.label("nl").casefold()))
