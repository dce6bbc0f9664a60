"""Elements and links as GraphML, for Gephi, yEd and the like."""
import re

import networkx as nx

from .. import network, vocab
from ..catalog import Catalog

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(catalog: Catalog) -> bytes:
    """The whole network."""
    return of(catalog, network.of(catalog))


def of(catalog: Catalog, graph: nx.MultiDiGraph) -> bytes:
    """A network of elements with labels and kinds, edges with their link in words and their basis."""
    out = nx.MultiDiGraph()
    for iri in graph.nodes:
        out.add_node(_text(iri), label=_text(catalog.label(iri)), kind=_text(catalog.name(catalog.resources[iri].kind).label()))
    for source, target, link, edge in graph.edges(keys=True, data=True):
        out.add_edge(_text(source), _text(target), key=f"{source} {link} {target}"[:2000], link=_text(link),
                     label=_text(catalog.name(link).label()), basis=vocab.local(edge["basis"]) if edge["basis"] else "")
    lines = nx.generate_graphml(out)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n").encode("utf-8")


def _text(value: str) -> str:
    return NOT_XML.sub("\ufffd", value)
