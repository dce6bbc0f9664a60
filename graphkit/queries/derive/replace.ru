# nl: Wat in één graaf verandert; de opslag vult de graaf en de triples in met zijn eigen schrijfwijze.
# en: What changes in one graph; the store fills in graph and triples in its own notation.
DELETE DATA { GRAPH {graph} { {gone} } } ;
INSERT DATA { GRAPH {graph} { {new} } }
