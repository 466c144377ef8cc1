"""The filter line: who has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Button, Static

from widgets.filter_bar import FilterBar
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

FACTS = ("owner Harbour Light Communications", "status any", "package any")


class Line(App[None]):
    """A filter line, and something else to go to."""

    def compose(self) -> ComposeResult:
        """Both."""
        yield FilterBar("name")
        yield Button("other")

    def facts(self) -> str:
        """The conditions as they are seen."""
        return str(self.query_one(".filter-bar--facts", Static).render())


@pytest.mark.parametrize("columns", [50, 64, 80, 120, 200])
@pytest.mark.parametrize("problem", ["", "No status “x”: try provisioned, with errors, updating"])
async def test_the_text_has_room_while_one_types(columns: int, problem: str) -> None:
    app = Line()
    async with app.run_test(size=(columns, 5)) as pilot:
        bar, line = app.query_one(FilterBar), app.query_one(LineInput)
        app.set_focus(app.query_one(Button))
        bar.show_count("41 of 2,702")
        bar.show_facts(FACTS, problem)
        await pilot.pause()
        resting = app.facts()
        bar.focus_text()
        await pilot.pause()
        assert line.size.width >= min(40, bar.size.width // 2)
        assert cell_len(app.facts()) <= cell_len(resting)
        # What does not hold gives way first, and nothing hides that something is wrong or holds.
        assert app.facts().startswith("No" if problem else "own")
        app.set_focus(app.query_one(Button))
        await pilot.pause()
        assert app.facts() == resting


async def test_conditions_have_what_is_left() -> None:
    app = Line()
    async with app.run_test(size=(80, 5)) as pilot:
        bar = app.query_one(FilterBar)
        bar.show_facts(("status error", "package any", "owner own"))
        app.set_focus(app.query_one(Button))
        await pilot.pause()
        assert app.facts() == "status error  package any  owner own"
        bar.show_count("41 of 2,702")
        bar.focus_text()
        await pilot.pause()
        assert app.facts() == "status error"
