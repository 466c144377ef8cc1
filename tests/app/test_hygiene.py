"""What the command line imports: nothing that it does not need, and never Textual."""

from __future__ import annotations

import json
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import app.cli
from app.cli.registry import Group, entries
from tests.app.cli.running import spawn

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
before = set(sys.modules)
from app.cli import main
code = main(sys.argv[1:])
print("\\n".join(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(code)
"""


def imported(*argv: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *argv], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_version_imports_nothing() -> None:
    assert imported("--version") <= {"app", "app.cli", "__future__"}


@pytest.mark.parametrize("argv", [["--help"], ["config", "show"], ["doctor"]])
def test_no_terminal_program_behind_a_command(argv: list[str]) -> None:
    heavy = {"textual", "httpx", "pydantic", "starlette", "sqlite_utils", "asyncio"}
    assert not imported(*argv) & heavy


MODULES = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
    if "textual" in sys.modules:
        sys.exit(f"{name} imports Textual")
"""
COMMANDS = """
import json, sys
from app.cli import main
for argv in json.loads(sys.argv[1]):
    code = int(main(argv))
    if code or "textual" in sys.modules:
        sys.exit(f"{argv}: exit code {code}, Textual: {'textual' in sys.modules}")
"""


def run(script: str, values: list[str] | list[list[str]], home: Path) -> None:
    """Run a script in a process of its own, with a home of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(values)],
        cwd=ROOT,
        env=os.environ | {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "DATA", "STATE")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def leaves() -> set[tuple[str, ...]]:
    """The words of every command."""
    found: set[tuple[str, ...]] = set()
    for entry in entries():
        if isinstance(entry, Group):
            found |= {(entry.name, command.name) for command in entry.commands}
        else:
            found.add((entry.name,))
    return found


def test_no_module_of_the_command_line_needs_a_terminal_program(tmp_path: Path) -> None:
    names = [one.name for one in pkgutil.iter_modules(app.cli.__path__, "app.cli.")]
    assert "app.cli.customer_get" in names
    run(MODULES, names, tmp_path)


def changes(path: str) -> list[list[str]]:
    """A line for each command that changes or checks something, and for the lists beside them."""
    place = ["--address", "1 Pier", "--city", "Hull", "--zip", "HU1 1AA", "--country", "GB"]
    first = ["--email", "jo@new.example", *place]
    rest = ["--external-id", "NEW-1", "--package", "webex_calling", "--template", "Standard US"]
    user = ["--email", "kim@new.example", "--package", "webex_calling"]
    names = ["--first-name", "Kim", "--last-name", "Ng", "--extension", "4711"]
    others = spawn("organizations", "list", "--json", "--db", path)
    free = next(one for one in json.loads(others.out) if not one["obstacle"])["orgId"]
    rooms = spawn("workspaces", "list", "NC-001001", "--json", "--db", path)
    return [
        ["providers", "list"],
        ["templates", "list"],
        ["organizations", "list"],
        ["customers", "precheck", *first],
        ["customers", "create", *first, *rest, "--name", "New"],
        ["customers", "attach", *place, *rest[2:], "--external-id", "NEW-2", "--org-id", free,
         "--dry-run"],
        ["subscribers", "precheck", *user[:2]],
        ["subscribers", "create", "--customer", "NC-004411", *user, *names],
        ["subscribers", "list", "--customer", "NC-004411"],
        ["subscribers", "get", "kim@new.example"],
        ["subscribers", "update", "kim@new.example", "--package", "webex_suite"],
        ["subscribers", "delete", "kim@new.example", "--yes"],
        ["subscribers", "resend-consent", "juan.pena@kingfisher-realty.example"],
        ["locations", "create", "NC-004411", "--name", "Annex", *place],
        ["locations", "list", "NC-004411"],
        ["workspaces", "list", "NC-001001"],
        ["workspaces", "create", "NC-001001", "--name", "Lobby", "--extension", "99471",
         "--location", "Duluth"],
        ["workspaces", "delete", json.loads(rooms.out)[0]["id"], "--yes"],
        ["customers", "update", "NC-004411", "--external-id", "NEW-3"],
        ["customers", "delete", "NC-001001", "--yes"],
    ]  # fmt: skip


def test_kept_requests_are_read_without_a_client(tmp_path: Path) -> None:
    heavy = {"textual", "httpx", "pydantic", "starlette", "sqlite_utils", "asyncio"}
    assert not imported("requests", "list") & heavy


def test_how_a_fault_is_written_is_known_where_one_is() -> None:
    assert "app.cli.fault_spec" not in imported("faults", "add", "--help")
    assert "app.cli.fault_spec" not in imported("serve", "--help")


def test_every_command_does_its_work_without_a_terminal_program(
    seeded: Path, tmp_path: Path
) -> None:
    path, kept = str(tmp_path / "world.db"), str(tmp_path / "kept.db")
    shutil.copy(seeded, path)
    works = [
        ["customers", "list"],
        ["customers", "get", "NC-004411"],
        ["customers", "get", "NC-004411", "--json"],
        *changes(path),
        ["requests", "list"],
        ["requests", "show", "1"],
        ["requests", "replay", "1"],
        ["requests", "clear"],
        ["faults", "list"],
        ["faults", "add", "people.me:delay=1"],
        ["faults", "reset"],
        ["db", "path"],
        ["db", "accounts"],
        ["db", "clock"],
        ["db", "check"],
        ["db", "repair"],
        ["db", "backup", kept],
        ["db", "restore", kept, "--yes"],
        ["db", "reset", "--yes", "--no-backup", "--size", "small"],
        ["db", "seed", "--force", "--size", "small"],
        ["config", "show"],
        ["config", "path"],
        ["config", "validate"],
    ]
    # The console is what a demo opens; what a doctor says is about this computer; a server stays.
    others = {("demo",), ("doctor",), ("serve",)}
    assert leaves() - {tuple(one[:2]) for one in works} == others
    helps = [[*words, "--help"] for words in sorted(leaves())]
    run(COMMANDS, helps + [[*one, "--db", path] for one in works], tmp_path)
