"""The application on the real graph, on the made-up town, and on a document that means harm."""
from pathlib import Path

import pytest

from graphkit import config
from graphkit.audit import audit
from graphkit.store import open_store
from web import create_app

from .markup import Markup

HERE = Path(__file__).parent
TOWN = HERE.parent / "example"
HOSTILE = HERE / "hostile"


class Visitor:
    """Somebody with a browser: asks for pages by address and gets them parsed."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()

    def get(self, address: str, accept: str | None = "text/html", **headers):
        """The response to a GET; `accept` None sends no Accept header."""
        sent = {"Host": "127.0.0.1", **({"Accept": accept} if accept else {}), **headers}
        return self.client.get(address, headers=sent)

    def page(self, address: str, status: int = 200, **headers) -> Markup:
        """The page at an address, which must answer with this status."""
        response = self.get(address, **headers)
        assert response.status_code == status, f"{address}: {response.status_code}"
        assert response.mimetype == "text/html"
        return Markup(response.get_data(as_text=True))


def _application(data: Path, sources: Path | None):
    rooms = config.rooms(data=data)
    store = open_store("memory", rooms)
    app = create_app(store, rooms, sources, hosts=("beleid.example.org",), validation=audit(store, rooms, sources))
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture(scope="session")
def town_app():
    app = _application(TOWN, TOWN / "sources")
    yield app
    app.extensions["desk"].pool.close()


@pytest.fixture
def town(town_app):
    """A new visitor to the made-up town."""
    return Visitor(town_app)


@pytest.fixture(scope="session")
def hostile_app():
    app = _application(HOSTILE, HOSTILE / "sources")
    yield app
    app.extensions["desk"].pool.close()


@pytest.fixture
def hostile(hostile_app):
    """A new visitor to the document that means harm."""
    return Visitor(hostile_app)


@pytest.fixture(scope="session")
def weert_app(store):
    """The real graph, without its texts and without checks."""
    return create_app(store, config.rooms())


@pytest.fixture
def weert(weert_app):
    return Visitor(weert_app)
