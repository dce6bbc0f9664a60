"""Shares that auditors ask for, counted per document, per municipality and over everything.

What is counted, and what meets it, is asked by a question in `queries/audit`; here is only the counting.
"""
from collections import defaultdict
from dataclasses import dataclass

from .. import query, vocab
from ..catalog import Catalog
from .records import DOCUMENT, EVERYWHERE, MUNICIPALITY, Measure, Named


@dataclass(frozen=True)
class Metric:
    """A share: its name, its title, the things it counts and how it counts them, in nl and en.

    The question of the file with its name says the same as a question.
    """

    name: str
    title_nl: str
    title_en: str
    told_nl: str
    told_en: str

    def title(self, lang: str = "nl") -> str:
        return self.title_en if lang == "en" else self.title_nl

    def told(self, lang: str = "nl") -> str:
        return self.told_en if lang == "en" else self.told_nl

    def question(self, lang: str = "nl") -> str:
        """What the measure asks, as its question says it."""
        asked = query.load(self.name, "audit")
        return asked.question_en if lang == "en" else asked.question_nl


METRICS = (
    Metric("goal-indicator", "Doelen met een indicator", "Goals with an indicator",
           "Geteld zijn doelen van gemeenten. Doelen van een landelijk kader, voorbeelden en ingetrokken doelen tellen niet mee.",
           "Counted are goals of municipalities. Goals of a national framework, examples and withdrawn goals are left out."),
    Metric("outcome-indicator", "Indicatoren die een uitkomst meten", "Indicators that measure an outcome",
           "Een uitkomst is een doel, een resultaat of een maatschappelijk effect. Wat alleen een activiteit of product meet, telt als geen uitkomst.",
           "An outcome is a goal, a result or a societal effect. What measures only an activity or a product does not count as one."),
    Metric("goal-money", "Doelen waarvoor geld is genoemd", "Goals for which money is named",
           "Een kostenpost met een bedrag betaalt iets wat het doel dient, rechtstreeks of via andere stappen. PM, nul en gedrukte totalen zijn geen bedrag.",
           "A cost line with an amount pays for something that serves the goal, at once or by other steps. To be determined, zero and printed totals are no amount."),
    Metric("activity-owner", "Activiteiten met een verantwoordelijke", "Activities with an owner",
           "Een rol, onderdeel of organisatie is verantwoordelijk voor de activiteit, of anders voor het project waarvan zij onderdeel is.",
           "A role, unit or organisation is accountable for the activity, or otherwise for the project of which it is part."),
    Metric("stated-link", "Koppelingen die zo in de tekst staan", "Links that the text states",
           "Een koppeling telt één keer. Zij staat in de tekst als ten minste één bewering haar zo noemt; anders is zij een conclusie van een lezer, met een reden.",
           "A link counts once. It is stated when at least one claim says so; otherwise it is a conclusion of a reader, with a reason."),
)


@dataclass(frozen=True)
class _Unit:
    """One thing that a metric counts, where it counts, and whether it meets the metric."""

    key: tuple[str, ...]
    shown: str
    met: bool
    through: bool
    documents: tuple[str, ...]


def measures(catalog: Catalog) -> tuple[Measure, ...]:
    """Every metric over everything, then per municipality, then per document that has a graph of its own."""
    documents = tuple(d.iri for d in catalog.documents)
    towns = {d: catalog.resources[d].municipalities for d in documents}
    municipalities = sorted({m for several in towns.values() for m in several})
    found = []
    for metric in METRICS:
        units = _units(metric, catalog)
        found.append(_count(metric.name, EVERYWHERE, "", units))
        for town in municipalities:
            found.append(_count(metric.name, MUNICIPALITY, town, [u for u in units if any(town in towns.get(d, ()) for d in u.documents)]))
        found += [_count(metric.name, DOCUMENT, d, [u for u in units if d in u.documents]) for d in documents]
    return tuple(found)


def _units(metric: Metric, catalog: Catalog) -> list[_Unit]:
    units = []
    for row in query.load(metric.name, "audit").rows(catalog.store):
        shown, met = str(row["element"]), row["met"] == "true"
        key = tuple(str(row[n]) for n in ("from", "link", "to")) if "link" in row else (shown,)
        documents = (str(row["document"]),) if "document" in row else catalog.resources[shown].documents
        units.append(_Unit(key, shown, met, "through" in row, documents))
    return units


def _count(name: str, within: str, scope: str, units) -> Measure:
    """Each thing once; it meets the metric when any row of it does."""
    rows = defaultdict(list)
    for unit in units:
        rows[unit.key].append(unit)
    met = [r for r in rows.values() if any(u.met for u in r)]
    lacking = tuple(r[0].shown for r in rows.values() if not any(u.met for u in r))
    return Measure(name, within, scope, len(met), len(rows), lacking, tuple(r[0].shown for r in met if any(u.through for u in r)))


def metric(name: str) -> Metric:
    """The metric of this name."""
    return next(m for m in METRICS if m.name == name)


def link_names(catalog: Catalog, iris) -> tuple[Named, ...]:
    """Claims in words, as from — link → to, for those of the IRIs that are claims of a link."""
    wanted, found, kind = frozenset(iris), {}, catalog.name(vocab.CLAIM)
    for row in query.load("stated-link", "audit").rows(catalog.store) if wanted else ():
        iri, ends = str(row["element"]), (str(row["from"]), str(row["link"]), str(row["to"]))
        if iri in wanted and iri not in found:
            source, link, target = ends
            said = (f"{catalog.label(source, n)} — {catalog.name(link).label(n)} → {catalog.label(target, n)}" for n in ("nl", "en"))
            found[iri] = Named(iri, *said, kind.label(), kind.label("en"))
    return tuple(found.values())
