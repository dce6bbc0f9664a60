"""The tree of goals as a picture: trained flat, from left to right, each branch a card beside what it serves."""
from collections.abc import Callable
from dataclasses import dataclass

from .. import vocab
from ..catalog import Catalog
from .cards import wrap
from .tree import Branch, Tree

WIDTH, ACROSS, LETTERS, LEADING, LINES = 216, 292, 13, 16, 3
TALL, SMALL, BETWEEN = 28, 30, 10  # a card without its name, a card that refers, the room between two
MOST = 70  # cards in one picture, about; what is not drawn is counted on the card it hangs from


@dataclass(frozen=True)
class Leaf:
    """A card: where its left top corner is, its name in lines, and how many elements below it are not drawn."""

    iri: str
    kind: str
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    again: bool
    more: int
    focus: bool
    look: object
    width: int = WIDTH


@dataclass(frozen=True)
class Stem:
    """The line from a card to what it serves: from the right of the one to the left of the other."""

    x1: float
    y1: float
    x2: float
    y2: float
    inferred: bool


@dataclass(frozen=True)
class Espalier:
    """Cards, stems and the size of the whole."""

    leaves: tuple[Leaf, ...]
    stems: tuple[Stem, ...]
    width: float
    height: float


def train(tree: Tree, catalog: Catalog, lang: str, look: Callable[[int], object], focus: str = "") -> Espalier:
    """The picture of the whole tree, or of the way to one element and everything below it."""
    way = tree.way_to(focus) if focus else ()
    trainer = _Trainer(catalog, lang, look, focus, way, tree.spread(MOST, focus))
    for root in [b for b in tree.roots if not way or b.iri == way[0]][:MOST]:
        trainer.grow(root, 0)
    width = max((leaf.x + leaf.width for leaf in trainer.leaves), default=WIDTH)
    return Espalier(tuple(trainer.leaves), tuple(trainer.stems), width + 2, max(trainer.bottom, SMALL))


def _below(branch: Branch, way: tuple[str, ...], depth: int) -> tuple[Branch, ...]:
    """The branches that are drawn: above the focus only the one on its way."""
    if depth + 1 < len(way) and branch.iri == way[depth]:
        return tuple(b for b in branch.branches if b.iri == way[depth + 1] and not b.again)
    return branch.branches


class _Trainer:
    """Places cards from the top down, each in the middle of its branches."""

    def __init__(self, catalog: Catalog, lang: str, look, focus: str, way: tuple[str, ...], opened: frozenset[str]):
        self.catalog, self.lang, self.look, self.focus, self.way, self.opened = catalog, lang, look, focus, way, opened
        self.leaves: list[Leaf] = []
        self.stems: list[Stem] = []
        self.bottom = 0.0

    def grow(self, branch: Branch, depth: int) -> float:
        """Place a branch and what is below it; the height of its middle."""
        name = self.catalog.name(self.catalog.resources[branch.iri].kind)
        label = self.catalog.label(branch.iri, self.lang)
        lines = wrap(label, WIDTH - 20 - (14 if branch.again else 0), LETTERS, 1 if branch.again else LINES)
        height = SMALL if branch.again else TALL + LEADING * max(1, len(lines))
        drawn = _below(branch, self.way, depth) if branch.iri in self.opened else ()
        before = self.bottom
        middles = [(b, self.grow(b, depth + 1)) for b in drawn]
        middle = (middles[0][1] + middles[-1][1]) / 2 if middles else self.bottom + height / 2
        middle = max(middle, before + height / 2)
        self.bottom = max(self.bottom, middle + height / 2 + BETWEEN)
        x = depth * ACROSS
        self.stems += [Stem(x + WIDTH, middle, x + ACROSS, y, b.basis == vocab.INFERRED) for b, y in middles]
        hidden = 0 if branch.again or len(drawn) == len(branch.branches) else branch.size
        self.leaves.append(Leaf(branch.iri, name.label(self.lang), label, lines, x, middle - height / 2, height, branch.again, hidden,
                                branch.iri == self.focus and not branch.again, self.look(name.order)))
        return middle
