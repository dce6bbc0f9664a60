# nl: Zet bij elke regel voor welke dingen zij geldt, uit haar doel (sh:targetClass en de andere drie).
# en: Write for each rule which things it holds for, out of its target (sh:targetClass and the other three).
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
INSERT { GRAPH <https://w3id.org/beleidsgraaf/graph/focus> { ?this a ?rule } }
WHERE {
  { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?rule sh:targetClass ?class } ?kind rdfs:subClassOf* ?class . ?this a ?kind }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?rule sh:targetSubjectsOf ?link } ?this ?link ?any }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?rule sh:targetObjectsOf ?link } ?any ?link ?this }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?rule sh:targetNode ?this } }
}
