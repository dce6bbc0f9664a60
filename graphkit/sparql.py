"""Free SPARQL: questions that anyone may ask, answered by worker processes that only read.

Oxigraph cannot cancel a query, so each runs in a process of its own that is ended when time is up.
What would reach outside or write is refused on the parsed query before Oxigraph sees it.
"""
import multiprocessing
import queue
import re
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from . import vocab
from .cells import harmless
from .errors import BadQuery, GraphkitError, LimitReached
from .store import Store, join

TABLES = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
GRAPHS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML}
LONGEST = 160  # letters of a parser's message before its list of what it expected is left out
LISTED = re.compile(r"(error at \d+:\d+): expected one of .*", re.DOTALL)
NO_NAMES = re.compile(r"""<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")  # where a colon belongs to no prefix
SUSPECT = re.compile(r"service|from|\\u", re.IGNORECASE)  # only then is the slower parser needed
STARTED = 30.0  # seconds that a new worker gets to load the graph


@dataclass(frozen=True)
class Answer:
    """A finished answer: its form (select, ask or graph), its media type, its bytes and its number of rows."""

    form: str
    media_type: str
    body: bytes
    rows: int


@dataclass(frozen=True)
class Limits:
    """How long a query may take in seconds, and how many rows and bytes it may give."""

    seconds: float = 10.0
    rows: int = 10_000
    size: int = 5_000_000


class Pool:
    """A few worker processes over a copy of the store as it is now; they start at first use."""

    def __init__(self, store: Store, workers: int = 2, limits: Limits = Limits()):
        self.store, self.limits, self._size = store, limits, workers
        self._free: queue.LifoQueue = queue.LifoQueue()
        self._folder = None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the workers now."""
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="beleidsgraaf-")
                shared = self.store.share(Path(self._folder.name))
                for _ in range(self._size):
                    self._free.put(_Worker(shared))

    def ask(self, text: str, format: str = "json", default: tuple[str, ...] | None = None, named: tuple[str, ...] | None = None,
            values: dict | None = None) -> Answer:
        """The answer in a table format (json, xml, csv, tsv) or, for CONSTRUCT and DESCRIBE, a graph format.

        A format of the other kind falls back to json or turtle. `default` and `named` are graph IRIs,
        as in the SPARQL protocol; `values` are terms for variables that it selects. Raises BadQuery or LimitReached.
        """
        self.warm()
        try:
            worker = self._free.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise LimitReached("Het is te druk: alle plaatsen voor vragen zijn bezet. Probeer het zo weer.") from None
        try:
            return worker.ask((text, format, default, named, self.limits, values), self.limits.seconds)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End the workers and remove their copy of the graph."""
        with self._lock:
            while not self._free.empty():
                self._free.get_nowait().end()
            if self._folder:
                self._folder.cleanup()
                self._folder = None


class _Worker:
    """One process and the pipe to it; after an ended query the next one gets a new process."""

    def __init__(self, shared: str):
        self._shared, self._process, self._pipe, self._ready = shared, None, None, False
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(self._shared, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def ask(self, request: tuple, seconds: float) -> Answer:
        try:
            if not self._ready:
                if not self._pipe.poll(STARTED):
                    raise EOFError
                self._pipe.recv()
                self._ready = True
            self._pipe.send(request)
            if not self._pipe.poll(seconds):
                self._restart()
                raise LimitReached(f"De vraag is gestopt: zij duurde langer dan {seconds:g} seconden. Maak haar kleiner of zet er LIMIT bij.")
            outcome = self._pipe.recv()
        except (EOFError, OSError):
            self._restart()
            raise LimitReached("De vraag is gestopt: zij vroeg te veel van de machine. Maak haar kleiner of zet er LIMIT bij.") from None
        if isinstance(outcome, GraphkitError):
            raise outcome
        return outcome

    def _restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _work(shared: str, pipe) -> None:
    """What a worker process does: load the graph once, then answer until the other side is gone."""
    store = join(shared)
    graphs = frozenset(store.graphs())
    pipe.send("ready")
    while True:
        try:
            text, format, default, named, limits, values = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):  # the other side is gone
            return
        try:
            outcome = answer(store, graphs, text, format, default, named, limits, values)
        except GraphkitError as problem:
            outcome = problem
        pipe.send(outcome)


def answer(store: Store, graphs: frozenset, text: str, format: str, default, named, limits: Limits, values=None) -> Answer:
    """Check and run one query in this process. Raises BadQuery or LimitReached."""
    own_dataset = check(text, graphs)
    try:
        found = store.answer(text, values, default, named, own_dataset)
    except BadQuery as problem:
        raise (_update_refused() if _is_update(text) else _unknown_prefix(text) or _shorter(problem)) from None
    if isinstance(found, ox.QueryTriples):
        format = format if format in GRAPHS else "turtle"
        sink = _Sink(limits, count=False)
        found.serialize(sink, format=GRAPHS[format])
        return Answer("graph", GRAPHS[format].media_type, sink.body(), 0)
    format = format if format in TABLES else "json"
    if isinstance(found, ox.QueryBoolean):
        return Answer("ask", TABLES[format].media_type, found.serialize(format=TABLES[format]), 1)
    sink = _Sink(limits, count=True)
    found.serialize(sink, format=ox.QueryResultsFormat.TSV)
    rows = ox.parse_query_results(sink.body(), format=ox.QueryResultsFormat.TSV)
    body = rows.serialize(format=TABLES[format])
    body = harmless(body) if format == "csv" else body
    if len(body) > limits.size:
        raise _too_large(limits)
    return Answer("select", TABLES[format].media_type, body, sink.rows)


class _Sink:
    """A file that refuses more bytes or rows than the limits; in TSV every line but the first is a row."""

    def __init__(self, limits: Limits, count: bool):
        self._limits, self._count, self._parts, self._size, self.rows = limits, count, [], 0, -1

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        self._size += len(part)
        self.rows += part.count(b"\n") if self._count else 0
        if self._size > self._limits.size:
            raise _too_large(self._limits)
        if self.rows > self._limits.rows:
            raise LimitReached(f"De vraag is gestopt: zij geeft meer dan {self._limits.rows} rijen. Zet er LIMIT bij of vraag minder.")
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def body(self) -> bytes:
        return b"".join(self._parts)


def _too_large(limits: Limits) -> LimitReached:
    return LimitReached(f"De vraag is gestopt: het antwoord is groter dan {limits.size:,} bytes. Zet er LIMIT bij of vraag minder.".replace(",", "."))


def _update_refused() -> BadQuery:
    return BadQuery("Deze vraag wijzigt gegevens en dat kan hier niet: er wordt alleen gelezen. Gebruik SELECT, ASK, CONSTRUCT of DESCRIBE.")


def _unknown_prefix(text: str) -> BadQuery | None:
    """The first prefix that a query uses and does not declare, with what to write; None when all are declared."""
    plain = NO_NAMES.sub(" ", text)
    declared = {name for name in re.findall(r"\bPREFIX\s+([\w-]*):", plain, re.IGNORECASE)}
    for name in re.findall(r"(?<![\w:?$-])([A-Za-z][\w-]*):(?!\s*<)", plain):
        if name not in declared:
            known = vocab.PREFIXES.get(name, "")
            return BadQuery(f"Het voorvoegsel ‘{name}:’ is niet bekend. Zet boven uw vraag: PREFIX {name}: <{known or 'het adres waar het voor staat'}>")
    return None


def _shorter(problem: BadQuery) -> BadQuery:
    """The same without the long list of signs that the parser would have taken."""
    said = str(problem)
    return BadQuery(said if len(said) <= LONGEST else LISTED.sub(r"\1.", said))


def check(text: str, graphs: frozenset) -> bool:
    """Refuse what reaches outside, on the parsed query; tells whether the query brings its own FROM.

    Only a text with `service`, `from` or an escaped letter can do so; rdflib, which is slow to load
    and to parse, reads just those.
    """
    if not SUSPECT.search(text):
        return False
    from rdflib.plugins.sparql.algebra import translateQuery  # 0.3 s and 30 MB that most workers never need
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(text)
        service = any(getattr(node, "name", "") == "ServiceGraphPattern" for node in _nodes(parsed[1]))
        dataset = () if service else translateQuery(parsed).algebra.get("datasetClause") or ()
    except Exception as problem:  # pyparsing and rdflib raise many kinds; all mean: not readable as a query
        raise (_update_refused() if _is_update(text) else BadQuery(f"De vraag is geen geldige SPARQL: {' '.join(str(problem).split())}.")) from None
    if service:
        raise BadQuery("SERVICE is niet toegestaan: deze vragen gaan alleen over de eigen graaf. Haal dat deel weg.")
    for clause in dataset:
        for graph in (clause[key] for key in ("default", "named") if key in clause):
            if graph is not None and str(graph) not in graphs:
                raise BadQuery(f"FROM <{graph}> is niet toegestaan: dat is geen graaf van deze opslag. Laat FROM weg om alles te vragen.")
    return bool(dataset)


def _nodes(node):
    yield node
    if isinstance(node, dict):
        children = node.values()
    elif isinstance(node, (list, tuple)) or hasattr(node, "asList"):
        children = node
    else:
        children = ()
    for child in children:
        yield from _nodes(child)


def _is_update(text: str) -> bool:
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        return bool(parseUpdate(text).request)
    except Exception:  # the same parser: whatever it raises, this is no update
        return False
