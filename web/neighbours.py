"""A small picture of a thing among its neighbours: above what it serves, below what serves it, beside it the rest."""
from dataclasses import dataclass
from textwrap import wrap

from graphkit.catalog import Name, Resource

from .relations import Verb

WIDE, HIGH, BOX, TALL = 760, 370, 182, 70
ROW, SIDE = 4, 2  # how many fit above and below, and how many on either side
LETTERS, LINES = 25, 3


@dataclass(frozen=True)
class Node:
    """A box with a name; the centre of the box, and the word of the link to the middle."""

    thing: Resource | Name
    x: int
    y: int
    verb: str
    inferred: bool

    @property
    def left(self) -> int:
        return self.x - BOX // 2

    @property
    def top(self) -> int:
        return self.y - TALL // 2

    def lines(self, text: str) -> tuple[tuple[int, str], ...]:
        """The name in at most three lines, each with its height in the picture."""
        short = " ".join(word if len(word) <= LETTERS else f"{word[:LETTERS - 1]}- {word[LETTERS - 1:]}" for word in text[:200].split())
        found = wrap(short, LETTERS, max_lines=LINES, placeholder=" …") or [""]
        return tuple((self.y + 5 + round(17 * (i - (len(found) - 1) / 2)), line) for i, line in enumerate(found))


@dataclass(frozen=True)
class Picture:
    """The boxes around the middle one, and how many neighbours did not fit."""

    middle: Node
    nodes: tuple[Node, ...]
    left_out: int
    wide: int = WIDE
    high: int = HIGH
    box: int = BOX
    tall: int = TALL


def picture(thing: Resource, verbs: tuple[Verb, ...]) -> Picture | None:
    """The picture of a thing; None when it stands alone."""
    places = {"above": {}, "below": {}, "beside": {}}
    for verb in verbs:
        where = "beside" if verb.family != "serves" else "above" if verb.out else "below"
        for line in verb.lines:
            if not any(line.other.iri in taken for taken in places.values()):
                places[where][line.other.iri] = (line, verb)
    if not any(places.values()):
        return None
    nodes = [*_row(places["above"], TALL // 2 + 6), *_row(places["below"], HIGH - TALL // 2 - 6), *_sides(places["beside"])]
    total = sum(len(taken) for taken in places.values())
    return Picture(Node(thing, WIDE // 2, HIGH // 2, "", False), tuple(nodes), total - len(nodes))


def _node(taken, x: int, y: int) -> Node:
    line, verb = taken
    return Node(line.other, x, y, verb.link.iri, line.basis.endswith("inferred"))


def _row(taken: dict, y: int):
    shown = list(taken.values())[:ROW]
    step = WIDE / max(1, len(shown))
    return [_node(one, round(step * (i + .5)), y) for i, one in enumerate(shown)]


def _sides(taken: dict):
    shown = list(taken.values())[:SIDE]
    return [_node(one, BOX // 2 + 4 if i == 0 else WIDE - BOX // 2 - 4, HIGH // 2) for i, one in enumerate(shown)]
