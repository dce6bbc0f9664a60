"""The documents name every command, format and page, and what they show can be run."""
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.export import EXPORTERS
from web import create_app

ROOT = Path(__file__).parent.parent
DOCS = {p.name: p.read_text("utf-8") for p in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]}
WHOLE = "\n".join(DOCS.values())


def shown():
    """Each command line in a shell block of the README, with what is piped into it."""
    for block in re.findall(r"```sh\n(.*?)```", DOCS["README.md"], re.DOTALL):
        for line in block.splitlines():
            line = line.split("  #")[0].strip()
            if "beleidsgraaf " in line and not line.startswith("make"):
                given, _, command = line.rpartition("| ") if line.startswith("echo") else ("", "", line)
                yield shlex.split(command)[1:], (shlex.split(given)[1] if given else None)


COMMANDS = list(shown())


def test_the_readme_shows_enough_commands():
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("words, given", COMMANDS, ids=[" ".join(w) for w, _ in COMMANDS])
def test_every_command_in_the_readme_runs(words, given, tmp_path, texts, monkeypatch):
    monkeypatch.setenv("BELEIDSGRAAF_SOURCES", str(texts.resolve()))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, words, input=given)
    assert result.exit_code == 0 and result.output.strip(), result.output


def test_every_command_and_format_is_named():
    def walk(command, path=()):
        for name, sub in getattr(command, "commands", {}).items():
            yield " ".join([*path, name])
            yield from walk(sub, (*path, name))

    assert not [name for name in walk(main) if f"{name}" not in WHOLE]
    assert not [name for name in EXPORTERS if f"`{name}`" not in WHOLE]


def test_every_page_that_people_start_from_is_named(store, example_rooms):
    app = create_app(store, example_rooms)
    pages = {rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule and "GET" in rule.methods and "." not in rule.rule}
    assert len(pages) >= 14
    assert not [page for page in sorted(pages) if page != "/" and f"`{page}`" not in WHOLE]


def test_links_between_documents_lead_somewhere():
    broken = []
    for name, text in DOCS.items():
        folder = ROOT if (ROOT / name).is_file() else ROOT / "docs"
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if not target.startswith("http") and not (folder / target).exists():
                broken.append((name, target))
    assert not broken
