"""What a person gives for the parameters of a question, made into what the question asks for."""
import re

from .. import vocab
from ..catalog import Catalog
from ..errors import BadQuery, NotFound
from ..query import Query

PAIR = re.compile(r"(\w+)=(.*)", re.DOTALL)


def parameters(asked: Query, words: tuple[str, ...]) -> dict[str, str]:
    """Name and value of each word; one word without a name is for the only parameter, or the only one that must be given. Raises BadQuery."""
    needed = [p for p in asked.parameters if not p.optional]
    only = asked.parameters if len(asked.parameters) == 1 else needed
    found = {}
    for word in words:
        pair = PAIR.fullmatch(word)
        if pair:
            found[pair[1]] = pair[2]
        elif len(only) == 1 and only[0].name not in found:
            found[only[0].name] = word
        else:
            names = ", ".join(f"{p.name}=…" for p in asked.parameters)
            raise BadQuery(f"‘{word}’ is geen parameter; schrijf naam=waarde" + (f", met een van: {names}." if names else "."))
    return found


def known(catalog: Catalog, asked: Query, given: dict[str, str]) -> dict[str, str]:
    """The same with each identifier whole. Raises NotFound for a thing that is not there: no rows would say less.

    `dalfsen`, `klantgerichtheid` and `weert-beleidsplan` are enough when only one thing is called so, or one
    of the kind that the parameter is named after.
    """
    things = {p.name for p in asked.parameters if p.type == "iri"}
    return {name: thing(catalog, name, value) if value and name in things else value for name, value in given.items()}


def thing(catalog: Catalog, name: str, value: str) -> str:
    """The whole identifier of what was given for `name`. Raises NotFound with near names."""
    if "/" not in value and ":" not in value:
        called = [short for short in map(vocab.short, catalog.resources) if short.partition("/")[2] in (value, f"nl-{value}")]
        fitting = [short for short in called if short.startswith(f"{name}/")] or called
        if len(fitting) > 1:
            raise NotFound(f"‘{value}’ kan voor ‘{name}’ meer dan één ding zijn.", tuple(sorted(fitting)))
        value = fitting[0] if fitting else value
    try:
        iri = vocab.expand(value)
    except ValueError:
        return value  # the question itself says what is wrong with it
    return iri if catalog.facts(iri) else catalog.resolve(value).iri
