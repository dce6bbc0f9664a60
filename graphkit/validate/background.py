"""A validation in a process of its own, so that the one that serves pages neither waits for it nor grows."""
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from pathlib import Path

from ..config import Rooms
from ..store import MEMORY, open_store
from .records import Report


def start(location: str, rooms: Rooms, sources: Path | None = None) -> "Future[Report]":
    """Begin a validation of the store at `location` (memory: read anew from the rooms); its report comes in the future.

    The process is started fresh, since a copy of a process with threads may hang, and ends with its work
    or with the process that asked for it.
    """
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_end_with_parent)
    coming = pool.submit(_run, location, rooms, sources)
    pool.shutdown(wait=False)
    return coming


def _end_with_parent() -> None:
    """A killed parent leaves no worker behind, and Ctrl-C ends this process without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def wait():
        parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _run(location: str, rooms: Rooms, sources: Path | None) -> Report:
    from . import validate  # here, since the room itself hands out `start`

    return validate(open_store(location or MEMORY, rooms, keep_going=True), rooms, sources)
