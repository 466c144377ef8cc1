"""Finding one of many by a part of its name."""

from __future__ import annotations

import pytest
from textual.app import App

from widgets.dialogs.find import Entry, FindDialog, matching

NAMES = ["Open", "Copy id", "Copy org id", "Colours", "顧客を開く"]


def test_parts_of_words_in_any_case_and_order() -> None:
    assert matching(NAMES, "") == [0, 1, 2, 3, 4]
    assert matching(NAMES, "ID cop") == [1, 2]
    assert matching(NAMES, "開く") == [4]
    assert matching(NAMES, "zz") == []


def test_what_begins_so_comes_first() -> None:
    assert matching(["Unmark", "Mark"], "mark") == [1, 0]


@pytest.mark.parametrize("columns", [50, 64, 80, 120])
async def test_each_entry_has_one_line_with_its_sign(columns: int) -> None:
    app: App[None] = App()
    async with app.run_test(size=(columns, 12)) as pilot:
        app.push_screen(FindDialog("What to do", [Entry("Mark " * 9, "shift+x"), Entry("Open")]))
        await pilot.pause()
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        first = next(at for at, line in enumerate(lines) if "Mark" in line)
        assert "shift+x" in lines[first]
        assert "Open" in lines[first + 1]


async def test_typing_narrows_and_enter_answers() -> None:
    app: App[None] = App()
    answers: list[int | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = FindDialog("What to do", [Entry(name, "x") for name in NAMES])
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press(*"zz", "enter")
        assert dialog.is_current, "nothing to answer with"
        assert dialog.query_one("#none").display
        await pilot.press("ctrl+u", *"cop", "down", "enter")
        await pilot.pause()
    assert answers == [2]
