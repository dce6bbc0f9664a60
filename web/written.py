"""Pages that were written before: kept per address, language and version of the store, and sent again at once."""
from flask import Flask, Response, g, request

from .desk import desk
from .language import lang

LONGEST = 1_000_000  # bytes; a longer page is written anew each time
FRESH = frozenset({"sparql.view", "home.health", "static"})  # their answer may differ from one moment to the next


def _key() -> tuple | None:
    if request.method != "GET" or request.endpoint is None or request.endpoint in FRESH:
        return None
    return (request.full_path, request.headers.get("Accept", "")[:200], lang(), desk().checking, desk().failed)


def _again() -> Response | None:
    """The page as it was written before, or None to let its route write it."""
    g.page = _key()
    kept = desk().pages.get(g.page) if g.page else None
    if kept is None:
        return None
    g.page = None
    body, media_type, vary = kept
    response = Response(body, mimetype=media_type)
    response.headers.update({"Vary": vary} if vary else {})
    return response


def _keep(response: Response) -> Response:
    """Remember a page that was written whole and is the same for every visitor."""
    whole = response.status_code == 200 and response.mimetype == "text/html" and not response.is_streamed
    if g.get("page") and whole and "Content-Disposition" not in response.headers:  # a file to take home is no page
        body = response.get_data()
        if len(body) <= LONGEST:
            desk().pages.put(g.page, (body, response.mimetype, response.headers.get("Vary", "")))
    return response


def keep(app: Flask) -> None:
    """Let the application send pages again that it wrote before."""
    app.before_request(_again)
    app.after_request(_keep)
