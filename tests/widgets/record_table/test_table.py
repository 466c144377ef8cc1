"""The record table under somebody's hands."""

from __future__ import annotations

import asyncio
from typing import Literal

import pytest

from tests.widgets.record_table.fake import FakeSource, Record
from tests.widgets.record_table.harness import table
from widgets.record_table import Column, Count, RecordTable, Sizes

MILLION = 1_000_000


async def test_a_million_rows_from_end_to_end() -> None:
    async with table() as hands:
        assert hands.numbers() == list(range(20))
        assert hands.cursor_line() == 0
        await hands.press("end")
        assert hands.numbers() == list(range(MILLION - 20, MILLION))
        assert hands.at() == MILLION - 1
        assert hands.table.scroll_offset.y == MILLION - 20
        await hands.press("k", "k")
        assert hands.at() == MILLION - 3
        await hands.press("g")
        assert (hands.at(), hands.table.scroll_offset.y) == (0, 0)
        await hands.press("G", "home")
        assert hands.at() == 0
        assert hands.numbers() == list(range(20))


async def test_the_count_gives_the_list_its_height() -> None:
    async with table() as hands:
        assert hands.table.virtual_size.height == MILLION + 1
        count = hands.heard(RecordTable.CountChanged)[0].count
        assert (count.matched, count.total, count.exact) == (MILLION, MILLION, True)
        assert hands.table.count == count


async def test_scrolling_by_keys_asks_by_the_last_key_and_holds_few() -> None:
    async with table() as hands:
        for _ in range(60):
            await hands.press("pagedown")
        assert hands.at() == 60 * 20
        assert hands.numbers() == list(range(1200, 1220))
        assert len(hands.table.rows) <= 400
        asked = hands.source.asked
        assert all(position.offset is None and not position.end for position in asked)
        assert len(asked) == len(set(asked)), "nothing is asked for twice"
        for _ in range(60):
            await hands.press("pageup")
        assert (hands.at(), hands.numbers()) == (0, list(range(20)))
        assert len(hands.table.rows) <= 400


async def test_half_pages_at_the_edge() -> None:
    async with table() as hands:
        await hands.press(*["down"] * 19)
        assert (hands.numbers()[0], hands.cursor_line()) == (0, 19)
        await hands.press("j")
        assert (hands.numbers()[0], hands.cursor_line(), hands.at()) == (10, 10, 20)
        await hands.press("ctrl+d")
        assert (hands.numbers()[0], hands.at()) == (20, 30)
        await hands.press("ctrl+u", "ctrl+u")
        assert (hands.numbers()[0], hands.at()) == (0, 10)


async def test_a_jump_far_away_asks_by_number_and_skips_what_lies_between() -> None:
    async with table() as hands:
        hands.source.asked.clear()
        hands.source.gate = gate = asyncio.Event()
        for place in (300_000, 400_000, 500_000, 600_000):
            hands.table.scroll_to(y=place)
            await hands.pilot.pause()
        assert set(hands.names()) == {"…"}
        assert hands.cursor_line() == 0
        hands.source.gate = None
        gate.set()
        await hands.settle()
        assert hands.numbers() == list(range(600_000, 600_020))
        assert hands.at() == 600_000
        assert len([one for one in hands.source.asked if one.offset is not None]) == 2
        assert hands.source.most_flying <= 2


async def test_more_is_held_where_a_page_needs_it() -> None:
    async with table(size=(100, 52), sizes=Sizes(40, 60)) as hands:
        hands.table.scroll_to(y=5000)
        await hands.settle()
        asked = len(hands.source.asked)
        assert hands.numbers() == list(range(5000, 5050))
        assert asked <= 8, "what was let go at one end was needed there"


async def test_the_scroll_bar_follows_and_is_not_drawn_for_nothing() -> None:
    async with table() as hands:
        bar = hands.table.vertical_scrollbar
        assert (bar.window_virtual_size, bar.position) == (MILLION + 1, 0)
        await hands.press("pagedown")
        assert bar.position == 0, "an eighth of a cell is thousands of rows"
        hands.table.scroll_to(y=500_000)
        await hands.settle()
        assert bar.position == pytest.approx(500_000, abs=7000)
        before = [strip.text for strip in bar._render_cache.lines]
        await hands.pilot.pause()
        assert before == [strip.text for strip in bar._render_cache.lines]
        assert any(character in "▁▂▃▄▅▆▇" for line in before for character in line)
        await hands.press("end")
        assert bar.position == pytest.approx(MILLION, abs=7000)


async def test_one_request_for_each_direction() -> None:
    async with table(FakeSource(delay=0.001)) as hands:
        hands.source.most_flying = 0
        for _ in range(10):
            hands.type_keys("pagedown", "pagedown", "pagedown")
            await asyncio.sleep(0)
        await hands.settle()
        assert hands.source.most_flying <= 2
        assert hands.numbers() == list(range(hands.numbers()[0], hands.numbers()[0] + 20))
        assert hands.at() == 600


async def test_rows_that_are_on_their_way_are_shown_as_such_and_nothing_moves() -> None:
    async with table(sizes=Sizes(40, 160)) as hands:
        hands.source.gate = gate = asyncio.Event()
        await hands.press(*["pagedown"] * 4)
        assert "…" in hands.names()
        hands.table.sent.clear()
        await asyncio.sleep(0.05)
        await hands.pilot.pause()
        assert hands.table.sent == [], "nothing blinks"
        hands.source.gate = None
        gate.set()
        await hands.settle()
        assert hands.numbers() == list(range(80, 100))


async def test_a_late_answer_for_another_filter_is_dropped() -> None:
    source = FakeSource(stubborn=True)
    async with table(source) as hands:
        gate = source.gate = asyncio.Event()
        hands.table.reload()
        await hands.pilot.pause()
        source.gate, source.numbers = None, range(7, 1000, 7)
        hands.table.reload()
        await hands.settle()
        assert hands.numbers()[:3] == [7, 14, 21]
        source.numbers = range(500, 900)
        gate.set()
        await hands.settle()
        assert hands.numbers()[:3] == [7, 14, 21]


async def test_keys_behind_a_filter_are_meant_for_what_it_finds() -> None:
    async with table() as hands:
        gate = asyncio.Event()
        filtered = hands.app.source = FakeSource(range(7, MILLION, 7))
        filtered.gate = gate
        hands.table.set_source(filtered)
        hands.type_keys("down", "space", "enter")
        await hands.settle()
        assert not hands.table.marked_ids
        filtered.gate = None
        gate.set()
        await hands.settle()
        opened = [heard for heard in hands.app.heard if isinstance(heard, RecordTable.RowActivated)]
        assert [filtered.id_of(heard.row) for heard in opened] == [
            filtered.id_of(hands.table.rows[2])
        ]
        assert hands.table.marked_ids == (filtered.id_of(hands.table.rows[1]),)


async def test_another_source_is_a_filter_too() -> None:
    async with table() as hands:
        await hands.press(*["down"] * 12)
        hands.table.sent.clear()
        hands.table.set_source(FakeSource(range(0, MILLION, 3), delay=0.02))
        assert hands.table.sent == [], "the old rows stay until the others are there"
        await asyncio.sleep(0.06)
        await hands.settle()
        assert (hands.at(), hands.cursor_line()) == (12, 4)
        assert hands.table.count is not None
        assert hands.table.count.matched == 333_334
        assert hands.table.sent.count(1) == 0, "the first row is in both lists"
        assert len(hands.table.sent) == 19


async def test_a_count_that_fails_gives_no_height() -> None:
    async with table() as hands:

        async def fail() -> Count:
            raise OSError("gone")

        hands.source.count = fail  # type: ignore[method-assign]  # only this one call fails
        hands.source.numbers = range(150)
        hands.table.reload()
        await hands.settle()
        assert len(hands.heard(RecordTable.Failed)) == 1
        assert hands.table.virtual_size.height < 200


async def test_a_filter_keeps_the_cursor_where_its_row_is_found() -> None:
    async with table() as hands:
        await hands.press("pagedown", "down")
        assert hands.at() == 21
        hands.source.numbers = range(0, MILLION, 3)
        hands.table.reload()
        await hands.settle()
        assert (hands.at(), hands.cursor_line()) == (21, 7)
        hands.source.numbers = range(5, MILLION, 10)
        hands.table.reload()
        await hands.settle()
        assert (hands.at(), hands.cursor_line()) == (5, 0)


async def test_old_rows_stay_for_a_moment_then_the_table_says_that_it_waits() -> None:
    async with table() as hands:
        hands.table._patience.delay = 0.05
        hands.source.gate = gate = asyncio.Event()
        hands.table.reload()
        assert hands.numbers() == list(range(20))
        await asyncio.sleep(0.1)
        await hands.pilot.pause()
        assert hands.names()[0] == "Loading…"
        assert not any(hands.names()[1:])
        hands.source.gate = None
        gate.set()
        await hands.settle()
        assert hands.numbers() == list(range(20))


async def test_an_empty_list_and_one_that_fills() -> None:
    async with table(FakeSource([])) as hands:
        assert hands.names()[0] == "No customer."
        await hands.press("down", "end", "pageup", "space", "enter", "home", "shift+down")
        assert hands.table.marked_ids == ()
        assert not hands.heard(RecordTable.RowActivated)
        hands.source.numbers = [4, 5]
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.numbers() == [4, 5]
        hands.source.numbers = []
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.names()[0] == "No customer."


async def test_before_there_is_a_source() -> None:
    async with table() as hands:
        lonely: RecordTable[Record] = RecordTable(hands.table.columns)
        await hands.app.mount(lonely)
        lonely.reload()
        lonely.refresh_rows()
        lonely.highlight()
        lonely.action_last()
        lonely.action_first()
        await hands.pilot.pause()
        assert lonely._shown[1].text.strip() == "Loading…"
        lonely.set_source(FakeSource(range(3)))
        await hands.pilot.pause(0.05)
        assert "Customer 0000002" in lonely._shown[3].text
        await lonely.remove()


@pytest.mark.parametrize("fails_at_first", [True, False])
async def test_a_failure_keeps_the_rows_and_the_next_key_asks_again(fails_at_first: bool) -> None:
    error = OSError("no line")
    async with table(FakeSource(fail=error if fails_at_first else None)) as hands:
        if fails_at_first:
            assert hands.names()[0] == "The list could n"
            assert [message.error for message in hands.heard(RecordTable.Failed)] == [error]
            hands.source.fail = None
            await hands.press("down")
            assert hands.numbers() == list(range(20))
            return
        hands.source.fail = error
        await hands.press(*["pagedown"] * 7)
        assert 0 < len(hands.heard(RecordTable.Failed)) <= 7, "asked again with a key only"
        await asyncio.sleep(0.05)
        assert not hands.heard(RecordTable.Failed)
        assert hands.at() is None
        assert set(hands.names()) == {"…"}
        hands.source.fail = None
        await hands.press("up")
        assert hands.numbers()[hands.cursor_line()] == hands.at()
        await hands.press("home")
        assert hands.numbers() == list(range(20))


async def test_a_failed_reload_is_asked_for_again_by_a_key() -> None:
    async with table() as hands:
        hands.source.fail = OSError("gone")
        hands.source.numbers = range(100, 200)
        hands.table.reload()
        await hands.settle()
        assert hands.numbers() == list(range(20)), "the rows are kept"
        hands.source.fail = None
        await hands.press("down")
        assert hands.numbers() == list(range(100, 120))


async def test_why_there_are_no_rows_is_said_in_full() -> None:
    why = "There is no connection. Check the network and any proxy, then try again. " + "語" * 30
    async with table(FakeSource(range(0)), (40, 22), empty_text=why) as hands:
        said = [line.rstrip() for line in hands.lines()]
        assert said[:6] == [
            "   There is no connection. Check the",
            "   network and any proxy, then try",
            "   again.",
            "   " + "語" * 17,
            "   " + "語" * 13,
            "",
        ]


async def test_a_leap_is_given_up_when_somebody_moves_on() -> None:
    async with table() as hands:
        hands.source.gate = gate = asyncio.Event()
        await hands.press("end")
        assert hands.numbers() == list(range(20))
        await hands.press("down")
        hands.source.gate = None
        gate.set()
        await hands.settle()
        assert hands.at() == 1
        assert hands.numbers() == list(range(20))


async def test_inexact_counts_grow_to_the_exact_one() -> None:
    source = FakeSource(range(8231), cap=5000)
    async with table(source) as hands:
        counts = [message.count for message in hands.heard(RecordTable.CountChanged)]
        assert [(count.matched, count.exact) for count in counts] == [(5000, False), (8231, True)]
        assert hands.table.virtual_size.height == 8232


async def test_the_end_is_found_before_the_count_is() -> None:
    source = FakeSource(range(8231), cap=5000)
    async with table(source, sizes=Sizes(50, 200)) as hands:
        hands.table._feed.rows.counted(5000, exact=False)  # type: ignore[union-attr]  # it is there
        await hands.press("end")
        assert hands.at() == 8230
        for _ in range(3):
            await hands.press("pageup")
        assert hands.at() == 8230 - 60
        assert hands.numbers() == list(range(8231 - 80, 8231 - 60))


async def test_from_a_guessed_end_to_the_true_beginning() -> None:
    source = FakeSource(range(300), cap=100)
    async with table(source, sizes=Sizes(50, 200)) as hands:
        hands.table._feed.rows.counted(100, exact=False)  # type: ignore[union-attr]  # it is there
        await hands.press("end")
        for _ in range(16):
            await hands.press("pageup")
        assert (hands.at(), hands.table.scroll_offset.y) == (0, 0)
        assert hands.numbers() == list(range(20))
        assert hands.table.virtual_size.height == 301


async def test_the_list_is_shorter_than_was_thought() -> None:
    async with table(FakeSource(range(5000))) as hands:
        hands.source.numbers = range(130)
        hands.table.scroll_to(y=4000)
        await hands.settle()
        assert hands.numbers() == list(range(110, 130))
        hands.source.numbers = range(3)
        hands.table.refresh_rows()
        await hands.settle()
        assert hands.numbers() == [0, 1, 2]
        assert hands.at() is not None


async def test_the_window_can_be_any_size() -> None:
    async with table() as hands:
        await hands.press("pagedown", *["down"] * 15)
        before = hands.at()
        for size in [(40, 8), (200, 60), (10, 3), (100, 22), (1, 2), (100, 40)]:
            await hands.pilot.resize_terminal(*size)
            await hands.settle()
            assert hands.at() == before
            if size[0] > 3:
                hands.cursor_line()
            assert all(strip.cell_length == max(0, size[0] - 1) for strip in hands.table._shown)


async def test_columns_scroll_where_they_do_not_fit() -> None:
    async with table(size=(40, 10)) as hands:
        assert hands.header().split() == ["Customer", "Users", "›"]
        await hands.press("right")
        assert hands.header().split() == ["Customer", "External", "id", "›"]
        await hands.press("l", "l", "l", "l")
        assert hands.header().split() == ["Customer", "Users"]
        await hands.press("h")
        assert hands.header().split() == ["Customer", "Packages", "›"]
        await hands.press("left", "left", "left", "left")
        assert hands.header().split() == ["Customer", "Users", "›"]
        hands.table.set_hidden({"name", "users"})
        assert hands.header().split() == ["External", "id", "Status", "›"]
        hands.table.set_hidden(column.key for column in hands.table.columns)
        assert hands.header().split() == ["Customer"]
        assert "name" not in hands.table.hidden


@pytest.mark.parametrize("align", ["left", "right"])
async def test_the_sign_of_order_cuts_no_heading(align: Literal["left", "right"]) -> None:
    full: list[Column[Record]] = [
        Column("name", "Customer", lambda row: row.name, width=16),
        Column("id", "Number", lambda row: row.key, width=6, align=align),
        Column("key", "Key", lambda row: row.key, width=4, align=align),
        Column("long", "Too long a title", lambda row: row.key, width=8),
    ]
    async with table(size=(60, 10), columns=full) as hands:
        before = hands.header()
        hands.table.show_sort("id")
        assert hands.header() == before.replace("Number ", "Number▲")
        hands.table.show_sort("key")
        assert "Key▲" in hands.header()
        hands.table.show_sort("long")
        assert hands.header() == before.replace("Too lon… ", "Too lon…▲")


async def test_the_sign_of_order() -> None:
    async with table(size=(120, 10)) as hands:
        hands.table.show_sort("users", descending=True)
        assert hands.header().rstrip().endswith("Users▼")
        hands.table.show_sort("name")
        assert hands.header().startswith("   Customer ▲  ")
        hands.table.show_sort(None)
        assert "▲" not in hands.header()
        assert set(hands.table.sent) == {0}, "only the headings are sent"
