"""Names: the namespaces and the few terms that the machine itself must know."""
import re

BASE = "https://w3id.org/beleidsgraaf/"
BG = BASE + "def#"
BGSH = BASE + "shapes#"
ID = BASE + "id/"
DOC = BASE + "doc/"
GRAPH = BASE + "graph/"
SHARED = GRAPH + "shared/"
DERIVED = GRAPH + "derived"
ONTOLOGY = SHARED + "ontology"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
TIME = "http://www.w3.org/2006/time#"
SH = "http://www.w3.org/ns/shacl#"
ORG = "http://www.w3.org/ns/org#"

PREFIXES = {
    "bg": BG, "bgsh": BGSH, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "owl": OWL, "skos": SKOS, "dct": DCT,
    "oa": OA, "time": TIME, "sh": SH, "org": ORG, "prov": "http://www.w3.org/ns/prov#",
    "eli": "http://data.europa.eu/eli/ontology#", "foaf": "http://xmlns.com/foaf/0.1/",
    "dcat": "http://www.w3.org/ns/dcat#", "tooi": "https://identifier.overheid.nl/tooi/def/ont/",
}

TYPE = RDF + "type"
SUBJECT, PREDICATE, OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
LABEL = RDFS + "label"
CLAIM, POLICY_ELEMENT, POLICY_DOCUMENT = BG + "Claim", BG + "PolicyElement", BG + "PolicyDocument"
IN_DOCUMENT, EVIDENCE, STATED_IN, MUNICIPALITY = BG + "inDocument", BG + "evidence", BG + "statedIn", BG + "municipality"
HAS_GRAPH, BASIS = BG + "graph", BG + "basis"
SERVES, NEEDS, TOUCHES, TRACES_TO = BG + "serves", BG + "needs", BG + "touches", BG + "tracesTo"
MATCHES = (SKOS + "closeMatch", SKOS + "relatedMatch")  # how things of different municipalities may resemble each other
STATED, INFERRED = BG + "stated", BG + "inferred"

_KIND = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_slug(class_name: str) -> str:
    """The kind of a class in an identifier: CostLine → cost-line."""
    return _KIND.sub("-", class_name).lower()


def local(iri: str) -> str:
    """The part of an IRI after the last # or /."""
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def short(iri: str) -> str:
    """How an identifier is written by people: goal/weert-wendbaarheid, bg:Goal, or the IRI itself."""
    if iri.startswith(ID):
        return iri[len(ID):]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace):]}"
    return iri


def expand(name: str) -> str:
    """The IRI of goal/weert-wendbaarheid, of id/… or doc/… paths, of bg:Goal, or the IRI itself."""
    name = name.strip().strip("<>")
    if re.match(r"(https?|urn):", name):
        return ID + name[len(DOC):] if name.startswith(DOC) else name
    prefix, colon, rest = name.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + rest
    return ID + re.sub(r"^/?(id|doc)/", "", name)
