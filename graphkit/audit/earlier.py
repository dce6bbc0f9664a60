"""A report of an earlier day: read with care, and compared with the audit of now."""
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from .. import vocab
from ..errors import BadFile
from .machine import as_json, difference_json
from .records import Audit, Change, Difference, Earlier, Selection
from .text import circumstances, since_lines
from .words import PARTS

TEXTS = ("id", "rule", "severity", "state", "message")
PASSAGE = (("iri", str), ("file", str), ("start", int), ("end", int), ("exact", str))
KINDS = {str: "tekst", int: "een getal", list: "een lijst", dict: "een object", bool: "waar of onwaar"}


@dataclass(frozen=True)
class EarlierReport:
    """What a JSON report says: its day and language, its choice, findings, rules, digests and versions."""

    path: str
    day: date
    lang: str
    selection: Selection
    conforms: bool
    findings: tuple[Earlier, ...]
    rules: tuple[tuple[str, str], ...]
    data: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]


class _Reader:
    """Walks through a parsed report and names the place where something is missing or of another kind."""

    def __init__(self, path: Path):
        self._path = path

    def wrong(self, problem: str, line: int | None = None) -> BadFile:
        return BadFile(self._path, problem, line)

    def get(self, holder, key: str, kind: type, where: str):
        """The value under a key. Raises BadFile."""
        if not isinstance(holder, dict):
            raise self.wrong(f"{where or 'het geheel'} is geen object. Is dit een JSON-rapport van ‘beleidsgraaf audit’?")
        if key not in holder:
            raise self.wrong(f"{where or 'het rapport'} mist ‘{key}’. Maak het rapport met: beleidsgraaf audit --format json")
        value = holder[key]
        if not isinstance(value, kind) or kind is int and isinstance(value, bool):
            raise self.wrong(f"{where + '.' if where else ''}{key} is geen {KINDS[kind].removeprefix('een ')}.")
        return value

    def texts(self, holder, key: str, where: str) -> tuple[str, ...]:
        """A list of texts under a key. Raises BadFile."""
        values = self.get(holder, key, list, where)
        for n, value in enumerate(values):
            if not isinstance(value, str):
                raise self.wrong(f"{where + '.' if where else ''}{key}[{n}] is geen tekst.")
        return tuple(values)


def read_earlier(path: Path) -> EarlierReport:
    """The JSON report in a file. Raises BadFile with the line and column, or the key that is missing and where."""
    reader = _Reader(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise reader.wrong(f"kan niet gelezen worden ({problem.strerror}).") from None
    except UnicodeDecodeError as problem:
        raise reader.wrong(f"is geen tekst in UTF-8 (byte {problem.start}). Geef het JSON-rapport van ‘beleidsgraaf audit --format json’.") from None
    if text.lstrip()[:1] in ("<", "@"):
        kind = "HTML-rapport" if text.lstrip()[:1] == "<" else "Turtle-rapport"
        raise reader.wrong(f"dit is een {kind}. Vergelijken kan met het JSON-rapport: beleidsgraaf audit --format json --output rapport.json")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as problem:
        raise reader.wrong(f"is geen geldige JSON bij kolom {problem.colno} ({problem.msg}). Geef het JSON-rapport van ‘beleidsgraaf audit --format json’.",
                           problem.lineno) from None
    except (RecursionError, ValueError) as problem:  # nested without end, or a number of thousands of digits
        raise reader.wrong(f"is niet te lezen als JSON-rapport ({type(problem).__name__}).") from None
    return _report(path, reader, whole)


def _report(path: Path, reader: _Reader, whole) -> EarlierReport:
    about = reader.get(whole, "audit", dict, "")
    said = reader.get(about, "day", str, "audit")
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise reader.wrong(f"audit.day is geen dag: ‘{said}’. Schrijf hem als 2026-11-22.") from None
    lang = reader.get(about, "lang", str, "audit")
    if lang not in ("nl", "en"):
        raise reader.wrong(f"audit.lang is ‘{lang}’, geen nl of en.")
    choice, digests = reader.get(about, "selection", dict, "audit"), reader.get(about, "digests", dict, "audit")
    chosen = Selection(*(reader.get(choice, name, str, "audit.selection") for name in asdict(Selection())))
    data = [(name + "/", reader.get(digests, name, str, "audit.digests")) for name in ("shapes", "ontology")]
    for n, graph in enumerate(reader.get(digests, "graphs", list, "audit.digests")):
        data += _data(reader, graph, f"audit.digests.graphs[{n}]")
    versions = reader.get(about, "versions", dict, "audit")
    return EarlierReport(
        path.name, day, lang, chosen, reader.get(whole, "conforms", bool, ""),
        tuple(_finding(reader, f, f"findings[{n}]") for n, f in enumerate(reader.get(whole, "findings", list, ""))),
        tuple(_rule(reader, r, f"rules[{n}]") for n, r in enumerate(reader.get(whole, "rules", list, ""))),
        tuple(data), tuple((name, reader.get(versions, name, str, "audit.versions")) for name in versions),
    )


def _data(reader: _Reader, graph, where: str):
    yield reader.get(graph, "graph", str, where), reader.get(graph, "digest", str, where)
    if "file" in graph:
        yield reader.get(graph, "file", str, where), reader.get(graph, "source_found", str, where)


def _finding(reader: _Reader, found, where: str) -> Earlier:
    iri, rule, severity, state, message = (reader.get(found, key, str, where) for key in TEXTS)
    passages = []
    for n, passage in enumerate(reader.get(found, "passages", list, where)):
        passages.append(tuple(reader.get(passage, key, kind, f"{where}.passages[{n}]") for key, kind in PASSAGE))
    return Earlier(iri, rule, severity, state, message, reader.get(found, "reason", str, where), reader.texts(found, "elements", where), tuple(passages))


def _rule(reader: _Reader, rule, where: str) -> tuple[str, str]:
    texts = {key: reader.get(rule, key, str, where) for key in ("iri", "severity", "message", "advice", "yardstick")}
    return texts["iri"], json.dumps(texts, sort_keys=True)


def as_earlier(audit: Audit, lang: str) -> EarlierReport:
    """The audit as its own report would be read."""
    return _report(Path("-"), _Reader(Path("-")), as_json(replace(audit, since=None), lang))


def compare_with(before: EarlierReport, audit: Audit) -> Difference:
    """What is new, gone or changed since the earlier report; texts are compared in its language.

    A finding is the same when its mark is: the same rule at the same things with the same value. The texts
    of sources count only when both times they were at hand.
    """
    now, day = as_earlier(audit, before.lang), before.day.isoformat()
    old, new = _by_mark(before.findings), _by_mark(now.findings)
    changed = [Change(parts, old[mark], found) for mark, found in new.items() if mark in old and (parts := _parts(old[mark], found))]
    rules, data, versions = (dict(r) for r in (before.rules, before.data, before.versions))
    return Difference(
        day, before.lang, tuple(f for m, f in new.items() if m not in old), tuple(f for m, f in old.items() if m not in new),
        tuple(changed), _differing(rules, dict(now.rules)) if before.selection.rule == now.selection.rule else (),
        tuple(d for d in _differing(data, dict(now.data)) if "/" in d or data.get(d) and dict(now.data).get(d)),
        tuple((n, versions.get(n, ""), dict(now.versions).get(n, "")) for n in _differing(versions, dict(now.versions))),
        before.selection == now.selection,
    )


def _by_mark(findings) -> dict[tuple[str, int], Earlier]:
    """Findings by their mark; two with one mark are told apart by their order."""
    seen, found = defaultdict(int), {}
    for finding in findings:
        found[finding.id, seen[finding.id]] = finding
        seen[finding.id] += 1
    return found


def _parts(before: Earlier, now: Earlier) -> tuple[str, ...]:
    return tuple(name for name in PARTS if getattr(before, name) != getattr(now, name))


def _differing(before: dict, now: dict) -> tuple[str, ...]:
    return tuple(vocab.short(k).removeprefix(vocab.BASE) for k in dict.fromkeys((*before, *now)) if before.get(k) != now.get(k))


@dataclass(frozen=True)
class Verification:
    """An audit that was run again for the day and the choice of its report, beside that report."""

    report: EarlierReport
    difference: Difference

    @property
    def same(self) -> bool:
        """Whether the findings are the same; data, rules and versions may still differ."""
        return not self.difference.findings

    def lines(self, lang: str = "nl") -> list[str]:
        """The outcome in words: same or not, what differs, and under which circumstances."""
        said = (f"{self.report.path}, {self.report.day.isoformat()}: " + (
            ("The findings are the same ({n})." if self.same else "The findings differ.") if lang == "en" else
            ("De bevindingen zijn gelijk ({n})." if self.same else "De bevindingen verschillen.")).format(n=len(self.report.findings)))
        return [said, *(since_lines(self.difference, lang) if not self.same else circumstances(self.difference, lang))]

    def as_json(self) -> dict[str, object]:
        """`same`, and what differs."""
        return {"same": self.same, "report": self.report.path} | difference_json(self.difference)
