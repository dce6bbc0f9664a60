"""Options that many commands share, and the graph that they open."""
import functools
import sys
import threading
import time

import click

from ..catalog import Catalog
from ..config import Rooms, rooms
from ..store import Store, open_store

PATIENCE = 2.0  # seconds after which long work says what it is doing


def graph_options(command):
    """--data, --store, --persons and --keep-going, as one argument `opened` (a function that opens the graph)."""
    @click.option("--data", type=click.Path(), help="Andere map met gegevens dan die van het product.")
    @click.option("--store", "location", default="memory", show_default=True, help="memory of oxigraph:MAP.")
    @click.option("--persons", type=click.Path(), help="Map met namen van personen; zonder deze optie blijven zij weg.")
    @click.option("--keep-going", is_flag=True, help="Sla bestanden over die niet te lezen zijn; eindigt dan met code 1.")
    @functools.wraps(command)
    def wrapped(*args, data, location, persons, keep_going, **kwargs):
        return command(*args, opened=Opened(rooms(data, persons), location, keep_going), **kwargs)

    return wrapped


class Opened:
    """The graph that a command works on, opened when it is first asked for."""

    def __init__(self, found: Rooms, location: str, keep_going: bool):
        self.rooms, self.location, self.keep_going = found, location, keep_going

    @functools.cached_property
    def store(self) -> Store:
        with progress("De graaf wordt geladen") as tell:
            store = open_store(self.location, self.rooms, self.keep_going, tell)
        for problem in store.problems:
            click.echo(f"beleidsgraaf: {problem}", err=True)
        return store

    @functools.cached_property
    def catalog(self) -> Catalog:
        return Catalog(self.store)

    def leave(self, code: int = 0) -> None:
        """End with this code, or with 1 when a file was skipped."""
        sys.exit(1 if self.store.problems else code)


class progress:
    """Says on stderr what is going on, once work has taken longer than two seconds.

    With `total` known it shows how far the work is.
    """

    def __init__(self, title: str):
        self.title, self.now = title, ""
        self._done = threading.Event()
        self._started = time.monotonic()

    def __enter__(self):
        threading.Thread(target=self._tell, daemon=True).start()
        return self

    def __call__(self, now: str) -> None:
        self.now = now

    def __exit__(self, *problem):
        self._done.set()

    def _tell(self) -> None:
        while not self._done.wait(PATIENCE):
            seconds = time.monotonic() - self._started
            click.echo(f"{self.title}… {self.now} ({seconds:.0f} s)", err=True)
