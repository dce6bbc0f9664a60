# nl: Elke koppeling is ook de koppeling waar zij onder valt.
# en: Each link is also the link above it.
INSERT { GRAPH <https://w3id.org/beleidsgraaf/graph/derived> { ?thing ?above ?to } }
WHERE {
  GRAPH <https://w3id.org/beleidsgraaf/graph/shared/ontology> {
    ?link <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>+ ?above .
    ?above <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>* <https://w3id.org/beleidsgraaf/def#tracesTo> .
  }
  GRAPH ?graph { ?thing ?link ?to }
  FILTER NOT EXISTS { GRAPH ?other { ?thing ?above ?to } }
}
