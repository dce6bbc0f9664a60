"""Our validation beside the plain way (everything in one rdflib graph, one pySHACL run), on the same shapes.

    python benchmarks/validation.py [--data FOLDER] [--rounds 3]

Each measurement runs in a fresh process, ours and theirs in turn; times are the median, from reading the
shapes to the last result, libraries included; memory is the peak of the process. The plain way asks each
query again for each element: count on a minute a round.
"""
import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from graphkit import config  # noqa: E402
from graphkit.store import open_store  # noqa: E402
from graphkit.validate import plain, shapes, validate  # noqa: E402
from graphkit.validate.session import Session  # noqa: E402


TODAY = date(2026, 1, 1)  # rules on validity reckon with a day; one and the same for every way


def ours(store, rooms):
    """Per document in pySHACL, rules with a query once on a copy."""
    return Session(store, shapes.read(rooms.shapes), TODAY).open_hits()


def plainly(store, rooms):
    """Everything in one graph, every shape in pySHACL."""
    return plain.hits(store, shapes.read(rooms.shapes), TODAY, cached=False)


def plainly_cached(store, rooms):
    """The plain way with our cache of translated queries."""
    return plain.hits(store, shapes.read(rooms.shapes), TODAY, cached=True)


def everything(store, rooms):
    """What `beleidsgraaf validate` does: also texts, deviations, observations and words; found are its findings."""
    return set(validate(store, rooms, config.sources_folder()).findings)


WAYS = {"plain": plainly, "plain, cached": plainly_cached, "ours": ours, "ours, whole report": everything}


def measure(way: str, rooms: config.Rooms):
    """Seconds, triples of (rule, element, value), and MB at the start and at the peak, in a process of its own."""
    store = open_store("memory", rooms)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    found = WAYS[way](store, rooms)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results = {(f.rule, f.elements[0] if hasattr(f, "elements") and f.elements else getattr(f, "focus", ""), f.value) for f in found}
    return seconds, results, before, peak, len(store)


def copied(rooms: config.Rooms, folder: Path) -> config.Rooms:
    """The rooms as they are now, so that an edit during the minutes that follow changes nothing."""
    return config.Rooms(*(Path(shutil.copytree(room, folder / room.name)) for room in (rooms.ontology, rooms.shapes, rooms.data)))


def main() -> int:
    """Measure, print a table, and exit 1 when the two ways do not find the same."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, help="another data folder than the checkout's own")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    runs = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        rooms = copied(config.rooms(data=given.data), Path(folder))
        for _ in range(given.rounds):
            for way, kept in runs.items():
                with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                    kept.append(pool.submit(measure, way, rooms).result())
    print(f"{runs['ours'][0][4]} quads, {given.rounds} rounds, median")
    print(f"{'way':20} {'seconds':>9} {'findings':>9} {'MB before':>10} {'MB peak':>9}")
    for way, kept in runs.items():
        middle = [statistics.median(run[i] for run in kept) for i in (0, 2, 3)]
        print(f"{way:20} {middle[0]:9.2f} {len(kept[0][1]):9} {middle[1]:10.0f} {middle[2]:9.0f}")
    same = all(run[1] == runs["plain"][0][1] for way in ("plain", "plain, cached", "ours") for run in runs[way])
    times = {way: statistics.median(run[0] for run in kept) for way, kept in runs.items()}
    print(f"findings as sets of (rule, element, value): {'identical' if same else 'DIFFERENT'}")
    print(f"plain / ours: {times['plain'] / times['ours']:.1f} x    plain, cached / ours: {times['plain, cached'] / times['ours']:.1f} x")
    for way in ("plain, cached", "ours"):
        for finding in sorted(runs["plain"][0][1] ^ runs[way][0][1]):
            print(f"not both in plain and in {way}:", *finding)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
