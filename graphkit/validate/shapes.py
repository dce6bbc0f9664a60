"""The rules as the folder `shapes` states them, and the refusal of a shape that could never fire."""
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from .. import vocab
from ..errors import BadFile, GraphkitError
from .marked import MARK, TARGETS, Marked
from .records import AGREES, INFO, NOT_DERIVABLE, OPEN, VIOLATION, WARNING, Rule
from .reads import Reads, reads
from .rewrite import CannotRewrite, for_all
from .terms import Terms

NESTING = ("node", "not", "qualifiedValueShape", "property")
LISTS = ("or", "and", "xone")
# Parameters that constrain nothing by themselves.
MODIFIERS = {
    "path", "severity", "message", "name", "description", "order", "group", "defaultValue", "deactivated", "flags",
    "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "ignoredProperties", *TARGETS,
}
# Beside its constraint a rule may ask for which things the same check ended well, or could not be made.
COMPANIONS = {"agrees": AGREES, "notDerivable": NOT_DERIVABLE}
SEVERITIES = {"Violation": VIOLATION, "Warning": WARNING, "Info": INFO}


@dataclass(frozen=True)
class Joined:
    """A question of a rule for all things together.

    What an answer means, the name under which the things it holds for are written (rules with the same
    `targets`, predicate and object, share one), and the text with its prefixes: as written for one
    thing (`select`) and for all (`query`).
    """

    rule: str
    outcome: str
    holder: str
    select: str
    query: str
    targets: tuple[tuple[str, str], ...]

    @cached_property
    def reads(self) -> Reads:
        """The properties on which the answer depends."""
        return reads(self.select)


class Shapes:
    """Every shape of a folder: `whole` as written, `core` without SPARQL, `joined` the rules with SPARQL."""

    def __init__(self, whole):
        from rdflib import SH, Graph, URIRef  # here and not above, so that importing the room stays cheap

        self._sh, self.whole = SH, whole
        self.core = Graph()
        with_query = set(whole.subjects(SH.sparql))
        for triple in whole:
            if triple[0] not in with_query:
                self.core.add(triple)
        asked = [self._joined(s, self._only_query(s), OPEN) for s in with_query]
        for name, outcome in COMPANIONS.items():
            asked += [self._joined(s, q, outcome) for s, q in whole.subject_objects(URIRef(vocab.BGSH + name))]
        self.joined = tuple(sorted(asked, key=lambda j: (j.rule, j.outcome)))

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every named shape and every rule about texts, by IRI."""
        from rdflib import RDF, URIRef

        sh = self._sh
        kinds = (sh.NodeShape, sh.PropertyShape, URIRef(vocab.BGSH + "TextRule"))
        named = {s for kind in kinds for s in self.whole.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        return {str(s): self._rule(s) for s in sorted(named)}

    def _rule(self, shape) -> Rule:
        from rdflib import URIRef

        def said(predicate):
            return {o.language: str(o) for o in self.whole.objects(shape, predicate)}

        severity = self.whole.value(shape, self._sh.severity)
        message, advice, yardstick, agrees, not_derivable, title = map(said, (self._sh.message, *(
            URIRef(vocab.BGSH + n) for n in ("advice", "yardstick", "agreesMessage", "notDerivableMessage")), URIRef(vocab.LABEL)))
        limited = self.whole.value(shape, URIRef(vocab.BGSH + "publicOnly"))
        return Rule(
            str(shape), SEVERITIES.get(vocab.local(str(severity)), VIOLATION),
            message.get("nl", vocab.short(str(shape))), message.get("en", ""), advice.get("nl", ""), advice.get("en", ""),
            yardstick.get("nl", ""), yardstick.get("en", ""), bool(limited is not None and limited.toPython()),
            agrees.get("nl", ""), agrees.get("en", ""), not_derivable.get("nl", ""), not_derivable.get("en", ""),
            title.get("nl", ""), title.get("en", ""),
        )

    def _only_query(self, shape):
        """The one sh:sparql of a shape."""
        constraints = list(self.whole.objects(shape, self._sh.sparql))
        if len(constraints) != 1 or (shape, self._sh.path, None) in self.whole:
            name = vocab.short(str(shape))
            raise GraphkitError(f"De regel {name} heeft meer dan één vraag of een pad. Maak er per vraag een eigen sh:NodeShape van.")
        return constraints[0]

    def _joined(self, shape, constraint, outcome: str) -> Joined:
        sh, name = self._sh, vocab.short(str(shape))
        text = self.whole.value(constraint, sh.select)
        if text is None:
            raise GraphkitError(f"De regel {name} heeft sh:sparql zonder sh:select. Schrijf de vraag erbij.")
        targets = tuple(sorted((str(sh[t]), str(o)) for t in TARGETS for o in self.whole.objects(shape, sh[t])))
        holder = MARK + "".join(vocab.local(p)[6] + vocab.local(o) for p, o in targets)
        prefixes = "".join(
            f"PREFIX {self.whole.value(d, sh.prefix)}: <{self.whole.value(d, sh.namespace)}>\n"
            for p in self.whole.objects(constraint, sh.prefixes) for d in self.whole.objects(p, sh.declare)
        )
        try:
            query = prefixes + for_all(str(text), holder)
        except CannotRewrite as problem:
            raise GraphkitError(f"De regel {name} is niet voor alle dingen tegelijk te stellen: {problem}") from None
        return Joined(str(shape), outcome, holder, prefixes + str(text), query, targets)

    @cached_property
    def marked(self) -> Marked:
        """The core shapes as a unit is validated with."""
        return Marked(self.core)

    @cached_property
    def inward(self) -> frozenset[str]:
        """The properties that some core shape follows from object to subject."""
        from rdflib import RDF, URIRef

        found = set()
        for path in self.core.objects(None, self._sh.inversePath):
            parts = [path, *self.core.transitive_objects(path, None)]
            found |= {str(p) for p in parts if isinstance(p, URIRef) and p != RDF.nil}
        return frozenset(found)

    @cached_property
    def deep(self) -> frozenset[str]:
        """The properties that some core shape may read of another thing than the one it holds for."""
        from rdflib import RDF, BNode, URIRef

        found, sh = {str(RDF.type)}, self._sh
        inner = {o for p in NESTING[:3] for o in self.core.objects(None, sh[p])} | {
            i for p in LISTS for o in self.core.objects(None, sh[p]) for i in self.core.items(o)}
        waiting, seen = list(inner), set()
        while waiting:
            shape = waiting.pop()
            if shape not in seen:
                seen.add(shape)
                waiting += [o for p in (sh.property, *(sh[n] for n in NESTING)) for o in self.core.objects(shape, p)]
        for shape, path in self.core.subject_objects(sh.path):
            if shape in seen or isinstance(path, BNode):
                found |= {str(n) for n in {path, *self.core.transitive_objects(path, None)} if isinstance(n, URIRef)}
        return frozenset(found - {str(RDF.nil)})

    def refuse_what_cannot_fire(self, known: frozenset[str]) -> None:
        """Raise GraphkitError for shapes that no data could ever trip; `known` are the names the ontology has or uses."""
        from rdflib import RDF, BNode, URIRef

        sh, wrong = self._sh, []
        for subject, predicate, _ in self.whole:
            if str(predicate).startswith(vocab.SH) and predicate not in sh:
                wrong.append(f"{self._name(subject)}: sh:{vocab.local(str(predicate))} bestaat niet")
        inner = {o for p in NESTING for o in self.whole.objects(None, sh[p])}
        inner |= {i for p in LISTS for o in self.whole.objects(None, sh[p]) for i in self.whole.items(o)}
        for shape in set(self.whole.subjects(RDF.type, sh.NodeShape)) | set(self.whole.subjects(RDF.type, sh.PropertyShape)) | inner:
            says = {vocab.local(str(p)) for p in self.whole.predicates(shape) if str(p).startswith(vocab.SH)}
            if shape not in inner and not says & set(TARGETS):
                wrong.append(f"{self._name(shape)}: heeft geen doel (sh:targetClass) en geen vorm die haar gebruikt")
            if not says - MODIFIERS or "qualifiedValueShape" in says and not says & {"qualifiedMinCount", "qualifiedMaxCount"}:
                wrong.append(f"{self._name(shape)}: legt geen enkele eis op")
        for shape in self.whole.objects(None, sh.property):
            if isinstance(shape, BNode) and any(isinstance(s, URIRef) for s in self.whole.subjects(sh.property, shape)):
                wrong.append(f"{self._name(shape)}: een vorm voor een eigenschap heeft een eigen naam nodig")
        classes = {(s, o) for p in (sh["class"], sh.targetClass) for s, o in self.whole.subject_objects(p)}
        terms = {(s, o) for p in (sh.targetSubjectsOf, sh.targetObjectsOf, sh.hasValue) for s, o in self.whole.subject_objects(p)}
        for shape, path in self.whole.subject_objects(sh.path):
            terms |= {(shape, o) for o in {path, *self.whole.transitive_objects(path, None)}}
        # A class of others must be one that the ontology mentions, where it mentions any of theirs; properties of others come with data.
        spaces = {_namespace(name) for name in known}
        for shape, term in classes | {(s, o) for s, o in terms if str(o).startswith(vocab.BG)}:
            if isinstance(term, URIRef) and str(term) not in known and _namespace(str(term)) in spaces:
                wrong.append(f"{self._name(shape)}: {vocab.short(str(term))} staat niet in de ontologie")
        if wrong:
            raise GraphkitError("Deze regels kunnen nooit iets vinden; verbeter ze in shapes/. " + " | ".join(sorted(set(wrong))))

    def _name(self, shape) -> str:
        """The nearest name at or above a shape."""
        from rdflib import BNode

        seen = {shape}
        while isinstance(shape, BNode):
            above = next((s for s in self.whole.subjects(None, shape) if s not in seen), None)
            if above is None:
                return "een naamloze vorm"
            seen.add(above)
            shape = above
        return vocab.short(str(shape))


def _namespace(name: str) -> str:
    return name[:max(name.rfind("#"), name.rfind("/")) + 1]


def read(folder: Path) -> Shapes:
    """The shapes of every Turtle file in the folder. Raises BadFile, GraphkitError."""
    from rdflib import Graph

    whole, terms = Graph(), Terms()
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise GraphkitError(f"In {folder} staan geen regels (*.ttl). Controleer het pad of installeer beleidsgraaf opnieuw.")
    for file in files:
        try:
            # Blank nodes of two files must not meet.
            terms.fill(whole, ox.parse(path=file, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except OSError as problem:
            raise BadFile(file, f"kan niet gelezen worden ({problem.strerror}).") from None
        except (SyntaxError, ValueError) as problem:
            raise BadFile(file, f"is geen geldig Turtle: {problem}.", getattr(problem, "lineno", None)) from None
    return Shapes(whole)
