"""RDF formats, written by Oxigraph."""
from collections.abc import Callable

import pyoxigraph as ox

from .. import vocab
from ..catalog import Catalog
from ..errors import GraphkitError

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD, "ntriples": ox.RdfFormat.N_TRIPLES,
}
ONE_GRAPH = frozenset({"turtle", "ntriples"})


def writer(format: str) -> Callable[[Catalog], bytes]:
    """A function that writes every public quad in this format."""
    return lambda catalog: _serialize(catalog.store.quads(), format)


def resource(catalog: Catalog, iri: str, format: str) -> bytes:
    """A thing, the claims about it and the passages of both."""
    if format not in FORMATS:
        raise GraphkitError(f"Onbekend formaat ‘{format}’. Kies uit {', '.join(FORMATS)} of csv.")
    claims = catalog.claims(iri)
    passages = [p.iri for p in catalog.passages(iri)] + [p.iri for claim in claims for p in claim.passages]
    subjects = dict.fromkeys([iri, *(claim.iri for claim in claims), *passages])
    return _serialize(catalog.store.about(subjects), format)


def _serialize(quads, format: str) -> bytes:
    if format in ONE_GRAPH:
        quads = dict.fromkeys(q.triple for q in quads)
    prefixes = {} if format in ("nquads", "ntriples") else vocab.PREFIXES
    return ox.serialize(quads, format=FORMATS[format], prefixes=prefixes)
