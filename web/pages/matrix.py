"""Tables of what hangs together with what, empty cells included: goals beside values, frameworks beside documents."""
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from graphkit import vocab
from graphkit.cells import table
from graphkit.network.matrix import Matrix, frameworks_by_documents, goals_by_values

from ..desk import Desk, desk
from ..language import lang

pages = Blueprint("matrix", __name__)
TABLES = ("doelen", "kaders")
COLUMNS = ("municipalities", "row", "row_label", "column", "column_label", "link", "via", "via_label", "basis", "number")


@pages.get("/samenhang/matrix")
def view():
    """The tables that the address asks for."""
    which, town, bare = _asked()
    return render_template("matrix.html", which=which, town=town, bare=bare, matrices=_chosen(desk(), which, town, bare),
                           towns=_towns(desk()), whole=_chosen(desk(), which, town, False))


@pages.get("/samenhang/matrix.csv")
def as_table():
    """The same as a table with a row for each way between two things, and one for each empty cell."""
    which, town, bare = _asked()
    answer = Response(table(COLUMNS, _rows(desk(), _chosen(desk(), which, town, bare))), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="matrix-{which}.csv"'
    return answer


def _asked() -> tuple[str, str, bool]:
    which, town = request.args.get("tabel", ""), request.args.get("gemeente", "").strip()
    return which if which in TABLES else TABLES[0], vocab.expand(town) if town else "", bool(request.args.get("leeg"))


def _chosen(desk: Desk, which: str, town: str, bare: bool) -> tuple[Matrix, ...]:
    """The tables of one municipality or all; of frameworks only the columns of its documents. `bare` leaves the rows that are quite empty."""
    if which == "kaders":
        whole = desk.remember("frameworks by documents", lambda: frameworks_by_documents(desk.catalog))
        columns = tuple(d for d in whole.columns if not town or town in desk.catalog.resources[d].municipalities)
        found = (replace(whole, columns=columns, cells={k: w for k, w in whole.cells.items() if k[1] in columns}),) if columns else ()
    else:
        found = tuple(m for m in desk.remember("goals by values", lambda: goals_by_values(desk.catalog)) if town in ("", *m.owners))
    return tuple(replace(m, rows=m.loose_rows) for m in found) if bare else found


def _towns(desk: Desk) -> tuple[str, ...]:
    known = {m for d in desk.catalog.documents for m in desk.catalog.resources[d.iri].municipalities}
    return tuple(sorted(known, key=lambda m: desk.named(m).label(lang()).casefold()))


def _rows(desk: Desk, matrices: tuple[Matrix, ...]):
    def label(iri):
        return desk.named(iri).label(lang()) if iri else ""

    for matrix in matrices:
        owners = " | ".join(vocab.short(o) for o in matrix.owners)
        for row in matrix.rows:
            for column in matrix.columns:
                cell = (owners, vocab.short(row), label(row), vocab.short(column), label(column))
                ways = matrix.ways(row, column)
                yield from ((*cell, vocab.short(w.link), vocab.short(w.via), label(w.via), vocab.local(w.basis), w.number) for w in ways)
                yield from () if ways else ((*cell, "", "", "", "", 0),)
