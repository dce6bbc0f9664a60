"""The wheel serves the same graph, outside the checkout, without the names of persons."""
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import graphkit

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_rooms_and_no_person(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {n.split("/")[0] for n in names} == {"graphkit", "web", f"beleidsgraaf-{graphkit.__version__}.dist-info"}
    assert not [n for n in names if "persons" in n or "sources" in n.split("/")[-2:-1]]
    for room in ("ontology/policy.ttl", "shapes/goal.ttl", "data/documents/weert/beleidsplan.ttl", "data/shared/municipalities.ttl", "data/deviations/weert.ttl"):
        assert f"graphkit/_rooms/{room}" in names
    data = {str(p.relative_to(ROOT)) for p in (ROOT / "data").rglob("*.ttl") if "persons" not in p.parts}
    assert {n.removeprefix("graphkit/_rooms/") for n in names if n.startswith("graphkit/_rooms/data/")} == data


def test_installed_in_an_empty_environment_it_serves_the_same_graph(wheel, tmp_path, catalog):
    from graphkit.export import export

    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "leeg")], check=True)
    binaries = tmp_path / "leeg" / "bin"
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True)

    def told(*words):
        return subprocess.run([binaries / "beleidsgraaf", *words], cwd=tmp_path, capture_output=True, env={"PATH": "/usr/bin:/bin"})

    assert set(told("export", "--format", "nquads").stdout.splitlines()) == set(export(catalog, "nquads").splitlines())
    assert told("validate").returncode == 0
    assert b"BELEIDSGRAAF_SOURCES" in told("coverage").stderr
    assert told("--version").stdout.decode().strip() == f"beleidsgraaf {graphkit.__version__}"


def test_the_version_stands_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project and project["dynamic"] == ["version"]
    assert f"## {graphkit.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_constraints_fit_the_ranges_and_name_no_address():
    from packaging.requirements import Requirement

    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line]
    assert not [line for line in lines if "://" in line or "@" in line]
    pinned = {name.lower(): version for name, _, version in (line.partition("==") for line in lines)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [Requirement(r) for r in project["dependencies"] + project["optional-dependencies"]["test"]]
    assert all(r.specifier.contains(pinned[r.name.lower()]) for r in wanted)
