"""The two lines at the top, whatever the platform says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from widgets.header import Header, HeaderState
from widgets.text import width

if TYPE_CHECKING:
    from textual.app import ComposeResult

HOSTILE = "full\x1b]0;owned\x07\n+\u202ewhole"


class HeaderApp(App[None]):
    """A header alone."""

    def __init__(self, state: HeaderState) -> None:
        super().__init__()
        self.state = state

    def compose(self) -> ComposeResult:
        yield Header(self.state)


async def shown(state: HeaderState, columns: int) -> list[str]:
    """The lines of the screen."""
    app = HeaderApp(state)
    async with app.run_test(size=(columns, 4)):
        return [strip.text for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("role", [HOSTILE, HOSTILE * 9])
@pytest.mark.parametrize("columns", [50, 80, 120])
async def test_hostile_text_does_nothing(columns: int, role: str) -> None:
    areas = (("1", "customers", "Customers"),)
    state = HeaderState("live", HOSTILE, (HOSTILE,), role, "14:02Z", HOSTILE, areas)
    first, second, *_rest = await shown(state, columns)
    assert not {"\x1b", "\x07", "\n", "\u202e"} & set(first)
    assert width(first) == columns
    assert second.strip() == "1 Customers"


async def test_a_note_in_wide_characters_pushes_nothing_out() -> None:
    note = "読み取り専用"
    state = HeaderState("live", "Nord", ("Customers",), "full", "14:02Z", note)
    first = (await shown(state, 60))[0]
    assert width(first) == 60
    assert first.rstrip().endswith("full  14:02Z")
    assert note in first


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (HeaderState("dead", "", ("Customers",)), "RTM · dead · Customers"),
        (HeaderState("", "Nord", ("Customers",)), "RTM · Nord › Customers"),
        (
            HeaderState("live", "Nord", ("Customers", "Acme")),
            "RTM · live · Nord › Customers › Acme",
        ),
    ],
)
async def test_what_is_not_known_leaves_no_hole(state: HeaderState, seen: str) -> None:
    assert (await shown(state, 80))[0].strip() == seen
