# nl: Elk ding heeft ook de klassen waar zijn klasse onder valt. (IRI's voluit: na een puntkomma kent Oxigraph geen PREFIX.)
# en: Each thing also has the classes above its class. (Full IRIs: after a semicolon Oxigraph reads no PREFIX.)
INSERT { GRAPH <https://w3id.org/beleidsgraaf/graph/derived> { ?thing a ?above } }
WHERE {
  GRAPH <https://w3id.org/beleidsgraaf/graph/shared/ontology> { ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>+ ?above }
  FILTER(STRSTARTS(STR(?class), "https://w3id.org/beleidsgraaf/def#"))
  GRAPH ?graph { ?thing a ?class }
  FILTER NOT EXISTS { GRAPH ?other { ?thing a ?above } }
}
