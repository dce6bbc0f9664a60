"""A rule as its author wrote it in the folder `shapes`: the text of its statement, comments and line breaks included."""
import re
from collections.abc import Iterator
from pathlib import Path

from .. import vocab
from ..errors import BadFile

# A text, a name between brackets or a comment may hold a full stop that ends nothing; anything else is read word by word.
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|' r"'''(?:[^\\]|\\.)*?'''|" r'"(?:[^"\\\n]|\\.)*"|' r"'(?:[^'\\\n]|\\.)*'|"
    r'<[^<>"{}|^`\\\s]*>|#[^\n]*|\s+|[^\s"' r"'<#]+|.", re.DOTALL)


def authored(folder: Path, rule: str) -> tuple[str, str]:
    """The name of the file and the Turtle of a rule; two empty texts for a rule that no file of the folder has. Raises BadFile."""
    name = "bgsh:" + vocab.local(rule)
    for path in sorted(folder.glob("*.ttl")):
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise BadFile(path, f"kan niet gelezen worden ({type(problem).__name__}).") from None
        if name in text:
            for first, statement in _statements(text):
                if first == name:
                    return path.name, statement
    return "", ""


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Each statement of a Turtle text with its first word."""
    first, start = "", 0
    for token in TOKEN.finditer(text):
        word = token[0]
        if not first and not word.isspace() and word[0] != "#":
            first, start = word, token.start()
        if first and word[-1] == "." and word[0] not in "\"'<#":
            yield first, text[start:token.end()]
            first = ""
