"""One question for all things: the text of a `sh:select`, asked once instead of once for each focus node.

pySHACL binds `$this` before it asks. The same answer comes from one query in which every group that
speaks of `$this` first says which things the rule holds for: joined in each group, so that OPTIONAL,
UNION and FILTER see the same `$this` as when it is bound from outside. What cannot keep its meaning
that way is refused: LIMIT, aggregates that are not grouped by `$this`, and what SHACL forbids.
"""
import re

from .. import query

TOKEN = re.compile(
    r"(?P<space>\s+|#[^\n]*)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)"
    r"|(?P<name>[?$]\w+|[\w-]*:[\w.-]*|\w+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
FORBIDDEN = {"MINUS", "VALUES", "SERVICE", "GRAPH", "LIMIT", "OFFSET", "FROM", "CONSTRUCT", "ASK", "DESCRIBE"}
AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
THIS = ("$this", "?this")


class CannotRewrite(ValueError):
    """A query whose answer for all things together could differ from its answers one by one."""


def focus(holder: str) -> str:
    """The pattern that binds ?this to the things written under a name, out of the query `focus`."""
    text = query.load("focus", "validate").text
    return text[text.index("{") + 1:text.rindex("}")].replace("?holder", f"<{holder}>").strip() + " "


def for_all(select: str, holder: str) -> str:
    """The query for all things written under a name at once. Raises CannotRewrite."""
    tokens = [(m.lastgroup, m[0]) for m in TOKEN.finditer(select)]
    words = [(at, text) for at, (kind, text) in enumerate(tokens) if kind != "space"]
    plain = [text.upper() for at, text in words if tokens[at][0] == "name"]
    if (bad := FORBIDDEN & set(plain)):
        raise CannotRewrite(f"{', '.join(sorted(bad))} is hier niet toegestaan.")
    if plain.count("SELECT") > 1:
        _check_inner_selects(words)
    if AGGREGATES & set(plain):
        _check_groups(words)
    pattern, before = focus(holder), set()
    for index, (at, text) in enumerate(words):
        if text == "{" and _opens_group(words, index) and _speaks_of_this(words, index):
            before.add(at)
    if not before:
        raise CannotRewrite("de vraag noemt $this niet.")
    return "".join(text + (" " + pattern if at in before else "") for at, (_, text) in enumerate(tokens))


def _opens_group(words, index: int) -> bool:
    """Whether patterns may stand after this brace: not when a SELECT follows, not needed in an EXISTS."""
    after = words[index + 1][1].upper() if index + 1 < len(words) else ""
    ahead = words[index - 1][1].upper() if index else ""
    return after != "SELECT" and ahead != "EXISTS"


def _inside(words, index: int) -> list[str]:
    """What stands between this brace and the one that closes it. Raises CannotRewrite."""
    depth, found = 0, []
    for _, text in words[index:]:
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return found[1:]
        found.append(text)
    raise CannotRewrite("een accolade is niet gesloten.")


def _speaks_of_this(words, index: int) -> bool:
    return any(this in _inside(words, index) for this in THIS)


def _check_inner_selects(words) -> None:
    for index, (_, text) in enumerate(words):
        if text.upper() != "SELECT" or index == 0 or words[index - 1][1] != "{":
            continue
        chosen = []
        for _, word in words[index + 1:]:
            if word == "{" or word.upper() == "WHERE":
                break
            chosen.append(word)
        if not any(this in chosen for this in THIS):
            raise CannotRewrite("een SELECT binnen de vraag moet $this kiezen.")


def _check_groups(words) -> None:
    """Each SELECT with an aggregate is grouped by $this."""
    upper = [text.upper() for _, text in words]
    counted = sum(
        1 for index, text in enumerate(upper) if text == "SELECT" and AGGREGATES & set(_until_brace(upper, index))
    )
    grouped = sum(
        1 for index, text in enumerate(upper[:-1])
        if text == "GROUP" and any(t in [w for _, w in words[index:_group_end(upper, index)]] for t in THIS)
    )
    having = "HAVING" in upper and not counted
    if counted > grouped or having and not grouped:
        raise CannotRewrite("tel alleen met GROUP BY $this.")


def _until_brace(upper: list[str], index: int) -> list[str]:
    end = upper.index("{", index) if "{" in upper[index:] else len(upper)
    return upper[index:end]


def _group_end(upper: list[str], index: int) -> int:
    return next((i for i in range(index, len(upper)) if upper[i] in ("}", "HAVING", "ORDER")), len(upper))


def properties_of(text: str) -> frozenset[str] | None:
    """The properties that a query names in its patterns and paths; None when a property is left open."""
    from rdflib import RDF, URIRef  # here and not above, so that importing the room stays cheap
    from rdflib.paths import NegatedPath, Path
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    found, waiting = set(), [translateQuery(parseQuery(text)).algebra]
    while waiting:
        part = waiting.pop()
        if isinstance(part, NegatedPath):
            return None
        if isinstance(part, dict):
            for triple in dict.get(part, "triples", ()):
                if not isinstance(triple[1], (URIRef, Path)):
                    return None
                waiting.append(triple[1])
            waiting += [value for key, value in part.items() if key not in ("triples", "_vars")]
        elif isinstance(part, Path):
            waiting += [*getattr(part, "args", ()), *([part.arg] if hasattr(part, "arg") else ()), *([part.path] if hasattr(part, "path") else ())]
        elif isinstance(part, URIRef):
            found.add(str(part))
        elif isinstance(part, (list, tuple, set)):
            waiting += list(part)
    return frozenset(found - {str(RDF.nil)})
