"""Made-up municipalities in any number: copies of the example town under names of their own, with defects at a known rate."""
import random
from pathlib import Path

import pyoxigraph as ox

TOWN = Path(__file__).parent.parent / "tests" / "example"
FILES = ("shared/municipalities.ttl", "documents/voorbeeldstad/beleid.ttl")
BASE = "https://w3id.org/beleidsgraaf/"


def write(folder: Path, towns: int, defects: float = 0.002, seed: int = 1) -> None:
    """Data of `towns` municipalities, one document each (about 1,350 quads when loaded), as a data folder.

    Each triple is with chance `defects` left out or given the object of another; same seed, same data.
    """
    texts = {name: list(ox.parse(path=TOWN / name, base_iri=BASE)) for name in FILES}
    own = {t.subject.value for triples in texts.values() for t in triples if t.subject.value.startswith(BASE)}
    own |= {iri.replace("/id/policy-document/", "/graph/") for iri in own}
    chance = random.Random(seed)
    for number in range(towns):
        name = f"stad{number:04}"
        municipality, document = ([_renamed(t, own, name) for t in texts[file]] for file in FILES)
        document = [t for t in (_defect(t, document, chance, defects) for t in document) if t is not None]
        _put(folder / "shared" / f"{name}.nt", municipality)
        _put(folder / "documents" / name / "beleid.nt", document)


def _renamed(triple: ox.Triple, own: set, name: str) -> ox.Triple:
    def term(node):
        if isinstance(node, ox.NamedNode):
            if node.value in own:
                return ox.NamedNode(f"{node.value}-{name}")
            if node.value.startswith(f"{BASE}graph/voorbeeldstad/"):
                return ox.NamedNode(node.value.replace("/voorbeeldstad/", f"/{name}/"))
        return node
    return ox.Triple(term(triple.subject), triple.predicate, term(triple.object))


def _defect(triple: ox.Triple, others: list, chance: random.Random, rate: float):
    lot = chance.random()
    if lot < rate / 2:
        return None
    return ox.Triple(triple.subject, triple.predicate, chance.choice(others).object) if lot < rate else triple


def _put(path: Path, triples) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))
