"""The ontology as a page to read (docs/ontology.md), written from what its terms say of themselves."""
from .. import vocab
from ..catalog import Catalog, Name

FAMILIES = (("serves", "van middel naar doel"), ("needs", "van wat wacht naar wat er eerst moet zijn"), ("touches", "al het andere"))


def write(catalog: Catalog) -> bytes:
    """Classes, links by family and other properties, each with its label and comment in nl and en."""
    names = catalog.names
    classes = [n for n in names.values() if vocab.OWL + "Class" in catalog.types(n.iri)]
    elements = [c for c in classes if vocab.POLICY_ELEMENT in (c.iri, *catalog.ancestors(c.iri))]
    lines = ["# De ontologie van Beleidsgraaf", "",
             "Deze pagina is gemaakt uit `ontology/policy.ttl` met `beleidsgraaf export --format ontology --output docs/ontology.md`.", "",
             "## Klassen", "", *_table(catalog, elements), "", "## Klassen die geen element zijn", "",
             *_table(catalog, [c for c in classes if c not in elements])]
    for family, words in FAMILIES:
        below = [n for n in names.values() if vocab.BG + family in catalog.ancestors(n.iri)]
        lines += ["", f"## Koppelingen: bg:{family}, {words}", "", *_table(catalog, below)]
    families = [n for n in names.values() if n.iri in (vocab.TRACES_TO, *(vocab.BG + f for f, _ in FAMILIES))]
    lines += ["", "## De families zelf", "", *_table(catalog, families)]
    kinds = {vocab.OWL + k for k in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")} | {vocab.RDF + "Property"}
    rest = [n for n in names.values() if kinds & set(catalog.types(n.iri)) and vocab.TRACES_TO not in (n.iri, *catalog.ancestors(n.iri))]
    lines += ["", "## Andere eigenschappen", "", *_table(catalog, rest)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _table(catalog: Catalog, names: list[Name]) -> list[str]:
    rows = ["| term | nl | en | onder |", "|---|---|---|---|"]
    for name in sorted(names, key=lambda n: (n.order, n.iri)):
        above = ", ".join(f"`{vocab.short(a)}`" for a in name.above)
        rows.append(f"| `{vocab.short(name.iri)}` | **{name.nl}** {name.comment_nl} | **{name.en}** {name.comment_en} | {above} |")
    return rows
