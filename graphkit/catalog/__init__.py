"""What there is: elements, documents, terms, passages and claims, as plain values.

A catalog reads a store and remembers the lists that every page needs (names, kinds, places);
claims and passages are asked for one thing at a time.
"""
from collections import defaultdict
from functools import cached_property

from rapidfuzz import fuzz, process

from .. import query, vocab
from ..errors import NotFound
from ..store import Store, Term
from .records import Claim, Document, Fact, LeftOut, Link, Name, Passage, Resource, Used

__all__ = ["Catalog", "Claim", "Document", "Fact", "LeftOut", "Link", "Name", "Passage", "Resource", "Used"]


class Catalog:
    """Answers what, where and on which words, out of one store."""

    def __init__(self, store: Store):
        self.store = store
        self._passages: dict[Passage, Passage] = {}

    def _rows(self, name: str, **given: str) -> list[dict[str, Term]]:
        return query.load(name, "catalog").rows(self.store, **given)

    @cached_property
    def _term_rows(self) -> list[dict[str, Term]]:
        return self._rows("terms")

    @cached_property
    def _types(self) -> dict[str, tuple[str, ...]]:
        found = defaultdict(dict)
        for row in self._term_rows:
            found[str(row["iri"])][str(row["type"])] = None
        return {iri: tuple(types) for iri, types in found.items()}

    @cached_property
    def names(self) -> dict[str, Name]:
        """Every class, property and enumerated concept of the ontology by IRI."""
        found = defaultdict(dict)
        above = defaultdict(set)
        for row in self._term_rows:
            term, lang = found[row["iri"]], row["label"].lang
            term.setdefault(lang, str(row["label"]))
            term.setdefault(f"comment_{lang}", str(row.get("comment", "")))
            term.setdefault(f"inverse_{lang}", str(row.get("inverse", "")))
            term["order"] = int(row.get("order", 9999))
            if "above" in row:
                above[row["iri"]].add(str(row["above"]))
        return {
            str(iri): Name(str(iri), nl=t.pop("nl", ""), en=t.pop("en", ""), above=tuple(sorted(above[iri])), **t)
            for iri, t in found.items()
        }

    def name(self, iri: str) -> Name:
        """A term in words; one that the ontology does not have is named by its IRI."""
        return self.names.get(iri) or Name(iri, vocab.short(iri), "")

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """The terms above a term, nearest first."""
        seen = list(self.name(iri).above)
        for above in seen:
            seen += [a for a in self.name(above).above if a not in seen]
        return tuple(seen)

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """Every element by IRI."""
        classes, texts = defaultdict(set), defaultdict(dict)
        for row in self._rows("resources"):
            iri = str(row["iri"])
            if row["class"].startswith(vocab.BG):
                classes[iri].add(str(row["class"]))
            for part in ("label", "definition"):
                if part in row:
                    texts[iri].setdefault((part, row[part].lang or "nl"), str(row[part]))
        places = defaultdict(lambda: defaultdict(list))
        for row in self._rows("places"):
            places[row["iri"]][row["property"]].append(str(row["value"]))

        def many(iri, term):
            return tuple(dict.fromkeys(places[iri][term]))

        found = {}
        for iri, kinds in sorted(classes.items()):
            kind = max(sorted(kinds), key=lambda k: len(self.ancestors(k)))
            text = texts[iri]
            found[iri] = Resource(
                iri, kind, text.get(("label", "nl"), ""), text.get(("label", "en"), ""),
                text.get(("definition", "nl"), ""), text.get(("definition", "en"), ""),
                many(iri, vocab.STATED_IN), many(iri, vocab.MUNICIPALITY), many(iri, vocab.BG + "about"),
                next(iter(many(iri, vocab.BG + "status")), ""), many(iri, vocab.SKOS + "exactMatch"),
            )
        return found

    @cached_property
    def _by_match(self) -> dict[str, str]:
        return {match.rstrip("/"): r.iri for r in self.resources.values() for match in r.matches}

    def resolve(self, name: str) -> Resource:
        """The element for goal/weert-wendbaarheid, an IRI or an official IRI. Raises NotFound with near names."""
        iri = vocab.expand(name)
        iri = self._by_match.get(iri.rstrip("/"), iri)
        if iri in self.resources:
            return self.resources[iri]
        wanted = vocab.short(iri)
        whole = {vocab.short(r): vocab.short(r) for r in self.resources}
        tails = {short.split("/")[-1]: short for short in whole}
        near = [names[name] for text, names in ((wanted, whole), (wanted.split("/")[-1], tails))
                for name, _, _ in process.extract(text, names.keys(), scorer=fuzz.ratio, score_cutoff=50, limit=3)]
        raise NotFound(f"‘{wanted}’ is niet bekend.", tuple(dict.fromkeys(near))[:3])

    def label(self, iri: str, lang: str = "nl") -> str:
        """The label of an element or a term; anything else is named by its own IRI."""
        found = self.resources.get(iri)
        return found.label(lang) if found else self.name(iri).label(lang)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents that have a graph of their own."""
        return tuple(
            Document(str(r["iri"]), str(r["graph"]), str(r.get("file", "")), str(r.get("digest", ""))) for r in self._rows("documents")
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link once; stated when any of its claims is."""
        best = {}
        for row in self._rows("links"):
            key = (str(row["from"]), str(row["link"]), str(row["to"]))
            basis = str(row.get("basis", ""))
            if key not in best or basis == vocab.STATED:
                best[key] = Link(*key, str(row["family"]), basis)
        return tuple(best.values())

    def claims(self, iri: str) -> tuple[Claim, ...]:
        """Every claim that has this thing as subject or object, with its passages."""
        return self._claims(self._rows("claims", thing=iri))

    def evidence(self, source: str, link: str, target: str) -> tuple[Claim, ...]:
        """The claims that state or conclude this one link."""
        return self._claims(self._rows("link-evidence", **{"from": source, "link": link, "to": target}))

    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim of the graph with its passages, in order of its link."""
        return self._every_claim

    @cached_property
    def _every_claim(self) -> tuple[Claim, ...]:
        return self._claims(self._rows("all-claims"))

    def matches(self) -> tuple[Claim, ...]:
        """The claims that two things of different municipalities resemble each other."""
        return tuple(c for c in self.all_claims() if c.link in vocab.MATCHES)

    def types(self, iri: str) -> tuple[str, ...]:
        """The classes that a term of the ontology or a concept has."""
        return self._types.get(iri, ())

    def _claims(self, rows) -> tuple[Claim, ...]:
        found, passages = {}, defaultdict(dict)
        for row in rows:
            key = (str(row["claim"]), str(row["from"]), str(row["link"]), str(row["to"]))
            found[key] = (str(row.get("basis", "")), str(row.get("reason", "")))
            if "iri" in row:
                passages[key][str(row["iri"])] = self._passage(row)
        return tuple(Claim(*key, *rest, tuple(passages[key].values())) for key, rest in found.items())

    def passage(self, iri: str) -> Passage:
        """One passage by IRI. Raises NotFound."""
        for row in self._rows("passage", iri=iri):
            return self._passage(row)
        raise NotFound(f"De passage {vocab.short(iri)} is niet bekend.")

    def passages(self, iri: str) -> tuple[Passage, ...]:
        """The passages that a thing itself rests on, in the order of its documents."""
        return tuple(self._passage(row) for row in self._rows("passages", thing=iri))

    @cached_property
    def all_passages(self) -> dict[str, tuple[Passage, ...]]:
        """The passages that each element itself rests on, in the order of its documents; out of one question."""
        found = defaultdict(list)
        for row in self._rows("all-passages"):
            found[str(row["thing"])].append(self._passage(row))
        return {thing: tuple(passages) for thing, passages in found.items()}

    def quotations(self) -> dict[str, tuple[str, ...]]:
        """The quoted words that each thing rests on, its own and those of the claims about it."""
        found = defaultdict(dict)
        for row in self._rows("quotations"):
            found[str(row["thing"])][str(row["exact"])] = None
        return {thing: tuple(words) for thing, words in found.items()}

    def other_names(self) -> dict[str, tuple[str, ...]]:
        """The names beside its own that a thing is known by."""
        found = defaultdict(list)
        for row in self._rows("other-names"):
            found[str(row["thing"])].append(str(row["name"]))
        return {thing: tuple(names) for thing, names in found.items()}

    def years(self) -> dict[str, tuple[str, ...]]:
        """The calendar years in which a thing runs, holds or happens, at most those of a century."""
        found = defaultdict(dict)
        for row in self._rows("years"):
            first, last = str(row["begins"])[:4], str(row["ends"])[:4]
            if first.isdecimal() and last.isdecimal():  # what is no day or year is said by a shape
                found[str(row["thing"])].update((f"{year:04}", None) for year in range(int(first), min(int(last), int(first) + 99) + 1))
        return {thing: tuple(sorted(years)) for thing, years in found.items()}

    def document_passages(self, document: str) -> tuple[Used, ...]:
        """Every passage of a document with what rests on it, in the order of the text."""
        found, users = {}, defaultdict(dict)
        for row in self._rows("document-passages", document=document):
            iri = str(row["iri"])
            found.setdefault(iri, row)
            if "user" in row:
                users[iri][str(row["user"])] = None
        return tuple(Used(self._passage(row), tuple(users[iri])) for iri, row in found.items())

    def left_out(self, document: str) -> tuple[LeftOut, ...]:
        """What was not modelled of a document, in the order of the text."""
        return tuple(
            LeftOut(str(r["iri"]), document, int(r["start"]), int(r["end"]), str(r.get("reason", "")))
            for r in self._rows("left-out", document=document)
        )

    def facts(self, iri: str) -> tuple[Fact, ...]:
        """What else is recorded about a thing: everything but its links."""
        return tuple(
            Fact(str(r["property"]), str(r["value"]), r["value"].iri, r["value"].lang, r["value"].datatype)
            for r in self._rows("facts", thing=iri)
        )

    def _passage(self, row: dict[str, Term]) -> Passage:
        """The passage of a row; the one that is at hand when it was read before, since thousands of claims rest on the same words."""
        passage = Passage(
            str(row["iri"]), str(row["document"]), str(row.get("file", "")), str(row.get("section", "")),
            int(row["start"]), int(row["end"]), str(row["exact"]),
        )
        return self._passages.setdefault(passage, passage)
