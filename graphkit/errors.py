"""The errors of the house: each says what happened, where, and what to do."""


class GraphkitError(Exception):
    """Something a person can mend; the message is shown to them as it stands, on one line."""

    def __init__(self, message: str):
        super().__init__(" ".join(str(message).split()))


class NotFound(GraphkitError):
    """An identifier, query, document or passage that is not in the graph; `near` holds the nearest names."""

    def __init__(self, message: str, near: tuple[str, ...] = ()):
        hint = f" Bedoelt u: {', '.join(near)}?" if near else ""
        super().__init__(message + hint)
        self.near = near


class BadFile(GraphkitError):
    """A file that cannot be read or parsed: `path` and, where known, the line."""

    def __init__(self, path, problem: str, line: int | None = None):
        place = f"{path}, regel {line}" if line else f"{path}"
        super().__init__(f"{place}: {problem}")
        self.path, self.line = path, line


class BadQuery(GraphkitError):
    """A SPARQL text or a parameter that cannot be answered; the parser's message is part of the text."""


class LimitReached(GraphkitError):
    """A query that was stopped because it passed a limit of time, rows or bytes."""


class BusyStore(GraphkitError):
    """A store that another process is writing, or that cannot be opened."""
