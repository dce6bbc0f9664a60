"""Where things stand: the reading view of a document, and a passage in it."""
from collections import Counter

from flask import url_for

from graphkit import vocab
from graphkit.catalog import Document
from graphkit.errors import NotFound

from .desk import Desk


def folder(document: Document) -> tuple[str, str]:
    """Municipality and name of a document as its graph has them: weert, beleidsplan."""
    municipality, _, name = document.graph.removeprefix(vocab.GRAPH).partition("/")
    return municipality, name


def reading(document: Document, anchor: str = "") -> str:
    """The address of the reading view of a document, at a passage when one is given."""
    municipality, name = folder(document)
    return url_for("documents.read", municipality=municipality, name=name, _anchor=anchor or None)


def document_at(desk: Desk, municipality: str, name: str) -> Document:
    """The document with this graph. Raises NotFound."""
    for document in desk.catalog.documents:
        if folder(document) == (municipality, name):
            return document
    raise NotFound(f"Het document {municipality}/{name} is niet bekend.", tuple(vocab.short(d.iri) for d in desk.catalog.documents)[:3])


def reading_of(desk: Desk, iri: str) -> str:
    """The reading view of the document with this IRI; empty when the document has no graph of its own."""
    return next((reading(d) for d in desk.catalog.documents if d.iri == iri), "")


def passage_at(desk: Desk, iri: str) -> str:
    """The reading view at this passage or stretch left out; empty when there is none."""
    def sort():
        found = {}
        for document in desk.catalog.documents:
            places = [u.passage.iri for u in desk.catalog.document_passages(document.iri)]
            places += [x.iri for x in desk.catalog.left_out(document.iri)]
            found.update(dict.fromkeys(places, document))
        return found

    document = desk.remember("places", sort).get(iri)
    return reading(document, anchor(iri)) if document else ""


def anchor(iri: str) -> str:
    """The anchor of a passage in the reading view."""
    return vocab.local(iri)


def kinds(desk: Desk) -> dict[str, int]:
    """How many elements there are of each class, the classes in the order of the ontology."""
    def tally():
        found = Counter(r.kind for r in desk.catalog.resources.values())
        return {k: found[k] for k in sorted(found, key=lambda k: (desk.catalog.name(k).order, k))}

    return desk.remember("kinds", tally)


def kind_of(desk: Desk, slug: str) -> str:
    """The class for a kind as it is written in addresses: cost-line. Raises NotFound."""
    classes = {vocab.kind_slug(vocab.local(n)): n for n in desk.catalog.names if vocab.local(n)[:1].isupper()}
    if slug not in classes:
        raise NotFound(f"De soort ‘{slug}’ is niet bekend.", ())
    return classes[slug]
