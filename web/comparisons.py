"""Municipalities side by side: who is compared, on what, and what the page shows of it."""
from collections import defaultdict
from dataclasses import dataclass

from flask import url_for

from graphkit import compare, vocab
from graphkit.catalog import Resource
from graphkit.compare import Comparison, Difference, Match, Row, Said

from .desk import Desk

ORGANISATION = "organisation/"
SHOWN = 4  # things of one municipality under a theme when all themes are shown


@dataclass(frozen=True)
class Choice:
    """A municipality or theme that can be chosen: how it is written in the address, and whether it is."""

    thing: Resource
    value: str
    chosen: bool


@dataclass(frozen=True)
class Valued:
    """A core value with the matches that it is an end of, each with what is at the other end."""

    said: Said
    matches: tuple[tuple[Match, Resource], ...]


@dataclass(frozen=True)
class Side:
    """One municipality in the comparison: its texts, what sets it apart, its values, what measures."""

    town: Resource
    documents: tuple[Resource, ...]
    difference: Difference
    values: tuple[Valued, ...]
    measuring: tuple[Said, ...]


@dataclass(frozen=True)
class Sheet:
    """What the page shows: shared rows are those on which at least two have something, `alone` the rest per municipality."""

    found: Comparison
    sides: tuple[Side, ...]
    twins: tuple[tuple[Resource, ...], ...]
    themes: tuple[Row, ...]
    alone_themes: tuple[tuple[Resource, tuple[Row, ...]], ...]
    frameworks: tuple[Row, ...]
    alone_frameworks: tuple[tuple[Resource, tuple[Row, ...]], ...]
    shown: int

    @property
    def measured(self) -> bool:
        """Whether any of them measures anything here."""
        return any(side.measuring for side in self.sides)

    @property
    def valued(self) -> bool:
        """Whether any of them has a core value here."""
        return any(side.values for side in self.sides)

    @property
    def towns(self) -> tuple[Resource, ...]:
        return self.found.municipalities

    def cut(self, cell: tuple[Said, ...]) -> tuple[Said, ...]:
        """As much of a cell as the page has room for; all of it when one theme is asked for."""
        return cell if self.found.theme else cell[:self.shown]

    def address(self, theme: Resource | None = None, endpoint: str = "compare.view") -> str:
        """This comparison on another theme, on all, or in another form."""
        return url_for(endpoint, gemeente=[written(t) for t in self.towns], thema=vocab.short(theme.iri) if theme else None)


def written(town: Resource) -> str:
    """A municipality as it is written in the address: weert."""
    return vocab.short(town.iri).removeprefix(ORGANISATION)


def towns(desk: Desk, names: list[str]) -> tuple[Resource, ...]:
    """The municipalities that the address names; without any, the first two that do not share all their texts. Raises NotFound."""
    if names:
        return tuple(dict.fromkeys(compare.municipality(desk.catalog, name) for name in names))
    found = {}
    for town in compare.municipalities(desk.catalog):
        found.setdefault(frozenset(d.iri for d in desk.catalog.documents if town.iri in desk.catalog.resources[d.iri].municipalities), town)
    return tuple(found.values())[:2]


def choices(desk: Desk, chosen: tuple[Resource, ...]) -> tuple[Choice, ...]:
    """The municipalities with a document, and whatever else was chosen."""
    known = dict.fromkeys((*compare.municipalities(desk.catalog), *chosen))
    return tuple(Choice(t, written(t), t in chosen) for t in known)


def themes(desk: Desk, chosen: Resource | None) -> tuple[Resource, ...]:
    """The themes and policy areas to choose from, and the one that was chosen."""
    known = desk.remember("compare-themes", lambda: compare.themes(desk.catalog))
    return known if chosen is None or chosen in known else (chosen, *known)


def comparison(desk: Desk, chosen: tuple[Resource, ...], theme: Resource | None) -> Comparison:
    """The comparison of these municipalities, made once per version of the store. Raises GraphkitError for fewer than two."""
    names, about = tuple(t.iri for t in chosen), theme.iri if theme else ""
    return desk.remember(("compare", names, about), lambda: compare.compare(desk.catalog, names, about))


def sheet(found: Comparison) -> Sheet:
    """A comparison as the page shows it."""
    values = defaultdict(list)
    for match in found.matches:
        values[match.left.iri].append((match, match.right))
        values[match.right.iri].append((match, match.left))
    sides = tuple(
        Side(town, found.documents[i], difference, tuple(Valued(s, tuple(values[s.resource.iri])) for s in found.values[i]), found.measuring[i])
        for i, (town, difference) in enumerate(zip(found.municipalities, found.differences))
    )
    twins = defaultdict(list)
    for side in sides:
        twins[side.documents].append(side.town)
    return Sheet(
        found, sides, tuple(tuple(t) for documents, t in twins.items() if documents and len(t) > 1),
        found.themes if found.theme else _shared(found.themes), () if found.theme else _alone(sides, "themes"),
        _shared(found.frameworks), _alone(sides, "frameworks"), SHOWN,
    )


def _shared(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if len(row.having) > 1)


def _alone(sides: tuple[Side, ...], part: str) -> tuple[tuple[Resource, tuple[Row, ...]], ...]:
    return tuple((side.town, rows) for side in sides if (rows := getattr(side.difference, part)))
