"""Long lists in pages, each with an address of its own."""
from dataclasses import dataclass

from flask import request, url_for


@dataclass(frozen=True)
class Turn:
    """Where the visitor is in a long list, and the addresses of the pages before and after."""

    at: int
    last: int
    first: int
    end: int
    before: str
    after: str


def turn(total: int, size: int) -> Turn:
    """The page that `?pagina=` asks for; the nearest one when there is no such page."""
    last = max(1, -(-total // size))
    at = min(max(1, request.args.get("pagina", 1, type=int)), last)
    return Turn(at, last, (at - 1) * size, at * size, changed(pagina=at - 1) if at > 1 else "", changed(pagina=at + 1) if at < last else "")


def changed(**new) -> str:
    """The address of this page with other values in its query; an empty value leaves one out."""
    kept = {name: values for name, values in request.args.to_dict(flat=False).items() if name not in new and name != "lang"}
    return url_for(request.endpoint, **{**kept, **(request.view_args or {}), **{k: v for k, v in new.items() if v not in ("", None)}})
