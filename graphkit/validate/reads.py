"""On which properties the answer of a query depends, so that it is not asked again when others change."""
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True)
class Demand:
    """What a query demands of a property that it leaves open, by another triple.

    `property link end`, or `property link+ end` when `many`; without `end`: `anything link property`.
    """

    link: str
    end: str = ""
    many: bool = False

    def fits(self, name: str, copy: ox.Store) -> bool:
        """Whether a property meets the demand, as the copy is now."""
        link, thing = ox.NamedNode(self.link), ox.NamedNode(name)
        if not self.end:
            return next(copy.quads_for_pattern(None, link, thing), None) is not None
        found, waiting = set(), [thing]
        while waiting:
            above = {q.object for q in copy.quads_for_pattern(waiting.pop(), link, None)} - found
            found |= above
            waiting += above if self.many else ()
        return ox.NamedNode(self.end) in found


@dataclass(frozen=True)
class Reads:
    """The properties a query names, those it names with one thing only, and for each that it leaves open its demand; None: none."""

    properties: frozenset[str]
    pairs: frozenset[tuple[str, str]] = frozenset()
    left_open: frozenset[Demand | None] = frozenset()

    def touched(self, changed: Iterable[ox.Triple], copy: ox.Store) -> bool:
        """Whether a change of these triples can change the answer."""
        pairs = {(t.predicate.value, t.object.value) for t in changed}
        names = {name for name, _ in pairs}
        return bool(self.properties & names or self.pairs & pairs) or any(
            demand is None or any(demand.fits(name, copy) for name in names) for demand in self.left_open)


def reads(text: str) -> Reads:
    """What the patterns and paths of a query read."""
    from rdflib import RDF, URIRef, Variable  # here and not above, so that importing the room stays cheap
    from rdflib.paths import NegatedPath, Path
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    whole = translateQuery(parseQuery(text)).algebra
    demands = {}
    for triple in _demanded(whole):
        demands |= _demand(*triple)
    found, pairs, left_open, waiting = set(), set(), set(), [whole]
    while waiting:
        part = waiting.pop()
        if isinstance(part, NegatedPath):
            left_open.add(None)
        elif isinstance(part, dict):
            for link, obj in [pair for triples in dict.get(part, "triples", ()) for pair in zip(triples[1::3], triples[2::3])]:
                if isinstance(link, Variable):
                    left_open.add(demands.get(link))
                elif isinstance(link, URIRef) and isinstance(obj, URIRef):
                    pairs.add((str(link), str(obj)))
                else:
                    waiting.append(link)
            waiting += [value for key, value in part.items() if key not in ("triples", "_vars")]
        elif isinstance(part, Path):
            waiting += [*getattr(part, "args", ()), *([part.arg] if hasattr(part, "arg") else ()), *([part.path] if hasattr(part, "path") else ())]
        elif isinstance(part, URIRef):
            found.add(str(part))
        elif isinstance(part, (list, tuple, set)):
            waiting += list(part)
    return Reads(frozenset(found - {str(RDF.nil)}), frozenset(pairs), frozenset(left_open))


def _demanded(part) -> list:
    """The triples that every answer fits: not those under OPTIONAL, UNION, EXISTS or in a SELECT of their own."""
    if part.name == "BGP":
        return list(part.triples)
    if part.name == "Join":
        return [*_demanded(part.p1), *_demanded(part.p2)]
    if part.name == "LeftJoin":
        return _demanded(part.p1)
    if part.name in ("SelectQuery", "Project", "Distinct", "Filter", "Extend", "OrderBy"):
        return _demanded(part.p)
    return []


def _demand(subject, link, obj) -> dict:
    """What a triple demands of a variable in it."""
    from rdflib import URIRef, Variable
    from rdflib.paths import MulPath, OneOrMore

    many = isinstance(link, MulPath) and link.mod == OneOrMore
    link = link.path if many else link
    if not isinstance(link, URIRef):
        return {}
    if isinstance(subject, Variable) and isinstance(obj, URIRef):
        return {subject: Demand(str(link), str(obj), many)}
    return {obj: Demand(str(link))} if isinstance(obj, Variable) and not many else {}
