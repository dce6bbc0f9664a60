"""The desk: everything the pages ask from, made once per version of the store."""
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, RLock

from flask import current_app, render_template
from markupsafe import Markup

from graphkit import network, vocab
from graphkit.audit import Audit
from graphkit.catalog import Catalog, Claim, Name, Resource
from graphkit.errors import BadQuery
from graphkit.search import Index
from graphkit.sparql import Pool

from .language import lang
from .standard import WORDS

ANSWERS, LETTERS, CELLS = 4_000, 4_000_000, 50_000  # how many answers, letters of written pages and cells of tables are kept


class Desk:
    """Holds the catalog, network and search index of the store as it is now, the findings and the SPARQL pool."""

    def __init__(self, store, rooms, sources: Path | None, persons: bool, validation):
        self.store, self.rooms, self.sources, self.persons = store, rooms, sources, persons
        self._validation = validation
        self._lock = RLock()
        self._shelf = self._sorted = None
        self.writing = Lock()  # one report at a time: a large one takes tens of megabytes while it is written
        if isinstance(validation, Future):
            validation.add_done_callback(_log_failure)

    @property
    def _now(self) -> "Shelf":
        shelf = self._shelf
        if shelf is None or shelf.version != self.store.version:
            with self._lock:
                if self._shelf is None or self._shelf.version != self.store.version:
                    if self._shelf is not None:
                        self._shelf.pool.close()
                    self._shelf = Shelf(self.store)
                shelf = self._shelf
        return shelf

    @property
    def catalog(self) -> Catalog:
        return self._now.catalog

    @property
    def network(self):
        """The networkx graph of all links."""
        return self._now.network

    @property
    def index(self) -> Index:
        return self._now.index

    @property
    def claims(self) -> dict[str, list[Claim]]:
        """Every claim by each of its ends and by its own IRI, out of one reading."""
        return self._now.claims

    def named(self, iri: str) -> Resource | Name:
        """The element or term with this IRI; anything else by the label it has in the store, else by its own IRI."""
        found = self.catalog.resources.get(iri) or self.catalog.names.get(iri)
        rule = self.audit.rule(iri) if iri.startswith(vocab.BGSH) and self.audit else None
        if rule and rule.title():
            return Name(iri, rule.title(), rule.title("en"))
        return found or self.remember(("named", iri), lambda: _named(self.catalog, iri))

    def remember(self, key: Hashable, make: Callable):
        """What `make` gave for this key, kept until the store changes (the last few thousand answers)."""
        return self._now.remember(key, make)

    def fragment(self, key: Hashable, template: str, **given) -> Markup:
        """A piece of a page that costs work to write, rendered once per language and version of the store.

        What is given as a function is asked for only when the piece has to be written.
        """
        def write():
            return Markup(render_template(template, **{name: value() if callable(value) else value for name, value in given.items()}))

        return self._now.fragments.keep((key, lang()), write)

    def table(self, key: Hashable, make: Callable):
        """The answer to a named question, asked once per version of the store."""
        return self._now.tables.keep((key, lang()), make)

    @property
    def pages(self) -> "Kept":
        """Whole pages as they were written for this version of the store."""
        return self._now.pages

    @property
    def pool(self) -> Pool:
        """The worker processes for free SPARQL over the store as it is now; they start with the first question."""
        return self._now.pool

    def prepare(self) -> None:
        """Make what the first search, item and picture would have to wait for."""
        _ = self.index, self.network, self.claims

    def close(self) -> None:
        """End the worker processes."""
        self._now.pool.close()

    @property
    def audit(self) -> Audit | None:
        """The audit, or None while the checks still run or when none were asked for."""
        if isinstance(self._validation, Future):
            return None if self.checking or self.failed else self._validation.result()
        return self._validation

    @property
    def checking(self) -> bool:
        """Whether the checks are still running."""
        return isinstance(self._validation, Future) and not self._validation.done()

    @property
    def failed(self) -> bool:
        """Whether the checks ended without an audit."""
        return isinstance(self._validation, Future) and self._validation.done() and (self._validation.cancelled() or self._validation.exception() is not None)

    @property
    def findings(self) -> tuple:
        """The findings so far, with their places; none while the checks run."""
        return self.audit.findings if self.audit else ()

    def findings_on(self, iri: str) -> tuple:
        """The findings that concern this thing, in every state."""
        if self.audit is None:
            return ()
        if self._sorted is None:
            found = defaultdict(list)
            for placed in self.findings:
                for element in placed.finding.elements:
                    found[element].append(placed.finding)
            self._sorted = {element: tuple(several) for element, several in found.items()}
        return self._sorted.get(iri, ())


class Kept:
    """Answers kept by key; when their weight passes the limit, the ones longest unused go."""

    def __init__(self, limit: int, weigh: Callable = lambda made: 1):
        self._limit, self._weigh, self._weight = limit, weigh, 0
        self._lock, self._made, self._making = RLock(), OrderedDict(), {}

    def keep(self, key: Hashable, make: Callable):
        """What was made for this key, or what `make` gives now; who asks meanwhile waits for it."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            turn = self._making.setdefault(key, RLock())
        with turn:
            with self._lock:
                if key in self._made:
                    return self._made[key]
            try:
                made = make()
                self.put(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return made

    def get(self, key: Hashable):
        """What was made for this key, or None."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def put(self, key: Hashable, made) -> None:
        """Keep what was made for this key, in the place of what was kept before."""
        with self._lock:
            self._weight -= self._weigh(self._made.pop(key)) if key in self._made else 0
            self._made[key] = made
            self._weight += self._weigh(made)
            while self._weight > self._limit and len(self._made) > 1:
                self._weight -= self._weigh(self._made.popitem(last=False)[1])


class Shelf:
    """What was made for one version of the store."""

    def __init__(self, store):
        self.store, self.version = store, store.version
        self.catalog, self.pool = Catalog(store), Pool(store)
        self.answers, self.fragments, self.tables = Kept(ANSWERS), Kept(LETTERS, len), Kept(CELLS, lambda table: 1 + table.cells)
        self.pages = Kept(LETTERS, lambda page: len(page[0]))

    @property
    def network(self):
        return self.remember("network", lambda: network.of(self.catalog))

    @property
    def index(self) -> Index:
        return self.remember("index", lambda: Index(self.catalog))

    @property
    def claims(self) -> dict[str, list[Claim]]:
        return self.remember("claims", lambda: _by_end(self.catalog))

    def remember(self, key: Hashable, make: Callable):
        return self.answers.keep(key, make)


def _named(catalog: Catalog, iri: str) -> Name:
    """A concept, period or standard term in words, out of what is recorded about it."""
    try:
        said = {(f.property, f.lang or "nl"): f.value for f in reversed(catalog.facts(iri)) if not f.iri}
    except BadQuery:  # no IRI at all: something that was typed into an address
        return Name(iri, vocab.short(iri), "")

    def text(language, *properties):
        return next((said[p, language] for p in properties if (p, language) in said), "")

    labels, comments = (vocab.SKOS + "prefLabel", vocab.LABEL, vocab.DCT + "title"), (vocab.SKOS + "definition", vocab.RDFS + "comment")
    printed = text("nl", vocab.BG + "periodText")
    nl, en = WORDS.get(iri, (printed or vocab.short(iri), ""))
    return Name(iri, text("nl", *labels) or nl, text("en", *labels) or en, text("nl", *comments), text("en", *comments))


def _by_end(catalog: Catalog) -> dict[str, list[Claim]]:
    found = defaultdict(list)
    for claim in catalog.all_claims():
        for end in {claim.source, claim.target, claim.iri}:
            found[end].append(claim)
    return dict(found)


def _log_failure(validation: Future) -> None:
    """Why the checks ended without an audit, in the log; pages only say that they did."""
    if not validation.cancelled() and validation.exception():
        logging.getLogger(__name__).error("audit failed: %s", validation.exception())


def desk() -> Desk:
    """The desk of the running application."""
    return current_app.extensions["desk"]
