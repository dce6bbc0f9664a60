"""A picture in words and lines: every card with its text broken to fit, every line with its labels in a free spot.

What comes out is all that a canvas in a browser or an SVG needs; no text is measured later.
"""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from .. import vocab
from ..catalog import Catalog
from .layout import HEIGHT, WIDTH
from .picture import Picture, Relation

MARGIN = 12  # inside a card at the left and right
LABEL, LINK = 13.5, 11.5  # sizes of letters: the name on a card, the name of a link
LEADING, MOST_LINES = 17, 3
SPOTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)  # where on a line its label may stand, best first
FORMS = {  # the shape of a group of kinds as a path in a box of 12 by 12, for SVG and canvas alike
    "circle": "M6 0a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
    "diamond": "M6-.7L12.7 6L6 12.7L-.7 6z",
    "square": "M.6.6h10.8v10.8h-10.8z",
    "triangle": "M6 0L12.6 11.6H-.6z",
    "hexagon": "M3 .3h6L12.5 6L9 11.7H3L-.5 6z",
    "bar": "M0 1h12v4h-12zM0 7h12v4h-12z",
    "drop": "M6 0a6 6 0 1 1 0 12H0V6a6 6 0 0 1 6-6z",
    "flag": "M0 0h12v12L6 8.4L0 12z",
    "ring": "M6 0a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM6 2.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8z",
    "line": "M0 4.5h12v3h-12z",
}
NARROW, BROAD = "iljtfrI.,:;'’()[]|! -", "mwMWQO@%&€—…"
SOFT = "\u00ad"  # where a word was broken
CELL = 120
DENSE = 70  # above so many lines only those of the focus carry their names; the others show them when a card is chosen
LONGEST = 400  # letters of a name that are looked at
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Card:
    """A drawn element: its word for kind, its label in lines, its place (centre), size and look."""

    key: str
    kind: str
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    height: int
    more: int
    focus: bool
    distance: int
    look: object
    width: int = WIDTH

    @property
    def form(self) -> str:
        return FORMS[self.look.shape]

    @property
    def box(self) -> Box:
        return self.x - self.width / 2, self.y - self.height / 2, self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Label:
    """The name of a link: along its line, or against it; its place on the line from 0 to 1, none where nothing is free."""

    text: str
    along: bool
    inferred: bool
    at: float | None


@dataclass(frozen=True)
class Line:
    """All links between two cards as one line, with an arrow at each end that a link points at."""

    source: str
    target: str
    labels: tuple[Label, ...]
    family: str
    inferred: bool
    start: tuple[float, float]
    end: tuple[float, float]
    width: float = 1.5

    @property
    def forward(self) -> bool:
        return any(la.along for la in self.labels)

    @property
    def backward(self) -> bool:
        return any(not la.along for la in self.labels)

    def spot(self, at: float) -> tuple[float, float]:
        """The point on the line at this part of its length."""
        return self.start[0] + (self.end[0] - self.start[0]) * at, self.start[1] + (self.end[1] - self.start[1]) * at


@dataclass(frozen=True)
class Drawing:
    """Cards and lines, and the box that holds them all: left, top, width, height."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    box: Box


def width_of(text: str, size: float) -> float:
    """How wide a text is at most, in pixels: letters of a common sans-serif, on the wide side."""
    return size * sum(0.34 if c in NARROW else 0.95 if c in BROAD else 0.72 if c.isupper() else 0.59 for c in text)


def wrap(text: str, room: float, size: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """The text in lines that fit; a long word is broken, and what does not fit ends in …"""
    lines, words = [""], text[:LONGEST].split()
    while words and len(lines) <= most:
        word = words.pop(0)
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, size) <= room:
            lines[-1] = joined
        elif lines[-1]:
            lines.append("")
            words.insert(0, word)
        else:
            cut = _fitting(word, room, size)
            lines[-1] = word[:cut] + SOFT
            lines.append("")
            words.insert(0, word[cut:])
    lines = [line for line in lines if line]
    if not words and len(lines) <= most:
        return tuple(line.replace(SOFT, "-") for line in lines)
    last = " ".join((*lines[most - 1:], *words)).replace(SOFT + " ", "")
    while width_of(last + "…", size) > room:
        last = last[: _fitting(last, room, size)] if width_of(last, size) > 2 * room else last[:-1]
    return (*(line.replace(SOFT, "-") for line in lines[: most - 1]), last.rstrip(" -") + "…")


def _fitting(word: str, room: float, size: float) -> int:
    """How many letters of a word fit with a hyphen; not so many that one or two are left over."""
    used, most = width_of("-", size), max(1, len(word) - 3)
    for n, letter in enumerate(word[:most]):
        used += width_of(letter, size)
        if used > room:
            return max(1, n)
    return most


def card(key: str, kind: str, label: str, place: tuple[float, float], look, more=0, focus=False, distance=0) -> Card:
    """A card as high as its label needs."""
    lines = wrap(label, WIDTH - 2 * MARGIN, LABEL)
    height = HEIGHT - LEADING * (MOST_LINES - max(1, len(lines)))
    return Card(key, kind, label, lines, *place, height, more, focus, distance, look)


def draw(picture: Picture, catalog: Catalog, lang: str, look: Callable[[int], object]) -> Drawing:
    """The picture with its labels in one language; `look` gives colour and shape for the order of a class."""
    cards = {}
    for n in picture.nodes:
        kind = catalog.name(n.kind)
        cards[n.iri] = card(n.iri, kind.label(lang), catalog.label(n.iri, lang), (n.x, n.y), look(kind.order), n.hidden, n.iri == picture.view.focus, n.distance)
    pairs: dict[tuple[str, str], list[Relation]] = {}
    for r in picture.relations:
        if r.source != r.target:
            pairs.setdefault((r.target, r.source) if (r.target, r.source) in pairs else (r.source, r.target), []).append(r)
    lines, focus, dense = [], picture.view.focus, len(pairs) > DENSE
    for (a, b), links in pairs.items():
        labels = tuple(dict.fromkeys(Label(catalog.name(r.link).label(lang), r.source == a, r.basis == vocab.INFERRED, None) for r in links))
        lines.append(line(cards[a], cards[b], labels, links[0].family, 1.0 if dense else 1.5))
    return assembled(cards.values(), lines, focus if dense else "")


def line(a: Card, b: Card, labels: tuple[Label, ...], family: str, width: float = 1.5) -> Line:
    """The line between two cards, from border to border."""
    return Line(a.key, b.key, labels, family, all(la.inferred for la in labels), _border(a, b), _border(b, a), width)


def _border(a: Card, b: Card) -> tuple[float, float]:
    """Where the line from the centre of `a` to that of `b` leaves the card of `a`."""
    dx, dy = b.x - a.x, b.y - a.y
    part = min((a.width / 2 + 3) / abs(dx) if dx else 9e9, (a.height / 2 + 3) / abs(dy) if dy else 9e9, 0.5)
    return a.x + dx * part, a.y + dy * part


def assembled(cards: Iterable[Card], lines: Iterable[Line], only: str = "") -> Drawing:
    """Put the labels of lines where they cover nothing, and measure the whole.

    With `only`, no more than the lines of that card get their labels.
    """
    cards, taken = tuple(cards), Boxes()
    for c in cards:
        taken.add(c.box)
    placed = tuple(li if only and only not in (li.source, li.target) else _labelled(li, taken) for li in lines)
    boxes = [c.box for c in cards] or [(0, 0, WIDTH, HEIGHT)]
    left, top = min(b[0] for b in boxes) - 24, min(b[1] for b in boxes) - 24
    return Drawing(cards, placed, (left, top, max(b[2] for b in boxes) + 24 - left, max(b[3] for b in boxes) + 24 - top))


def _labelled(li: Line, taken: "Boxes") -> Line:
    """The line with each label near the end it points at when there are two ways, else in the middle."""
    both, labels = li.forward and li.backward, []
    for label in li.labels:
        spots = sorted(SPOTS, key=lambda s: abs(s - ((0.68 if label.along else 0.32) if both else 0.5)))
        at = next((s for s in spots if taken.free(label_box(label.text, li.spot(s)))), None)
        if at is not None:
            taken.add(label_box(label.text, li.spot(at)))
        labels.append(Label(label.text, label.along, label.inferred, at))
    return Line(li.source, li.target, tuple(labels), li.family, li.inferred, li.start, li.end, li.width)


def label_box(text: str, at: tuple[float, float]) -> Box:
    """The room that the name of a link takes around a point."""
    half = width_of(text, LINK) / 2 + 4
    return at[0] - half, at[1] - 9, at[0] + half, at[1] + 9


class Boxes:
    """Rectangles that are taken, on a grid so that asking stays quick."""

    def __init__(self):
        self._cells: dict[tuple[int, int], list[Box]] = {}

    @staticmethod
    def _cells_of(box: Box):
        return product(range(int(box[0] // CELL), int(box[2] // CELL) + 1), range(int(box[1] // CELL), int(box[3] // CELL) + 1))

    def add(self, box: Box) -> None:
        for cell in self._cells_of(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        return not any(
            box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3]
            for cell in self._cells_of(box) for b in self._cells.get(cell, ())
        )
