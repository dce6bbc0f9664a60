"""The command that serves the application on this machine."""
import ctypes
import errno
import logging
import signal
import socket
import sys
import threading
from pathlib import Path

import click

from ..config import PACKAGE, sources_folder
from ..errors import GraphkitError
from .options import graph_options


AFTER = 1.0  # seconds after the start when what later pages need is made
MMAP_THRESHOLD, LARGE = -3, 256 * 1024  # glibc's name for the size in bytes above which a buffer is no part of the heap


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 kiest een vrije poort.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option("--allow-host", "hosts", multiple=True, help="Nog een naam waaronder de site bereikt mag worden (herhaalbaar).")
@graph_options
def serve(opened, port, host, hosts):
    """Toon de graaf als website op deze computer."""
    from ..audit import start  # here, so that the other commands need not wait for it

    create_app, create_server = _application()
    give_memory_back()
    with _listening(host, port) as listening:  # first of all: a port in use is told at once
        checked = start(opened.location, opened.rooms, sources_folder())
        app = create_app(opened.store, opened.rooms, sources_folder(), hosts=hosts, persons=opened.rooms.persons is not None, validation=checked)
        _serve(app, create_server(app, sockets=[listening], threads=6, ident=None), host)


def give_memory_back() -> bool:
    """Let each large buffer return to the system when it is freed: with a heap per thread a few large pages would stay in memory for good.

    Tells whether the C library listened; one other than glibc has its own ways.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE))
    except (AttributeError, OSError, TypeError):  # no glibc
        return False


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        raise GraphkitError(_refusal(problem, host, port)) from None


def _serve(app, server, host: str) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is normal, not a warning
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{server.effective_port}/")
    click.echo("Stop met Ctrl+C.", err=True)
    sys.stdout.flush()
    soon = threading.Timer(AFTER, app.extensions["desk"].prepare)  # so that no visitor waits for it, the very first least of all
    soon.daemon = True
    soon.start()
    try:
        server.run()
    finally:
        soon.cancel()
        app.extensions["desk"].close()


def _application():
    """The window and its server; another distribution may also have installed a package called web."""
    try:
        import web
        from waitress import create_server
    except ImportError as problem:
        raise GraphkitError(f"De website kan niet starten: {problem}. Installeer beleidsgraaf opnieuw.") from None
    if Path(web.__file__).resolve().parent.parent != PACKAGE.parent:
        raise GraphkitError(f"Een ander pakket met de naam ‘web’ staat in de weg ({Path(web.__file__).parent}). Installeer beleidsgraaf in een eigen omgeving.")
    return web.create_app, create_server


def _refusal(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Poort {port} is al in gebruik. Kies een andere met --port, of --port 0 voor een vrije."
    return f"Op {host}:{port} kan niet geluisterd worden ({problem.strerror}). Kies een ander adres of een andere poort."


COMMANDS = (serve,)
