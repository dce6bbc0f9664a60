"""One published text at a time: its blocks and segments, its sections, and where a quotation stands.

Offsets are characters in the text read as UTF-8, end exclusive, exactly as `oa:start` and `oa:end`
state them. Nothing here changes a text: mark-up and names are masked by characters of the same length.
"""
import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz

from .errors import BadFile, NotFound

NAME = "[naam]"
ABBREVIATIONS = frozenset(
    "art bijv blz bv ca cq dhr dr drs d.m.v d.w.z e.d enz etc evt excl incl ing ir i.o i.p.v i.s.m "
    "i.v.m jl mevr m.b.t m.b.v mr m.n m.u.v nav n.a.v nl nr o.a o.b.v ong o.i.v p.m prof resp tel "
    "t.a.v t.b.v t.l.v t/m t.o.v v.w.b z.g zgn zsm".split()
)
MARKUP = re.compile(r"<(?=[a-zA-Z/])[^<>]{0,200}>")
BULLET = re.compile(r"[ \t]*(?:[-–*•○▪]|\(?[0-9]{1,2}[.)]|-? ?[a-z][.)])(?=\s)")
INNER_BULLET = re.compile(r"[•○▪]\s")
SENTENCE_END = re.compile(r"[.!?…][\"'’”)\]*]*(?=\s+[\"'“‘(\[*]*[A-ZÀ-Þ0-9])")
CONTENTS_LINE = re.compile(r"[^\t]+\t *\d{1,3} *")
WRAP_AT_MOST = 130  # a text whose longest line is shorter was wrapped by hand or by a scanner
HEADING_AT_MOST = 90


@dataclass(frozen=True)
class Segment:
    """A sentence, list item, table cell, heading or line of contents: the unit that coverage counts."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, table row or heading; a passage never reaches past one."""

    start: int
    end: int
    kind: str
    segments: tuple[Segment, ...]


def collapse(text: str) -> str:
    """The text with every run of white space as one space, as `oa:exact` is written."""
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """The text without the asterisks that print a word bold."""
    return text.replace("**", "")


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _masked(text: str) -> str:
    return MARKUP.sub(lambda found: "\n" * len(found[0]), text)


def _lines(text: str):
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _has_letters(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 3


def _looks_like_heading(line: str, after_blank: bool) -> bool:
    """A short line of its own without an end mark; a colon inside only where white space sets it apart."""
    line = line.strip()
    return (
        len(line) <= HEADING_AT_MOST
        and _has_letters(line)
        and line[0].isalnum()
        and not line[0].islower()
        and line[-1] not in ".,:;…"
        and not re.search(r"\s[-–—]\s|[.!?] |\t" if after_blank else r"\s[-–—]\s|[.:!?] |\t", line)
    )


def _continues(line: str, following: str, width: int | None) -> bool:
    """Whether a hard-wrapped line runs on: its next word would not have fitted, or goes on in lower case."""
    if width is None or BULLET.match(following):
        return False
    word = following.split()[0]
    first = next((c for c in word if c.isalpha()), "")
    if first.islower() or len(line.rstrip()) + 1 + len(word) > width:
        return True
    return len(line) >= 0.8 * width and line.rstrip()[-1] not in ".:;!?”\"’"


def _sentences(text: str, start: int, end: int):
    at = start
    for found in SENTENCE_END.finditer(text, start, end):
        words = text[at:found.start()].split()
        word = words[-1].lstrip("(\"'“‘*").lower() if words else ""
        if text[found.start()] == "." and (word in ABBREVIATIONS or re.fullmatch(r"[a-z]|\d{1,2}", word) and len(words) == 1):
            continue
        yield at, found.end()
        at = found.end()
    yield at, end


def _segments(text: str, start: int, end: int, kind: str) -> tuple[Segment, ...]:
    if kind in ("heading", "contents"):
        return (Segment(start, end, kind),)
    found = []
    for a, b in _sentences(text, start, end):
        a, b = _strip(text, a, b)
        if any(c.isalnum() for c in text[a:b]):
            found.append(Segment(a, b, "sentence" if kind == "paragraph" else kind))
    return tuple(found)


def _pieces(text: str, start: int, end: int):
    """Runs between mark-up and between inner bullets: each a block of its own inside a table cell."""
    for run in re.finditer(r"[^\n]+", text[start:end]):
        marks = [m.start() for m in INNER_BULLET.finditer(run[0])]
        edges = sorted({0, *marks, len(run[0])})
        for a, b in zip(edges, edges[1:]):
            yield start + run.start() + a, start + run.start() + b


def _row(text: str, start: int, line: str) -> Block | None:
    if CONTENTS_LINE.fullmatch(line):
        return Block(start, start + len(line), "contents", (Segment(*_strip(text, start, start + len(line)), "contents"),))
    cells, at = [], start
    for cell in line.split("\t"):
        for a, b in _pieces(text, at, at + len(cell)):
            cells += _segments(text, *_strip(text, a, b), "cell")
        at += len(cell) + 1
    return Block(start, start + len(line), "row", tuple(cells)) if cells else None


def split(text: str) -> tuple[Block, ...]:
    """The blocks of a text, each with its segments, in order.

    Empty cells, page numbers, rules and mark-up are no segment. A hard-wrapped text is put
    together again by the width of its lines; in any other text each line is a block.
    """
    masked, blocks = _masked(text), []
    width = max((len(line) for line in text.split("\n")), default=0)
    width = width if width <= WRAP_AT_MOST else None
    open_at = open_end = None

    def close():
        nonlocal open_at
        if open_at is None:
            return
        a, b = _strip(masked, open_at, open_end)
        open_at = None
        whole = masked[a:b]
        if not any(c.isalnum() for c in whole) or re.fullmatch(r"\d{1,3}", whole):
            return
        if BULLET.match(whole):
            kind = "item"
        else:
            alone = "\n" not in whole and _looks_like_heading(whole, masked[:a].rstrip(" ").endswith("\n\n"))
            kind = "heading" if alone else "paragraph"
        if (segments := _segments(masked, a, b, kind)):
            blocks.append(Block(a, b, kind, segments))

    last = ""
    for at, raw in _lines(text):
        line = masked[at:at + len(raw)]  # cut at the line ends of the raw text, since mark-up is masked by line ends
        if "\t" in raw:
            close()
            if (row := _row(masked, at, line)):
                blocks.append(row)
        elif not line.strip():
            close()
        elif "\n" in line:
            close()
            for a, b in _pieces(masked, at, at + len(line)):
                open_at, open_end = a, b
                close()
        elif open_at is not None and _continues(last, line, width):
            open_end = at + len(line)
        else:
            close()
            open_at, open_end = at, at + len(line)
        last = line
    close()
    return tuple(blocks)


class Source:
    """A published text: `file` (its name), `text`, and what can be found in it."""

    def __init__(self, file: str, text: str):
        self.file, self.text = file, text

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read a text file as UTF-8, line ends untouched. Raises BadFile."""
        try:
            return cls(Path(path).name, Path(path).read_bytes().decode("utf-8"))
        except OSError as problem:
            raise BadFile(path, f"kan de brontekst niet lezen ({problem.strerror}). Controleer BELEIDSGRAAF_SOURCES.") from None
        except UnicodeDecodeError:
            raise BadFile(path, "de brontekst is geen UTF-8. Bewaar het bestand als UTF-8.") from None

    @cached_property
    def digest(self) -> str:
        return digest(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return split(self.text)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(s for block in self.blocks for s in block.segments)

    @cached_property
    def _masked(self) -> str:
        return _masked(self.text)

    @cached_property
    def _flat(self) -> tuple[str, list[int]]:
        """The text with white space collapsed, and for each of its characters the offset in the text."""
        letters, places = [], []
        for at, c in enumerate(self.text):
            if not c.isspace():
                letters.append(c)
                places.append(at)
            elif letters and letters[-1] != " ":
                letters.append(" ")
                places.append(at)
        return "".join(letters), places

    def block_at(self, offset: int) -> Block:
        """The block that holds this offset. Raises NotFound."""
        index = bisect_right([b.start for b in self.blocks], offset) - 1
        if index < 0 or self.blocks[index].end <= offset:
            raise NotFound(f"{self.file}: op plaats {offset} staat geen tekst.")
        return self.blocks[index]

    def section_at(self, offset: int) -> str:
        """The heading above this offset, white space collapsed; empty before the first heading."""
        above = [b for b in self.blocks if b.kind == "heading" and b.start <= offset]
        return collapse(self.text[above[-1].start:above[-1].end]) if above else ""

    def find(self, quotation: str, after: int = 0) -> tuple[int, int]:
        """Offsets of the first literal occurrence at or after `after`, white space collapsed. Raises NotFound."""
        flat, places = self._flat
        wanted = collapse(quotation)
        begin = bisect_right(places, after - 1) if after else 0
        at = flat.find(wanted, begin) if wanted else -1
        if at < 0:
            raise NotFound(f"{self.file}: ‘{wanted}’ staat niet letterlijk in de tekst. Het dichtst erbij: ‘{self.nearest(wanted)}’.")
        return places[at], places[at + len(wanted) - 1] + 1

    def holds(self, quotation: str, start: int, end: int) -> bool:
        """Whether the quotation stands literally between these offsets, white space collapsed."""
        return bool(quotation.strip()) and collapse(quotation) in collapse(self.text[start:end])

    def nearest(self, quotation: str) -> str:
        """The words of the text that are most like this quotation."""
        flat, _ = self._flat
        plain = unicodedata.normalize("NFKC", collapse(quotation)).casefold()
        folded = flat.casefold() if len(flat.casefold()) == len(flat) else flat
        match = fuzz.partial_ratio_alignment(plain, folded)
        return flat[match.dest_start:match.dest_end].strip() if match else ""

    def spoken(self, start: int, end: int, names: tuple[tuple[int, int], ...] = ()) -> str:
        """The words between two offsets as a reader sees them: no mark-up, white space collapsed, each range in `names` as [naam]."""
        text, parts, at = self._masked, [], start
        for a, b in sorted(names):
            if b <= at or a >= end:
                continue
            parts += [text[at:max(a, at)], NAME]
            at = b
        return collapse(unmarked("".join(parts) + text[at:end]))
