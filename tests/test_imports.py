"""What importing does, beside the contracts that import-linter keeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def imported(code: str) -> set[str]:
    """The modules that are there after running code in a fresh interpreter."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sorted(sys.modules))"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return set(done.stdout.split())


def modules(folder: str) -> list[str]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names]


def test_nothing_in_data_brings_a_terminal_with_it() -> None:
    code = "\n".join(f"import {name}" for name in modules("data"))
    assert not {"textual", "rich"} & imported(code)


def test_every_module_can_be_imported_on_its_own_terms() -> None:
    every = [name for folder in ("app", "screens", "widgets") for name in modules(folder)]
    code = "\n".join(f"import {name}" for name in every if name != "app.__main__")
    assert "textual.app" in imported(code)


def test_the_shell_needs_neither_client_nor_emulation() -> None:
    found = imported("import app.shell")
    heavy = {"httpx", "pydantic", "starlette", "sqlite3", "sqlite_utils"}
    assert not heavy & found
    assert not {name for name in found if name.startswith(("data.client", "data.emulation"))}
