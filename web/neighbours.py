"""A small picture of a thing among its neighbours: above what it serves, below what serves it, beside it the rest."""
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from graphkit.catalog import Name, Resource

from .relations import Verb

WIDE, BOX, TALL, GAP = 760, 182, 70, 80
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
    high: int
    wide: int = WIDE
    box: int = BOX
    tall: int = TALL


def picture(thing: Resource, verbs: tuple[Verb, ...]) -> Picture | None:
    """The picture of a thing; None when it stands alone."""
    seen, places = set(), {"above": [], "beside": [], "below": []}
    for verb, line in _taking_turns(verbs):
        if line.other.iri not in seen:
            seen.add(line.other.iri)
            places["beside" if verb.family != "serves" else "above" if verb.out else "below"].append((line, verb))
    if not seen:
        return None
    centre = TALL // 2 + 4 + (TALL + GAP if places["above"] else 0)
    nodes = [*_row(places["above"], TALL // 2 + 4), *_sides(places["beside"], centre), *_row(places["below"], centre + TALL + GAP)]
    high = centre + TALL // 2 + 4 + (TALL + GAP if places["below"] else 0)
    return Picture(Node(thing, WIDE // 2, centre, "", False), tuple(nodes), len(seen) - len(nodes), high)


def _taking_turns(verbs: tuple[Verb, ...]):
    """The first line of every verb, then the second of each, and so on, so that no verb crowds out another."""
    for lines in zip_longest(*([(verb, line) for line in verb.lines] for verb in verbs)):
        yield from (pair for pair in lines if pair)


def _node(taken, x: int, y: int) -> Node:
    line, verb = taken
    return Node(line.other, x, y, verb.link.iri, line.basis.endswith("inferred"))


def _row(taken: list, y: int):
    shown = taken[:ROW]
    step = WIDE / max(1, len(shown))
    return [_node(one, round(step * (i + .5)), y) for i, one in enumerate(shown)]


def _sides(taken: list, y: int):
    return [_node(one, WIDE - BOX // 2 - 4 if i else BOX // 2 + 4, y) for i, one in enumerate(taken[:SIDE])]
