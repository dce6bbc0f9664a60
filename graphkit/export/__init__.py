"""The graph in the formats of others: RDF, tables, GraphML, and the ontology as a page to read.

What is derived by the machine and the names of persons are never exported.
"""
from collections.abc import Callable
from dataclasses import dataclass

from ..catalog import Catalog
from ..errors import GraphkitError
from . import graphml, rdf, reference, tables


@dataclass(frozen=True)
class Exporter:
    """A format: its media type, the suffix of its files, what it holds, and the function that writes it."""

    media_type: str
    suffix: str
    holds: str
    write: Callable[[Catalog], bytes]


EXPORTERS = {
    "turtle": Exporter("text/turtle", "ttl", "alle triples in één graaf", rdf.writer("turtle")),
    "trig": Exporter("application/trig", "trig", "alle triples per named graph", rdf.writer("trig")),
    "nquads": Exporter("application/n-quads", "nq", "alle triples per named graph, één per regel", rdf.writer("nquads")),
    "jsonld": Exporter("application/ld+json", "jsonld", "alle triples per named graph", rdf.writer("jsonld")),
    "csv": Exporter("text/csv", "csv", "een rij per element", tables.elements),
    "csv-links": Exporter("text/csv", "csv", "een rij per koppeling, met de woorden waarop zij berust", tables.links),
    "graphml": Exporter("application/graphml+xml", "graphml", "elementen en koppelingen als netwerk", graphml.write),
    "ontology": Exporter("text/markdown", "md", "klassen, koppelingen en eigenschappen in woorden", reference.write),
}


def export(catalog: Catalog, format: str) -> bytes:
    """The whole public graph in this format. Raises GraphkitError for an unknown one."""
    if format not in EXPORTERS:
        raise GraphkitError(f"Onbekend formaat ‘{format}’. Kies uit {', '.join(EXPORTERS)}.")
    return EXPORTERS[format].write(catalog)


def resource(catalog: Catalog, iri: str, format: str) -> bytes:
    """One thing with the claims about it and their passages: turtle, jsonld, trig, nquads or csv (its links)."""
    if format == "csv":
        return tables.links(catalog, iri)
    return rdf.resource(catalog, iri, format)
