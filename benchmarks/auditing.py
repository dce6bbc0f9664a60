"""The audit measured: five real documents, one changed document, 4 to 640 made-up ones, and rules across documents.

    python benchmarks/auditing.py [--rounds 3] [--plain-limit 1800] [--only five changed 4 16 64 640 million]

Each measurement runs in a fresh process on data in memory; times are medians. The plain way is one pySHACL
run over one rdflib graph with the same shapes, ended after `--plain-limit` seconds: it asks each query
again for each element. Findings are compared as sets of (rule, element, value).
"""
import argparse
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, TimeoutError
from datetime import date
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import synthetic  # noqa: E402

from graphkit import config  # noqa: E402
from graphkit.store import open_store  # noqa: E402
from graphkit.validate import joined, plain, shapes, validate  # noqa: E402
from graphkit.validate.session import Session  # noqa: E402

DAY = date(2026, 1, 1)
MILLION = 690  # made-up documents that together hold about a million triples
# What the design calls rules across documents, by kind; the total is of every rule with a query.
KINDS = {
    "cycles": ("PolicyElement-cycle", "PolicyDocument-mutual"),
    "sums": ("CostLine-sum", "CostLine-roughSum", "CostLine-balance"),
    "from work to goals": ("Goal-realised", "PolicyDocument-work", "PolicyDocument-goalTree", "StrategicGoal-elaborated"),
    "dates": ("PolicyElement-beginsWithin", "PolicyElement-endsWithin", "PolicyElement-needsFirst", "PolicyElement-deadline"),
}


def peak() -> float:
    """MB that this process held at its most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole(data: Path | None):
    """Everything `beleidsgraaf validate` does: shapes, rules, texts, deviations, observations, words."""
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    start = time.perf_counter()
    report = validate(store, rooms, config.sources_folder() if data is None else None, DAY)
    return time.perf_counter() - start, len(report.findings), peak(), len(store)


def ours(data: Path | None):
    """Shapes and rules only, as the plain way has them."""
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    start = time.perf_counter()
    hits = Session(store, shapes.read(rooms.shapes), DAY).open_hits()
    return time.perf_counter() - start, {(h.rule, h.focus, h.value) for h in hits}, peak(), len(store)


def plainly(data: Path | None):
    """One pySHACL run over one rdflib graph."""
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    start = time.perf_counter()
    hits = plain.hits(store, shapes.read(rooms.shapes), DAY, cached=False)
    return time.perf_counter() - start, {(h.rule, h.focus, h.value) for h in hits}, peak(), len(store)


def changed(data: Path | None):
    """After a run over all: a definition rewritten, then a whole document replaced by itself without one claim in ten."""
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    found = shapes.read(rooms.shapes)
    session = Session(store, found, DAY, lasting=True)
    session.hits()
    graph = next(g for g in store.graphs() if "/shared/" not in g and not g.endswith("derived"))
    times = []
    for change in (_rewritten, _thinned):
        quads = change(list(store.quads([graph])))
        start = time.perf_counter()
        session.replace(graph, quads)
        hits = session.hits()
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    same = hits == Session(store, found, DAY).hits()
    return *times, time.perf_counter() - start, same, len(store)


def _rewritten(quads: list) -> list:
    import pyoxigraph as ox

    at = next(i for i, q in enumerate(quads) if q.predicate.value.endswith("core#definition"))
    old = quads[at]
    return [*quads[:at], ox.Quad(old.subject, old.predicate, ox.Literal("Iets anders dan eerst.", language="nl"), old.graph_name), *quads[at + 1:]]


def _thinned(quads: list) -> list:
    claims = sorted({q.subject.value for q in quads if q.predicate.value.endswith("#predicate")})[::10]
    return [q for q in quads if getattr(q.subject, "value", "") not in claims]


def across(data: Path | None):
    """Rules with a query only, on a copy that is ready."""
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    found = shapes.read(rooms.shapes)
    session = Session(store, found, DAY)
    size, start = len(session.copy), time.perf_counter()
    joined.prepare(session.copy, found)
    focus, took = time.perf_counter() - start, {}
    for rule in found.joined:
        begin = time.perf_counter()
        sum(1 for _ in joined.asked(session.copy, rule))
        name = rule.rule.rpartition("#")[2]
        took[name] = took.get(name, 0) + time.perf_counter() - begin
    return focus, took, len(found.joined), size


def apart(work, data, limit: float | None = None):
    """The outcome of `work` in a process of its own; None when it takes longer than `limit` seconds."""
    pool = ProcessPoolExecutor(1, get_context("spawn"))
    task = pool.submit(work, data)
    try:
        return task.result(limit)
    except TimeoutError:
        for process in list(pool._processes.values()):
            process.kill()
        return None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def beside(name: str, data, rounds: int, limit: float) -> bool:
    """Ours and plain side by side; whether both found the same (True when plain did not finish)."""
    mine = [apart(ours, data) for _ in range(rounds)]
    middle = statistics.median(m[0] for m in mine)
    print(f"{name}: {mine[0][3]} quads; ours {middle:.2f} s, {len(mine[0][1])} findings, peak {mine[0][2]:.0f} MB", flush=True)
    theirs = apart(plainly, data, limit) if limit else None
    if theirs is None and limit:
        print(f"{name}: plain rdflib + pySHACL not finished in {limit:.0f} s: more than {limit / middle:.0f} x", flush=True)
    if theirs is None:
        return True
    same = all(m[1] == theirs[1] for m in mine)
    print(f"{name}: plain {theirs[0]:.1f} s, peak {theirs[2]:.0f} MB: {theirs[0] / middle:.1f} x; findings {'identical' if same else 'DIFFERENT'}", flush=True)
    for finding in sorted(mine[0][1] ^ theirs[1])[:20]:
        print("  not in both:", *finding)
    return same


def main() -> int:
    """Measure, print, and exit 1 when two ways find different things."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--plain-limit", type=float, default=1800)
    asked.add_argument("--only", nargs="*", default=["five", "changed", "4", "16", "64", "640", "million"])
    given, well = asked.parse_args(), True
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for number, wanted in ((4, {"4"}), (16, {"16"}), (64, {"64", "changed"}), (640, {"640", "changed"}), (MILLION, {"million"})):
            if wanted & set(given.only):
                made[number] = Path(folder) / str(number)
                synthetic.write(made[number], number)
        if "five" in given.only:
            runs = [apart(whole, None) for _ in range(given.rounds)]
            print(f"five documents: {runs[0][3]} quads; full audit {statistics.median(r[0] for r in runs):.2f} s, {runs[0][1]} findings, peak {runs[0][2]:.0f} MB", flush=True)
            well &= beside("five documents, shapes and rules", None, given.rounds, given.plain_limit)
        if "changed" in given.only:
            for name, data in (("five documents", None), ("64 documents", made[64]), ("640 documents", made[640])):
                runs = [apart(changed, data) for _ in range(given.rounds)]
                first, second, fresh = (statistics.median(r[i] for r in runs) for i in range(3))
                print(f"one changed of {name}: a definition {first:.2f} s, one claim in ten gone {second:.2f} s, all anew {fresh:.2f} s; same findings: {all(r[3] for r in runs)}", flush=True)
                well &= all(r[3] for r in runs)
        for number in (4, 16, 64):
            if str(number) in given.only:
                well &= beside(f"{number} documents", made[number], given.rounds, given.plain_limit)
        if "640" in given.only:
            well &= beside("640 documents", made[640], 1, 0)
        if "million" in given.only:
            for name, data in (("five documents", None), (f"{MILLION} made-up documents", made[MILLION])):
                focus, took, questions, size = apart(across, data)
                print(f"rules across documents, {name}: {size} triples; {questions} questions {focus + sum(took.values()):.2f} s, of which {focus:.2f} s to find what each holds for")
                for kind, rules in KINDS.items():
                    print(f"    {sum(took[rule] for rule in rules):6.2f} s  {kind}: {', '.join(rules)}")
                for rule in sorted(took, key=took.get, reverse=True)[:8]:
                    print(f"    {took[rule]:6.2f} s  {rule}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
