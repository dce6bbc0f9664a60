"""Two made-up towns that share a law, a theme and a likeness, and a hamlet that shares the whole text of one of them."""
import hashlib
from pathlib import Path

from graphkit import config

from .dorp import PREFIXES

MORE = "".join(f"@prefix {kind}: <https://w3id.org/beleidsgraaf/id/{kind}/> .\n" for kind in (
    "value", "principle", "measurement-method", "theme", "legal-resource", "concept-scheme", "policy-area"))
TEXTS = {
    "noord": "Plan van Noord\n\nNoord is open en vlug. Iedereen mag weten wat wij doen. Brieven zijn in een week af.\n\n"
             "Elk jaar vragen wij inwoners of de brief duidelijk was. Wij volgen de Omgevingswet en de Algemene wet bestuursrecht.\n",
    "zuid": "Plan van Zuid\n\nZuid is eerlijk. Wij laten zien waarom wij iets besluiten. Inwoners praten mee.\n\n"
            "Wie bouwt, weet snel waar hij aan toe is.\n",
}
TOWNS = """
organisation:{slug} a bg:Organisation ; rdfs:label "Gemeente {name}"@nl, "Municipality of {name}"@en ; skos:definition "Een verzonnen gemeente."@nl ;
    bg:municipality organisation:{slug} ; rdfs:seeAlso <https://{slug}.example/> .
concept-scheme:{slug} a skos:ConceptScheme ; skos:prefLabel "Waarden van {name}"@nl ; skos:definition "De waarden van het plan."@nl ; rdfs:seeAlso <https://{slug}.example/> .
"""
DOCUMENT = """
pd:{slug}-plan a bg:PolicyDocument ; rdfs:label "Plan van {name}"@nl ; skos:definition "Het plan van {name}."@nl ;
    bg:graph <https://w3id.org/beleidsgraaf/graph/{slug}/plan> ; bg:municipality {towns} ; dct:publisher organisation:{slug} ;
    bg:owner organisation:{slug} ; bg:appliesTo {towns} ; dct:type concept:nl-documentsoort-beleidsplan ;
    bg:sourceFile "{slug}.txt" ; bg:sourceDigest "{digest}" .
"""
QUOTED = {
    "noord": {"open": "open en vlug", "weten": "mag weten", "week": "in een week af", "vragen": "Elk jaar", "wet": "Omgevingswet", "awb": "bestuursrecht"},
    "zuid": {"eerlijk": "Zuid is eerlijk", "waarom": "waarom wij", "praten": "praten mee", "bouwt": "weet snel"},
}
SAYS = {
    "noord": """
value:noord-openheid a bg:Value, skos:Concept ; skos:prefLabel "Openheid"@nl ; skos:definition "Laten zien wat je doet."@nl ;
    skos:inScheme concept-scheme:noord ; dct:source pd:noord-plan ; bg:about theme:nl-transparantie ; bg:evidence p:noord-open .
value:noord-vlugheid a bg:Value, skos:Concept ; skos:prefLabel "Vlugheid"@nl ; skos:definition "Niet laten wachten."@nl ;
    skos:inScheme concept-scheme:noord ; dct:source pd:noord-plan ; bg:about theme:nl-tijdigheid ; bg:evidence p:noord-open .
principle:noord-weten a bg:Principle ; rdfs:label "Iedereen mag het weten"@nl ; skos:definition "Wat de gemeente doet, is te weten."@nl ;
    bg:about theme:nl-transparantie ; bg:evidence p:noord-weten .
goal:noord-week a bg:Goal ; rdfs:label "Brieven in een week"@nl ; skos:definition "Een brief is in een week af."@nl ;
    bg:about theme:nl-tijdigheid ; bg:status bg:inForce ; bg:evidence p:noord-week .
measurement-method:noord-vragen a bg:MeasurementMethod ; rdfs:label "Inwoners vragen"@nl ; skos:definition "Elk jaar vragen."@nl ;
    bg:about theme:nl-tijdigheid ; bg:evidence p:noord-vragen .
c:noord-a a bg:Claim ; rdf:subject measurement-method:noord-vragen ; rdf:predicate bg:measures ; rdf:object goal:noord-week ;
    bg:evidence p:noord-vragen ; bg:basis bg:inferred ; bg:reason "De vraag gaat over de brief."@nl .
c:noord-b a bg:Claim ; rdf:subject goal:noord-week ; rdf:predicate bg:basedOn ; rdf:object legal-resource:nl-omgevingswet ;
    bg:evidence p:noord-wet ; bg:basis bg:stated .
c:noord-c a bg:Claim ; rdf:subject pd:noord-plan ; rdf:predicate bg:basedOn ; rdf:object legal-resource:nl-algemene-wet-bestuursrecht ;
    bg:evidence p:noord-awb ; bg:basis bg:stated .
""",
    "zuid": """
value:zuid-eerlijkheid a bg:Value, skos:Concept ; skos:prefLabel "Eerlijkheid"@nl ; skos:definition "Zeggen hoe het zit."@nl ;
    skos:inScheme concept-scheme:zuid ; dct:source pd:zuid-plan ; bg:about theme:nl-transparantie ; bg:evidence p:zuid-eerlijk .
principle:zuid-waarom a bg:Principle ; rdfs:label "Laten zien waarom"@nl ; skos:definition "Een besluit heeft een reden die iedereen ziet."@nl ;
    bg:about theme:nl-transparantie ; bg:evidence p:zuid-waarom .
principle:zuid-meepraten a bg:Principle ; rdfs:label "Inwoners praten mee"@nl ; skos:definition "Wie hier woont, heeft een stem."@nl ;
    bg:about theme:nl-participatie ; bg:evidence p:zuid-praten .
principle:zuid-bouwen a bg:Principle ; rdfs:label "Wie bouwt, weet snel waar hij aan toe is"@nl ; skos:definition "Snel antwoord bij bouwen."@nl ;
    bg:evidence p:zuid-bouwt .
c:zuid-a a bg:Claim ; rdf:subject principle:zuid-bouwen ; rdf:predicate bg:basedOn ; rdf:object legal-resource:nl-omgevingswet ;
    bg:evidence p:zuid-bouwt ; bg:basis bg:inferred ; bg:reason "Bouwen valt onder deze wet; de tekst noemt haar niet."@nl .
""",
}
CROSSWALK = """
c:lijkt-een a bg:Claim ; rdf:subject value:noord-openheid ; rdf:predicate skos:closeMatch ; rdf:object value:zuid-eerlijkheid ;
    bg:evidence p:noord-open, p:zuid-eerlijk ; bg:basis bg:inferred ; bg:reason "Beide willen niets verbergen."@nl .
c:lijkt-twee a bg:Claim ; rdf:subject principle:noord-weten ; rdf:predicate skos:relatedMatch ; rdf:object principle:zuid-waarom ;
    bg:evidence p:noord-weten, p:zuid-waarom ; bg:basis bg:inferred ; bg:reason "Het een is wat, het ander waarom."@nl .
"""


def _passages(slug: str) -> str:
    text = TEXTS[slug]
    return "".join(
        f'p:{slug}-{name} a bg:Passage ; bg:inDocument pd:{slug}-plan ; bg:section "Plan van {slug.title()}" ; oa:start {text.index(words)} ; '
        f'oa:end {text.index(words) + len(words)} ; oa:exact "{words}" .\n' for name, words in QUOTED[slug].items())


def build(folder: Path, crosswalk: str = CROSSWALK) -> config.Rooms:
    """Write the towns and what resembles what; hands out their rooms, with every rule of the product."""
    where = {"noord": "organisation:noord", "zuid": "organisation:zuid, organisation:gehucht"}
    files = {"shared/municipalities.ttl": "".join(TOWNS.format(slug=s, name=s.title()) for s in (*TEXTS, "gehucht", "leeg")),
             "shared/crosswalk.ttl": crosswalk,
             "shared/frameworks.ttl": (Path(__file__).parent / "example" / "shared" / "frameworks.ttl").read_text("utf-8")}
    for slug, text in TEXTS.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        head = DOCUMENT.format(slug=slug, name=slug.title(), towns=where[slug], digest=digest)
        files[f"documents/{slug}/plan.ttl"] = head + _passages(slug) + SAYS[slug]
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "sources" / f"{slug}.txt").write_bytes(text.encode())
    for name, content in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + MORE + content, "utf-8")
    return config.rooms(data=folder / "data")
