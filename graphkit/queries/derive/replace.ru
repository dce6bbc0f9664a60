# nl: De inhoud van één graaf wordt vervangen; de opslag vult de graaf en de triples in met zijn eigen schrijfwijze.
# en: The content of one graph is replaced; the store fills in graph and triples in its own notation.
DROP SILENT GRAPH {graph} ;
INSERT DATA { GRAPH {graph} { {triples} } } ;
DROP SILENT GRAPH <https://w3id.org/beleidsgraaf/graph/derived>
