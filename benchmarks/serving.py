"""How quickly the application starts and answers, and how much memory its process takes.

    python benchmarks/serving.py

Start: from the command until the first page has arrived, five times, median. First: each page once, the
first time that anybody asks for it. Pages: the 95th percentile with four clients that ask as fast as they
can; "elk één keer" asks 400 addresses that were never asked for, so that no page can be sent as it was
written before. Memory: resident size of the serving process after all that, the largest pages and every
report (its worker processes apart). Aims: start under 3 s, pages under 50 ms, memory under 200 MB.
"""
import http.client
import os
import statistics
import subprocess
import sys
import threading
import time

from graphkit import vocab
from graphkit.catalog import Catalog
from graphkit.config import rooms
from graphkit.store import open_store

CLIENTS, REQUESTS, STARTS = 4, 100, 5
PAGES = {
    "start": "/",
    "item": "/doc/goal/weert-wendbaarheid",
    "item (veel koppelingen)": "/doc/policy-concept/weert-samen-om-tafel",
    "graaf": "/graaf?focus=goal/weert-wendbaarheid",
    "graaf (json)": "/graaf.json?focus=goal/weert-wendbaarheid",
    "zoeken": "/zoeken?q=dienstverlening",
    "doelenboom": "/doelenboom",
    "pad": "/pad?van=activity/weert-termijnen-herijken&naar=result/weert-draagvlak",
    "samenhang": "/samenhang",
    "document": "/documenten/weert/beleidsplan",
}
LARGE = {
    "document (1.086 zinnen)": "/documenten/dalfsen/uitvoeringsprogramma", "vergelijken": "/vergelijk", "matrix": "/samenhang/matrix", "model": "/model",
    **{f"rapport.{name}": f"/samenhang/rapport.{name}" for name in ("html", "json", "csv", "xlsx", "sarif", "shacl.ttl", "earl.ttl", "txt", "md")},
}


def start() -> tuple[subprocess.Popen, int]:
    """A server on a free port, and that port."""
    server = subprocess.Popen([sys.executable, "-m", "graphkit", "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return server, int(server.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])


def stop(server: subprocess.Popen) -> None:
    """End the server that we started."""
    server.terminate()
    server.wait(timeout=20)


def get(port: int, path: str) -> int:
    """The status of one page, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def first_page() -> float:
    """Seconds from the command to the first page."""
    began = time.perf_counter()
    server, port = start()
    assert get(port, "/") == 200
    seconds = time.perf_counter() - began
    stop(server)
    return seconds


def unseen() -> dict[str, list[str]]:
    """Addresses that were never asked for, so that every page has to be written: items, graphs and searches."""
    catalog = Catalog(open_store("memory", rooms()))
    things = [vocab.short(iri) for iri in catalog.resources][: CLIENTS * REQUESTS]
    words = [vocab.local(thing).replace("-", "+") for thing in things]
    return {"item, elk één keer": [f"/doc/{t}" for t in things], "graaf, elk één keer": [f"/graaf?focus={t}" for t in things],
            "zoeken, elk één keer": [f"/zoeken?q={w}" for w in words]}


def checked(port: int) -> None:
    """Wait until the checks are done: they run in a process of their own after the start and would share the cores."""
    while get(port, "/samenhang/rapport.json") == 503:
        time.sleep(1)


def page(port: int, paths: list[str]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds over four clients at once."""
    times, waiting = [], iter(paths)

    def client():
        for path in iter(lambda: next(waiting, None), None):
            began = time.perf_counter()
            status = get(port, path)
            times.append(1000 * (time.perf_counter() - began))
            assert status == 200, (path, status)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    assert len(times) == len(paths), f"{paths[0]}: {len(times)} answers"
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def memory(pid: int) -> dict[str, float]:
    """Resident and peak resident size in MB, as the system tells."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        fields = dict(line.split(":", 1) for line in file)
    return {name: int(fields[key].split()[0]) / 1024 for name, key in (("now", "VmRSS"), ("peak", "VmHWM"))}


def main() -> None:
    """Measure and print a table."""
    print(f"{os.cpu_count()} cores, {CLIENTS} clients, {REQUESTS} requests each")
    print(f"start to first page (median of {STARTS}): {statistics.median(first_page() for _ in range(STARTS)):.2f} s  (aim: under 3 s)")
    server, port = start()
    try:
        checked(port)
        print(f"{'the first time':28}{'ms':>10}")
        for name, path in (PAGES | LARGE).items():
            began = time.perf_counter()
            assert get(port, path) == 200, path
            print(f"{name:28}{1000 * (time.perf_counter() - began):10.0f}")
        print(f"{'page':28}{'median ms':>10}{'p95 ms':>10}  (aim: p95 under 50 ms)")
        asked = {name: [path] * CLIENTS * REQUESTS for name, path in PAGES.items()} | unseen()
        for name, paths in asked.items():
            median, high = page(port, paths)
            print(f"{name:28}{median:10.1f}{high:10.1f}")
        size = memory(server.pid)
        print(f"memory of the serving process: {size['now']:.0f} MB now, {size['peak']:.0f} MB at its peak  (aim: under 200 MB)")
    finally:
        stop(server)


if __name__ == "__main__":
    main()
