"""Comply or explain in words: who decided that something may be so, from and until when, and on which words that rests."""
from datetime import date

from ..validate import spoken
from ..validate.records import Explanation, Finding
from .records import Audit

SOON = 60  # days before a reason ends from which every report warns
_SAID = {
    "nl": {"by": "Besloten door {}. ", "unknown": "Wie dit besloot, staat er niet. ", "both": "Geldt van {} tot en met {}.", "from": "Geldt vanaf {}, zonder einddatum.",
           "until": "Geldt tot en met {}.", "always": "Geldt zonder einddatum.", "ends": "Loopt af op {}, {}.", "today": "vandaag", "tomorrow": "morgen", "in": "over {} dagen",
           "and": " en ", "words": "Waaruit dat blijkt"},
    "en": {"by": "Decided by {}. ", "unknown": "Nothing says who decided this. ", "both": "Holds from {} up to and including {}.", "from": "Holds from {}, without an end.",
           "until": "Holds up to and including {}.", "always": "Holds without an end.", "ends": "Ends on {}, {}.", "today": "today", "tomorrow": "tomorrow", "in": "in {} days",
           "and": " and ", "words": "What shows this"},
}


def standing(audit: Audit, finding: Finding, lang: str) -> str:
    """Who decided it and how long it holds; empty for a finding that is not explained by a deviation."""
    found = finding.explanation
    return decided([audit.name(iri).label(lang) for iri in found.by], lang) + " ".join(filter(None, (term(found, lang), ending(found, audit.day, lang)))) if found else ""


def decided(names: list[str], lang: str) -> str:
    """Who decided it, as a sentence."""
    return _SAID[lang]["by"].format(_SAID[lang]["and"].join(names)) if names else _SAID[lang]["unknown"]


def term(found: Explanation, lang: str) -> str:
    """From and until when it holds."""
    said = _SAID[lang]
    first, last = _day(found.begins, lang), _day(found.ends, lang)
    return said["both" if first and last else "from" if first else "until" if last else "always"].format(*filter(None, (first, last)))


def ending(found: Explanation, today: date, lang: str) -> str:
    """That it ends, from sixty days before its last day; else nothing."""
    try:
        left = (date.fromisoformat(found.ends) - today).days
    except ValueError:  # without an end, or no day after all
        return ""
    said = _SAID[lang]
    when = said["today"] if left == 0 else said["tomorrow"] if left == 1 else said["in"].format(left)
    return said["ends"].format(_day(found.ends, lang), when) if 0 <= left <= SOON else ""


def shown_by(lang: str) -> str:
    """What stands before the words that a reason rests on."""
    return _SAID[lang]["words"]


def _day(text: str, lang: str) -> str:
    try:
        return spoken.day(date.fromisoformat(text), lang)
    except ValueError:  # no day after all: a shape says so
        return text
