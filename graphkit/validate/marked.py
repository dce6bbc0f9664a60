"""The core shapes in the form that pySHACL gets through fastest, with the same results.

Three changes, none of which touches what a shape demands. Words for people are left out: pySHACL looks
at each statement about a shape for each thing it validates. A property shape gets the target of its node
shape, so that it is entered once for all its things instead of once for each. And each target becomes a
mark that we put on the things of one unit, so that things of other units, which are there only to be
looked at, are not validated to throw the results away.
"""
from collections.abc import Iterable

from .. import vocab

MARK = vocab.BASE + "mark/"
SAID = tuple(vocab.BGSH + n for n in ("advice", "yardstick", "agreesMessage", "notDerivableMessage"))
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


class Marked:
    """`graph` holds the shapes; `put` marks the things that their targets name."""

    def __init__(self, core):
        from rdflib import RDFS, SH, Graph, URIRef  # here and not above, so that importing the room stays cheap

        words = {RDFS.label, SH.message, SH.severity, *map(URIRef, SAID)}
        self.graph, self._marks = Graph(), {}
        for triple in core:
            if triple[1] not in words:
                self.graph.add(triple)
        used = set(self.graph.objects())
        for shape in {s for t in TARGETS for s in self.graph.subjects(SH[t])}:
            targets = [(t, o) for t in TARGETS for o in self.graph.objects(shape, SH[t])]
            held = [shape]
            if shape not in used:
                for part in [o for o in self.graph.objects(shape, SH.property) if isinstance(o, URIRef)]:
                    self.graph.remove((shape, SH.property, part))
                    held.append(part)
            for kind, target in targets:
                self.graph.remove((shape, SH[kind], target))
                mark = self._marks.setdefault((kind, target), URIRef(f"{MARK}{len(self._marks)}"))
                for part in held:
                    self.graph.add((part, SH.targetSubjectsOf, mark))

    def put(self, data, things: set) -> None:
        """Mark in the rdflib graph `data` those of the things that a target names there."""
        from rdflib import RDF, RDFS

        for (kind, target), mark in self._marks.items():
            if kind == "targetNode":
                named: Iterable = [target]
            elif kind == "targetSubjectsOf":
                named = data.subjects(target)
            elif kind == "targetObjectsOf":
                named = data.objects(None, target)
            else:
                named = [s for c in data.transitive_subjects(RDFS.subClassOf, target) for s in data.subjects(RDF.type, c)]
            for thing in set(named) & things:
                data.add((thing, mark, thing))

