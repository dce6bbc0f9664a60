"""Elements and links as tables for a spreadsheet."""
from .. import vocab
from ..catalog import Catalog, Claim
from ..cells import table

ELEMENTS = ("iri", "kind", "label", "definition", "status", "municipalities", "documents", "themes")
LINKS = ("from", "from_label", "link", "link_label", "to", "to_label", "basis", "reason", "document", "start", "end", "exact")


def elements(catalog: Catalog) -> bytes:
    """A row per element, in order of IRI; several values are separated by spaces."""
    return table(ELEMENTS, (
        (r.iri, vocab.kind_slug(vocab.local(r.kind)), r.label(), r.definition(), vocab.local(r.status) if r.status else "",
         " ".join(r.municipalities), " ".join(r.documents), " ".join(r.themes))
        for r in catalog.resources.values()
    ))


def links(catalog: Catalog, iri: str = "") -> bytes:
    """A row per link and passage; of one thing, or of all."""
    claims = catalog.claims(iri) if iri else catalog.all_claims()
    return table(LINKS, (row for claim in claims for row in _rows(catalog, claim)))


def _rows(catalog: Catalog, claim: Claim):
    head = (claim.source, catalog.label(claim.source), claim.link, catalog.label(claim.link), claim.target,
            catalog.label(claim.target), vocab.local(claim.basis) if claim.basis else "", claim.reason)
    if not claim.passages:
        yield (*head, "", "", "", "")
    for passage in claim.passages:
        yield (*head, passage.document, passage.start, passage.end, passage.exact)
