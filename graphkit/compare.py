"""Municipalities side by side: what each says on a theme, measures, values and rests on, with its words."""
from dataclasses import dataclass

from . import vocab
from .catalog import Catalog, Claim, Passage, Resource
from .errors import GraphkitError

MEASURING = (vocab.BG + "MeasurementMethod", vocab.BG + "Indicator", vocab.BG + "Measurement")
FRAMEWORKS = (vocab.BG + "Framework", vocab.BG + "LegalResource")
VALUE = vocab.BG + "Value"


@dataclass(frozen=True)
class Said:
    """An element of one municipality with the passages it rests on."""

    resource: Resource
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Row:
    """A subject (theme or framework) and what each municipality has on it, in the order asked."""

    subject: Resource
    cells: tuple[tuple[Said, ...], ...]

    @property
    def lacking(self) -> tuple[int, ...]:
        """The places of the municipalities that have nothing here."""
        return tuple(i for i, cell in enumerate(self.cells) if not cell)


@dataclass(frozen=True)
class Match:
    """Two things of different municipalities that resemble each other, how (an IRI), and why."""

    left: Resource
    right: Resource
    how: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything compared; cells stand in the order of `municipalities`.

    `measuring` and `values` are one tuple per municipality. `frameworks` has a row for each framework
    or law that at least one points at; a shared one lacks nobody.
    """

    municipalities: tuple[Resource, ...]
    themes: tuple[Row, ...]
    measuring: tuple[tuple[Said, ...], ...]
    values: tuple[tuple[Said, ...], ...]
    matches: tuple[Match, ...]
    frameworks: tuple[Row, ...]


def municipality(catalog: Catalog, name: str) -> Resource:
    """The municipality for `weert`, organisation/weert or an official IRI. Raises NotFound."""
    return catalog.resolve(name if "/" in name or ":" in name else f"organisation/{name}")


def municipalities(catalog: Catalog) -> tuple[Resource, ...]:
    """The municipalities that have a modelled document."""
    found = {m for d in catalog.documents for m in catalog.resources[d.iri].municipalities}
    return tuple(catalog.resources[m] for m in sorted(found) if m in catalog.resources)


def compare(catalog: Catalog, names: tuple[str, ...], theme: str = "") -> Comparison:
    """Two or more municipalities next to each other, on one theme or on all. Raises NotFound, GraphkitError."""
    chosen = tuple(dict.fromkeys(municipality(catalog, name) for name in names))
    if len(chosen) < 2:
        raise GraphkitError("Vergelijken kan vanaf twee verschillende gemeenten, bijvoorbeeld: beleidsgraaf compare weert middelburg.")
    only = catalog.resolve(theme if "/" in theme or ":" in theme else f"theme/nl-{theme}").iri if theme else ""
    owns = [tuple(r for r in catalog.resources.values() if m.iri in r.municipalities and r.documents) for m in chosen]
    kept = [tuple(r for r in own if not only or only in r.themes) for own in owns]
    return Comparison(
        chosen, _themes(catalog, kept, only),
        tuple(_said(catalog, (r for r in own if r.kind in MEASURING)) for own in kept),
        tuple(_said(catalog, (r for r in own if r.kind == VALUE)) for own in kept),
        _matches(catalog, chosen, only), _frameworks(catalog, kept),
    )


def _said(catalog: Catalog, resources) -> tuple[Said, ...]:
    return tuple(Said(r, catalog.passages(r.iri)) for r in resources)


def _themes(catalog: Catalog, owns, only: str) -> tuple[Row, ...]:
    used = {t for own in owns for r in own for t in r.themes if t in catalog.resources and (not only or t == only)}
    ordered = sorted((catalog.resources[t] for t in used), key=lambda t: t.label().casefold())
    return tuple(Row(t, tuple(_said(catalog, (r for r in own if t.iri in r.themes)) for own in owns)) for t in ordered)


def _frameworks(catalog: Catalog, owns) -> tuple[Row, ...]:
    """Who points at which framework: any link from an element of the municipality to it."""
    kinds = {r.iri: r for r in catalog.resources.values() if r.kind in FRAMEWORKS}
    pointing = {}
    for link in catalog.links:
        if link.target in kinds and link.source in catalog.resources:
            pointing.setdefault(link.target, set()).add(link.source)
    rows = []
    for iri, sources in sorted(pointing.items(), key=lambda item: kinds[item[0]].label().casefold()):
        cells = tuple(_said(catalog, (r for r in own if r.iri in sources)) for own in owns)
        if any(cells):
            rows.append(Row(kinds[iri], cells))
    return tuple(rows)


def _matches(catalog: Catalog, chosen, only: str) -> tuple[Match, ...]:
    wanted = [m.iri for m in chosen]

    def side(iri: str) -> set[str]:
        return set(catalog.resources[iri].municipalities) & set(wanted)

    def fits(claim: Claim) -> bool:
        ends = (claim.source, claim.target)
        if not all(e in catalog.resources for e in ends) or not side(ends[0]) or not side(ends[1]):
            return False
        about = not only or any(only in catalog.resources[e].themes for e in ends)
        return about and len(side(ends[0]) | side(ends[1])) > 1

    return tuple(
        Match(catalog.resources[c.source], catalog.resources[c.target], c.link, c.reason, c.passages) for c in catalog.matches() if fits(c)
    )
