"""One module per group of pages; each offers a blueprint named `pages`. A new module is found by itself."""
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

BESIDE = ("linked_data", "sparql")  # protocols rather than pages, in modules of their own


def blueprints() -> Iterator[Blueprint]:
    """The blueprint of every module of pages, in order of name, then those of the protocols."""
    for module in sorted(m.name for m in iter_modules(__path__)):
        yield import_module(f"{__name__}.{module}").pages
    for module in BESIDE:
        yield import_module(f"web.{module}").pages
