"""The ontology keeps its promises: every term explains itself and nothing hangs loose."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import BNode

ROOT = Path(__file__).resolve().parents[1]
BG = "https://w3id.org/beleidsgraaf/def#"
ONTOLOGY = URIRef("https://w3id.org/beleidsgraaf/def")

ONTOLOGY_FILES = ("policy", "concepts", "frameworks", "alignments")
FILES = {name: ROOT / "ontology" / f"{name}.ttl" for name in ONTOLOGY_FILES}
FILES["municipalities"] = ROOT / "data" / "shared" / "municipalities.ttl"

ELEMENTS = """
    PolicyDocument PolicyConcept VisionElement PolicyArea Theme Vision Mission Value Principle
    Norm SocietalEffect Goal StrategicGoal OperationalGoal Result Programme Project Activity
    MeasurementMethod Deliverable Milestone Decision Indicator Target Measurement Table Budget
    PlanningTable CostLine Organisation OrganisationUnit Role TargetGroup Channel
    CommunicationMeans Framework LegalResource Tension Pole Risk Precondition Problem
    ScopeStatement Statement
""".split()
NOT_ELEMENTS = "Passage LeftOut Claim Person Deviation Observation".split()

FAMILIES = {
    "serves": """contributesTo realises operationalises expresses partOf delivers measures funds
        answers""".split(),
    "needs": "dependsOn requires".split(),
    "touches": """basedOn elaborates replaces relatedTo affects pole balances mitigates limits
        accountableFor participatesIn aimsAt uses hasTarget measuredBy concernsElement""".split(),
}

PROPERTIES = """
    evidence inDocument basis reason primary about status statedIn municipality owner appliesTo
    section sourceFile sourceDigest leftOutReason graph order level mark row column hours
    targetValue minimum maximum unit by begins ends precision periodText validity horizon window
    inTable amount year period recurrence coverage amountStatus per quantity statedTotal rule
    deviates decidedBy concerns severity observedBy roleKind scope stance
""".split()

ENUMERATIONS = {
    "statuses": "inForce proposed example running withdrawn undecided done",
    "stances": "present absent unknown",
    "scopes": "inScope outOfScope",
    "precisions": "day month quarter year about",
    "recurrences": "incidental structural",
    "coverages": "covered uncovered total",
    "amountStatuses": "exactAmount approximate toBeDetermined",
    "bases": "stated inferred",
    "severities": "high medium low",
    "leftOutReasons": """contents readingGuide crossReference layout repetition formOfAddress
        personalData connectingText""",
}

SCHEMES = "themas beleidsterreinen kanalen doelgroepen documentsoorten rolsoorten".split()


def bg(name):
    return URIRef(BG + name)


@pytest.fixture(scope="module")
def graphs():
    return {name: Graph().parse(path) for name, path in FILES.items()}


@pytest.fixture(scope="module")
def policy(graphs):
    return graphs["policy"]


@pytest.fixture(scope="module")
def everything(graphs):
    whole = Graph()
    for graph in graphs.values():
        whole += graph
    return whole


def own_terms(graph):
    """Terms of our own namespace that a file defines, concepts aside."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
             RDFS.Datatype)
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind)
            if str(term).startswith(BG)}


def languages(graph, subject, predicate):
    return sorted(value.language for value in graph.objects(subject, predicate))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_the_same_for_rdflib_and_oxigraph_without_blank_nodes(graphs, name):
    triples = set(pyoxigraph.parse(path=str(FILES[name])))
    assert len(graphs[name]) == len(triples) > 50
    assert not [t for t in graphs[name] if any(isinstance(node, BNode) for node in t)]


def test_there_are_five_files():
    assert len(FILES) == 5
    assert sorted(p.stem for p in (ROOT / "ontology").glob("*.ttl")) == sorted(ONTOLOGY_FILES)


def test_the_ontology_says_its_version_and_licence(policy):
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in policy
    version = str(policy.value(ONTOLOGY, OWL.versionInfo))
    assert str(policy.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert "publicdomain/zero" in str(policy.value(ONTOLOGY, DCTERMS.license))
    assert languages(policy, ONTOLOGY, DCTERMS.title) == ["en", "nl"]


def test_all_terms_explain_themselves_in_two_languages(graphs):
    counted = 0
    for name in ("policy", "alignments"):
        graph = graphs[name]
        for term in own_terms(graph):
            counted += 1
            for predicate in (RDFS.label, RDFS.comment):
                assert languages(graph, term, predicate) == ["en", "nl"], (term, predicate)
            assert (term, RDFS.isDefinedBy, ONTOLOGY) in graph, term
            labels = {str(label).lower() for label in graph.objects(term, RDFS.label)}
            for comment in graph.objects(term, RDFS.comment):
                assert str(comment).endswith(".") and len(comment.split()) >= 5, term
                assert str(comment).lower().rstrip(".") not in labels, term
    assert counted >= 138


def test_all_classes_of_the_vocabulary_exist_and_only_elements_are_browsed(policy):
    assert len(ELEMENTS) == 44 and len(NOT_ELEMENTS) == 6
    classes = set(policy.subjects(RDF.type, OWL.Class))
    assert classes >= {bg(name) for name in ["PolicyElement", *ELEMENTS, *NOT_ELEMENTS]}
    under = set(policy.transitive_subjects(RDFS.subClassOf, bg("PolicyElement")))
    assert under >= {bg(name) for name in ["PolicyElement", *ELEMENTS]}
    assert not under & {bg(name) for name in NOT_ELEMENTS}


@pytest.mark.parametrize("name, parent", [
    ("Budget", "Table"), ("PlanningTable", "Table"),
    ("StrategicGoal", "Goal"), ("OperationalGoal", "Goal"),
])
def test_a_kind_of_table_or_goal_is_under_it(policy, name, parent):
    assert list(policy.objects(bg(name), RDFS.subClassOf)) == [bg(parent)]


def test_all_classes_have_an_example_and_a_place_of_their_own(policy):
    classes = set(policy.subjects(RDF.type, OWL.Class))
    places = [int(policy.value(term, bg("order"))) for term in classes]
    assert len(places) == len(set(places)) >= 51
    for term in classes:
        assert languages(policy, term, SKOS.example) == ["nl"], term


def test_all_links_are_in_exactly_one_family(policy):
    families = {bg(family) for family in FAMILIES}
    assert set(policy.subjects(RDFS.subPropertyOf, bg("tracesTo"))) == families
    for family, names in FAMILIES.items():
        assert set(policy.subjects(RDFS.subPropertyOf, bg(family))) >= {bg(n) for n in names}
    links = set(policy.transitive_subjects(RDFS.subPropertyOf, bg("tracesTo")))
    links -= {bg("tracesTo"), *families}
    assert len(links) >= 27
    for link in links:
        assert len(list(policy.objects(link, RDFS.subPropertyOf))) == 1, link


def test_all_links_can_be_read_both_ways(policy):
    links = set(policy.transitive_subjects(RDFS.subPropertyOf, bg("tracesTo")))
    assert len(links) >= 31
    for link in links:
        assert languages(policy, link, bg("inverseLabel")) == ["en", "nl"], link
    assert not list(policy.subject_objects(OWL.inverseOf))


def test_all_properties_of_the_vocabulary_exist(policy):
    assert len(set(PROPERTIES)) == 53
    properties = own_terms(policy) - set(policy.subjects(RDF.type, OWL.Class))
    assert properties >= {bg(n) for n in [*PROPERTIES, "inverseLabel"]}


def test_domains_and_ranges_name_one_known_class(policy):
    classes = set(policy.subjects(RDF.type, OWL.Class))
    own = 0
    for predicate in (RDFS.domain, RDFS.range):
        for term in own_terms(policy):
            values = list(policy.objects(term, predicate))
            assert len(values) <= 1, (term, predicate)
            for value in values:
                if str(value).startswith(BG):
                    assert value in classes, (term, value)
                    own += 1
    assert own >= 60


def test_the_ontology_is_closed_without_its_alignments(policy):
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term, parent in policy.subject_objects(predicate):
            assert str(term).startswith(BG) and str(parent).startswith(BG), (term, parent)


def test_alignments_only_speak_of_terms_that_exist(graphs):
    known = own_terms(graphs["policy"]) | own_terms(graphs["alignments"])
    aligned = set(graphs["alignments"].subjects())
    assert aligned <= known
    assert len(aligned) >= 80


def test_all_values_of_a_property_are_in_their_scheme(graphs):
    concepts = graphs["concepts"]
    found = 0
    for scheme, names in ENUMERATIONS.items():
        assert (bg(scheme), RDF.type, SKOS.ConceptScheme) in concepts
        inside = set(concepts.subjects(SKOS.inScheme, bg(scheme)))
        assert inside == {bg(name) for name in names.split()}, scheme
        found += len(names.split())
    assert found == 38


def test_all_shared_schemes_exist(graphs):
    schemes = {URIRef(f"https://w3id.org/beleidsgraaf/id/concept-scheme/nl-{s}") for s in SCHEMES}
    schemes |= {bg(name) for name in ENUMERATIONS}
    assert set(graphs["concepts"].subjects(RDF.type, SKOS.ConceptScheme)) == schemes
    assert len(schemes) == 16


def test_all_concepts_have_a_scheme_names_and_a_definition(graphs):
    concepts = graphs["concepts"]
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    assert len(found) >= 167
    for concept in found:
        scheme = concepts.value(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in concepts, concept
        assert languages(concepts, concept, SKOS.prefLabel) == ["en", "nl"], concept
        assert languages(concepts, concept, SKOS.definition) == ["en", "nl"], concept
        broader = concepts.value(concept, SKOS.broader)
        if broader is None:
            assert (concept, SKOS.topConceptOf, scheme) in concepts, concept
        else:
            assert concepts.value(broader, SKOS.inScheme) == scheme, concept


def test_two_concepts_of_one_scheme_never_share_a_name(graphs):
    concepts = graphs["concepts"]
    names = [(concepts.value(c, SKOS.inScheme), str(label).lower(), label.language)
             for c in concepts.subjects(RDF.type, SKOS.Concept)
             for label in concepts.objects(c, SKOS.prefLabel)]
    assert len(names) == len(set(names)) >= 334


@pytest.mark.parametrize("kind, term, least", [
    ("theme", "Theme", 40), ("policy-area", "PolicyArea", 15), ("channel", "Channel", 10),
    ("target-group", "TargetGroup", 15),
])
def test_shared_concepts_carry_the_class_of_their_address(graphs, kind, term, least):
    base = f"https://w3id.org/beleidsgraaf/id/{kind}/nl-"
    named = {s for s in graphs["concepts"].subjects() if str(s).startswith(base)}
    assert named == set(graphs["concepts"].subjects(RDF.type, bg(term)))
    assert len(named) >= least


def test_shared_things_say_where_they_come_from(graphs):
    things = set()
    for name in ("concepts", "frameworks", "municipalities"):
        for thing in graphs[name].subjects(RDF.type):
            things.add(thing)
            sources = [*graphs[name].objects(thing, DCTERMS.source),
                       *graphs[name].objects(thing, RDFS.seeAlso)]
            assert sources and all(isinstance(s, URIRef) for s in sources), thing
    assert len(things) >= 213


def test_frameworks_and_municipalities_are_labelled_and_defined(graphs):
    found = 0
    for name in ("frameworks", "municipalities"):
        for thing in set(graphs[name].subjects(RDF.type)):
            assert languages(graphs[name], thing, RDFS.label) == ["en", "nl"], thing
            assert languages(graphs[name], thing, SKOS.definition) == ["en", "nl"], thing
            found += 1
    assert found >= 30


@pytest.mark.parametrize("slug, official", [
    ("weert", "gm0988"), ("woerden", "gm0632"), ("oudewater", "gm0589"),
    ("middelburg", "gm0687"), ("dalfsen", "gm0148"),
])
def test_a_municipality_is_known_by_its_official_address(graphs, slug, official):
    thing = URIRef(f"https://w3id.org/beleidsgraaf/id/organisation/{slug}")
    match = graphs["municipalities"].value(thing, SKOS.exactMatch)
    assert str(match) == f"https://identifier.overheid.nl/tooi/id/gemeente/{official}"


def test_shared_files_hold_no_link_that_belongs_in_a_claim(everything):
    links = set(everything.transitive_subjects(RDFS.subPropertyOf, bg("tracesTo")))
    assert len(links) >= 31
    assert not [t for t in everything if t[1] in links]
