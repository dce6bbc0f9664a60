"""The sections of the application, in the order of the menu."""
from dataclasses import dataclass

from flask import Flask, request

from .language import lang


@dataclass(frozen=True)
class Entry:
    """A section: where it is, what it is called, whether it is in the first menu, which other blueprint belongs to it, and whether the visitor is there."""

    endpoint: str
    nl: str
    en: str
    first: bool = True
    also: str = ""

    @property
    def label(self) -> str:
        return self.en if lang() == "en" else self.nl

    @property
    def here(self) -> str:
        """`page` on the page itself, `true` on a page below it: the value of aria-current."""
        if request.endpoint == self.endpoint:
            return "page"
        return "true" if (request.endpoint or "").split(".")[0] in (self.endpoint.split(".")[0], self.also or None) else ""


MENU = (
    Entry("search.view", "Zoeken", "Search", first=False),
    Entry("documents.view", "Documenten", "Documents"),
    Entry("tree.view", "Doelenboom", "Goal tree"),
    Entry("graph.view", "Relatiegraaf", "Graph"),
    Entry("path.view", "Verband", "Path"),
    Entry("compare.view", "Vergelijken", "Compare"),
    Entry("coherence.view", "Samenhang", "Coherence", also="matrix"),
    Entry("questions.view", "Vragen", "Questions"),
    Entry("frameworks.view", "Kaders", "Frameworks"),
    Entry("model.view", "Model", "Model"),
    Entry("sparql.view", "SPARQL", "SPARQL", first=False),
    Entry("words.help", "Hulp", "Help", first=False),
    Entry("words.about", "Over Beleidsgraaf", "About", first=False),
    Entry("words.accessibility", "Toegankelijkheid", "Accessibility", first=False),
)


def list_sections(app: Flask) -> None:
    """Give every template the menu, as far as its pages are there."""
    app.jinja_env.globals["menu"] = lambda: [e for e in MENU if e.endpoint in app.view_functions]
