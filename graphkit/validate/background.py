"""A validation, or what is made of it, in a process of its own: the one that serves pages neither waits for it nor grows."""
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import get_context
from pathlib import Path

from ..config import Rooms
from ..errors import GraphkitError
from ..store import MEMORY, Store, open_store


def start(location: str, rooms: Rooms, sources: Path | None = None, work: Callable[[Store, Rooms, Path | None], object] | None = None) -> Future:
    """Begin a validation of the store at `location` (memory: read anew from the rooms); its report comes in the future.

    `work` is what to do instead with the store, rooms and sources: a function of a module, whose answer
    (plain values, no RDF) then comes in place of the report. The process is started fresh, since a copy of
    a process with threads may hang, and ends with its work or, being a daemon, with the process that asked for it.
    """
    spawn, coming = get_context("spawn"), Future()
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_run, args=(theirs, location, rooms, sources, work), daemon=True)
    process.start()
    theirs.close()
    threading.Thread(target=_await, args=(ours, coming), daemon=True).start()
    return coming


def _await(pipe, coming: Future) -> None:
    try:
        outcome = pipe.recv()
    except (EOFError, OSError):
        outcome = GraphkitError("De controle is gestopt voor zij klaar was.")
    if isinstance(outcome, GraphkitError):
        coming.set_exception(outcome)
    else:
        coming.set_result(outcome)


def _run(pipe, location: str, rooms: Rooms, sources: Path | None, work) -> None:
    from . import validate  # here, since the room itself hands out `start`

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends this process without a word
    try:
        outcome = (work or validate)(open_store(location or MEMORY, rooms, keep_going=True), rooms, sources)
    except GraphkitError as problem:
        outcome = GraphkitError(str(problem))  # the one kind of error that surely survives the journey
    pipe.send(outcome)
