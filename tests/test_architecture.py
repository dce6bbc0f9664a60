"""The house keeps its own rules: ranks, sizes, and SPARQL in files."""
import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RANKS = {
    "errors": 0, "vocab": 0, "cells": 0, "config": 1, "query": 1, "ingest": 2, "sources": 2, "store": 3,
    "catalog": 4, "coverage": 5, "sparql": 5, "network": 5, "search": 5, "validate": 6, "trace": 6, "compare": 6,
    "export": 7, "curate": 7, "audit": 7, "cli": 8,
}
PYTHON = sorted(p for room in ("graphkit", "web") for p in (ROOT / room).rglob("*.py"))
ALL = PYTHON + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))


def imports(path: Path):
    """Absolute dotted names of every import in a file, relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts
    package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(x for x in (base, node.module) if x)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if parts[0] == "graphkit" and len(parts) > 1 and parts[1] in RANKS else None


def test_every_room_has_a_rank():
    rooms = {p.stem for p in (ROOT / "graphkit").glob("*.py")} | {p.name for p in (ROOT / "graphkit").iterdir() if (p / "__init__.py").is_file()}
    assert rooms - {"__init__", "__main__"} == set(RANKS)


@pytest.mark.parametrize("path", [p for p in PYTHON if p.parts[len(ROOT.parts)] == "graphkit"], ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_in_rank_only(path):
    own = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own is None:
        return
    for name in imports(path):
        other = room(name)
        if other and other != own:
            assert RANKS[other] < RANKS[own], f"{own} (rank {RANKS[own]}) imports {other} (rank {RANKS[other]})"


def test_the_window_imports_no_engine():
    for path in PYTHON:
        if path.relative_to(ROOT).parts[0] == "web":
            tops = {name.split(".")[0] for name in imports(path)}
            assert not tops & {"rdflib", "pyoxigraph", "pyshacl", "networkx", "pyvis"}, path


def test_graphkit_does_not_know_the_window():
    for path in PYTHON:
        parts = path.relative_to(ROOT).parts
        if parts[0] == "graphkit" and parts[1] != "cli":
            assert "web" not in {name.split(".")[0] for name in imports(path)}, path


def test_no_sparql_in_python():
    spoken = re.compile(r"\b(SELECT|CONSTRUCT|ASK|INSERT|DELETE)\b[^\n]{0,200}\{|\bPREFIX\s+\w*:\s*<")
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not spoken.search(node.value), f"{path}: {node.value[:80]}"


def test_no_file_is_over_three_hundred_lines():
    assert len(ALL) > 40
    long = {str(p.relative_to(ROOT)): n for p in ALL if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long


def test_no_bare_except_and_no_vague_names():
    for path in ALL:
        assert path.stem not in {"utils", "helpers", "manager", "misc", "common"}, path
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.ExceptHandler) and node.type is None), path


def test_every_public_function_says_what_it_does():
    for path in PYTHON:
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree) or path.name == "__init__.py" and not tree.body, path
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}: {node.name}"
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and path.relative_to(ROOT).parts[0] == "graphkit":
                assert ast.get_docstring(node), f"{path}: {node.name}"
