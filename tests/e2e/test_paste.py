"""Pasted text in a real terminal: it lands in the line and presses no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.tmux import RTM, Terminal, needs_tmux

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.e2e, needs_tmux]


@pytest.mark.parametrize("opener", ["/", ":"])
@pytest.mark.parametrize(
    ("pasted", "seen"),
    [
        ("Call back\x1b\x1bqfrom mail", "Call backqfrom mail"),
        ("x\x1b6w", "x6w"),
        ("x\x1b[31mq", "x[31mq"),
    ],
)
def test_an_escape_in_a_pasted_text_presses_no_keys(
    world: Path,
    terminal: Callable[..., Terminal],
    opener: str,
    pasted: str,
    seen: str,
) -> None:
    window = terminal(f"{RTM} --db {world}")
    window.wait(" of ")
    window.run("set-buffer", pasted)
    window.type(opener)
    window.run("paste-buffer", "-p", "-t", "t")
    window.type("!")
    assert "› Customers" in window.wait(f"{seen}!")
