"""A page as a browser's parser sees it: what tests look at instead of raw text."""
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr", "source", "wbr"}


class Markup(HTMLParser):
    """Elements with their attributes, the text of headings, and the language around each piece of text."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self._open = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        self.texts.append((tuple(self._open), data))

    def of(self, *tags) -> list[dict]:
        """The attributes of every element with one of these names."""
        return [attrs for tag, attrs in self.elements if tag in tags]

    def text(self, tag: str = "body") -> str:
        """All text within elements of this name, white space collapsed."""
        return " ".join("".join(data for within, data in self.texts if tag in within).split())

    @property
    def links(self) -> list[str]:
        """Every address in an `href`, `src` or `action`."""
        return [attrs[name] for _, attrs in self.elements for name in ("href", "src", "action", "xlink:href") if attrs.get(name)]
