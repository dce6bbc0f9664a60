"""What a comparison hands out: frozen values; cells stand in the order of the municipalities asked for."""
from dataclasses import dataclass

from .. import vocab
from ..catalog import Passage, Resource


@dataclass(frozen=True)
class Tie:
    """A link of an element: the stored triple, its basis and reason, the words it rests on, and what is at its other end."""

    source: str
    link: str
    target: str
    other: Resource
    basis: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Said:
    """An element of one municipality with the passages it rests on and the links that matter where it stands."""

    resource: Resource
    passages: tuple[Passage, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def basis(self) -> str:
        """The basis of its links, stated as soon as one is; empty without links."""
        found = [t.basis for t in self.ties]
        return vocab.STATED if vocab.STATED in found else next(iter(found), "")


@dataclass(frozen=True)
class Row:
    """A subject (theme or framework) and what each municipality has on it."""

    subject: Resource
    cells: tuple[tuple[Said, ...], ...]

    @property
    def having(self) -> tuple[int, ...]:
        """The places of the municipalities that have something here."""
        return tuple(i for i, cell in enumerate(self.cells) if cell)

    @property
    def lacking(self) -> tuple[int, ...]:
        """The places of the municipalities that have nothing here."""
        return tuple(i for i, cell in enumerate(self.cells) if not cell)


@dataclass(frozen=True)
class Match:
    """Two things of different municipalities that resemble each other, how (an IRI), on which basis and why."""

    iri: str
    left: Resource
    right: Resource
    how: str
    basis: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Difference:
    """What sets one municipality apart: themes and frameworks that it alone has, those that only others have,
    its values without a match at the others, and whether it measures anything."""

    municipality: Resource
    themes: tuple[Row, ...]
    lacking_themes: tuple[Row, ...]
    frameworks: tuple[Row, ...]
    lacking_frameworks: tuple[Row, ...]
    values: tuple[Said, ...]
    measures: bool


@dataclass(frozen=True)
class Comparison:
    """Everything compared; `theme` is the only theme asked for, if any.

    `documents`, `measuring` and `values` are one tuple per municipality. `frameworks` has a row for each
    framework or law that at least one points at; a shared one lacks nobody.
    """

    municipalities: tuple[Resource, ...]
    theme: Resource | None
    documents: tuple[tuple[Resource, ...], ...]
    themes: tuple[Row, ...]
    measuring: tuple[tuple[Said, ...], ...]
    values: tuple[tuple[Said, ...], ...]
    matches: tuple[Match, ...]
    frameworks: tuple[Row, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What one has and another lacks, municipality by municipality."""
        matched = {end.iri for m in self.matches for end in (m.left, m.right)}
        return tuple(
            Difference(
                town, _alone(self.themes, i), _lacking(self.themes, i), _alone(self.frameworks, i), _lacking(self.frameworks, i),
                tuple(s for s in self.values[i] if s.resource.iri not in matched and not self._elsewhere(s, i)), bool(self.measuring[i]),
            ) for i, town in enumerate(self.municipalities)
        )

    def _elsewhere(self, said: Said, own: int) -> bool:
        """Whether another of the municipalities has this very value too: some share a document."""
        return any(said in values for i, values in enumerate(self.values) if i != own)


def _alone(rows: tuple[Row, ...], place: int) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.having == (place,))


def _lacking(rows: tuple[Row, ...], place: int) -> tuple[Row, ...]:
    return tuple(row for row in rows if place in row.lacking)
