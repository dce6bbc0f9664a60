"""Where a finding is at home: documents, projects and municipalities, read from the catalog alone."""
from collections import Counter, defaultdict
from functools import cached_property
from itertools import zip_longest

from .. import query, vocab
from ..catalog import Catalog, Passage
from ..errors import BadQuery
from ..validate.records import OBSERVATION, Finding
from .records import Placed

FEW = 6  # passages of a finding to show before the rest is folded
PROJECT, PART_OF = vocab.BG + "Project", vocab.BG + "partOf"


class Places:
    """Tells for each finding of one graph which documents, projects and municipalities it touches."""

    def __init__(self, catalog: Catalog):
        self._catalog = catalog
        self._documents = tuple(d.iri for d in catalog.documents)

    def of(self, finding: Finding) -> Placed:
        """The finding with its places.

        Documents: those with a graph of their own in which one of its elements is stated, or from which
        it quotes; of an observation only the latter, since what it concerns may be known elsewhere too.
        Municipalities: those of its elements, else of its documents. Projects: see `projects`.
        """
        resources = self._catalog.resources
        stated = {p.document for p in finding.passages}
        for element in () if finding.kind == OBSERVATION and stated else finding.elements:
            stated |= {element, *resources[element].documents} if element in resources else self._home(element)
        documents = tuple(d for d in self._documents if d in stated)
        towns = [m for e in finding.elements if e in resources for m in resources[e].municipalities]
        towns = towns or [m for d in documents for m in resources[d].municipalities]
        projects = dict.fromkeys(p for e in finding.elements for p in self.projects(e))
        return Placed(finding, documents, tuple(projects), tuple(dict.fromkeys(towns)), self.leading(finding))

    def leading(self, finding: Finding) -> tuple[Passage, ...]:
        """The most telling passages of a finding that rests on more than a few, else none.

        In turn from each thing it names, and from a document as a whole only when those are done; of one
        thing first what fewest others rest on.
        """
        if len(finding.passages) <= FEW:
            return ()
        left, whole = {p.iri: p for p in finding.passages}, set(self._documents)
        told = []
        for things in ([e for e in finding.elements if e not in whole], [e for e in finding.elements if e in whole]):
            columns = [[left[iri] for iri in self._own.get(thing, ()) if iri in left] for thing in things]
            told += [p for turn in zip_longest(*columns) for p in turn if p is not None]
        return tuple(dict.fromkeys((*told, *finding.passages)))[:FEW]

    def projects(self, element: str) -> tuple[str, ...]:
        """The projects of an element, by the nearest of three ways.

        Itself when it is a project; else the projects of which it is a part, also by way of other wholes;
        else every project with which one other link joins it, in either direction: what delivers, realises
        or requires it, what it funds, who is accountable.
        """
        if self._is_project(element):
            return (element,)
        wholes, waiting = [], [element]
        for thing in waiting:  # grows while it is walked; a circle adds nothing new
            for whole in self._wholes.get(thing, ()):
                if whole not in waiting:
                    waiting.append(whole)
                    wholes += [whole] if self._is_project(whole) else []
        return tuple(wholes or dict.fromkeys(n for n in self._joined.get(element, ()) if self._is_project(n)))

    def _is_project(self, iri: str) -> bool:
        found = self._catalog.resources.get(iri)
        return found is not None and (found.kind == PROJECT or PROJECT in self._catalog.ancestors(found.kind))

    def _home(self, thing: str) -> set[str]:
        try:
            return {str(row["document"]) for row in query.load("home", "audit").rows(self._catalog.store, thing=thing) if "document" in row}
        except BadQuery:  # what the finding is about is no IRI
            return set()

    @cached_property
    def _own(self) -> dict[str, list[str]]:
        """The passages of each thing, first those that fewest other things rest on."""
        rests = Counter(p.iri for passages in self._catalog.all_passages.values() for p in passages)
        return {thing: [p.iri for p in sorted(passages, key=lambda p: rests[p.iri])] for thing, passages in self._catalog.all_passages.items()}

    @cached_property
    def _wholes(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for link in self._catalog.links:
            if link.link == PART_OF:
                found[link.source].append(link.target)
        return found

    @cached_property
    def _joined(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for link in self._catalog.links:
            if link.link != PART_OF:  # what holds for a whole does not hold for each of its parts
                found[link.source].append(link.target)
                found[link.target].append(link.source)
        return found
