"""One question for all things: the text of a `sh:select`, asked once instead of once for each focus node.

pySHACL binds `$this` before it asks. The same answer comes from one query in which every group that
speaks of `$this` first says which things the rule holds for: joined in each group, so that OPTIONAL,
UNION and FILTER see the same `$this` as when it is bound from outside. What cannot keep its meaning
that way is refused: LIMIT, aggregates that are not grouped by `$this`, and what SHACL forbids.
"""
import re

from .. import query
from .existence import closing, nested

TOKEN = re.compile(
    r"(?P<space>\s+|#[^\n]*)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)"
    r"|(?P<name>[?$]\w+|\d+\.\d+|[\w-]*:(?:[\w.-]*[\w-])?|\w+)"
    r"|(?P<sign>\^\^|[<>!]=|&&|\|\||@[\w-]+|.)",
    re.DOTALL,
)
FORBIDDEN = {"MINUS", "VALUES", "SERVICE", "GRAPH", "LIMIT", "OFFSET", "FROM", "CONSTRUCT", "ASK", "DESCRIBE"}
AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
THIS = ("$this", "?this")
ONCE = ("{", "SELECT", "DISTINCT", "*", "WHERE", "{")


class CannotRewrite(ValueError):
    """A query whose answer for all things together could differ from its answers one by one."""


def focus(holder: str) -> str:
    """The pattern that binds ?this to the things written under a name, out of the query `focus`."""
    text = query.load("focus", "validate").text
    return text[text.index("{") + 1:text.rindex("}")].replace("?holder", f"<{holder}>").strip() + " "


def for_all(select: str, holder: str) -> str:
    """The query for all things written under a name at once. Raises CannotRewrite."""
    try:
        tokens = _tokens(nested(_tokens(select)))
    except (ValueError, IndexError):
        raise CannotRewrite("een haakje of accolade is niet gesloten.") from None
    words = [text for _, text in tokens]
    plain = [text.upper() for kind, text in tokens if kind == "name"]
    if (bad := FORBIDDEN & set(plain)):
        raise CannotRewrite(f"{', '.join(sorted(bad))} is hier niet toegestaan.")
    if plain.count("SELECT") > 1:
        _check_inner_selects(words)
    if AGGREGATES & set(plain):
        _check_groups(words)
    before = {i for i, text in enumerate(words) if text == "{" and _opens_group(words, i) and _speaks_of_this(words, i)}
    before -= _bound_already(tokens)
    if not before:
        raise CannotRewrite("de vraag noemt $this niet.")
    where, pattern = {_place(words, brace) for brace in before if not _named_within(words, brace)}, focus(holder)
    for opening, end in _apart(words):
        words[opening], words[end] = " ".join(ONCE), "} }"
    # No space before a bracket: Oxigraph does not read `COALESCE (`.
    return "".join((f" {pattern}" if at in where else "") + ("" if text == "(" else " ") + text for at, text in enumerate(words)).strip()


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kind and text of each word; white space and comments left out."""
    return [(m.lastgroup, m[0]) for m in TOKEN.finditer(text) if m.lastgroup != "space"]


def _opens_group(words, index: int) -> bool:
    """Whether patterns may stand after this brace: not when a SELECT follows."""
    return index + 1 == len(words) or words[index + 1].upper() != "SELECT"


def _place(words: list[str], brace: int) -> int:
    """Where in a group the things are named: first, or after the first subject when the rule begins with another than $this.

    Of two patterns with as few answers the store follows the one that is written first: a rule that begins
    with `?goal a bg:Goal` reads the goals and not everything that is stated in each document.
    """
    first = words[brace + 1]
    if first in THIS or first[0] not in "?$":
        return brace + 1
    end = next(at for at in range(brace + 1, len(words)) if words[at] in (".", "{", "}") or words[at].upper() in ("FILTER", "OPTIONAL", "BIND"))
    return end + (words[end] == ".")


def _named_within(words: list[str], brace: int) -> bool:
    """Whether a group begins with one that names $this, in each of its UNION: the outer one need not name the things again."""
    at = brace + 1
    if words[at] != "{":
        return False
    while True:
        end = closing([("", word) for word in words], at)
        if not any(this in words[at:end] for this in THIS):
            return False
        if words[end + 1].upper() != "UNION":
            return True
        at = end + 2


def _apart(words: list[str]) -> list[tuple[int, int]]:
    """The groups in the body of the rule that stand by themselves and know nothing of $this: read once, not for each thing."""
    found, depth = [], 0
    for at, text in enumerate(words):
        depth += (text == "{") - (text == "}")
        if text == "{" and depth == 2 and words[at - 1] in (".", "{", "}", ")") and words[at + 1].upper() != "SELECT":
            end = closing([("", word) for word in words], at)
            if words[end + 1].upper() != "UNION" and not any(this in words[at:end] for this in THIS):
                found.append((at, end))
    return found


def _bound_already(tokens) -> set[int]:
    """The places within an EXISTS: what is bound around it is bound in it, but for a SELECT of its own."""
    found = set()
    for at, (_, text) in enumerate(tokens):
        if text.upper() == "EXISTS":
            end = closing(tokens, at + 1)
            if all(word.upper() != "SELECT" for _, word in tokens[at:end]):
                found.update(range(at, end))
    return found


def _inside(words, index: int) -> list[str]:
    """What stands between this brace and the one that closes it. Raises CannotRewrite."""
    depth, found = 0, []
    for text in words[index:]:
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return found[1:]
        found.append(text)
    raise CannotRewrite("een accolade is niet gesloten.")


def _speaks_of_this(words, index: int) -> bool:
    return any(this in _inside(words, index) for this in THIS)


def _check_inner_selects(words) -> None:
    for index, text in enumerate(words):
        if text.upper() != "SELECT" or index == 0 or words[index - 1] != "{":
            continue
        chosen = []
        for word in words[index + 1:]:
            if word == "{" or word.upper() == "WHERE":
                break
            chosen.append(word)
        if not any(this in chosen for this in THIS):
            raise CannotRewrite("een SELECT binnen de vraag moet $this kiezen.")


def _check_groups(words) -> None:
    """Each SELECT with an aggregate is grouped by $this."""
    upper = [text.upper() for text in words]
    counted = sum(
        1 for index, text in enumerate(upper) if text == "SELECT" and AGGREGATES & set(_until_brace(upper, index))
    )
    grouped = sum(
        1 for index, text in enumerate(upper[:-1])
        if text == "GROUP" and any(t in words[index:_group_end(upper, index)] for t in THIS)
    )
    having = "HAVING" in upper and not counted
    if counted > grouped or having and not grouped:
        raise CannotRewrite("tel alleen met GROUP BY $this.")


def _until_brace(upper: list[str], index: int) -> list[str]:
    end = upper.index("{", index) if "{" in upper[index:] else len(upper)
    return upper[index:end]


def _group_end(upper: list[str], index: int) -> int:
    return next((i for i in range(index, len(upper)) if upper[i] in ("}", "HAVING", "ORDER")), len(upper))
