"""The cache of translated queries in front of rdflib's SPARQL processor.

pySHACL asks the same text again for each focus node, and rdflib parses and translates it each time,
which takes two thirds of a plain run. A translated query is not changed by its evaluation, so it is
kept by text, base and namespaces. The cache stands before rdflib's processor only as long as the
context is open; rdflib is pinned, and the context refuses to open when its hook does nothing.
"""
from collections.abc import Iterator
from contextlib import contextmanager

from .. import query
from ..errors import GraphkitError

PINNED = "7.6."


@contextmanager
def translated_once() -> Iterator[dict]:
    """Within this context rdflib translates each query once; hands out the cache. Raises GraphkitError."""
    import rdflib  # here and not above, so that importing the room stays cheap
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.processor import SPARQLProcessor

    kept, plain = {}, SPARQLProcessor.query

    def cached(self, strOrQuery, initBindings=None, initNs=None, base=None, DEBUG=False):
        """rdflib's own query, handed the translation instead of the text."""
        if isinstance(strOrQuery, str):
            key = (strOrQuery, base, tuple(sorted((p, str(n)) for p, n in (initNs or {}).items())))
            if key not in kept:
                kept[key] = translateQuery(parseQuery(strOrQuery), base, initNs)
            strOrQuery = kept[key]
        return plain(self, strOrQuery, initBindings, initNs, base, DEBUG)

    SPARQLProcessor.query = cached
    try:
        rdflib.Graph().query(query.load("deviations", "validate").text)
        if not rdflib.__version__.startswith(PINNED) or len(kept) != 1:
            raise GraphkitError(
                f"De controle is gemaakt voor rdflib {PINNED}x, maar hier staat {rdflib.__version__}; de cache van vragen "
                "werkt daarmee niet. Installeer beleidsgraaf opnieuw met het constraints-bestand."
            )
        kept.clear()
        yield kept
    finally:
        SPARQLProcessor.query = plain
