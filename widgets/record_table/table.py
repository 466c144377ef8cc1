"""The record table: a list of any length, of which it holds and sends only what is seen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, ClassVar, TypeAlias, TypeVar

from widgets.record_table import messages
from widgets.record_table.keys import bindings
from widgets.record_table.rest import Rest
from widgets.record_table.row_view import SIZES, RowView, Sizes
from widgets.record_table.source import Count, Position, Source, Window
from widgets.record_table.style import CSS, LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType, Keymap

    from widgets.record_table.columns import Column

RowT = TypeVar("RowT")

DETAIL_DELAY = 0.5
"""Seconds that the cursor rests before it is said where."""


class RecordTable(RowView[RowT]):
    """Rows of a source under a line of headings, with a cursor, marks, keys and the mouse.

    The table holds a run of rows around what is seen and asks for more before they are needed.
    The cursor and the marks are kept by the rows' ids. What is sent to the terminal is the lines
    that look different from before, and nothing else.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record-table--{look}" for look in LOOKS}
    DEFAULT_CSS = CSS

    RowHighlighted: TypeAlias = messages.RowHighlighted
    RowActivated: TypeAlias = messages.RowActivated
    MarksChanged: TypeAlias = messages.MarksChanged
    SortRequested: TypeAlias = messages.SortRequested
    CountChanged: TypeAlias = messages.CountChanged
    Failed: TypeAlias = messages.Failed

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        source: Source[RowT] | None = None,
        *,
        empty_text: str = "",
        detail_delay: float | None = DETAIL_DELAY,
        sizes: Sizes = SIZES,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        """Make a table; it asks the source as soon as it is mounted.

        Args:
            columns: all there are, in order; those that are `hidden` wait to be shown.
            source: where the rows come from; it can be set later.
            empty_text: the sentence shown where the list is empty.
            detail_delay: seconds of rest before `RowHighlighted`; None to never post it.
            sizes: how much is asked for and held.
            id: Textual's.
            classes: Textual's.
        """
        super().__init__(
            columns, source, empty_text=empty_text, sizes=sizes, id=id, classes=classes
        )
        self._rest = Rest(detail_delay, self.highlight)
        self._told: RowT | None = None
        self._later: deque[Callable[[], None]] = deque(maxlen=32)
        self._keymap: Keymap | None = None
        self._actions: dict[str, Callable[[], None]] = {}

    def on_unmount(self) -> None:
        """Say nothing any more."""
        self._rest.stop()

    # The cursor

    @property
    def detail_delay(self) -> float | None:
        """Seconds of rest before `RowHighlighted` is posted; None to never post it."""
        return self._rest.delay

    @detail_delay.setter
    def detail_delay(self, delay: float | None) -> None:
        self._rest.delay = delay

    def select(self, row_id: str) -> bool:
        """Put the cursor on a row by its id; whether it is held."""
        at = None if self._feed is None else self._feed.rows.find(row_id)
        if at is not None:
            self._move(at)
        return at is not None

    def highlight(self) -> None:
        """Post `RowHighlighted` now, if there is something new to say."""
        row = self.cursor_row
        if row is None and self._view.extent:
            return
        if row is not self._told and row != self._told:
            self.post_message(self.RowHighlighted(self, row))
        self._told = row

    def moved(self) -> None:
        """Tell of the row under the cursor after a rest."""
        if not self._rest.pending and self.cursor_row is not self._told:
            self._rest.begin()

    def say_count(self, count: Count) -> None:
        """Tell how many rows there are."""
        self.post_message(self.CountChanged(self, count))

    def say_failed(self, error: Exception) -> None:
        """Tell of a request that failed."""
        self.post_message(self.Failed(self, error))

    # Marks

    @property
    def marked_ids(self) -> tuple[str, ...]:
        """The ids of the marked rows, in the order of marking; held rows or not."""
        return tuple(self._marks)

    def clear_marks(self) -> None:
        """Mark nothing."""
        self._mark({})

    def _mark(self, marks: dict[str, None]) -> None:
        if marks.keys() != self._marks.keys():
            self._marks = marks
            self.repaint()
            self.post_message(self.MarksChanged(self, self.marked_ids))

    def _mark_cursor(self, *, toggle: bool) -> None:
        row_id = self.cursor_id
        if row_id is not None:
            marks = dict(self._marks)
            if toggle and row_id in marks:
                del marks[row_id]
            else:
                marks[row_id] = None
            self._mark(marks)

    # Moving

    def _move(self, cursor: int) -> None:
        self._change_view(lambda: self._view.move(cursor))

    def _change_view(self, change: Callable[[], None]) -> None:
        """Move cursor or view, and send what this changes: two lines, or all."""
        feed, view = self._feed, self._view
        if feed is None:
            return
        feed.retry()
        feed.stay()
        top, cursor = view.top, view.cursor
        change()
        if view.top != top:
            self._settle()
        else:
            if view.cursor != cursor:
                self.repaint((cursor - top + 1, view.cursor - top + 1))
                self._rest.begin()
            feed.need(view)

    def _leap(self, position: Position, land: Callable[[Window[RowT]], None]) -> None:
        """Go where the rows have to be asked for first; the view stays until they come."""
        if self._feed is not None:
            self._feed.place(position, land, leap=True)
            self._wait()

    def action_down(self) -> None:
        """To the next row."""
        self._move(self._view.cursor + 1)

    def action_up(self) -> None:
        """To the previous row."""
        self._move(self._view.cursor - 1)

    def action_page_down(self) -> None:
        """A page on."""
        self._change_view(lambda: self._view.leap(self._view.page))

    def action_page_up(self) -> None:
        """A page back."""
        self._change_view(lambda: self._view.leap(-self._view.page))

    def action_half_down(self) -> None:
        """Half a page on."""
        self._change_view(lambda: self._view.leap(self._view.half))

    def action_half_up(self) -> None:
        """Half a page back."""
        self._change_view(lambda: self._view.leap(-self._view.half))

    def action_first(self) -> None:
        """To the first row of the list."""
        feed = self._feed
        if feed is None or not feed.rows.has_previous:
            self._move(0)
        else:
            self._leap(Position(), self._at_first)

    def action_last(self) -> None:
        """To the last row of the list."""
        feed = self._feed
        if feed is None or not feed.rows.has_next:
            self._move(self._view.extent - 1)
        else:
            self._leap(Position(end=True), self._at_last)

    def _at_first(self, window: Window[RowT]) -> None:
        if self._feed is not None:
            self._feed.rows.replace(window, 0)
            self._view.top = self._view.cursor = 0
            self._arrived(0)

    def _at_last(self, window: Window[RowT]) -> None:
        if self._feed is not None:
            self._feed.hold_last(window)
            self._view.extent = self._feed.rows.extent
            self._view.cursor = self._view.extent - 1
            self._arrived(0)

    def action_mark(self) -> None:
        """Mark the row or take its mark away, and go on to the next."""
        self._mark_cursor(toggle=True)
        self.action_down()

    def action_extend_down(self) -> None:
        """Mark the row and the next one."""
        self._mark_cursor(toggle=False)
        self.action_down()
        self._mark_cursor(toggle=False)

    def action_extend_up(self) -> None:
        """Mark the row and the previous one."""
        self._mark_cursor(toggle=False)
        self.action_up()
        self._mark_cursor(toggle=False)

    def action_activate(self) -> None:
        """Ask for the row under the cursor."""
        row = self.cursor_row
        if row is not None and self._notice is None:
            self.post_message(self.RowActivated(self, row))

    def action_columns_right(self) -> None:
        """Show columns further to the right, where not all fit; the first one stays."""
        keys = self._shown_keys()
        skip = self._skip
        while self._arrange(skip).more_right:
            skip += 1
            if self._shown_keys(skip) != keys:
                self._skip = skip
                self._rearrange()
                break

    def action_columns_left(self) -> None:
        """Show columns further to the left again."""
        keys = self._shown_keys()
        while self._skip:
            self._skip -= 1
            if self._shown_keys(self._skip) != keys:
                break
        self._rearrange()

    def _shown_keys(self, skip: int | None = None) -> list[str]:
        layout = self._arrangement if skip is None else self._arrange(skip)
        return [place.column.key for place in layout.placed]

    # The keyboard and the mouse

    def on_key(self, event: events.Key) -> None:
        """Do what the key is bound to; any key puts off what is told after a rest.

        A key typed while another list is on its way is meant for that one, and waits for it: Enter
        behind a filter opens what the filter finds, never what stood there before.

        Textual would carry the key up to the app first and look at the bindings of everything on
        the way, and then come to the same: those of the focused widget go first.
        """
        self._rest.disturb()
        keymap: Keymap = self.app._keymap  # noqa: SLF001  # applied by Textual to a copy, key by key
        if keymap is not self._keymap:
            bound = self._bindings.copy()
            bound.apply_keymap(keymap)
            self._keymap = keymap
            self._actions = {key: getattr(self, f"action_{bind.action}") for key, bind in bound}
        action = self._actions.get(event.key)
        if action is None:
            return
        event.stop()
        event.prevent_default()
        if self._feed is not None and self._feed.outdated:
            self._later.append(action)
        else:
            action()

    def _arrived(self, delta: int) -> None:
        super()._arrived(delta)
        while self._later and self._feed is not None and not self._feed.outdated:
            self._later.popleft()()

    def _could_not(self, error: Exception) -> None:
        self._later.clear()
        super()._could_not(error)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one asks for the row; one on a heading sorts."""
        if event.y == 0:
            column = self._arrangement.at(event.x)
            if column is not None:
                self.post_message(self.SortRequested(self, column))
        elif self._notice is None and (ordinal := self._view.top + event.y - 1) < self._view.extent:
            self._move(ordinal)
            if event.chain == 2:
                self.action_activate()
        event.stop()
