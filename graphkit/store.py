"""The store: an embedded Oxigraph in memory or on disk, one named graph per document.

A store is a cache of the text files. On disk it is a folder with the file CURRENT, which names the
generation in use; a build writes a new generation beside it and then switches, so that a reader
never sees half a store.
"""
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from . import ingest, vocab
from .config import Rooms
from .errors import BadFile, BadQuery, BusyStore, GraphkitError

CURRENT, NEXT, MEMORY = "CURRENT", "next", "memory"
DERIVE = ("types", "links")
GENERATION = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12,}")  # how a build names its folder: the data's fingerprint and the moment


def _update(name: str) -> str:
    return (files("graphkit") / "queries" / "derive" / f"{name}.ru").read_text("utf-8")


def _of(update: str, things: list[str] | None) -> str:
    """An update of what is derived, for these things only (None: for all)."""
    return update if things is None else update.replace("WHERE {", f"WHERE {{ VALUES ?thing {{ {' '.join(things)} }}", 1)


class Term(str):
    """A value from a query: its text, and whether it is an IRI, its language and its datatype."""

    __slots__ = ("iri", "lang", "datatype")

    def __new__(cls, cell: dict):
        term = super().__new__(cls, cell["value"])
        term.iri = cell["type"] == "uri"
        term.lang = cell.get("xml:lang", "")
        term.datatype = cell.get("datatype", "")
        return term


class Store:
    """Named graphs that answer SPARQL; the default graph is the union of all."""

    def __init__(self, engine: ox.Store, location: str, version: str, problems: tuple[BadFile, ...] = ()):
        self._engine, self.location, self.version, self.problems = engine, location, version, problems

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs, in order."""
        return tuple(sorted(g.value for g in self._engine.named_graphs()))

    def __len__(self) -> int:
        return len(self._engine)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> tuple[set[ox.Triple], set[ox.Triple]]:
        """Put these quads in the place of what the graph held and derive anew, in one transaction. Raises BusyStore.

        Hands back which triples went and which came.
        """
        old, new = {q.triple for q in self.quads([graph])}, {q.triple for q in quads}
        if old == new:
            return set(), set()
        swap = _update("replace").replace("{graph}", str(ox.NamedNode(graph)))
        for name, triples in (("{gone}", old - new), ("{new}", new - old)):
            swap = swap.replace(name, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode())
        # A change in the ontology can reach anything; another change only what is derived of its own things.
        things = None if graph == vocab.ONTOLOGY else sorted({str(t.subject) for t in old ^ new})
        try:
            self._engine.update(" ;\n".join([swap, *(_of(_update(name), things) for name in ("forget", *DERIVE))]))
            self._flush()
        except (OSError, RuntimeError) as problem:
            raise BusyStore(f"De graaf {graph} kon niet vervangen worden ({_first_line(problem)}); de oude inhoud is gebleven.") from None
        self.version = f"{self.version.split('+')[0]}+{time.time_ns():x}"
        return old - new, new - old

    def derive(self) -> None:
        """Write the closures of classes and links anew in the derived graph."""
        self._engine.remove_graph(ox.NamedNode(vocab.DERIVED))
        for name in DERIVE:
            self._engine.update(_update(name))
        self._flush()

    def _flush(self) -> None:
        """A commit on disk is not yet synced; in memory there is nothing to sync."""
        if self.location != MEMORY:
            self._engine.flush()

    def answer(self, text: str, bindings: dict | None = None, default: Iterable[str] | None = None,
               named: Iterable[str] | None = None, own_dataset: bool = False):
        """Oxigraph's own result for a query, values bound to variables that it selects. Raises BadQuery.

        The default graph is the union of all, unless `default` names its graphs or the query brings
        its `own_dataset` (a FROM clause, which Oxigraph would let the union override).
        """
        values = {ox.Variable(name): value for name, value in (bindings or {}).items()}
        options = {"default_graph": [ox.NamedNode(g) for g in default]} if default is not None else {}
        if named is not None:
            options["named_graphs"] = [ox.NamedNode(g) for g in named]
            options.setdefault("default_graph", [])
        if not options and not own_dataset:
            options = {"use_default_graph_as_union": True}
        try:
            return self._engine.query(text, substitutions=values, **options)
        except (SyntaxError, ValueError, RuntimeError) as problem:
            raise BadQuery(f"De vraag is geen geldige SPARQL: {problem}.") from None

    def rows(self, text: str, bindings: dict | None = None) -> list[dict[str, Term]]:
        """Rows of a SELECT, each a dictionary without the variables that are unbound.

        Serialised by Oxigraph in one go: reading row by row beside a busy thread is far slower.
        """
        known: dict[tuple, Term] = {}

        def shared(found: dict):
            """A cell as its term, the same one wherever it stands again, while the text is read: an answer takes a quarter of the memory so."""
            if type(found.get("value")) is not str:  # a row, whose values are terms by now
                return found
            key = (found["value"], found["type"], found.get("xml:lang"), found.get("datatype"))
            return known[key] if key in known else known.setdefault(key, Term(found))

        return json.loads(self.answer(text, bindings).serialize(format=ox.QueryResultsFormat.JSON), object_hook=shared)["results"]["bindings"]

    def public_graphs(self) -> tuple[str, ...]:
        """The graphs that may be exported: not what is derived, not the names of persons."""
        return tuple(g for g in self.graphs() if g != vocab.DERIVED and not g.endswith("/persons"))

    def quads(self, graphs: Iterable[str] | None = None) -> Iterable[ox.Quad]:
        """The quads of these graphs (default: the public ones), graph by graph, in order of graph."""
        for graph in self.public_graphs() if graphs is None else graphs:
            yield from self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def about(self, subjects: Iterable[str]) -> Iterable[ox.Quad]:
        """The public quads that have one of these things as subject, thing by thing."""
        public = frozenset(self.public_graphs())
        for subject in subjects:
            for quad in self._engine.quads_for_pattern(ox.NamedNode(subject), None, None):
                if quad.graph_name.value in public:
                    yield quad

    def says(self, graph: str, triple: ox.Triple) -> bool:
        """Whether this graph holds this triple."""
        return ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)) in self._engine

    def dump(self, graph: str) -> bytes:
        """One named graph as N-Triples."""
        return self._engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))

    def share(self, folder: Path) -> str:
        """Where another process finds the same quads: the store's own folder, or an N-Quads file written in `folder`."""
        if self.location != MEMORY:
            return str(Path(self.location.partition(":")[2]) / self.version.split("+")[0])
        path = folder / "graph.nq"
        self._engine.dump(str(path), format=ox.RdfFormat.N_QUADS)
        return str(path)


def join(shared: str) -> Store:
    """The store that another process shared, to read only."""
    if Path(shared).is_dir():
        return Store(ox.Store.read_only(shared), f"oxigraph:{shared}", "shared")
    engine = ox.Store()
    engine.bulk_load(path=shared, format=ox.RdfFormat.N_QUADS)
    return Store(engine, MEMORY, "shared")


def _fill(engine: ox.Store, rooms: Rooms, keep_going: bool, told: Callable[[str], None]) -> tuple[BadFile, ...]:
    """Load every file; a broken one stops the work, or is kept as a problem when `keep_going`."""
    problems = []
    for origin in ingest.origins(rooms):
        told(origin.path.name)
        try:
            engine.bulk_extend(ingest.read(origin))
        except BadFile as problem:
            if not keep_going:
                raise
            problems.append(problem)
    return tuple(problems)


def _memory(path: str, rooms: Rooms, keep_going: bool, told) -> Store:
    engine = ox.Store()
    problems = _fill(engine, rooms, keep_going, told)
    store = Store(engine, MEMORY, ingest.fingerprint(rooms), problems)
    store.derive()
    return store


def _generation(path: str) -> str:
    """The name of the generation in use in this folder. Raises BusyStore."""
    try:
        return (Path(path) / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        raise BusyStore(f"In {path} staat geen opslag. Maak haar met: beleidsgraaf build --store oxigraph:{path}") from None
    except OSError as problem:
        raise BusyStore(f"De opslag in {path} kan niet gelezen worden ({_first_line(problem)}). Bouw haar opnieuw met beleidsgraaf build.") from None


def _disk(path: str, rooms: Rooms, keep_going: bool, told) -> Store:
    """A generation as it was last built, to read; what is built since stays unseen until it is opened again."""
    generation = _generation(path)
    try:
        return Store(ox.Store.read_only(str(Path(path) / generation)), f"oxigraph:{path}", generation)
    except (OSError, RuntimeError) as problem:
        raise BusyStore(f"De opslag in {path} kan niet gelezen worden ({_first_line(problem)}). Bouw haar opnieuw met beleidsgraaf build.") from None


BACKENDS = {MEMORY: _memory, "oxigraph": _disk}


def open_store(location: str, rooms: Rooms, keep_going: bool = False, told: Callable[[str], None] = lambda name: None) -> Store:
    """The store at `memory` or `oxigraph:PATH`. Raises BadFile, BusyStore or GraphkitError."""
    scheme, _, path = location.partition(":")
    if scheme not in BACKENDS:
        raise GraphkitError(f"Onbekende opslag ‘{location}’. Kies memory of oxigraph:MAP.")
    return BACKENDS[scheme](path, rooms, keep_going, told)


def build(location: str, rooms: Rooms, keep_going: bool = False, told: Callable[[str], None] = lambda name: None) -> Store:
    """Build a store on disk from the text files and switch to it when it is whole.

    Raises BusyStore when another process is building there, BadFile for a broken file.
    """
    scheme, _, path = location.partition(":")
    if scheme != "oxigraph" or not path:
        raise GraphkitError(f"Bouwen kan alleen op schijf: beleidsgraaf build --store oxigraph:MAP (niet ‘{location}’).")
    folder = Path(path)
    generation = f"{ingest.fingerprint(rooms)[:12]}-{time.time_ns():x}"
    engine = _claim(folder)
    problems = _fill(engine, rooms, keep_going, told)
    Store(engine, location, generation).derive()
    del engine
    (folder / NEXT).rename(folder / generation)
    old = [p for p in folder.iterdir() if GENERATION.fullmatch(p.name) and p.name != generation]  # nothing that is not ours
    write_whole(folder / CURRENT, generation.encode())
    for left in old:
        shutil.rmtree(left, ignore_errors=True)
    found = _disk(path, rooms, keep_going, told)
    found.problems = problems
    return found


def _claim(folder: Path) -> ox.Store:
    """An empty store to write the next generation in; Oxigraph's own lock keeps a second writer out."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine = ox.Store(str(folder / NEXT))
        engine.clear()
        return engine
    except OSError as problem:
        if "lock" in str(problem).lower():
            raise BusyStore(f"Een ander proces schrijft nu in {folder}. Wacht tot het klaar is en probeer het opnieuw.") from None
        raise BusyStore(f"In {folder} kan niet geschreven worden ({_first_line(problem)}). Kies een andere map.") from None


def writable(path: str) -> Store:
    """The generation in use on disk, to replace graphs in. Raises BusyStore."""
    generation = _generation(path)
    try:
        return Store(ox.Store(str(Path(path) / generation)), f"oxigraph:{path}", generation)
    except OSError as problem:
        raise BusyStore(f"Een ander proces schrijft nu in {path} ({_first_line(problem)}). Wacht tot het klaar is en probeer het opnieuw.") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it holds the old content or the new, never half."""
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _first_line(problem: Exception) -> str:
    return str(problem).splitlines()[0][:160]
