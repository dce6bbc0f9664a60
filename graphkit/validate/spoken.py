"""The words of a finding: a message with its blanks filled in, numbers and days as people write them."""
import re
from collections.abc import Callable
from datetime import date

from .. import vocab

BLANK = re.compile(r"\{[?$](\w+)\}")
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def fill(text: str, blanks: dict[str, str]) -> str:
    """A message with {?name} replaced by its words; a name that is not known stays as it is."""
    return BLANK.sub(lambda found: blanks.get(found[1], found[0]), text)


def word(value: str, datatype: str, lang: str, label: Callable[[str, str], str]) -> str:
    """A value as a person writes it: a thing by its label in quotation marks, an amount with its thousands, a day in full."""
    if value.startswith(vocab.BASE):
        return f"‘{label(value, lang)}’"
    kind = vocab.local(datatype) if datatype.startswith(vocab.XSD) else ""
    try:
        if kind == "decimal":
            return number(value, lang)
        if kind == "date":
            return day(date.fromisoformat(value), lang)
    except ValueError:  # no number or day after all; a shape says so, and here it stays as it is
        pass
    return value


def day(when: date, lang: str) -> str:
    """2021-03-01 as 1 maart 2021."""
    return f"{when.day} {MONTHS[lang][when.month - 1]} {when.year}"


def number(value: str, lang: str) -> str:
    """A decimal with thousands marked and no idle zeros: 17000.0 is 17.000 in Dutch and 17,000 in English."""
    whole, _, cents = value.partition(".")
    cents = cents.rstrip("0")
    words = f"{int(whole):,}" + (f".{cents:0<2}" if cents else "")
    if whole.startswith("-") and not words.startswith("-"):
        words = "-" + words
    return words if lang == "en" else words.translate(str.maketrans(",.", ".,"))
