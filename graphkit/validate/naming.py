"""A rule by the name that a person gives it."""
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from .. import vocab
from ..errors import NotFound
from .records import Rule


def rule_named(rules: Iterable[Rule], name: str) -> Rule:
    """The rule for Goal-indicator, bgsh:Goal-indicator or its IRI. Raises NotFound with near names."""
    known = {vocab.local(r.iri): r for r in rules}
    wanted = vocab.local(name.strip().strip("<>").removeprefix("bgsh:"))
    if wanted not in known:
        near = tuple(n for n, _, _ in process.extract(wanted, known.keys(), scorer=fuzz.ratio, score_cutoff=50, limit=3))
        raise NotFound(f"De regel ‘{wanted}’ bestaat niet.", near)
    return known[wanted]
