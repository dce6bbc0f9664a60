"""With what an audit was made: digests of data, rules and texts, versions, and how it went about."""
import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from .. import __version__, ingest, query
from ..catalog import Catalog
from ..config import Rooms
from .records import Digest, Version

SOFTWARE = ("rdflib", "pyshacl", "pyoxigraph")


def digests(catalog: Catalog, sources: Path | None) -> tuple[Digest, ...]:
    """One for each public graph, in order of graph; with its source file when it is that of a document."""
    documents, store = {d.graph: d for d in catalog.documents}, catalog.store
    found = []
    for graph in store.public_graphs():
        document = documents.get(graph)
        lines = sorted(store.dump(graph).splitlines(keepends=True))
        said = (document.iri, document.file, document.digest, _of_file(sources, document.file)) if document else ()
        found.append(Digest(graph, _sha256(lines), *said))
    return tuple(found)


def of_folder(files: Iterable[Path]) -> str:
    """SHA-256 over the names and bytes of files, in order of name."""
    return _sha256(part for path in sorted(files, key=lambda p: p.name) for part in (path.name.encode(), b"\0", path.read_bytes(), b"\0"))


def shapes(rooms: Rooms) -> str:
    """The digest of the rules."""
    return of_folder(rooms.shapes.glob("*.ttl"))


def ontology(rooms: Rooms) -> str:
    """The digest of the terms."""
    return of_folder(p for p in rooms.ontology.iterdir() if p.suffix in ingest.READERS)


def versions(catalog: Catalog) -> tuple[Version, ...]:
    """Of the product, its ontology, the libraries that decide the outcome, and Python."""
    terms = next((str(r["version"]) for r in query.load("ontology-version", "audit").rows(catalog.store)), "")
    return (Version("beleidsgraaf", __version__), Version("ontology", terms),
            *(Version(name, version(name)) for name in SOFTWARE), Version("python", platform.python_version()))


def method(rules: int, texts: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How the audit went about, in nl and en, a paragraph each; `rules` is how many were asked, `texts` tells whether every source text was at hand."""
    return (
        (
            "De graaf bevat wat in de documenten staat: elementen, en koppelingen daartussen. Elk element en elke koppeling wijst naar de woorden in de tekst. Een koppeling die een lezer heeft geconcludeerd, heet zo en heeft een reden.",
            f"{rules} regels zijn aan alle elementen gesteld. Een regel is een SHACL-vorm in de map shapes/. Regels zonder vraag draaien per document in pySHACL. Regels die documenten vergelijken, worden één keer aan de hele graaf gesteld.",
            "Elke controle eindigt in één stand. Open: er klopt iets niet, of er mist iets. Verantwoord: er klopt iets niet, maar een vastgelegd besluit of een passage legt uit waarom. Klopt: de controle is gedaan en het komt overeen. Niet af te leiden: de tekst zegt te weinig om te vergelijken.",
            "Een fout betekent dat de gegevens niet kloppen. ‘Let op’ betekent dat het beleid zelf een gat of een tegenspraak heeft. ‘Ter info’ is goed om te weten. Wat een mens opmerkt en een regel niet ziet, staat erbij als waarneming en weegt hoog, middel of laag.",
            "Een voorbeeld of ingetrokken onderdeel hoeft niet aan de regels voor geldend beleid te voldoen. Regels over tijd rekenen met de dag van de audit, niet met de dag waarop u dit leest.",
            "De bronteksten waren aanwezig: elk citaat is op zijn plaats in de tekst gecontroleerd." if texts else
            "De bronteksten waren niet aanwezig: of elk citaat op zijn plaats in de tekst staat, is niet gecontroleerd.",
            "Een document of regel zonder bevinding bewijst niet dat het beleid goed is. Het betekent dat deze regels er niets vonden.",
        ),
        (
            "The graph holds what the documents say: elements, and links between them. Each element and each link points at the words in the text. A link that a reader has concluded is marked so and has a reason.",
            f"{rules} rules were asked of all elements. A rule is a SHACL shape in the folder shapes/. Rules without a query run per document in pySHACL. Rules that compare documents are asked once of the whole graph.",
            "Each check ends in one state. Open: something differs or is missing. Explained: it does, but a recorded decision or passage explains why. Agrees: the check was made and both sides match. Not derivable: the text says too little to compare.",
            "A violation means that the data are wrong. A warning means that the policy itself has a gap or a contradiction. Info is worth knowing. What a person notices and no rule can see is added as an observation, and weighs high, medium or low.",
            "An example or a withdrawn part need not meet the rules for policy in force. Rules about time reckon with the day of the audit, not with the day on which you read this.",
            "The source texts were at hand: each quotation was checked at its place in the text." if texts else
            "The source texts were not at hand: whether each quotation is at its place in the text was not checked.",
            "A document or rule without a finding does not prove that the policy is good. It means that these rules found nothing.",
        ),
    )


def _of_file(folder: Path | None, name: str) -> str:
    """The digest of a source file, empty when it is not at hand."""
    path = folder / name if folder and name else None
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.is_file() else ""


def _sha256(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()
