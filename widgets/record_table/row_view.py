"""Rows of a source as lines under a heading: what is held, where one looks, what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from data.text import _
from widgets.record_table.columns import Column, Layout, arrange
from widgets.record_table.feed import Feed, Hooks
from widgets.record_table.lines import LineView
from widgets.record_table.painting import CURSOR, MARKED, Painter
from widgets.record_table.rest import Rest
from widgets.record_table.view import View
from widgets.signs import current

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence

    from rich.style import Style
    from textual.geometry import Size
    from textual.strip import Strip
    from textual.worker import Worker

    from widgets.record_table.source import Count, Source, Window

RowT = TypeVar("RowT")

PATIENCE = 0.25
"""Seconds that old rows stay while others are on their way; then the table says so."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of a list is asked for and held.

    Attributes:
        window: rows asked for at a time.
        keep: rows held at most, unless more are needed around a page.
    """

    window: int = 100
    keep: int = 1000


SIZES = Sizes()


class RowView(LineView, Generic[RowT]):
    """The part of a record table that is there without anybody touching it.

    Attributes:
        empty_text: the sentence shown where the list is empty.
        count: what the source last said of the number of rows.
    """

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        source: Source[RowT] | None = None,
        *,
        empty_text: str = "",
        sizes: Sizes = SIZES,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        """Make it; it asks the source as soon as it is mounted.

        Args:
            columns: all there are, in order; those that are `hidden` wait to be shown.
            source: where the rows come from; it can be set later.
            empty_text: the sentence shown where the list is empty.
            sizes: how much is asked for and held.
            id: Textual's.
            classes: Textual's.
        """
        super().__init__(id=id, classes=classes)
        self.empty_text = empty_text
        self._trouble = ""
        self.count: Count | None = None
        self._columns = tuple(columns)
        self._hidden = frozenset(column.key for column in columns if column.hidden)
        self._skip = 0
        self._sort: tuple[str | None, bool] = (None, False)
        self._source = source
        self._sizes = sizes
        self._feed: Feed[RowT] | None = None
        self._view = View()
        self._marks: dict[str, None] = {}
        self._arrangement: Layout[RowT] = Layout((), 0)
        self._painter: Painter[RowT] = Painter(self._arrangement, {})
        self._notice: str | None = ""
        self._patience = Rest(PATIENCE, self._lose_patience)
        self._refreshed_then: Callable[[], None] | None = None
        self._refresh_again = False

    def on_mount(self) -> None:
        """Ask for the first rows."""
        if self._source is not None:
            self.set_source(self._source)

    def on_unmount(self) -> None:
        """Want nothing any more."""
        self._patience.stop()
        if self._feed is not None:
            self._feed.stop()

    # The list

    def set_source(self, source: Source[RowT]) -> None:
        """Show another list, or the same one filtered by another source; see `reload`.

        The marks stay: `clear_marks` if they mean nothing there.
        """
        self._source = source
        if not self.is_attached:
            return
        if self._feed is None:
            hooks = Hooks(self._spawn, self._arrived, self._counted, self._could_not)
            self._feed = Feed(source, hooks, self._sizes.window, self._sizes.keep)
        self._feed.source = source
        self.reload()

    def reload(self) -> None:
        """Ask anew, for the source filters or sorts in another way now.

        The old rows stay for a moment, until the new ones come. The cursor goes to the top, unless
        its row is among the first of the new list.
        """
        if self._feed is not None:
            keep = self.cursor_id
            self._feed.reload(lambda window: self._reloaded(window, keep))
            self._wait()

    def refresh_rows(self, done: Callable[[], None] | None = None) -> None:
        """Ask for the same part of the same list again; top row and cursor stay by id.

        At the very top the view stays at the top, so that new first rows are seen.

        Args:
            done: called once the rows are there; never if they cannot be had.
        """
        self._refreshed_then = done or self._refreshed_then
        feed, view = self._feed, self._view
        if feed is None:
            return
        if feed.rows.get(view.top) is None:
            self.reload()
            return
        # What is on its way may have been read before the change that this call is about.
        self._refresh_again = feed.refreshing
        if feed.refreshing:
            return
        held = [(at, feed.rows.get(at)) for at in range(view.top, view.top + view.page)]
        known = [(at, feed.source.id_of(row)) for at, row in held if row is not None]
        feed.refresh(view, lambda window: self._refreshed(window, known))

    def update_rows(self, rows: Iterable[RowT]) -> None:
        """Show changed rows in the place of those with the same id; only their lines are sent."""
        if self._feed is not None and self._feed.rows.change(rows):
            self._settle()

    def renew(self) -> None:
        """Show what rows say of the time as it is now; only lines that look different are sent."""
        self._painter.renew()
        self.repaint()

    @property
    def trouble(self) -> str:
        """The sentence shown while there is no source, instead of one that says to wait."""
        return self._trouble

    @trouble.setter
    def trouble(self, words: str) -> None:
        self._trouble = words
        self._settle()

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows that are held, in order."""
        return () if self._feed is None else tuple(self._feed.rows)

    @property
    def cursor_row(self) -> RowT | None:
        """The row with the cursor; None while it is on its way."""
        return None if self._feed is None else self._feed.rows.get(self._view.cursor)

    @property
    def cursor_id(self) -> str | None:
        """The id of the row with the cursor."""
        row = self.cursor_row
        return None if row is None or self._feed is None else self._feed.source.id_of(row)

    # Columns

    @property
    def columns(self) -> tuple[Column[RowT], ...]:
        """All columns, shown or not."""
        return self._columns

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the columns that are hidden by choice."""
        return self._hidden

    def set_hidden(self, keys: Iterable[str]) -> None:
        """Hide these columns and show the others; one at least is always shown."""
        hidden = frozenset(keys)
        if all(column.key in hidden for column in self._columns):
            hidden -= {self._columns[0].key}
        self._hidden, self._skip = hidden, 0
        self._rearrange()

    def show_sort(self, key: str | None, *, descending: bool = False) -> None:
        """Put the sign of order at a column's heading; the source sorts, not the table."""
        self._sort = (key, descending)
        self.repaint((0,))

    def _arrange(self, skip: int) -> Layout[RowT]:
        shown = [column for column in self._columns if column.key not in self._hidden]
        return arrange(shown, self.canvas.width, skip)

    def _rearrange(self) -> None:
        if self._looks:
            self.prepare(self.canvas, self._looks)
            self.repaint()

    # Drawing

    def prepare(self, size: Size, looks: dict[str, Style]) -> None:
        """Arrange the columns in another width, or draw in another style."""
        self._arrangement = self._arrange(self._skip)
        self._painter = Painter(self._arrangement, looks)
        self._view.fit(size.height - 1, self._view.extent)

    def draw(self, y: int) -> Strip:
        """The headings, a row, or what is to be said instead."""
        painter, view, feed = self._painter, self._view, self._feed
        if y == 0:
            key, descending = self._sort
            return painter.header(key, descending=descending)
        if self._notice is not None or feed is None:
            return painter.words(self._notice or "", y - 1)
        ordinal = view.top + y - 1
        if ordinal >= view.extent:
            return painter.blank()
        state = CURSOR if ordinal == view.cursor else 0
        row = feed.rows.get(ordinal)
        if row is None:
            return painter.missing(state)
        row_id = feed.source.id_of(row)
        return painter.row(row, row_id, state | MARKED if row_id in self._marks else state)

    def scrolled(self, top: int) -> None:
        """The wheel or the scroll bar moved the view: the cursor is taken along by the edge."""
        # After a change of size Textual scrolls before it says that the size is another one.
        self._view.fit(self.size.height - 1, self._view.extent)
        self._view.scroll(top)
        self._settle()

    def on_resize(self) -> None:
        """Keep the cursor in sight and ask for what came in sight."""
        self._settle()

    def _settle(self) -> None:
        """Bring everything in line with the rows that are held; send and ask for what is due."""
        feed, view = self._feed, self._view
        self._notice = self._what_to_say()
        if feed is None or not self.size:
            self.repaint()
            return
        view.fit(self.size.height - 1, feed.rows.extent)
        self.show_place(view.top, view.extent + 1)
        self.repaint()
        feed.need(view)
        self.moved()

    # What a subclass does about it

    def moved(self) -> None:
        """Another row may be under the cursor."""

    def say_count(self, count: Count) -> None:
        """The source said how many rows there are."""

    def say_failed(self, error: Exception) -> None:
        """A request failed."""

    def _what_to_say(self) -> str | None:
        """The sentence in the place of rows; None where there are rows to show."""
        feed = self._feed
        if feed is None and self._trouble:
            return self._trouble
        if feed is None or (feed.waiting and (self._patience.over or not len(feed.rows))):
            return _("Loading") + current().ellipsis
        if len(feed.rows):
            return None
        if feed.failed:
            return _("The list could not be loaded.")
        return self.empty_text

    # What is on its way

    def _wait(self) -> None:
        """Leave the old rows for a moment, then say that others are on their way."""
        self._patience.begin()
        self._settle()

    def _lose_patience(self) -> None:
        self._settle()

    def _spawn(self, work: Callable[[], Coroutine[None, None, None]], name: str) -> Worker[None]:
        # Whatever a source raises is caught in there; what still comes out is a fault of ours.
        return self.run_worker(work, name=f"rows: {name}", group="record-table")

    def _reloaded(self, window: Window[RowT], keep: str | None) -> None:
        feed, view = self._feed, self._view
        if feed is not None:
            feed.rows.replace(window, 0)
            at = None if keep is None else feed.rows.find(keep)
            view.top, view.cursor = 0, at or 0
            self._arrived(0)
            self._say_refreshed()

    def _refreshed(self, window: Window[RowT], known: Sequence[tuple[int, str]]) -> None:
        """Hold the rows of the same place, under the numbers that rows seen before had."""
        feed, view = self._feed, self._view
        if feed is None:
            return
        keep = self.cursor_id
        index = {feed.source.id_of(row): at for at, row in enumerate(window.rows)}
        # Where nothing that was seen is left, the end of the list goes to the end of the page.
        first = view.top if window.has_next else view.top + view.page - len(window.rows)
        first = next((at - index[row_id] for at, row_id in known if row_id in index), first)
        at_top = view.top == 0 and not window.has_previous
        view.shift(feed.rows.replace(window, 0 if at_top else first))
        view.top = max(view.top, feed.rows.first)
        at = None if keep is None else feed.rows.find(keep)
        if at is not None:
            view.cursor = at
        self._arrived(0)
        if self._refresh_again:
            self.refresh_rows()
        else:
            self._say_refreshed()

    def _say_refreshed(self) -> None:
        then, self._refreshed_then = self._refreshed_then, None
        if then is not None:
            then()

    def _arrived(self, delta: int) -> None:
        self._patience.stop()
        self._view.shift(delta)
        self._settle()

    def _counted(self, count: Count) -> None:
        self.count = count
        self.say_count(count)

    def _could_not(self, error: Exception) -> None:
        self._refreshed_then = None
        self.say_failed(error)
        self._settle()
