"""EXISTS asked thing by thing: each pattern of it nested in the one before, the one that is known best first.

Whether something exists does not depend on the order in which it is looked for, so `EXISTS { A . B }` is
`EXISTS { A FILTER EXISTS { B } }`. Written as one group, the store reads everything that fits B for
each A (measured: minutes instead of seconds at a million triples); nested, it follows A to its B.
Groups with OPTIONAL, BIND, a SELECT or blank nodes stay as they are: there the order can matter.
"""
from collections.abc import Iterator

Token = tuple[str, str]
KEPT = {"OPTIONAL", "BIND", "SELECT", "[", "]", "MINUS", "VALUES", "GRAPH"}


def nested(tokens: list[Token], known: frozenset[str] = frozenset()) -> str:
    """The text of a query, or of what stands between two braces, with every EXISTS in it nested.

    `tokens` are pairs of kind and text, without white space; `known` are the variables bound before.
    """
    known, text, at = known | _variables(tokens), [], 0
    while at < len(tokens):
        word = tokens[at][1]
        text.append(word)
        at += 1
        if word.upper() == "EXISTS" and at < len(tokens) and tokens[at][1] == "{":
            end = closing(tokens, at)
            text.append("{ " + _group(tokens[at + 1:end], known) + " }")
            at = end + 1
    return " ".join(text)


def closing(tokens: list[Token], at: int) -> int:
    """Where the bracket closes that opens at a place."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index][1] in "{(") - (tokens[index][1] in "})")
        if depth == 0:
            return index
    raise ValueError("een haakje is niet gesloten.")


def _variables(tokens: list[Token]) -> frozenset[str]:
    """The variables that stand outside every EXISTS."""
    found, at = set(), 0
    while at < len(tokens):
        word = tokens[at][1]
        if word.upper() == "EXISTS" and tokens[at + 1][1] == "{":
            at = closing(tokens, at + 1)
        elif word[0] in "?$" and len(word) > 1:
            found.add(word[1:])
        at += 1
    return frozenset(found)


def _group(tokens: list[Token], known: frozenset[str]) -> str:
    if any(word.upper() in KEPT for word in _top(tokens)):
        return nested(tokens, known)
    triples, rest = [], []
    for part in _parts(tokens):
        if part[0][1] == "{" or part[0][1].upper() == "FILTER":
            rest.append(part)
        else:
            # More is known in each group within, so that no step is named as one around it.
            triples += _triples(part, f"step{len(known)}x{len(triples)}")
    groups = any(part[0][1] == "{" for part in rest)
    if len(triples) + groups < 2:
        return nested(tokens, known)
    text, waiting, met, count = "", list(triples), set(known), 0
    while waiting:
        best = min(waiting, key=lambda triple: _cost(triple, met))
        waiting.remove(best)
        met |= _variables(best)
        text += " ".join(word for _, word in best) + " "
        if waiting or groups:
            text, count = text + "FILTER EXISTS { ", count + 1
    return text + " ".join(nested(part, frozenset(met)) for part in rest) + " }" * count


def _top(tokens: list[Token]) -> Iterator[str]:
    """The words that stand in no group of their own."""
    depth = 0
    for _, word in tokens:
        depth -= word == "}"
        if depth == 0:
            yield word
        depth += word == "{"


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """The triples of one subject, the filters, and the groups (with UNION between them as one)."""
    at, part = 0, []
    while at < len(tokens):
        word = tokens[at][1]
        if word == "." or word == "{" or word.upper() == "FILTER":
            if part:
                yield part
            part = []
        if word == "{":
            end = closing(tokens, at)
            while end + 1 < len(tokens) and tokens[end + 1][1].upper() == "UNION":
                end = closing(tokens, end + 2)
            yield tokens[at:end + 1]
            at = end + 1
        elif word.upper() == "FILTER":
            opening = next(i for i in range(at, len(tokens)) if tokens[i][1] in "({")
            end = closing(tokens, opening)
            yield tokens[at:end + 1]
            at = end + 1
        else:
            if word != ".":
                part.append(tokens[at])
            at += 1
    if part:
        yield part


def _triples(part: list[Token], name: str) -> Iterator[list[Token]]:
    """Each triple of one subject by itself, with the steps of a path as triples of their own."""
    subject, at = part[0], 1
    while at < len(part):
        start, at = at, _path_end(part, at)
        path = part[start:at]
        while True:
            at, obj = _object(part, at)
            yield from _steps(subject, path, obj, f"{name}x{at}")
            if at < len(part) and part[at][1] == ",":
                at += 1
                continue
            break
        while at < len(part) and part[at][1] == ";":
            at += 1


def _path_end(part: list[Token], at: int) -> int:
    while True:
        while part[at][1] in "^!":
            at += 1
        at = closing(part, at) + 1 if part[at][1] == "(" else at + 1
        while part[at][1] in "*+" or part[at][1] == "?":
            at += 1
        if part[at][1] not in "/|":
            return at
        at += 1


def _object(part: list[Token], at: int) -> tuple[int, list[Token]]:
    """Where the object at a place ends, and its tokens: a literal may have a language or a type."""
    end = at + 1
    if part[at][0] == "text" and end < len(part):
        end += 2 if part[end][1] == "^^" else part[end][1].startswith("@")
    return end, part[at:end]


def _steps(subject: Token, path: list[Token], obj: list[Token], name: str) -> Iterator[list[Token]]:
    steps, depth = [[]], 0
    for token in path:
        depth += (token[1] == "(") - (token[1] == ")")
        if token[1] == "/" and depth == 0:
            steps.append([])
        else:
            steps[-1].append(token)
    if len(steps) == 1 or any(token[1] == "|" for token in path):
        steps = [path]
    here = subject
    for number, step in enumerate(steps, start=1):
        there = obj if number == len(steps) else [("name", f"?{name}x{number}")]
        yield [here, *step, *there]
        here = there[0]


def _cost(triple: list[Token], met: set) -> int:
    """How much there is to look through: least from a known subject, then from a known object."""
    def bound(token):
        return token[1][0] not in "?$" or token[1][1:] in met

    subject, obj = triple[0], triple[-1]
    if bound(subject):
        return 0 if bound(obj) else 1
    if not bound(obj):
        return 4
    return 2 if obj[1][0] in "?$" else 3
