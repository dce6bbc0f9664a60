"""Pages of words: help, about, accessibility, and whom to tell about a leak."""
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, render_template, url_for

pages = Blueprint("words", __name__)
DAYS_VALID = 180  # RFC 9116 wants less than a year


@pages.get("/hulp")
def help():
    """How to read what the application shows."""
    return render_template("help.html")


@pages.get("/over")
def about():
    """What this is and where it comes from."""
    return render_template("about.html")


@pages.get("/toegankelijkheid")
def accessibility():
    """What works for everybody and what does not yet."""
    return render_template("accessibility.html")


@pages.get("/.well-known/security.txt")
def security():
    """Where to report a weakness (RFC 9116)."""
    until = (datetime.now(UTC) + timedelta(days=DAYS_VALID)).strftime("%Y-%m-%dT00:00:00Z")
    contact = url_for(".about", _anchor="melden", _external=True)
    return Response(f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: nl, en\n", content_type="text/plain; charset=utf-8")
