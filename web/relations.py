"""What a thing has to do with other things, in words: grouped by verb, each with the sentences behind it."""
from collections import defaultdict
from dataclasses import dataclass

from graphkit import vocab
from graphkit.catalog import Catalog, Claim, Link, Name, Resource

from .desk import Desk
from .language import lang

FAMILIES = (vocab.SERVES, vocab.NEEDS, vocab.TOUCHES)
TALLEST = 3  # steps shown of the way up from an element


@dataclass(frozen=True)
class Line:
    """One link with the thing at its other end; `basis` is stated as soon as one claim is."""

    other: Resource | Name
    basis: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Verb:
    """The links of one kind in one direction: `out` reads forward, otherwise backward."""

    link: Name
    out: bool
    family: str
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        return self.link.label(lang()) if self.out else self.link.inverse(lang())


def claims_of(desk: Desk, iri: str) -> tuple[Claim, ...]:
    """The claims about a thing, or the links of a claim itself, out of one reading of all claims."""
    return tuple(desk.claims.get(iri, ()))


def links_of(desk: Desk, iri: str) -> tuple[Link, ...]:
    """The links that a thing is an end of."""
    def sort():
        found = defaultdict(list)
        for link in desk.catalog.links:
            for end in {link.source, link.target}:
                found[end].append(link)
        return found

    return tuple(desk.remember("links", sort).get(iri, ()))


def verbs(desk: Desk, iri: str) -> tuple[Verb, ...]:
    """The relations of a thing: means-to-end first, forward before backward, then in order of words."""
    claims, groups = defaultdict(list), defaultdict(list)
    for claim in claims_of(desk, iri):
        claims[claim.source, claim.link, claim.target].append(claim)
    for link in links_of(desk, iri):
        for out in {link.source == iri, link.target != iri}:
            other = desk.named(link.target if out else link.source)
            line = Line(other, link.basis, tuple(claims[link.source, link.link, link.target]))
            groups[FAMILIES.index(link.family), not out, link.link].append(line)
    return tuple(
        Verb(desk.catalog.name(link), not back, vocab.local(FAMILIES[family]), tuple(sorted(lines, key=_by_kind(desk.catalog))))
        for (family, back, link), lines in sorted(groups.items())
    )


def likenesses(desk: Desk, iri: str) -> tuple[Verb, ...]:
    """What resembles a thing in other municipalities, by how; both ends read alike, and none of it is a link to walk."""
    def sort():
        found = defaultdict(list)
        for match in desk.catalog.matches():
            found[match.source].append((match.target, match))
            found[match.target].append((match.source, match))
        return found

    groups = defaultdict(lambda: defaultdict(list))
    for other, match in desk.remember("matches", sort).get(iri, ()):
        groups[match.link][other].append(match)
    return tuple(
        Verb(desk.named(how), True, "", tuple(sorted(
            (Line(desk.named(other), claims[0].basis, tuple(claims)) for other, claims in groups[how].items()), key=_by_kind(desk.catalog)
        ))) for how in vocab.MATCHES if how in groups
    )


def _by_kind(catalog: Catalog):
    def key(line: Line):
        kind = getattr(line.other, "kind", "")
        return catalog.name(kind).order, line.other.label("nl").casefold()
    return key


def way_up(desk: Desk, iri: str) -> tuple[Resource | Name, ...]:
    """What a thing serves, and what that serves, a few steps: its place in the tree of goals."""
    def parents():
        best = {}
        for link in desk.catalog.links:
            if link.family == vocab.SERVES:
                rank = (link.basis != vocab.STATED, desk.catalog.name(getattr(desk.named(link.target), "kind", "")).order, link.target)
                best[link.source] = min(best.get(link.source, rank), rank)
        return {source: rank[2] for source, rank in best.items()}

    above, found = desk.remember("parents", parents), [iri]
    while (after := above.get(found[-1])) and after not in found and len(found) <= TALLEST:
        found.append(after)
    return tuple(desk.named(i) for i in found[1:])
