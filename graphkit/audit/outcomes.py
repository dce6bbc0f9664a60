"""How each rule ended in each document: failed, passed, undecided, or with nothing to hold for."""
from collections import defaultdict
from collections.abc import Iterable

from .. import query, vocab
from ..catalog import Catalog
from ..config import Rooms
from ..validate import shapes
from ..validate.records import NOT_DERIVABLE, OBSERVATION, OPEN
from .records import CANT_TELL, FAILED, INAPPLICABLE, PASSED, Outcome, Placed

HOW = {"targetClass": "class", "targetSubjectsOf": "property", "targetObjectsOf": "property"}


def outcomes(catalog: Catalog, rooms: Rooms, rules, findings: Iterable[Placed], texts: bool) -> tuple[Outcome, ...]:
    """One for each rule and each document with a graph of its own; those of observations only where there are any.

    Failed: a finding is open. Undecided (cantTell): what the rule compares is not derivable, or the rule is
    about texts that are not at hand. Inapplicable: the document holds nothing for which the rule holds.
    Else passed: nothing was found, the check agrees, or what differs is explained.
    """
    found, observed = defaultdict(list), defaultdict(list)
    for placed in findings:
        sort = observed if placed.finding.kind == OBSERVATION else found
        for document in placed.documents:
            sort[placed.finding.rule, document].append(placed.finding)
    documents, held, aims = tuple(d.iri for d in catalog.documents), _held(catalog), _targets(rooms, rules)
    told = [
        Outcome(rule.iri, d, _outcome(found[rule.iri, d], aims[rule.iri], held[d], texts), tuple(found[rule.iri, d]))
        for rule in rules for d in documents
    ]
    return tuple(told) + tuple(Outcome(rule, d, FAILED, tuple(several)) for (rule, d), several in sorted(observed.items(), key=lambda i: i[0]))


def _outcome(findings, aims: frozenset, held: frozenset, texts: bool) -> str:
    states = {f.state for f in findings}
    if OPEN in states:
        return FAILED
    if NOT_DERIVABLE in states or not aims and not texts and not states:
        return CANT_TELL
    return INAPPLICABLE if not states and aims and not aims & held else PASSED


def _held(catalog: Catalog) -> dict[str, frozenset]:
    """The classes and properties of each document, as (class or property, IRI)."""
    found = defaultdict(set)
    for row in query.load("held", "audit").rows(catalog.store):
        found[str(row["document"])].add((str(row["how"]), str(row["term"])))
    return defaultdict(frozenset, {d: frozenset(terms) for d, terms in found.items()})


def _targets(rooms: Rooms, rules) -> dict[str, frozenset]:
    """What each rule holds for, as (class or property, IRI): its own targets and those of the shapes that use it; none for a rule about texts."""
    from rdflib import URIRef  # here and not above, so that importing the room stays cheap

    whole, found = shapes.read(rooms.shapes).whole, {}
    for rule in rules:
        seen = [URIRef(rule.iri)]
        for shape in seen:  # grows while it is walked
            seen += [s for s in whole.subjects(None, shape) if s not in seen]
        found[rule.iri] = frozenset(
            (how, str(o)) for shape in seen for name, how in HOW.items() for o in whole.objects(shape, URIRef(vocab.SH + name)))
    return found
