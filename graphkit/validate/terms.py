"""The quads of a store as an rdflib graph, term by term: four times faster than by way of a text."""
from collections.abc import Iterable

import pyoxigraph as ox

from .. import vocab


class Terms:
    """Hands out rdflib terms; the same name is the same object in every graph that it fills."""

    def __init__(self):
        from rdflib import BNode, Literal, URIRef  # here and not above, so that importing the room stays cheap

        self._iri, self._literal, self._blank, self._known = URIRef, Literal, BNode, {}

    def term(self, term):
        """The rdflib term for one of Oxigraph's."""
        if isinstance(term, ox.Literal):
            if term.language:
                return self._literal(term.value, lang=term.language)
            kind = term.datatype.value
            return self._literal(term.value) if kind == vocab.XSD + "string" else self._literal(term.value, datatype=self._iri(kind))
        if isinstance(term, ox.BlankNode):
            return self._blank(term.value)
        if term.value not in self._known:
            self._known[term.value] = self._iri(term.value)
        return self._known[term.value]

    def fill(self, graph, triples: Iterable):
        """Add triples or quads of Oxigraph to an rdflib graph; hands back the graph."""
        for found in triples:
            graph.add((self.term(found.subject), self.term(found.predicate), self.term(found.object)))
        return graph
