"""Ways to run `rtm` in tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.cli import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[3]


class Ran(NamedTuple):
    """How it ended and what it wrote."""

    code: int
    out: str
    err: str


class Runner:
    """`rtm` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *argv: str) -> Ran:
        self._capsys.readouterr()
        code = main(list(argv))
        out, err = self._capsys.readouterr()
        return Ran(int(code), out, err)


def spawn(*argv: str, **options: str) -> Ran:
    """`rtm` in a process of its own; options are environment variables that differ."""
    import os

    done = subprocess.run(
        [sys.executable, "-m", "app", *argv],
        cwd=ROOT,
        env={**os.environ, **options},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
