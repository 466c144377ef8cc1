"""Refreshing, changed rows, marks: what stays, and which lines are sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.events import MouseScrollDown
from textual.widgets import Input

from tests.widgets.record_table.fake import FakeSource, Record
from tests.widgets.record_table.harness import table
from widgets import signs
from widgets.record_table import Cell, Column, RecordTable, Sizes

if TYPE_CHECKING:
    from tests.widgets.record_table.clock import FakeClock

NAMES = [
    "Acme \x1b[31mDental\x07",
    "[bold]Bracket[/bold]",
    "日本電話株式会社",
    "Z\u0336\u0336\u202eevil",
    "",
]


def wide(row: Record) -> str:
    return "漢字かな交じり文"


def odd(row: Record) -> Cell:
    return Cell("\u2066ok\n", "no-such-style")


def hostile() -> list[Column[Record]]:
    return [
        Column("name", "Na\x1bme [b]", lambda row: NAMES[row.number % 5], min_width=12),
        Column("wide", "Kanji 漢字漢字", wide, width=7, align="right"),
        Column("status", "Status", odd, width=5),
    ]


async def test_one_changed_row_is_one_line() -> None:
    async with table() as hands:
        hands.table.update_rows([Record(3, 1), Record(5000, 1)])
        assert hands.table.sent == [4]
        assert hands.names()[3] == "Customer 0000003"
        assert hands.lines()[3][3:22] == "Customer 0000003 v1"
        hands.table.sent.clear()
        hands.table.update_rows([Record(3, 1), Record(4)])
        assert hands.table.sent == [], "what looks the same is not sent"
        hands.table.update_rows([Record(60, 1)])
        assert hands.table.sent == []


async def test_a_cursor_move_is_two_lines_and_rest_is_silence(clock: FakeClock) -> None:
    async with table() as hands:
        await hands.press("down")
        assert sorted(hands.table.sent) == [1, 2]
        hands.table.sent.clear()
        await hands.pass_time(clock, 60)
        assert hands.table.sent == []


async def test_a_refresh_of_an_unchanged_list_sends_nothing() -> None:
    async with table() as hands:
        await hands.press("pagedown", "down")
        hands.table.sent.clear()
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.table.sent == []
        assert hands.at() == 21


async def test_a_refresh_keeps_the_top_row_and_the_cursor_by_id() -> None:
    async with table(FakeSource(range(1000, 2000))) as hands:
        await hands.press("pagedown", "pagedown", "down")
        assert (hands.numbers()[0], hands.at()) == (1040, 1041)
        hands.table.sent.clear()
        hands.source.numbers = list(range(500)) + list(range(1000, 2000))
        hands.table.refresh_rows()
        await hands.settle()
        assert (hands.numbers()[0], hands.at()) == (1040, 1041)
        assert hands.table.sent == [], "rows that came above move nothing"
        await hands.press("pageup", "pageup", "pageup")
        assert hands.numbers()[0] == 480
        await hands.press("home")
        assert (hands.numbers()[0], hands.table.scroll_offset.y) == (0, 0)


async def test_a_refresh_where_rows_in_sight_are_gone() -> None:
    async with table(FakeSource(range(1000))) as hands:
        await hands.press("pagedown", *["down"] * 5)
        hands.source.numbers = [number for number in range(1000) if number not in (20, 21, 22)]
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.at() == 25
        assert hands.numbers()[0] == 23
        hands.source.numbers = [number for number in hands.source.numbers if number != 25]
        line = hands.cursor_line()
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.cursor_line() == line
        assert hands.at() == 26


async def test_a_refresh_at_the_end_of_a_list_that_has_become_shorter() -> None:
    async with table(FakeSource(range(1000))) as hands:
        await hands.press("end")
        hands.source.numbers = range(990)
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.numbers() == list(range(970, 990))
        assert hands.at() == 989
        hands.source.numbers = range(100)
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.numbers() == list(range(80, 100))


async def test_at_the_very_top_new_first_rows_are_seen() -> None:
    async with table(FakeSource(range(5, 1000))) as hands:
        assert hands.at() == 5
        hands.source.numbers = range(1000)
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.numbers()[0] == 0
        assert (hands.at(), hands.cursor_line()) == (5, 5)


async def test_a_change_while_a_refresh_is_on_its_way_is_seen_too() -> None:
    said: list[str] = []
    async with table(FakeSource(range(1000))) as hands:
        hands.source.gate = gate = asyncio.Event()
        hands.table.refresh_rows(lambda: said.append("done"))
        await hands.press("x")
        assert hands.source.flying == 1
        hands.source.numbers = range(5, 1000)
        hands.table.refresh_rows()
        gate.set()
        await hands.settle()
        assert hands.numbers()[0] == 5
        assert said == ["done"]


async def test_moving_on_while_a_refresh_is_on_its_way() -> None:
    async with table(FakeSource(range(1000))) as hands:
        await hands.press("pagedown")
        hands.source.gate = gate = asyncio.Event()
        hands.table.refresh_rows()
        hands.table.refresh_rows()
        await hands.press("down", "down", "pagedown")
        hands.source.gate = None
        gate.set()
        await hands.settle()
        assert hands.numbers() == list(range(40, 60))
        assert hands.at() == 42


async def test_marks_are_kept_by_id_through_everything() -> None:
    async with table() as hands:
        await hands.press("space", "space", "down", "space")
        assert list(hands.table.marked_ids) == ["id0", "id1", "id3"]
        assert hands.at() == 4
        assert [line[0] for line in hands.lines()[:5]] == ["●", "●", " ", "●", " "]
        assert hands.heard(RecordTable.MarksChanged)[-1].ids == ("id0", "id1", "id3")
        for _ in range(30):
            await hands.press("pagedown")
        hands.source.numbers = range(0, 1_000_000, 3)
        hands.table.reload()
        await hands.settle()
        assert [line[0] for line in hands.lines()[:3]] == ["●", "●", " "]
        hands.table.set_source(FakeSource(range(2)))
        await hands.settle()
        assert [line[0] for line in hands.lines()[:2]] == ["●", "●"]
        await hands.press("home", "space")
        assert set(hands.table.marked_ids) == {"id1", "id3"}
        hands.table.clear_marks()
        assert not hands.table.marked_ids
        assert [line[0] for line in hands.lines()[:2]] == [" ", " "]


async def test_shift_extends_the_marks() -> None:
    async with table(FakeSource(range(50))) as hands:
        await hands.press("down", "shift+down", "shift+down", "shift+up", "shift+up", "shift+up")
        assert set(hands.table.marked_ids) == {"id0", "id1", "id2", "id3"}


async def test_the_cursor_is_told_after_a_rest_and_not_before(clock: FakeClock) -> None:
    async with table(detail_delay=0.5) as hands:

        def told() -> list[int | None]:
            found = hands.heard(RecordTable.RowHighlighted)
            return [None if message.row is None else message.row.number for message in found]

        await hands.pass_time(clock, 0.5)
        assert told() == [0]
        for _ in range(3):
            await hands.press("down")
            await hands.pass_time(clock, 0.4)
        await hands.press("x")
        await hands.pass_time(clock, 0.4)
        assert told() == [], "any key puts it off"
        await hands.pass_time(clock, 0.1)
        assert told() == [3]
        await hands.press("down", "up")
        await hands.pass_time(clock, 5)
        assert told() == [], "nothing new"
        hands.table.update_rows([Record(3, 7)])
        await hands.pass_time(clock, 0.5)
        assert [message.row for message in hands.heard(RecordTable.RowHighlighted)] == [
            Record(3, 7)
        ]
        hands.source.numbers = []
        hands.table.reload()
        await hands.settle()
        await hands.pass_time(clock, 0.5)
        assert told() == [None]


async def test_nothing_is_told_where_nobody_wants_it(clock: FakeClock) -> None:
    async with table(detail_delay=None) as hands:
        await hands.press("down")
        await hands.pass_time(clock, 60)
        assert not hands.heard(RecordTable.RowHighlighted)
        hands.table.highlight()
        await hands.settle()
        assert hands.heard(RecordTable.RowHighlighted)[0].row.number == 1
        hands.table.detail_delay = 0.0
        await hands.press("down")
        await hands.pass_time(clock, 0)
        assert hands.heard(RecordTable.RowHighlighted)[0].row.number == 2


async def test_enter_asks_for_the_row() -> None:
    async with table() as hands:
        await hands.press("down", "enter")
        message = hands.heard(RecordTable.RowActivated)[0]
        assert (message.row.number, message.control) == (1, hands.table)


async def test_the_mouse() -> None:
    async with table(size=(120, 22)) as hands:
        await hands.pilot.click(hands.table, offset=(10, 5))
        assert hands.at() == 4
        await hands.pilot.click(hands.table, offset=(10, 7), times=2)
        assert hands.heard(RecordTable.RowActivated)[0].row.number == 6
        await hands.pilot.click(hands.table, offset=(112, 0))
        assert hands.heard(RecordTable.SortRequested)[0].column.key == "users"
        await hands.pilot.click(hands.table, offset=(80, 0))
        assert hands.heard(RecordTable.SortRequested)[0].column.sort is None
        hands.table._on_mouse_scroll_down(wheel(hands.table))
        await hands.settle()
        top = hands.numbers()[0]
        assert top > 0
        assert hands.at() == max(6, top)
        assert hands.table.scroll_offset.y == top
        await hands.pilot.click(hands.table, offset=(119, 15))
        await hands.settle()
        assert hands.numbers()[0] > top


def wheel(over: RecordTable[Record]) -> MouseScrollDown:
    return MouseScrollDown(over, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)


async def test_the_focus_changes_the_cursor_line_only() -> None:
    async with table() as hands:
        await hands.press("down")
        hands.table.sent.clear()
        focused = hands.table._shown[2]
        hands.app.query_one(Input).focus()
        await hands.settle()
        await hands.pilot.pause()
        assert set(hands.table.sent) == {2}
        blurred = hands.table._shown[2]
        assert blurred != focused
        assert blurred.text == focused.text
        plain = hands.table._looks[""]
        for strip in (focused, blurred):
            assert all(segment.style not in (None, plain) for segment in strip)


async def test_a_theme_changes_everything() -> None:
    async with table() as hands:
        before = hands.table._shown[5]
        hands.app.theme = "textual-light"
        await hands.pilot.pause()
        await hands.settle()
        assert hands.table._shown[5].text == before.text
        assert hands.table._shown[5] != before
        hands.app.theme = "ansi-dark"
        await hands.pilot.pause()
        await hands.settle()
        cursor = next(iter(hands.table._shown[1])).style
        assert cursor is not None
        assert cursor.reverse


async def test_hostile_text_stays_in_its_column() -> None:
    async with table(FakeSource(range(5)), columns=hostile(), size=(60, 9)) as hands:
        assert hands.lines()[0].startswith(" ▸ Acme �[31mDental�")
        assert "[bold]Bracket[/bold]" in hands.lines()[1]
        assert "日本電話株式会社" in hands.lines()[2]
        assert "\u202e" not in "".join(hands.lines())
        assert {strip.cell_length for strip in hands.table._shown} == {59}
        assert all(
            strip.cell_length == sum(segment.cell_length for segment in strip)
            for strip in hands.table._shown
        )
        place = hands.table._arrangement.placed[1]
        shown = [strip.crop(place.x, place.x + place.width).text for strip in hands.table._shown]
        assert set(shown[1:6]) == {"漢字か…"}


async def test_plain_signs() -> None:
    signs.use(signs.ASCII)
    try:
        async with table(FakeSource(range(300), gate=asyncio.Event())) as hands:
            assert hands.names()[0] == "Loading..."
        async with table(size=(40, 8), sizes=Sizes(50, 200)) as hands:
            await hands.press("space")
            assert [line[:3] for line in hands.lines()[:2]] == ["*  ", " > "]
            hands.table.show_sort("name", descending=True)
            assert hands.header().split() == ["Customer", "v", "Users", ">"]
            assert "".join(hands.lines()[1:3]).isascii()
    finally:
        signs.use(signs.UNICODE)


async def test_keys_can_be_changed() -> None:
    async with table() as hands:
        hands.app.set_keymap({"table.down": "n", "table.last": "ctrl+e"})
        await hands.press("n", "n", "down", "j")
        assert hands.at() == 2
        await hands.press("ctrl+e")
        assert hands.at() == 999_999


def test_each_key_has_an_id_and_leaves_the_terminal_its_own() -> None:
    bound = [binding for binding in RecordTable.BINDINGS if not isinstance(binding, tuple)]
    assert all(binding.id and binding.id.startswith("table.") for binding in bound)
    assert all(binding.description for binding in bound)
    keys = {key for binding in bound for key in binding.key.split(",")}
    assert not keys & {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+c", "ctrl+z"}
    assert len({binding.id for binding in bound}) == len(bound)


async def test_a_row_is_found_by_its_id() -> None:
    async with table() as hands:
        assert hands.table.select("id57")
        assert (hands.at(), hands.table.cursor_id) == (57, "id57")
        assert not hands.table.select("id5000")
        assert hands.at() == 57


async def test_what_is_held_and_drawn_is_bounded() -> None:
    async with table(size=(120, 60)) as hands:
        for _ in range(40):
            await hands.press("pagedown")
        assert len(hands.table.rows) <= 400
        assert len(hands.table._painter._lines) <= 512
        held = hands.table._feed
        assert held is not None
        assert len(held.rows._ids) == len(held.rows)
