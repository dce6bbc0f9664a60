"""What a catalog hands out: frozen values, no RDF."""
from dataclasses import dataclass

from .. import vocab


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source text and its quoted words; offsets in characters, end exclusive."""

    iri: str
    document: str
    file: str
    section: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Name:
    """A class, property or concept in words: label, explanation and the label read backwards, nl and en."""

    iri: str
    nl: str
    en: str
    comment_nl: str = ""
    comment_en: str = ""
    inverse_nl: str = ""
    inverse_en: str = ""
    above: tuple[str, ...] = ()
    order: int = 9999

    def label(self, lang: str = "nl") -> str:
        return (self.en if lang == "en" else self.nl) or self.nl or vocab.local(self.iri)

    def inverse(self, lang: str = "nl") -> str:
        return (self.inverse_en if lang == "en" else self.inverse_nl) or self.label(lang)

    def comment(self, lang: str = "nl") -> str:
        return (self.comment_en if lang == "en" else self.comment_nl) or self.comment_nl


@dataclass(frozen=True, slots=True)
class Resource:
    """An element: its names, its most specific class, and where it is stated.

    `documents`, `municipalities`, `themes` and `matches` are IRIs; `status` is an IRI or empty.
    """

    iri: str
    kind: str
    nl: str
    en: str
    definition_nl: str
    definition_en: str
    documents: tuple[str, ...]
    municipalities: tuple[str, ...]
    themes: tuple[str, ...]
    status: str
    matches: tuple[str, ...]

    def label(self, lang: str = "nl") -> str:
        return (self.en if lang == "en" else self.nl) or self.nl or self.en or vocab.short(self.iri)

    def definition(self, lang: str = "nl") -> str:
        return (self.definition_en if lang == "en" else self.definition_nl) or self.definition_nl


@dataclass(frozen=True, slots=True)
class Claim:
    """A link with its evidence: the stored triple, its basis (IRI, empty without a claim) and its passages."""

    iri: str
    source: str
    link: str
    target: str
    basis: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything else that is recorded about a thing; `iri` tells whether the value is one."""

    property: str
    value: str
    iri: bool
    lang: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Document:
    """A published document with a graph of its own, its source file and that file's SHA-256."""

    iri: str
    graph: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Used:
    """A passage of a document with the IRIs of what rests on it."""

    passage: Passage
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a document that was not modelled, and why (an IRI)."""

    iri: str
    document: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """A stored triple of one of the families serves, needs, touches; basis as IRI, stated before inferred."""

    source: str
    link: str
    target: str
    family: str
    basis: str
