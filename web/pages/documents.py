"""The documents as they were read: their text, what each sentence states, and what was left out."""
from dataclasses import dataclass

from flask import Blueprint, render_template

from graphkit import coverage, vocab
from graphkit.catalog import Document
from graphkit.errors import BadFile, NotFound

from ..desk import Desk, desk
from ..facts import lines
from ..places import document_at
from ..reading import head, reading

pages = Blueprint("documents", __name__)


@dataclass(frozen=True)
class Shown:
    """A document in the list, with how much of it is accounted for when its text is at hand."""

    document: Document
    elements: int
    coverage: coverage.Coverage | None


@pages.get("/documenten")
def view():
    """Every document that was read."""
    return render_template("documents.html", shown=[_shown(desk(), d) for d in desk().catalog.documents], mentioned=_mentioned(desk()))


@pages.get("/documenten/<municipality>/<name>")
def read(municipality: str, name: str):
    """One document, sentence by sentence."""
    document = document_at(desk(), municipality, name)
    text = desk().fragment(("text", document.iri), "reading_text.html", read=lambda: reading(desk(), document))
    return render_template("reading.html", document=document, read=head(desk(), document), text=text, facts=lines(desk(), document.iri))


def _shown(desk: Desk, document: Document) -> Shown:
    return desk.remember(("shown", document.iri), lambda: Shown(
        document, sum(document.iri in r.documents for r in desk.catalog.resources.values()), covered(desk, document)))


def covered(desk: Desk, document: Document):
    """The coverage of a document; None when its text is not at hand or cannot be read."""
    try:
        return coverage.of(desk.catalog, document, desk.sources)
    except (NotFound, BadFile):
        return None


def _mentioned(desk: Desk) -> dict[tuple[str, ...], list]:
    """Documents that the texts only name, by the municipalities whose text does so; shared ones last."""
    own, found = {d.iri for d in desk.catalog.documents}, {}
    for resource in desk.catalog.resources.values():
        if resource.kind == vocab.POLICY_DOCUMENT and resource.iri not in own:
            found.setdefault(resource.municipalities, []).append(resource)
    return dict(sorted(found.items(), key=lambda group: (not group[0], [desk.named(m).label() for m in group[0]])))
