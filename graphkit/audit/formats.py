"""The formats in which an audit can be taken home."""
from collections.abc import Callable
from dataclasses import dataclass

from . import machine, page, rdf, reference, sarif, tables, text
from .records import Audit


@dataclass(frozen=True)
class Format:
    """A format: its media type, the suffix of its files, what it is for, and the function that writes it in a language (nl or en)."""

    media_type: str
    suffix: str
    holds: str
    write: Callable[[Audit, str], bytes]


FORMATS = {
    "text": Format("text/plain", "txt", "om te lezen in een venster", text.write),
    "json": Format("application/json", "json", "alles, ook voor --since en --verify", machine.write),
    "csv": Format("text/csv", "csv", "een rij per bevinding", tables.csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "werkmap met vijf bladen", tables.xlsx),
    "sarif": Format("application/sarif+json", "sarif", "voor editors en codeplatforms", sarif.write),
    "shacl": Format("text/turtle", "ttl", "SHACL-rapport in Turtle", rdf.shacl),
    "earl": Format("text/turtle", "ttl", "EARL en DQV in Turtle", rdf.earl),
    "markdown": Format("text/markdown", "md", "de regels met maatstaf, aantal en voorbeeld", reference.write),
    "html": Format("text/html", "html", "één bestand om te lezen en af te drukken", page.write),
}
