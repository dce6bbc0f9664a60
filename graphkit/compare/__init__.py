"""Municipalities side by side: what each says on a theme, measures, values and rests on, with its words."""
from collections import defaultdict
from collections.abc import Iterable

from .. import vocab
from ..catalog import Catalog, Claim, Resource
from ..errors import GraphkitError, NotFound
from .records import Comparison, Difference, Match, Row, Said, Tie
from .told import Told
from .written import COLUMNS, as_json, as_rows

__all__ = ["COLUMNS", "Comparison", "Difference", "Match", "Row", "Said", "Tie", "as_json", "as_rows", "compare", "municipalities", "municipality", "subject", "themes"]
BG = vocab.BG
MEASURING = frozenset(BG + n for n in ("MeasurementMethod", "Indicator", "Measurement"))
FRAMEWORKS = frozenset(BG + n for n in ("Framework", "LegalResource"))
SUBJECTS = frozenset(BG + n for n in ("Theme", "PolicyArea"))
VALUES = frozenset({BG + "Value"})
MEASURED = frozenset(BG + n for n in ("measures", "hasTarget", "measuredBy"))  # from what measures to what is measured, and how far it is
REMARKS = frozenset({BG + "concernsElement"})  # from a finding to what measures


def municipality(catalog: Catalog, name: str) -> Resource:
    """The municipality for `weert`, organisation/weert or an official IRI. Raises NotFound."""
    found = catalog.resolve(name if "/" in name or ":" in name else f"organisation/{name}")
    if not any(found.iri in r.municipalities for r in catalog.resources.values()):
        near = found.municipalities or tuple(m.iri for m in municipalities(catalog))
        raise NotFound(f"‘{vocab.short(found.iri)}’ is geen gemeente.", tuple(vocab.short(m) for m in near)[:3])
    return found


def municipalities(catalog: Catalog) -> tuple[Resource, ...]:
    """The municipalities that have a modelled document."""
    found = {m for d in catalog.documents for m in catalog.resources[d.iri].municipalities}
    return tuple(catalog.resources[m] for m in sorted(found) if m in catalog.resources)


def themes(catalog: Catalog) -> tuple[Resource, ...]:
    """The themes and policy areas that some element is about, in order of name."""
    used = {t for r in catalog.resources.values() for t in r.themes if t in catalog.resources}
    return _by_name(catalog.resources[t] for t in used)


def compare(catalog: Catalog, names: Iterable[str], theme: str = "") -> Comparison:
    """Two or more municipalities next to each other, on one theme or on all. Raises NotFound, GraphkitError."""
    towns = tuple(dict.fromkeys(municipality(catalog, name) for name in names))
    if len(towns) < 2:
        raise GraphkitError("Vergelijken kan vanaf twee verschillende gemeenten, bijvoorbeeld: beleidsgraaf compare weert middelburg.")
    only = subject(catalog, theme) if theme else None
    modelled = {d.iri for d in catalog.documents}
    told = Told(catalog)
    owns = [told.in_order(r for r in catalog.resources.values() if town.iri in r.municipalities and (r.documents or r.iri in modelled)) for town in towns]
    kept = [tuple(r for r in own if not only or only.iri in r.themes) for own in owns]
    return Comparison(
        towns, only, tuple(tuple(r for r in own if r.iri in modelled) for own in owns), _themes(catalog, told, kept, only),
        tuple(told.said((r for r in own if told.is_a(r, MEASURING)), lambda r: told.outward(r, MEASURED) + told.inward(r, REMARKS)) for own in kept),
        tuple(told.said(r for r in own if told.is_a(r, VALUES)) for own in kept),
        _matches(catalog, towns, only), _frameworks(catalog, told, kept),
    )


def subject(catalog: Catalog, name: str) -> Resource:
    """The theme or policy area for digitale-dienstverlening, theme/nl-… or an IRI. Raises NotFound."""
    if "/" not in name and ":" not in name:
        tail = name.removeprefix("nl-")
        name = next((n for n in (f"theme/nl-{tail}", f"policy-area/nl-{tail}") if vocab.expand(n) in catalog.resources), f"theme/nl-{tail}")
    found = catalog.resolve(name)
    if found.kind not in SUBJECTS:
        raise NotFound(f"‘{vocab.short(found.iri)}’ is geen thema of beleidsterrein.", tuple(vocab.short(t) for t in found.themes)[:3])
    return found


def _by_name(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    return tuple(sorted(resources, key=lambda r: (r.label().casefold(), r.iri)))


def _themes(catalog: Catalog, told: Told, kept, only: Resource | None) -> tuple[Row, ...]:
    """A row for each theme that one of them says something about; for a theme that was asked for in any case."""
    about = [defaultdict(list) for _ in kept]
    for found, own in zip(about, kept):
        for resource in own:
            for theme in resource.themes:
                found[theme].append(resource)
    used = {t for found in about for t in found if t in catalog.resources}
    subjects = (only,) if only else _by_name(catalog.resources[t] for t in used)
    return tuple(Row(s, tuple(told.said(found[s.iri]) for found in about)) for s in subjects)


def _frameworks(catalog: Catalog, told: Told, kept) -> tuple[Row, ...]:
    """Who points at which framework: any link from an element of the municipality to it."""
    rows = []
    for framework in _by_name(r for r in catalog.resources.values() if told.is_a(r, FRAMEWORKS)):
        ties = told.pointing(framework)
        cells = tuple(told.said((r for r in own if r.iri in ties), lambda r: ties[r.iri]) for own in kept) if ties else ()
        if any(cells):
            rows.append(Row(framework, cells))
    return tuple(rows)


def _matches(catalog: Catalog, towns: tuple[Resource, ...], only: Resource | None) -> tuple[Match, ...]:
    """The matches between two of the municipalities, the closest first; on a theme when one of both ends is about it."""
    wanted = {t.iri for t in towns}

    def fits(claim: Claim) -> bool:
        if claim.source not in catalog.resources or claim.target not in catalog.resources:
            return False
        ends = catalog.resources[claim.source], catalog.resources[claim.target]
        here = [wanted.intersection(end.municipalities) for end in ends]
        return all(here) and len(here[0] | here[1]) > 1 and (not only or any(only.iri in end.themes for end in ends))

    def key(match: Match):
        rank = min(catalog.name(end.kind).order for end in (match.left, match.right))
        return vocab.MATCHES.index(match.how), rank, match.left.label().casefold(), match.iri

    return tuple(sorted((
        Match(c.iri, catalog.resources[c.source], catalog.resources[c.target], c.link, c.basis, c.reason, c.passages)
        for c in catalog.matches() if fits(c)
    ), key=key))
