"""Dutch first, English beside it: every text of the interface stands in both languages where it is used."""
from flask import Flask, Response, g, request, url_for

LANGUAGES = ("nl", "en")
COOKIE = "lang"
A_YEAR = 31_536_000


def lang() -> str:
    """The language of this request: `?lang=`, else the cookie, else Dutch."""
    known = g.get("lang")  # looked up once: a page asks some hundreds of times
    if known is None:
        wanted = (request.args.get("lang"), request.cookies.get(COOKIE))
        known = g.lang = next((w for w in wanted if w in LANGUAGES), LANGUAGES[0])
    return known


def t(nl: str, en: str) -> str:
    """The text in the language of this request."""
    return en if lang() == "en" else nl


def in_language(other: str) -> str:
    """The address of this same page in another language; the start page when this address has no page."""
    if request.endpoint is None or request.endpoint == "static":
        return url_for("home.view", lang=other)
    kept = {name: values for name, values in request.args.lists() if name != "lang"}
    return url_for(request.endpoint, **{**kept, **(request.view_args or {})}, lang=other)


def _remember(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, lang(), max_age=A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def speak(app: Flask) -> None:
    """Give every template `t`, `lang` and `in_language`, and remember a chosen language."""
    app.jinja_env.globals.update(t=t, lang=lang, in_language=in_language)
    app.after_request(_remember)
