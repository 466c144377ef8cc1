"""Which columns fit, and how wide they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.record_table.fake import columns
from widgets.record_table import Column
from widgets.record_table.columns import GAP, LEAD, TAIL, arrange

SHOWN = [column for column in columns() if not column.hidden]


def keys(width: int, skip: int = 0) -> list[str]:
    return [place.column.key for place in arrange(SHOWN, width, skip).placed]


def test_all_of_them_where_there_is_room() -> None:
    layout = arrange(SHOWN, 120)
    assert [place.column.key for place in layout.placed] == [column.key for column in SHOWN]
    assert not layout.more_right
    last = layout.placed[-1]
    assert last.x + last.width == 120 - TAIL


def test_the_important_ones_where_there_is_not() -> None:
    assert keys(80) == ["name", "status", "packages", "users"]
    assert keys(60) == ["name", "status", "users"]
    assert keys(40) == ["name", "users"]
    assert keys(12) == ["name"]
    assert arrange(SHOWN, 40).more_right


def test_the_others_can_be_come_by() -> None:
    seen = [keys(40, skip) for skip in range(1, 5)]
    assert seen == [
        ["name", "external"],
        ["name", "status"],
        ["name", "packages"],
        ["name", "users"],
    ]
    assert not arrange(SHOWN, 40, 4).more_right


def test_shares_and_limits() -> None:
    wide = [
        Column("a", "A", str, flex=2, min_width=4, max_width=20),
        Column("b", "B", str, min_width=4),
    ]
    assert [place.width for place in arrange(wide, 27).placed] == [12, 8]
    assert [place.width for place in arrange(wide, 107).placed] == [20, 80]


def test_columns_are_found_by_where_they_are() -> None:
    layout = arrange(SHOWN, 120)
    found = [layout.at(x) for x in range(120)]
    assert found[0] is None
    assert found[LEAD] is SHOWN[0]
    assert found[119 - TAIL] is SHOWN[-1]
    assert arrange([], 80).placed == ()


COLUMNS = st.lists(
    st.builds(
        lambda width, flex, least, most, priority: Column(
            "k",
            "K",
            str,
            width=width,
            flex=flex,
            min_width=least,
            max_width=most,
            priority=priority,
        ),
        st.integers(0, 30),
        st.integers(0, 3),
        st.integers(1, 20),
        st.sampled_from([0, 25, 60]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


@given(COLUMNS, st.integers(1, 200), st.integers(0, 9))
def test_columns_never_overlap_and_never_run_over(
    some: list[Column[object]], width: int, skip: int
) -> None:
    layout = arrange(some, width, min(skip, len(some) - 1))
    assert layout.placed
    x = LEAD
    for place in layout.placed:
        assert place.x == x
        assert place.width >= 1
        x += place.width + GAP
    room = max(1, width - LEAD - TAIL)
    taken = x - GAP - LEAD
    assert taken <= room or (room < 4 and len(layout.placed) <= 2)
