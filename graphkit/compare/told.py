"""Elements with the words they rest on and the links they have, everything looked up once for a whole comparison."""
from collections import defaultdict
from collections.abc import Callable, Iterable

from ..catalog import Catalog, Link, Resource
from .records import Said, Tie


class Told:
    """Hands out what a municipality says, out of one catalog."""

    def __init__(self, catalog: Catalog):
        self._catalog = catalog
        self._claims, self._out, self._into = defaultdict(list), defaultdict(list), defaultdict(list)
        for claim in catalog.all_claims():
            self._claims[claim.source, claim.link, claim.target].append(claim)
        for link in catalog.links:
            self._out[link.source].append(link)
            self._into[link.target].append(link)

    def is_a(self, resource: Resource, kinds: frozenset[str]) -> bool:
        """Whether the class of a thing, or one above it, is among these."""
        return not kinds.isdisjoint((resource.kind, *self._catalog.ancestors(resource.kind)))

    def in_order(self, resources: Iterable[Resource]) -> tuple[Resource, ...]:
        """Things in the order of their classes and then of the texts; what has no words of its own comes last."""
        def key(resource: Resource):
            first = next(iter(self._catalog.all_passages.get(resource.iri, ())), None)
            place = (False, first.document, first.start) if first else (True, "", 0)
            return self._catalog.name(resource.kind).order, *place, resource.iri

        return tuple(sorted(resources, key=key))

    def said(self, resources: Iterable[Resource], ties: Callable[[Resource], tuple[Tie, ...]] = lambda resource: ()) -> tuple[Said, ...]:
        """These things with their passages and with the links that `ties` picks."""
        return tuple(Said(r, self._catalog.all_passages.get(r.iri, ()), ties(r)) for r in resources)

    def outward(self, resource: Resource, links: frozenset[str]) -> tuple[Tie, ...]:
        """The links of these kinds that begin at a thing."""
        return tuple(self._tie(link, link.target) for link in self._out[resource.iri] if link.link in links and link.target in self._catalog.resources)

    def inward(self, resource: Resource, links: frozenset[str]) -> tuple[Tie, ...]:
        """The links of these kinds that end at a thing."""
        return tuple(self._tie(link, link.source) for link in self._into[resource.iri] if link.link in links and link.source in self._catalog.resources)

    def pointing(self, target: Resource) -> dict[str, tuple[Tie, ...]]:
        """Every link that ends at a thing, by where it begins."""
        found = defaultdict(list)
        for link in self._into[target.iri]:
            found[link.source].append(self._tie(link, target.iri))
        return {source: tuple(ties) for source, ties in found.items()}

    def _tie(self, link: Link, end: str) -> Tie:
        claims = self._claims[link.source, link.link, link.target]
        reason = next((c.reason for c in claims if c.reason), "")
        passages = dict.fromkeys(p for c in claims for p in c.passages)
        return Tie(link.source, link.link, link.target, self._catalog.resources[end], link.basis, reason, tuple(passages))
