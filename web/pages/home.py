"""The start page, and the few addresses that machines ask every server for."""
from collections import Counter

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for

from graphkit import query

from ..desk import Desk, desk
from ..findings import SEVERITIES
from ..kinds import GROUPS, group_of
from ..places import kinds

pages = Blueprint("home", __name__)
EXAMPLES = (
    "waar-leiden-waarden-toe", "doelen-zonder-indicator", "spanningsvelden", "wat-loopt-op", "onbekend-of-afwezig", "stellig-of-conclusie",
)  # questions that show what the graph is for


@pages.get("/")
def view():
    """Where everyone begins."""
    return render_template("home.html", groups=_groups(desk()), documents=desk().catalog.documents, open=_open(desk()),
                           questions=[q for q in query.questions() if q.name in EXAMPLES], total=len(desk().catalog.resources), desk=desk())


def _groups(desk: Desk) -> list[tuple]:
    """The groups that have elements, each with its kinds and their numbers."""
    found = {group.word: [] for group in GROUPS}
    for kind, n in kinds(desk).items():
        name = desk.catalog.name(kind)
        found[group_of(name.order).word].append((name, n))
    return [(group, found[group.word]) for group in GROUPS if found[group.word]]


def _open(desk: Desk) -> list[tuple[str, int]]:
    """How many findings are open, the worst first."""
    tally = Counter(p.finding.severity for p in desk.findings if p.finding.state == "open")
    return [(severity, tally[severity]) for severity in SEVERITIES if tally[severity]]


@pages.get("/healthz")
def health():
    """Whether the graph is there, for a monitor."""
    return jsonify(status="ok", elements=len(desk().catalog.resources), problems=len(desk().store.problems), checking=desk().checking)


@pages.get("/robots.txt")
def robots():
    """Which addresses a crawler had better leave alone: those that cost work."""
    return Response("User-agent: *\nDisallow: /sparql\nDisallow: /zoeken\nDisallow: /graaf\nDisallow: /pad\nDisallow: /samenhang/rapport\n", content_type="text/plain; charset=utf-8")


@pages.get("/favicon.ico")
def favicon():
    """The mark of the application, for who asks the old way."""
    return redirect(url_for("static", filename="mark.svg"), 301)
