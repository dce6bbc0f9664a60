"""What tests share: the real graph, the made-up town, and the source texts."""
import os
from pathlib import Path

import pytest

from graphkit import config, network
from graphkit.catalog import Catalog
from graphkit.store import open_store

EXAMPLE = Path(__file__).parent / "example"


@pytest.fixture(scope="session")
def store():
    """The real graph in memory; tests that write make their own."""
    return open_store("memory", config.rooms())


@pytest.fixture(scope="session")
def catalog(store):
    return Catalog(store)


@pytest.fixture(scope="session")
def links(catalog):
    return network.of(catalog)


@pytest.fixture(scope="session")
def example_rooms():
    return config.rooms(data=EXAMPLE)


@pytest.fixture(scope="session")
def example(example_rooms):
    """The catalog of the made-up town."""
    return Catalog(open_store("memory", example_rooms))


@pytest.fixture(scope="session")
def texts():
    """The folder with the source texts; missing is a failure where BELEIDSGRAAF_REQUIRE_SOURCES says so."""
    folder = config.sources_folder()
    if folder is None:
        if os.environ.get("BELEIDSGRAAF_REQUIRE_SOURCES"):
            pytest.fail("The source texts are missing and BELEIDSGRAAF_REQUIRE_SOURCES is set.")
        pytest.skip("the source texts are not at hand (BELEIDSGRAAF_SOURCES)")
    return folder
