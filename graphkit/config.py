"""Where things are: the rooms of the checkout or of the wheel, the source texts, the names of persons."""
import os
from dataclasses import dataclass
from pathlib import Path

from .errors import GraphkitError

PACKAGE = Path(__file__).resolve().parent
SOURCES_VARIABLE = "BELEIDSGRAAF_SOURCES"


@dataclass(frozen=True)
class Rooms:
    """The three folders that make the graph; `persons` is read only when a person asks for it."""

    ontology: Path
    shapes: Path
    data: Path
    persons: Path | None = None


def checkout() -> Path | None:
    """The project's root when graphkit runs from a checkout, else None."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "ontology").is_dir() else None


def rooms(data: Path | str | None = None, persons: Path | str | None = None) -> Rooms:
    """The checkout's own folders when there is one, else those inside the wheel.

    `data` replaces the data folder. Raises GraphkitError when a folder is missing.
    """
    home = checkout() or PACKAGE / "_rooms"
    found = Rooms(home / "ontology", home / "shapes", Path(data) if data else home / "data", Path(persons) if persons else None)
    for folder in (found.ontology, found.shapes, found.data, *([found.persons] if found.persons else [])):
        if not folder.is_dir():
            raise GraphkitError(f"De map {folder} bestaat niet. Controleer het pad of installeer beleidsgraaf opnieuw.")
    return found


def sources_folder() -> Path | None:
    """The folder with the published texts: BELEIDSGRAAF_SOURCES, or beside a checkout; None when there is none."""
    named = os.environ.get(SOURCES_VARIABLE)
    root = checkout()
    folder = Path(named) if named else (root.parent / "shared" / "sources" if root else None)
    return folder if folder and folder.is_dir() else None
