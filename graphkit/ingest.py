"""One file at a time: read it, put it in its named graph, and write out what its claims say.

Only what a file states is derived here: the plain triple of each claim, in which document an
element is stated, and the municipality it shares with its document. Nothing is repaired.
"""
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from . import vocab
from .config import Rooms
from .errors import BadFile

READERS = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD, ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS,
}
_TYPE, _CLAIM = ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.CLAIM)
_PARTS = {ox.NamedNode(i): i for i in (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT)}
_NOT_ELEMENTS = {vocab.BG + n for n in ("Claim", "Passage", "LeftOut", "Deviation", "Observation", "Person")} | {
    vocab.TIME + "ProperInterval"}


@dataclass(frozen=True)
class Origin:
    """A file and the named graph that it fills."""

    path: Path
    graph: str


def origins(rooms: Rooms) -> tuple[Origin, ...]:
    """Every file of the graph with its named graph, ontology first, in order of name."""
    found = []
    for path in _files(rooms.ontology):
        name = "ontology" if path.stem in ("policy", "alignments") else path.stem
        found.append(Origin(path, vocab.SHARED + name))
    for path in _files(rooms.data / "shared"):
        found.append(Origin(path, vocab.SHARED + path.stem))
    for folder in ("deviations", "observations"):
        found += [Origin(path, vocab.SHARED + folder) for path in _files(rooms.data / folder)]
    found += [Origin(path, document_graph(path)) for path in _files(rooms.data / "documents")]
    if rooms.persons:
        found += [Origin(path, document_graph(path) + "/persons") for path in _files(rooms.persons)]
    return tuple(found)


def document_graph(path: Path) -> str:
    """The graph of documents/{municipality}/{document}.ttl."""
    return f"{vocab.GRAPH}{path.parent.name}/{path.stem}"


def fingerprint(rooms: Rooms) -> str:
    """SHA-256 over every file's name and bytes: the version of the data."""
    whole = hashlib.sha256()
    for origin in origins(rooms):
        whole.update(origin.graph.encode() + b"\0" + origin.path.read_bytes() + b"\0")
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in READERS) if folder.is_dir() else []


def read(origin: Origin) -> list[ox.Quad]:
    """The quads of one file with everything its claims say, in its named graph. Raises BadFile."""
    graph = ox.NamedNode(origin.graph)
    try:
        with open(origin.path, "rb") as file:
            parsed = list(ox.parse(file, format=READERS[origin.path.suffix], base_iri=vocab.BASE))
    except OSError as problem:
        raise BadFile(origin.path, f"kan niet gelezen worden ({problem.strerror}).") from None
    except (SyntaxError, ValueError) as problem:
        line = getattr(problem, "lineno", None)
        raise BadFile(origin.path, f"is geen geldig {READERS[origin.path.suffix].name}: {problem}. Verbeter die plek en laad opnieuw.", line) from None
    quads = [ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed]
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise BadFile(origin.path, f"bevat een lege knoop bij {quad.predicate.value}. Geef dat ding een eigen IRI.")
    return quads + sorted(set(_derive(quads, graph)) - set(quads), key=str)


def _derive(quads, graph) -> Iterator[ox.Quad]:
    yield from _plain_links(quads, graph)
    yield from _stated_in(quads, graph)
    yield from _municipalities(quads, graph)


def _plain_links(quads, graph) -> Iterator[ox.Quad]:
    claims = {q.subject for q in quads if q.predicate == _TYPE and q.object == _CLAIM}
    parts = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if quad.predicate in _PARTS and quad.subject in claims:
            parts[quad.subject][_PARTS[quad.predicate]].append(quad.object)
    for claim in parts.values():
        for predicate in claim[vocab.PREDICATE]:
            for subject in claim[vocab.SUBJECT]:
                for target in claim[vocab.OBJECT]:
                    if all(isinstance(n, ox.NamedNode) for n in (subject, predicate, target)):
                        yield ox.Quad(subject, predicate, target, graph)


def _types(quads) -> dict:
    found = defaultdict(set)
    for quad in quads:
        if quad.predicate == _TYPE:
            found[quad.subject].add(quad.object.value)
    return found


def _stated_in(quads, graph) -> Iterator[ox.Quad]:
    """An element is stated in each document that has one of its passages, or a stated claim about it.

    What is only concluded of an element does not make the document say it.
    """
    document = {q.subject: q.object for q in quads if q.predicate.value == vocab.IN_DOCUMENT}
    inferred = {q.subject for q in quads if q.predicate.value == vocab.BASIS and q.object.value == vocab.INFERRED}
    types = _types(quads)
    evidence, ends = defaultdict(set), defaultdict(set)
    for quad in quads:
        if quad.predicate.value == vocab.EVIDENCE and quad.object in document:
            evidence[quad.subject].add(document[quad.object])
        elif quad.predicate.value in (vocab.SUBJECT, vocab.OBJECT) and isinstance(quad.object, ox.NamedNode):
            ends[quad.subject].add(quad.object)
    for thing, documents in evidence.items():
        if vocab.CLAIM in types[thing]:
            about = set() if thing in inferred else ends[thing]
        else:
            about = set() if types[thing] & _NOT_ELEMENTS else {thing}
        for element in about:
            for found in documents - {element}:
                yield ox.Quad(element, ox.NamedNode(vocab.STATED_IN), found, graph)


def _municipalities(quads, graph) -> Iterator[ox.Quad]:
    """An element typed in a document's graph has the municipality of that document, unless it names its own."""
    if not graph.value.startswith(vocab.GRAPH) or graph.value.startswith(vocab.SHARED) or graph.value.endswith("/persons"):
        return
    own = defaultdict(set)
    for quad in quads:
        if quad.predicate.value == vocab.MUNICIPALITY:
            own[quad.subject].add(quad.object)
    documents = {q.subject for q in quads if q.predicate.value == vocab.HAS_GRAPH and q.object == graph}
    shared = set().union(*(own[d] for d in documents)) if documents else set()
    for thing, types in _types(quads).items():
        if thing in own or not any(t.startswith(vocab.BG) for t in types) or types & _NOT_ELEMENTS:
            continue
        for municipality in shared:
            yield ox.Quad(thing, ox.NamedNode(vocab.MUNICIPALITY), municipality, graph)
