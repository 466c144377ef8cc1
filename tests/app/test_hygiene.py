"""What the command line imports: nothing that it does not need, and never Textual."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
