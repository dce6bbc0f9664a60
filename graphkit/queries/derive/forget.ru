# nl: Wat van dingen is afgeleid, gaat weg voordat het opnieuw wordt afgeleid.
# en: What is derived of things goes before it is derived anew.
DELETE { GRAPH <https://w3id.org/beleidsgraaf/graph/derived> { ?thing ?link ?any } }
WHERE { GRAPH <https://w3id.org/beleidsgraaf/graph/derived> { ?thing ?link ?any } }
