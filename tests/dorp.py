"""A made-up village of one page: the smallest data that breaks no rule, for tests that break it."""
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from graphkit import config
from graphkit.store import open_store
from graphkit.validate import validate
from graphkit.vocab import expand, short

# Rules that hold for every kind of element; those of one class have their own examples.
RULES = ("prefixes", "policy-element", "passage", "left-out", "claim", "proper-interval", "goal", "provenance", "coherence", "deviation")
TEXT = "Plan van het dorp\n\nHet dorp wil groeien in 2025. Daarom bouwen we nieuwe huizen.\n\nWe tellen elk jaar het aantal huizen.\n\nDe wethouder heet Jan de Wit en woont hier.\n"
PREFIXES = """
@prefix bg: <https://w3id.org/beleidsgraaf/def#> .
@prefix bgsh: <https://w3id.org/beleidsgraaf/shapes#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix concept: <https://w3id.org/beleidsgraaf/id/concept/> .
@prefix id: <https://w3id.org/beleidsgraaf/id/> .
@prefix p: <https://w3id.org/beleidsgraaf/id/passage/> .
@prefix c: <https://w3id.org/beleidsgraaf/id/claim/> .
@prefix pd: <https://w3id.org/beleidsgraaf/id/policy-document/> .
@prefix organisation: <https://w3id.org/beleidsgraaf/id/organisation/> .
@prefix goal: <https://w3id.org/beleidsgraaf/id/goal/> .
@prefix project: <https://w3id.org/beleidsgraaf/id/project/> .
@prefix indicator: <https://w3id.org/beleidsgraaf/id/indicator/> .
@prefix interval: <https://w3id.org/beleidsgraaf/id/interval/> .
@prefix target: <https://w3id.org/beleidsgraaf/id/target/> .
@prefix measurement-method: <https://w3id.org/beleidsgraaf/id/measurement-method/> .
@prefix decision: <https://w3id.org/beleidsgraaf/id/decision/> .
@prefix role: <https://w3id.org/beleidsgraaf/id/role/> .
@prefix lo: <https://w3id.org/beleidsgraaf/id/left-out/> .
"""
SHARED = """
organisation:dorp a bg:Organisation ; rdfs:label "Gemeente Dorp"@nl ; skos:definition "Een dorp."@nl ;
    bg:municipality organisation:dorp ; rdfs:seeAlso <https://example.org/dorp> .
"""


def passage(name: str, words: str, wider: str = "") -> str:
    """A passage of the text above, its offsets counted."""
    start = TEXT.index(wider or words)
    return f'p:{name} a bg:Passage ; bg:inDocument pd:dorp-plan ; bg:section "Plan van het dorp" ; oa:start {start} ; oa:end {start + len(wider or words)} ; oa:exact "{words}" .\n'


NAME = TEXT.index("Jan de Wit")
DOCUMENT = f"""
pd:dorp-plan a bg:PolicyDocument ; rdfs:label "Plan"@nl ; skos:definition "Het plan van het dorp."@nl ;
    bg:graph <https://w3id.org/beleidsgraaf/graph/dorp/plan> ; bg:municipality organisation:dorp ;
    dct:publisher organisation:dorp ; bg:owner organisation:dorp ; bg:appliesTo organisation:dorp ; dct:type concept:nl-documentsoort-projectplan ;
    dct:issued "2024-12-01"^^xsd:date ;
    bg:sourceFile "plan.txt" ; bg:sourceDigest "{hashlib.sha256(TEXT.encode()).hexdigest()}" .
{passage("groeien", "wil groeien", "Het dorp wil groeien in 2025.")}{passage("huizen", "bouwen we nieuwe huizen")}{passage("tellen", "tellen elk jaar")}
goal:dorp-groei a bg:Goal ; rdfs:label "Groei"@nl ; skos:definition "Het dorp wordt groter."@nl ;
    bg:status bg:proposed ; bg:evidence p:groeien .
project:dorp-huizen a bg:Project ; rdfs:label "Nieuwe huizen"@nl ; skos:definition "Huizen bouwen."@nl ;
    bg:evidence p:huizen ; bg:window interval:dorp-huizen .
interval:dorp-huizen a time:ProperInterval ; bg:begins "2025-01-01"^^xsd:date ; bg:ends "2025-12-31"^^xsd:date ;
    bg:precision bg:year ; bg:periodText "2025" ; bg:evidence p:groeien .
indicator:dorp-aantal a bg:Indicator ; rdfs:label "Aantal huizen"@nl ; skos:definition "Hoeveel huizen er zijn."@nl ; bg:evidence p:tellen .
c:huizen a bg:Claim ; rdf:subject project:dorp-huizen ; rdf:predicate bg:realises ; rdf:object goal:dorp-groei ;
    bg:evidence p:huizen ; bg:basis bg:stated .
c:tellen a bg:Claim ; rdf:subject indicator:dorp-aantal ; rdf:predicate bg:measures ; rdf:object goal:dorp-groei ;
    bg:evidence p:tellen ; bg:basis bg:inferred ; bg:reason "Meer huizen is groei."@nl .
target:dorp-aantal a bg:Target ; rdfs:label "Tien huizen erbij"@nl ; skos:definition "Tien huizen meer in 2025."@nl ;
    bg:targetValue 10.0 ; bg:unit "huizen per jaar" ; bg:by "2025-12-31"^^xsd:date ; bg:evidence p:tellen .
c:doel a bg:Claim ; rdf:subject indicator:dorp-aantal ; rdf:predicate bg:hasTarget ; rdf:object target:dorp-aantal ;
    bg:evidence p:tellen ; bg:basis bg:stated .
measurement-method:dorp-telling a bg:MeasurementMethod ; rdfs:label "Huizen tellen"@nl ; skos:definition "Elk jaar worden de huizen geteld."@nl ;
    bg:status bg:example ; bg:evidence p:tellen .
c:telling a bg:Claim ; rdf:subject measurement-method:dorp-telling ; rdf:predicate bg:relatedTo ; rdf:object indicator:dorp-aantal ;
    bg:evidence p:tellen ; bg:basis bg:stated .
decision:dorp-plan a bg:Decision ; rdfs:label "Vaststelling van het plan"@nl ; skos:definition "Het plan is vastgesteld."@nl ;
    bg:status bg:example ; bg:evidence p:huizen .
c:plan a bg:Claim ; rdf:subject decision:dorp-plan ; rdf:predicate bg:relatedTo ; rdf:object pd:dorp-plan ;
    bg:evidence p:huizen ; bg:basis bg:stated .
role:dorp-wethouder a bg:Role ; rdfs:label "Wethouder"@nl ; skos:definition "De wethouder van het dorp."@nl ;
    bg:roleKind concept:nl-rolsoort-medewerker ; bg:evidence p:huizen .
c:wethouder a bg:Claim ; rdf:subject role:dorp-wethouder ; rdf:predicate bg:accountableFor ; rdf:object project:dorp-huizen ;
    bg:evidence p:huizen ; bg:basis bg:stated .
lo:naam a bg:LeftOut ; bg:inDocument pd:dorp-plan ; oa:start {NAME} ; oa:end {NAME + 10} ; bg:leftOutReason bg:personalData .
"""


def build(folder: Path, swaps=(), files=None, text: str = TEXT) -> config.Rooms:
    """Write the village, with pieces swapped (each must be there) and further data files; hands out its rooms."""
    document = DOCUMENT
    for old, new in swaps:
        assert old in document, old
        document = document.replace(old, new)
    given = {"shared/municipalities.ttl": SHARED, "documents/dorp/plan.ttl": document, **(files or {})}
    for name, content in given.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + content, "utf-8")
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "plan.txt").write_bytes(text.encode())
    rooms = replace(config.rooms(data=folder / "data"), shapes=folder / "shapes")
    if not rooms.shapes.is_dir():
        rooms.shapes.mkdir()
        for name in RULES:
            shutil.copy(config.rooms().shapes / f"{name}.ttl", rooms.shapes)
    return rooms


def report(folder: Path, *swaps, files=None, text: str = TEXT, sources: bool = True, today=None):
    """Build the village and validate it."""
    rooms = build(folder, swaps, files, text)
    store = open_store("memory", rooms, keep_going=True)
    return validate(store, rooms, folder / "sources" if sources else None, today)


def found(report) -> set[tuple[str, str]]:
    """Rule and thing of each finding, in short names."""
    return {(short(f.rule), short(f.elements[0]) if f.elements else "") for f in report.findings}


def one(report, rule: str):
    """The only finding of a rule."""
    (finding,) = [f for f in report.findings if f.rule == expand(rule)]
    return finding
