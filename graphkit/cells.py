"""Values in a spreadsheet: text that a program would run as a formula is made harmless."""
import csv
import io
import re
from collections.abc import Iterable

NUMBER = re.compile(r"[-−]\d+([.,]\d+)*%?")


def cell(value) -> str:
    """The value as text; one that begins like a formula gets an apostrophe before it, a number does not.

    Beginnings are = + @ tab and return, and a hyphen that begins no number (OWASP, CSV injection).
    """
    text = "" if value is None else str(value)
    if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] in ("-", "−") and not NUMBER.fullmatch(text)):
        return "'" + text
    return text


def table(header: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """A CSV file in UTF-8 with a header, every cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(list(header))
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8")


def harmless(body: bytes) -> bytes:
    """A CSV file from elsewhere with every cell made harmless."""
    header, *rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    return table(header, rows)
