"""What is linked with what, as tables in which an empty cell shows too: goals beside values, frameworks beside documents."""
from collections import Counter, defaultdict
from dataclasses import dataclass

from .. import vocab
from ..catalog import Catalog

GOAL, VALUE = vocab.BG + "Goal", vocab.BG + "Value"
FRAMEWORKS = (vocab.BG + "Framework", vocab.BG + "LegalResource")


@dataclass(frozen=True)
class Way:
    """How a row and a column hang together: a link (IRI) of this basis, `number` times, or two links by way of a thing between them.

    The basis of two links is stated only when both are; empty when a claim is missing.
    """

    link: str
    basis: str
    via: str = ""
    number: int = 1


@dataclass(frozen=True)
class Matrix:
    """Rows and columns (IRIs) with the ways between them; `owners` are the municipalities that it is about."""

    owners: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[Way, ...]]

    def ways(self, row: str, column: str) -> tuple[Way, ...]:
        return self.cells.get((row, column), ())

    @property
    def loose_rows(self) -> tuple[str, ...]:
        """The rows in which every cell is empty."""
        met = {row for row, _ in self.cells}
        return tuple(r for r in self.rows if r not in met)

    @property
    def loose_columns(self) -> tuple[str, ...]:
        """The columns in which every cell is empty."""
        met = {column for _, column in self.cells}
        return tuple(c for c in self.columns if c not in met)


def goals_by_values(catalog: Catalog) -> tuple[Matrix, ...]:
    """A table for each municipality, or several that share their policy, that has goals and values.

    A goal and a value hang together by a link between them in either direction, or by one thing that
    serves, or is served by, both.
    """
    goals, values = (_by_owners(catalog, kind) for kind in (GOAL, VALUE))
    direct, near = defaultdict(list), defaultdict(dict)
    for link in catalog.links:
        direct[link.source, link.target].append(link)
        if link.family == vocab.SERVES:
            near[link.source][link.target] = near[link.target][link.source] = link.basis
    found = []
    for owners, rows in goals.items():
        columns = tuple(v for several, held in values.items() if set(several) & set(owners) for v in held)
        cells = {}
        for row in rows:
            for column in columns:
                ways = [Way(x.link, x.basis) for x in (*direct[row, column], *direct[column, row])]
                ways += [Way("", _both(basis, near[between][column]), between) for between, basis in near[row].items() if column in near[between]]
                if ways:
                    cells[row, column] = tuple(ways)
        if columns:
            found.append(Matrix(owners, rows, columns, cells))
    return tuple(found)


def frameworks_by_documents(catalog: Catalog) -> Matrix:
    """Laws and frameworks beside the documents whose words link something with them."""
    documents = tuple(d.iri for d in catalog.documents)
    frameworks = [iri for kind in FRAMEWORKS for several in _by_owners(catalog, kind).values() for iri in several]
    known, counted = frozenset(frameworks), Counter()
    for claim in catalog.all_claims():
        for framework in {claim.source, claim.target} & known:
            for document in {p.document for p in claim.passages}:
                counted[framework, document, claim.link, claim.basis] += 1
    cells = defaultdict(list)
    for (framework, document, link, basis), n in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if document in documents:
            cells[framework, document].append(Way(link, basis, number=n))
    owners = tuple(sorted({m for d in documents for m in catalog.resources[d].municipalities}))
    rows = sorted(dict.fromkeys(frameworks), key=lambda f: (-sum(w.number for d in documents for w in cells.get((f, d), ())), catalog.label(f).casefold()))
    return Matrix(owners, tuple(rows), documents, {key: tuple(ways) for key, ways in cells.items()})


def _by_owners(catalog: Catalog, kind: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The things of a kind for each municipality, or several together, in order of municipality; without one for the shared things."""
    found = defaultdict(list)
    for iri, thing in catalog.resources.items():
        if kind in (thing.kind, *catalog.ancestors(thing.kind)):
            found[tuple(sorted(thing.municipalities))].append(iri)
    return {owners: tuple(sorted(found[owners], key=lambda i: (catalog.label(i).casefold(), i))) for owners in sorted(found)}


def _both(one: str, other: str) -> str:
    return "" if not one or not other else vocab.STATED if one == other == vocab.STATED else vocab.INFERRED
