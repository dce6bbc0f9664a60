"""A real browser in front of a real server: the town, the real graph, and the document that means harm."""
import shutil
import threading
from contextlib import contextmanager

import pytest
from waitress import create_server

from ..web.conftest import hostile_app, town_app, weert_app  # noqa: F401  (the applications that are served)

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
USUAL = {"width": 1280, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def serving(app):
    """The address at which an application answers, on a free port of this machine."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def weert(weert_app):
    with serving(weert_app) as address:
        yield address


@pytest.fixture(scope="session")
def town(town_app):
    with serving(town_app) as address:
        yield address


@pytest.fixture(scope="session")
def hostile(hostile_app):
    with serving(hostile_app) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests; skipped by name where there is none."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no chromium on this machine: install the package chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what went wrong on it: outside requests, dialogs, errors and refusals by the policy."""

    def __init__(self, page):
        self.page, self.outside, self.wrong, self.requests = page, [], [], []
        page.on("request", self._request)
        page.on("dialog", lambda d: (self.wrong.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))
        page.on("console", lambda m: self.wrong.append(f"console: {m.text}") if m.type in ("error", "warning") else None)

    def _request(self, request):
        self.requests.append(request.url)
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, address: str):
        """Go there, wait for the picture when there is one, and hand out the page."""
        self.page.goto(address, wait_until="load")
        if self.page.query_selector("#picture[data-source]"):
            self.page.wait_for_selector("#picture[data-ready], #picture.failed")
        return self.page

    def forget(self) -> None:
        """Start anew on the same page, in the usual size."""
        self.page.set_viewport_size(USUAL)
        self.outside.clear(), self.wrong.clear(), self.requests.clear()

    def is_clean(self) -> bool:
        assert self.outside == [] and self.wrong == [], (self.outside, self.wrong)
        return True


@pytest.fixture(scope="module")
def steady(chromium):
    """One page for many visits, which is quicker than a new one each time; tests `forget` before they start."""
    context = chromium.new_context(viewport=USUAL)
    context.set_default_timeout(8_000)
    yield Watched(context.new_page())
    context.close()


@pytest.fixture
def visit(chromium):
    """Opens pages of a given width; every one of them must stay clean."""
    contexts, seen = [], []

    def make(width=1280, height=900, clean=True, **options) -> Watched:
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options))
        contexts[-1].set_default_timeout(8_000)
        watched = Watched(contexts[-1].new_page())
        if clean:
            seen.append(watched)
        return watched

    yield make
    for context in contexts:
        context.close()
    for watched in seen:
        assert watched.is_clean()
