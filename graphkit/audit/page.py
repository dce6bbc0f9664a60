"""An audit as one page to read and print: it opens without a network and without script."""
import io
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from .. import vocab
from ..validate.records import AGREES, EXPLAINED, NOT_DERIVABLE, OPEN
from . import reasons, text, words as told
from .choose import Group, fired, grouped, scopes
from .measures import METRICS
from .records import Audit

LINKS = "stated-link"  # what this measure lacks are conclusions, by the hundred: they are not listed on paper


def write(audit: Audit, lang: str = "nl") -> bytes:
    """The report as HTML in UTF-8; every text is escaped, nothing is fetched."""
    pieces = _template().generate(
        audit=audit, lang=lang, t=told.words(lang), told=told, text=text, reasons=reasons, css=_file("report.css"), short=vocab.short, local=vocab.local,
        metrics=METRICS, scopes=scopes(audit), measure={(m.metric, m.within, m.scope): m for m in audit.measures}, links=LINKS,
        fired=fired(audit), open=_by_severity(audit, lang), sections=_sections(audit, lang),
    )
    whole = io.BytesIO()
    for piece in pieces:  # the page as one text would take four times its size
        whole.write(piece.encode("utf-8"))
    return whole.getvalue()


def _by_severity(audit: Audit, lang: str) -> list[tuple[Group, tuple[Group, ...]]]:
    """The open findings, the heaviest severity first, and within it by rule."""
    found = audit.where(lambda f: f.state == OPEN)
    return [(group, grouped(audit, lang, group.findings, "rule"))
            for group in grouped(audit, lang, found, "severity")]


def _sections(audit: Audit, lang: str) -> list[tuple[str, str, tuple[Group, ...]]]:
    """What is explained, agrees or is not derivable: anchor, key of the title, and the findings by rule."""
    return [(anchor, key, grouped(audit, lang, audit.where(lambda f, state=state: f.state == state), "rule"))
            for anchor, key, state in (("verantwoord", "explained", EXPLAINED), ("klopt", "agrees", AGREES), ("onbekend", "not_derivable", NOT_DERIVABLE))]


def _file(name: str) -> str:
    return (files("graphkit.audit") / name).read_text("utf-8")


@lru_cache(maxsize=None)
def _template():
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(_file("report.html"))
