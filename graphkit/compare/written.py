"""A comparison for machines: the contract in docs/output.md."""
from collections.abc import Iterator

from .. import vocab
from ..catalog import Passage, Resource
from .records import Comparison, Match, Row, Said, Tie

COLUMNS = ("part", "subject", "municipality", "element", "label", "kind", "document", "start", "end", "exact", "link", "basis", "reason")


def as_json(found: Comparison) -> dict:
    """The comparison as plain dictionaries; cells by the IRI of their municipality."""
    iris = [m.iri for m in found.municipalities]

    def cells(row):
        return {iri: [_said(s) for s in cell] for iri, cell in zip(iris, row)}

    def rows(name: str, given: tuple[Row, ...]):
        return [{name: r.subject.iri, "label": r.subject.label(), "cells": cells(r.cells), "lacking": [iris[i] for i in r.lacking]} for r in given]

    return {
        "municipalities": iris, "documents": {iri: [d.iri for d in own] for iri, own in zip(iris, found.documents)},
        "themes": rows("theme", found.themes), "measuring": cells(found.measuring), "values": cells(found.values),
        "matches": [_match(m) for m in found.matches], "frameworks": rows("framework", found.frameworks),
    }


def _kind(resource: Resource) -> str:
    return vocab.kind_slug(vocab.local(resource.kind))


def _basis(iri: str) -> str:
    return vocab.local(iri) if iri else ""


def _passage(passage: Passage) -> dict:
    return {"iri": passage.iri, "file": passage.file, "start": passage.start, "end": passage.end, "exact": passage.exact}


def _said(said: Said) -> dict:
    whole = {"iri": said.resource.iri, "label": said.resource.label(), "kind": _kind(said.resource), "passages": [_passage(p) for p in said.passages]}
    return whole | ({"links": [_tie(t) for t in said.ties]} if said.ties else {})


def _tie(tie: Tie) -> dict:
    return {"from": tie.source, "link": tie.link, "to": tie.target, "basis": _basis(tie.basis), "reason": tie.reason,
            "passages": [_passage(p) for p in tie.passages]}


def _match(match: Match) -> dict:
    return {"from": match.left.iri, "link": match.how, "to": match.right.iri, "basis": _basis(match.basis), "reason": match.reason,
            "passages": [_passage(p) for p in match.passages]}


def as_rows(found: Comparison) -> Iterator[tuple]:
    """A row per element and passage; for a framework per link and passage, for a match per passage of either end."""
    parts = [("theme", r.subject.iri, r.cells) for r in found.themes] + [("measuring", "", found.measuring), ("values", "", found.values)]
    for part, subject, cells in parts:
        for town, cell in zip(found.municipalities, cells):
            for said in cell:
                yield from _lines((part, subject, town.iri, *_named(said.resource)), said.passages, ("", "", ""))
    for row in found.frameworks:
        for town, cell in zip(found.municipalities, row.cells):
            for said in cell:
                for tie in said.ties:
                    yield from _lines(("framework", row.subject.iri, town.iri, *_named(said.resource)), tie.passages, (tie.link, _basis(tie.basis), tie.reason))
    for match in found.matches:
        towns = " ".join(t.iri for t in found.municipalities if t.iri in match.right.municipalities)
        yield from _lines(("match", match.left.iri, towns, *_named(match.right)), match.passages, (match.how, _basis(match.basis), match.reason))


def _named(resource: Resource) -> tuple[str, str, str]:
    return resource.iri, resource.label(), _kind(resource)


def _lines(head: tuple, passages: tuple[Passage, ...], tail: tuple) -> Iterator[tuple]:
    """One row for each passage; one with empty places when there is none."""
    for passage in passages:
        yield (*head, passage.document, passage.start, passage.end, passage.exact, *tail)
    if not passages:
        yield (*head, "", "", "", "", *tail)
