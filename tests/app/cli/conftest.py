"""A home of its own for every test of the command line, and a small world to work on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.app.cli.running import Ran, Runner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the files of whoever runs it."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "RTM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path


@pytest.fixture
def rtm(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `rtm` in this process: `rtm("config", "path")`."""
    return Runner(capsys)


@pytest.fixture
def small(seeded: Path, home: Path) -> Path:
    """A small world of a test's own."""
    path = home / "small.db"
    shutil.copy(seeded, path)
    return path
