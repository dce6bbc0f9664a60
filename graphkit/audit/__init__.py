"""What an auditor takes home: the findings with their places, measures, digests and versions, in many formats.

    found = audit(store, rooms, sources)
    FORMATS["html"].write(found, "nl")
"""
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path

from .. import vocab
from ..catalog import Catalog
from ..config import Rooms
from ..store import Store
from ..validate import Report, start as begin, validate
from . import provenance
from .choose import GROUPINGS, Group, choose, fired, grouped, selection
from .earlier import EarlierReport, Verification, compare_with, read_earlier
from .formats import FORMATS, Format
from .machine import as_json
from .measures import METRICS, Metric, link_names, measures, metric
from .outcomes import outcomes
from .places import Places
from .records import (
    Audit, Change, Difference, Digest, Earlier, Measure, Named, Outcome, Placed, Selection, Tally, Version, holds, observed, tallies, violated,
)

__all__ = [
    "FORMATS", "GROUPINGS", "METRICS", "Audit", "Change", "Difference", "Digest", "Earlier", "EarlierReport", "Format", "Group", "Measure", "Metric", "Named",
    "Outcome", "Placed", "Places", "Selection", "Tally", "Verification", "Version", "as_json", "assess", "audit", "choose", "compare_with", "fired", "grouped", "measures",
    "metric", "observed", "read_earlier", "selection", "start", "violated",
]


def audit(
    store: Store, rooms: Rooms, sources: Path | None = None, today: date | None = None,
    told: Callable[[str], None] = lambda name: None,
) -> Audit:
    """Validate what the store holds and gather everything an auditor needs about it.

    Arguments and errors are those of `validate`; `today` is the day for which the audit is made.
    """
    day = today or date.today()
    return assess(Catalog(store), rooms, validate(store, rooms, sources, day, told), day, sources)


def assess(catalog: Catalog, rooms: Rooms, report: Report, day: date, sources: Path | None = None) -> Audit:
    """The audit out of a validation that was made already for this day, of the graph of this catalog."""
    places = Places(catalog)
    findings = tuple(places.of(f) for f in report.findings)
    digests = provenance.digests(catalog, sources)
    texts = all(d.found for d in digests if d.file)
    shares = measures(catalog)
    documents = tuple(d.iri for d in catalog.documents)
    hit = {f.rule for f in report.findings}
    rules = tuple(r for r in report.rules if r.iri in hit or r.message_nl != vocab.short(r.iri))  # a shape without words only gathers others
    nl, en = provenance.method(len(rules), texts)
    return Audit(
        day, holds(report.findings), findings, tallies(rules, report.findings), shares,
        outcomes(catalog, rooms, rules, findings, texts), documents,
        tuple(sorted({m for d in documents for m in catalog.resources[d].municipalities})), digests,
        provenance.shapes(rooms), provenance.ontology(rooms), provenance.versions(catalog), nl, en, report.notes,
        _names(catalog, findings, shares, documents),
    )


def start(location: str, rooms: Rooms, sources: Path | None = None) -> "Future[Audit]":
    """Begin the audit of today of the store at `location` in a process of its own; it comes in the future."""
    return begin(location, rooms, sources, audit)


def _names(catalog: Catalog, findings, shares, documents) -> tuple[Named, ...]:
    """Every thing that the audit mentions, in words."""
    mentioned = dict.fromkeys(documents)
    for placed in findings:
        mentioned.update(dict.fromkeys((*placed.finding.elements, *placed.documents, *placed.projects, *placed.municipalities)))
        mentioned.update(dict.fromkeys(placed.finding.explanation.by if placed.finding.explanation else ()))
    for share in shares:
        mentioned.update(dict.fromkeys((*share.lacking, *share.through, *([share.scope] if share.scope else []))))
    found = {}
    for iri in mentioned:
        if iri in catalog.resources:
            thing = catalog.resources[iri]
            kind = catalog.name(thing.kind)
            found[iri] = Named(iri, thing.label(), thing.label("en"), kind.label(), kind.label("en"))
    claims = link_names(catalog, [iri for iri in mentioned if iri not in found and iri.startswith(vocab.ID + "claim/")])
    return tuple(found.values()) + claims
