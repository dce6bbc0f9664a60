"""How kinds of things look: a group of kinds has one colour and one shape, always beside the word.

The groups follow `bg:order` of the classes, so that a new class gets a look by its place in the
ontology. `groups` is also what the relation graph and the goal tree draw with.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A group of kinds: its word in style sheets, its names, its shape and its colour (as in style.css)."""

    word: str
    nl: str
    en: str
    shape: str
    colour: str
    last: int

    def label(self, lang: str) -> str:
        return self.en if lang == "en" else self.nl


GROUPS = (
    Group("any", "Alles samen", "Everything together", "line", "#59646a", 9),
    Group("aim", "Wat de gemeente wil", "What the municipality wants", "circle", "#1f6b43", 59),
    Group("guide", "Wat richting geeft", "What guides its choices", "diamond", "#74408a", 109),
    Group("work", "Wat zij doet", "What it does", "square", "#1f5fa6", 169),
    Group("measure", "Hoe zij meet", "How it measures", "triangle", "#856000", 189),
    Group("cause", "Waarom, en binnen welke grenzen", "Why, and within which limits", "hexagon", "#a33d1d", 239),
    Group("money", "Tabellen en geld", "Tables and money", "bar", "#566312", 249),
    Group("public", "Voor wie, waarlangs en waarover", "For whom, through what and about what", "drop", "#0b6f78", 279),
    Group("base", "Waarop het steunt", "What it builds on", "flag", "#6a5040", 299),
    Group("who", "Wie", "Who", "ring", "#4b5873", 899),
    Group("source", "Hoe we het weten", "How we know", "line", "#59646a", 10_000),
)


def group_of(order: int) -> Group:
    """The group of a class with this `bg:order`."""
    return next(g for g in GROUPS if order <= g.last)
