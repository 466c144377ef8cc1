"""Terminals for end-to-end tests, closed whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.tmux import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts a command in a terminal: `terminal("rtm --db ...", size=(120, 40))`."""
    every: list[Terminal] = []

    def start(command: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        every.append(Terminal(tmp_path, command, size))
        return every[-1]

    yield start
    for one in every:
        one.close()
