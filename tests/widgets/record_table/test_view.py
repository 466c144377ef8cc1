"""The cursor and the part of a list that is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.record_table.view import View


def view(page: int = 10, extent: int = 100) -> View:
    made = View()
    made.fit(page, extent)
    return made


def test_past_the_edge_the_view_moves_by_half_a_page() -> None:
    one = view()
    one.move(9)
    assert one.top == 0
    one.move(10)
    assert (one.top, one.cursor) == (5, 10)
    one.move(4)
    assert (one.top, one.cursor) == (0, 4)


def test_the_view_stops_at_the_ends() -> None:
    one = view(page=10, extent=13)
    one.move(10)
    assert one.top == 3
    one.move(99)
    assert (one.top, one.cursor) == (3, 12)
    one.move(-5)
    assert (one.top, one.cursor) == (0, 0)


def test_pages_take_the_cursor_along_and_all_the_way_at_the_end() -> None:
    one = view(page=10, extent=25)
    one.move(3)
    one.leap(10)
    assert (one.top, one.cursor) == (10, 13)
    one.leap(10)
    assert (one.top, one.cursor) == (15, 23)
    one.leap(10)
    assert (one.top, one.cursor) == (15, 24)
    one.leap(-30)
    assert (one.top, one.cursor) == (0, 0)


def test_the_wheel_takes_the_cursor_along_by_the_edge() -> None:
    one = view()
    one.scroll(20)
    assert (one.top, one.cursor) == (20, 20)
    one.scroll(15)
    assert (one.top, one.cursor) == (15, 20)
    one.scroll(2)
    assert (one.top, one.cursor) == (2, 11)


def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    one = view()
    one.move(8)
    one.fit(4, 100)
    assert (one.top, one.cursor) == (5, 8)
    one.fit(4, 3)
    assert (one.top, one.cursor) == (0, 2)
    one.fit(4, 0)
    assert (one.top, one.cursor) == (0, 0)


STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "leap", "scroll", "page", "extent"]), st.integers(-60, 160))
)


@given(STEPS)
def test_whatever_happens_the_cursor_is_in_sight(steps: list[tuple[str, int]]) -> None:
    one = view()
    for step, number in steps:
        if step == "move":
            one.move(number)
        elif step == "leap":
            one.leap(number)
        elif step == "scroll":
            one.scroll(number)
        elif step == "page":
            one.fit(number, one.extent)
        else:
            one.fit(one.page, max(0, number))
        assert 0 <= one.top <= one.max_top
        assert one.top <= one.cursor < one.top + one.page
        assert one.extent == 0 or one.cursor < one.extent
