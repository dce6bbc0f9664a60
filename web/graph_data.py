"""The relation graph as data: what the browser draws with, what opening a card adds, and the table as a file."""
from dataclasses import replace

from graphkit import vocab
from graphkit.catalog import Resource
from graphkit.network.canvas import network_data
from graphkit.network.picture import Picture, View

from .desk import Desk
from .filters import address as page
from .filters import group, speaks
from .graphs import Row, drawing, member, pictures, rows, sheet
from .language import lang, t

HEADER = ("from", "from_label", "link", "link_label", "to", "to_label", "basis", "reason", "document", "section", "start", "end", "quotation")


def whole(desk: Desk, view: View) -> dict:
    """Nodes, edges and options as pyvis gives them, with what a card says when it is chosen."""
    it = sheet(desk, view)
    return {**network_data(it.drawing), "things": _things(desk, it.picture), "summary": it.summary}


def additions(desk: Desk, view: View) -> dict:
    """What the last opened card added: only cards, lines and rows that were not there before."""
    before, it = pictures(desk).draw(replace(view, opened=view.opened[:-1])), sheet(desk, view)
    known = {n.iri for n in before.nodes}
    drawn = network_data(it.drawing)
    fresh = [n for n in drawn["nodes"] if n["id"] not in known]
    touched = [e for e in drawn["edges"] if e["from"] not in known or e["to"] not in known]
    new_rows = [_row(row) for row in it.rows if row.relation.source not in known or row.relation.target not in known]
    return {
        "nodes": fresh, "edges": touched, "things": _things(desk, it.picture), "rows": new_rows, "summary": it.summary,
        "said": _said(desk, it.picture, view, len(fresh)),
        "legend": [{"word": group.word, "label": group.label(lang()), "kinds": ", ".join(kinds).lower()} for group, kinds in it.groups],
    }


def _said(desk: Desk, picture: Picture, view: View, count: int) -> str:
    """What is announced after opening a card."""
    name = desk.catalog.label(view.opened[-1], lang()) if view.opened else ""
    left = next((n.hidden for n in picture.nodes if view.opened and n.iri == view.opened[-1]), 0)
    if not count:
        return t(f"Bij ‘{name}’ kwam niets nieuws in beeld.", f"Nothing new came into view with ‘{name}’.")
    more = t(f" Nog {left} niet getoond.", f" {left} more not shown.") if left else t(" Alles is nu te zien.", " Everything is visible now.")
    return t(f"{count} dingen erbij rond ‘{name}’.", f"{count} things added around ‘{name}’.") + more


def _things(desk: Desk, picture: Picture) -> dict[str, dict]:
    """Per card what stands in its panel: names, and addresses of what can be done."""
    found = {}
    for node in picture.nodes:
        m = member(desk, picture.view, node)
        found[node.iri] = {
            "label": m.thing.label(lang()), "kind": desk.catalog.name(node.kind).label(lang()), "definition": m.thing.definition(lang()),
            "tongue": speaks(m.thing), "definition_tongue": explains(m.thing), "group": group(m.thing).word,
            "page": page(node.iri), "middle": m.middle if node.distance else "", "open": m.open, "more": node.hidden,
        }
    return found


def explains(thing: Resource) -> str:
    """The language of an explanation where it differs from the page, else nothing."""
    return "nl" if lang() == "en" and thing.definition_nl and not thing.definition_en else ""


def _row(row: Row) -> dict:
    """A row of the table; texts only, the browser puts them in the same cells as the server does."""
    reasons = dict.fromkeys(c.reason for c in row.claims if c.reason)
    passages = dict.fromkeys(p for c in row.claims for p in c.passages)
    return {
        "key": row.key, "source": row.relation.source, "target": row.relation.target, "words": row.link.label(lang()),
        "basis": vocab.local(row.relation.basis) if row.relation.basis else "none", "reasons": list(reasons),
        "quotations": [{"text": p.exact, "place": page(p.iri)} for p in passages],
    }


def table(desk: Desk, view: View) -> tuple[tuple[str, ...], list[tuple]]:
    """Header and rows of the table as a file: a row for each passage, or one for a link without any."""
    return HEADER, [line for row in rows(desk, pictures(desk).draw(view)) for line in _lines(row)]


def _lines(row: Row):
    r = row.relation
    ends = (vocab.short(r.source), row.source.label(lang()), vocab.short(r.link), row.link.label(lang()), vocab.short(r.target), row.target.label(lang()))
    for claim in row.claims:
        basis = vocab.local(claim.basis) if claim.basis else ""
        for p in claim.passages:
            yield (*ends, basis, claim.reason, vocab.short(p.document), p.section, p.start, p.end, p.exact)
        if not claim.passages:
            yield (*ends, basis, claim.reason, "", "", "", "", "")
    if not row.claims:
        yield (*ends, "", "", "", "", "", "", "")
