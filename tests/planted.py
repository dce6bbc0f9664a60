"""Defects planted at a known rate in towns where all is well: the broken examples of the rules are the seeds.

Each town is a copy of the good things beside the examples under names of its own, so that a defect in
one town cannot reach another. What was planted where is handed out with the data.
"""
import random
from pathlib import Path

import pyoxigraph as ox

from graphkit import vocab

FOLDER = Path(__file__).parent / "shapes"
BASE = FOLDER / "base.ttl"
EXAMPLES = sorted(FOLDER.glob("*/*.*"))


def rule_of(example: Path) -> str:
    """The rule that a file breaks: Tension/pole.ttl breaks Tension-pole."""
    return f"{example.parent.name}-{example.stem}"


def parsed(file: Path) -> list:
    return list(ox.parse(path=file, base_iri=vocab.BASE))


def renamed(triples, names: set, town: str):
    """The triples with each thing of the examples, and the name of its graph, as a thing of this town."""
    def own(term):
        if isinstance(term, ox.NamedNode) and term.value in names:
            return ox.NamedNode(f"{term.value}-{town}")
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.GRAPH + "goed/"):
            return ox.NamedNode(term.value.replace("/goed/", f"/goed-{town}/"))
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.GRAPH + "ander/"):
            return ox.NamedNode(term.value.replace("/ander/", f"/ander-{town}/"))
        return term
    return [ox.Triple(own(t.subject), t.predicate, own(t.object)) for t in triples]


def plant(folder: Path, towns: int, rate: float, seed: int, leave: frozenset[str] = frozenset()):
    """Write `towns` towns under `folder`/documents, each with every example at this chance; hands out what was planted.

    Only examples in Turtle of things that are public are used; `leave` names rules whose example cannot
    stand in a town of another name. The result maps each subject of a planted example to its rule.
    """
    usable = [e for e in EXAMPLES if e.suffix == ".ttl" and e.parent.name != "Person" and rule_of(e) not in leave]
    texts = {e: parsed(e) for e in usable}
    base = parsed(BASE)
    names = {t.subject.value for triples in (base, *texts.values()) for t in triples}
    chance, planted = random.Random(seed), {}
    for number in range(towns):
        town, chosen = f"t{number}", [e for e in usable if chance.random() < rate]
        triples = renamed(base, names, town)
        for example in chosen:
            mine = renamed(texts[example], names, town)
            triples += mine
            planted |= {t.subject.value: rule_of(example) for t in mine}
        path = folder / "documents" / f"goed-{town}" / "plan.nt"
        path.parent.mkdir(parents=True)
        path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))
    return planted
