"""What every request must pass and every answer must carry, and the pages for what goes wrong."""
from flask import Flask, Response, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from graphkit.errors import BadFile, BusyStore, GraphkitError, NotFound

from .language import t

HERE = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
TRANSPORT = "max-age=31536000"
LONGEST_ADDRESS = 16_000  # characters of path and query; room for a long SPARQL query


def _name_of(host: str) -> str:
    """The name in a Host header, without the port and in lower case."""
    host = host.strip().lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def guard(app: Flask, hosts=()) -> None:
    """Refuse other hosts and endless addresses, put the headers on every answer, and answer errors in plain words."""
    known = {*HERE, *(_name_of(h) for h in hosts)}

    @app.before_request
    def _refuse():
        if _name_of(request.headers.get("Host", "")) not in known:
            abort(400, t("Deze server antwoordt niet onder deze naam.", "This server does not answer to this name."))
        if len(request.full_path) > LONGEST_ADDRESS:
            abort(414)

    @app.after_request
    def _dress(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache, private")
            response.vary.update(("Accept", "Cookie"))
        return response

    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(GraphkitError, _own_error)
    app.register_error_handler(Exception, _unforeseen)


def _page(code: int, told: str = "", near=(), spoken: str = "") -> tuple[str, int]:
    return render_template("error.html", code=code, told=told, near=near, spoken=spoken), code


def _http_error(problem: HTTPException):
    """Our own page with the status and headers of the problem; a redirect stays a redirect."""
    if problem.code is None or problem.code < 400:
        return problem
    ours = problem.description if type(problem).description != problem.description else ""
    page, code = _page(problem.code, ours or "")
    kept = [(name, value) for name, value in problem.get_headers() if name.lower() == "allow"]
    return page, code, kept


def _own_error(problem: GraphkitError):
    if isinstance(problem, NotFound):
        return _page(404, str(problem).split(" Bedoelt u:")[0], problem.near, "nl")  # the names follow as links
    if isinstance(problem, (BadFile, BusyStore)):
        current_app.logger.error("%s: %s", request.path, problem)
        return _page(500)
    return _page(400, str(problem), (), "nl")


def _unforeseen(problem: Exception):
    """Anything else is a fault of ours: written to the log, never to the visitor."""
    current_app.logger.exception("unforeseen: %s %s", request.method, request.path)
    return _page(500)
