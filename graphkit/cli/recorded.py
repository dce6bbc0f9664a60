"""What is recorded about a thing beside its words and links: money, days, hours, status, tables, in lines for people."""
from .. import vocab
from ..catalog import Catalog, Fact, Resource

BG, SKOS, DCT = vocab.BG, vocab.SKOS, vocab.DCT
SHOWN_ELSEWHERE = {
    vocab.TYPE, vocab.LABEL, SKOS + "prefLabel", SKOS + "definition", vocab.EVIDENCE, vocab.STATED_IN, vocab.HAS_GRAPH, vocab.RDFS + "isDefinedBy",
    BG + "sourceDigest", *vocab.MATCHES,
}
PERIODS = {BG + p for p in ("validity", "horizon", "window", "period")}
NAMES = {BG + "year": "jaar", BG + "about": "gaat over", BG + "amount": "bedrag in euro", SKOS + "altLabel": "ook bekend als",
         SKOS + "exactMatch": "is hetzelfde als", SKOS + "broader": "valt onder", SKOS + "inScheme": "in lijst",
         DCT + "publisher": "uitgegeven door", DCT + "type": "soort", DCT + "issued": "uitgegeven op", DCT + "language": "taal", DCT + "source": "bron"}
MATCHES = dict(zip(vocab.MATCHES, ("lijkt op", "heeft te maken met")))  # both read the same from either end
TRUTH = {"true": "ja", "1": "ja", "false": "nee", "0": "nee"}


def lines(catalog: Catalog, resource: Resource) -> list[str]:
    """A line per property with its values, in the order of the ontology."""
    found: dict[str, list[str]] = {}
    for fact in catalog.facts(resource.iri):
        if fact.property not in SHOWN_ELSEWHERE:
            found.setdefault(fact.property, []).append(_value(catalog, fact))
    ordered = sorted(found, key=lambda p: (catalog.name(p).order, not p.startswith(BG), p))
    return [f"  {_name(catalog, p)}: {'; '.join(dict.fromkeys(found[p]))}" for p in ordered]


def words(catalog: Catalog, iri: str) -> str:
    """An element, term or shared concept in words, with the identifier of what a person can ask on about."""
    if iri in catalog.resources:
        return f"{catalog.label(iri)} ({vocab.short(iri)})"
    if iri in catalog.names:
        return catalog.names[iri].label()
    if not iri.startswith(vocab.BASE):
        return MATCHES.get(iri) or vocab.short(iri)
    called = {f.lang: f.value for f in catalog.facts(iri) if f.property in (SKOS + "prefLabel", vocab.LABEL, DCT + "title")}
    return called.get("nl") or next(iter(called.values()), vocab.short(iri))


def _name(catalog: Catalog, iri: str) -> str:
    return NAMES.get(iri) or catalog.name(iri).label()


def _value(catalog: Catalog, fact: Fact) -> str:
    if fact.property in PERIODS and fact.iri:
        return _period(catalog, fact.value)
    if fact.iri:
        return words(catalog, fact.value)
    return TRUTH[fact.value] if fact.datatype == vocab.XSD + "boolean" else " ".join(fact.value.split())


def _period(catalog: Catalog, iri: str) -> str:
    """First and last day, how it is printed, and whether the match is a conclusion."""
    said = {f.property: f.value for f in catalog.facts(iri)}
    days = " t/m ".join(dict.fromkeys(said[p] for p in (BG + "begins", BG + "ends") if p in said))
    printed = f"“{said[BG + 'periodText']}”" if said.get(BG + "periodText") else ""
    where = f"in {words(catalog, said[BG + 'inTable'])}" if BG + "inTable" in said else ""
    concluded = f"conclusie: {said.get(BG + 'reason', '')}" if said.get(BG + "basis") == BG + "inferred" else ""
    return ", ".join(part for part in (days, printed, where, concluded) if part) or vocab.short(iri)
