# nl: Zet onder de naam van elk doel (sh:targetClass en de andere drie) welke dingen het aanwijst; regels met hetzelfde doel delen die naam.
# en: Write under the name of each target (sh:targetClass and the other three) which things it points out; rules with the same target share that name.
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
INSERT { GRAPH <https://w3id.org/beleidsgraaf/graph/focus> { ?this a ?holder } }
WHERE {
  { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?holder sh:targetClass ?class } ?kind rdfs:subClassOf* ?class . ?this a ?kind }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?holder sh:targetSubjectsOf ?link } ?this ?link ?any }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?holder sh:targetObjectsOf ?link } ?any ?link ?this }
  UNION { GRAPH <https://w3id.org/beleidsgraaf/graph/targets> { ?holder sh:targetNode ?this } }
}
