"""The measures of an audit as tables: a row for each measure, a column for each place where it was taken."""
from dataclasses import dataclass

from graphkit.audit import METRICS, Audit, Measure, Metric
from graphkit.audit.choose import scopes
from graphkit.audit.records import DOCUMENT

LINKS = "stated-link"  # what this measure lacks are conclusions, by the hundred; a question lists them
SHOWN = 30  # things that a measure lacks, per place, before the list ends and the download is named


@dataclass(frozen=True)
class Board:
    """Measures side by side: the places (kind and IRI, empty for everywhere), and per measure its value in each place or None."""

    places: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Metric, tuple[Measure | None, ...]], ...]


def board(audit: Audit) -> Board:
    """Everywhere and each municipality; a choice has only places of its own."""
    taken = {(m.metric, m.within, m.scope): m for m in audit.measures}
    columns = scopes(audit)
    if len(columns) > 1:
        columns = tuple(c for c in columns if c[0] != DOCUMENT) or columns
    return Board(columns, tuple((m, tuple(taken.get((m.name, *c)) for c in columns)) for m in METRICS))


def lacking(audit: Audit) -> dict[str, tuple[tuple[str, tuple[str, ...], int], ...]]:
    """For each measure the documents in which something lacks it: the document, the first things, and how many there are."""
    found = {}
    for metric in METRICS:
        several = [m for m in audit.measures if m.metric == metric.name and m.within == DOCUMENT and m.lacking]
        found[metric.name] = tuple((m.scope, () if metric.name == LINKS else m.lacking[:SHOWN], len(m.lacking)) for m in several)
    return found
