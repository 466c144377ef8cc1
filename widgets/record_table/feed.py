"""Asking the source: what is needed, once, and nothing that is out of date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from widgets.record_table.rows import Rows
from widgets.record_table.source import Count, Position, Source, Window

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from widgets.record_table.view import View

RowT = TypeVar("RowT")
AnswerT = TypeVar("AnswerT")


class Flight(Protocol):
    """A running request."""

    def cancel(self) -> object:
        """Stop it; its answer is not wanted any more."""
        ...


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a feed tells its table.

    Attributes:
        spawn: runs a coroutine function in the background, under a name.
        arrived: rows or counts came in; the numbers of the rows held moved by so many.
        counted: the source said how many rows there are.
        failed: a request failed; the rows are as they were.
    """

    spawn: Callable[[Callable[[], Coroutine[None, None, None]], str], Flight]
    arrived: Callable[[int], None]
    counted: Callable[[Count], None]
    failed: Callable[[Exception], None]


class Feed(Generic[RowT]):
    """Keeps the rows around a view filled from a source.

    There is one request in flight at a time for each direction, and one that places the view
    anew. Whoever scrolls on meanwhile is served when it answers: what was passed by is skipped.
    Each request has a token of its own; an answer whose token is no longer the present one is
    out of date and is dropped.
    """

    def __init__(self, source: Source[RowT], hooks: Hooks, size: int, keep: int) -> None:
        """Begin with nothing asked.

        Args:
            source: where rows come from.
            hooks: what to tell the table.
            size: rows of a window.
            keep: rows to hold at most, unless more are needed around a page.
        """
        self.source = source
        self.rows: Rows[RowT] = Rows(self.id_of, keep)
        self._hooks = hooks
        self._size = size
        self._keep = keep
        self._flights: dict[str, tuple[object, Flight | None]] = {}
        self._failed: set[str] = set()
        self._wish: Callable[[], None] | None = None
        self._leap = False
        self._current = False

    @property
    def waiting(self) -> bool:
        """Whether a list or a leap is asked for and has not come, nor failed."""
        return "place" in self._flights and (self._leap or not self._current)

    @property
    def refreshing(self) -> bool:
        """Whether the same list is asked for again and has not come, nor failed."""
        return "refresh" in self._flights

    @property
    def outdated(self) -> bool:
        """Whether the rows that are held are of a list that another one is about to replace."""
        return "place" in self._flights and not self._current

    @property
    def failed(self) -> bool:
        """Whether a list was asked for and could not be had."""
        return not self._current and "place" in self._failed

    def id_of(self, row: RowT) -> str:
        """A row's identity, as the present source says."""
        return self.source.id_of(row)

    def stop(self) -> None:
        """Want nothing any more."""
        for _token, flight in self._flights.values():
            if flight is not None:
                flight.cancel()
        self._flights.clear()
        self._failed.clear()
        self._wish = None

    def reload(self, then: Callable[[Window[RowT]], None]) -> None:
        """Ask for the beginning of a list that is not the same any more, then for its count."""
        self.stop()
        self._current = False
        self.place(Position(), then)

    def place(
        self, position: Position, then: Callable[[Window[RowT]], None], *, leap: bool = False
    ) -> None:
        """Ask for the rows at a position, to put the view there; earlier such wishes are void.

        Args:
            position: where.
            then: takes the rows.
            leap: the view goes there when they come, and may change its mind until then.
        """

        def land(window: Window[RowT]) -> None:
            self._void("after", "before")
            self._wish = None
            is_new, self._current = not self._current, True
            then(window)
            if is_new:
                self.count()

        self._void("place", "refresh")
        self._failed.discard("place")
        self._leap = leap
        self._wish = lambda: self._ask("place", lambda: self._window(position), land)
        self._wish()

    def stay(self) -> None:
        """Want to leap nowhere any more."""
        if self._leap and self._current:
            self._void("place")
            self._wish = None

    def refresh(self, view: View, then: Callable[[Window[RowT]], None]) -> None:
        """Ask for the same part of the same list again; what places the view goes first.

        Args:
            view: what is seen; the answer fills its page if the list does, and holds the row of
                the cursor if the list does.
            then: takes the rows.
        """
        top = self.rows.get(view.top)
        start = None if top is None or view.top == 0 else self.source.key_of(top)
        cursor, page = self.rows.get(view.cursor), view.page

        def land(window: Window[RowT]) -> None:
            self._void("after", "before")
            then(window)
            self.count(again=True)

        if self._wish is None:
            self._failed.discard("refresh")
            self._ask("refresh", lambda: self._again(start, cursor, page), land)

    def count(self, *, again: bool = False) -> None:
        """Ask how many rows there are; where that stays open, ask for the exact number behind it.

        Args:
            again: the list is the same as before: an exact number is good enough to be kept.
        """

        def land(count: Count) -> None:
            if again and not count.exact and self.rows.expected > count.matched:
                return
            self._counted(count)
            if not count.exact:
                self._ask("exact", self.source.exact_count, self._counted)

        async def ask() -> Count:
            try:
                return await self.source.count()
            except Exception:
                # What was said of another list is no height for this one.
                self.rows.counted(0, exact=False)
                raise

        self._void("count", "exact")
        self._failed -= {"count", "exact"}
        self._ask("count", ask, land)

    def retry(self) -> None:
        """Somebody did something: what failed may be tried again."""
        self._failed.clear()

    def need(self, view: View) -> None:
        """Ask for what the view shows, or will soon show, and is not held."""
        if self._wish is not None:
            self._wish()
            return
        rows, last = self.rows, self.rows.last
        if last is None:
            return
        margin = max(self._size // 2, view.page)
        # What is let go at one end must not be what is needed there.
        rows.keep = max(self._keep, view.page + 2 * margin + 2 * self._size)
        end, bottom = rows.end, view.top + view.page
        far = self._size + view.page
        if view.top > end + far or bottom < rows.first - far:
            self._jump(view)
            return
        if rows.has_next and end < bottom + margin:
            self._grow("after", last, Position(after=self.source.key_of(last)))
        first = rows.get(rows.first)
        if first is not None and rows.has_previous and rows.first > view.top - margin:
            self._grow("before", first, Position(before=self.source.key_of(first)))

    def _grow(self, kind: str, edge: RowT, position: Position) -> None:
        """Ask for the rows beyond an edge of those held."""

        def land(window: Window[RowT]) -> None:
            rows, id_of = self.rows, self.source.id_of
            now = rows.last if kind == "after" else rows.get(rows.first)
            delta = 0
            # The edge may have been let go meanwhile, when rows came at the other one.
            if now is not None and id_of(now) == id_of(edge):
                delta = rows.append(window) if kind == "after" else rows.prepend(window)
            self._hooks.arrived(delta)

        self._ask(kind, lambda: self._window(position), land)

    async def _window(self, position: Position) -> Window[RowT]:
        return await self.source.window(position, self._size)

    async def _again(self, start: str | None, cursor: RowT | None, page: int) -> Window[RowT]:
        """A page from a key on as it is now; or the one of the cursor, if that has gone far."""
        size = max(self._size, page)
        window = await self.source.window(Position(start=start), size)
        if cursor is not None and (window.has_next or not window.rows):
            row_id = self.source.id_of(cursor)
            if all(self.source.id_of(row) != row_id for row in window.rows):
                there = Position(start=self.source.key_of(cursor))
                around = await self.source.window(there, size)
                if around.rows and self.source.id_of(around.rows[0]) == row_id:
                    return await self._with_previous(around, size)
        if len(window.rows) >= page or not window.has_previous:
            return window
        if not window.rows:
            return await self.source.window(Position(end=True), size)
        return await self._with_previous(window, size)

    async def _with_previous(self, window: Window[RowT], size: int) -> Window[RowT]:
        """A window with the rows before it."""
        if not window.has_previous:
            return window
        before = Position(before=self.source.key_of(window.rows[0]))
        more = await self.source.window(before, size)
        rows = (*more.rows, *window.rows)
        return Window(rows, more.has_previous, window.has_next, more.offset)

    def _jump(self, view: View) -> None:
        """Ask for the rows around the view by their ordinals."""
        first = max(0, view.top - max(0, self._size - view.page) // 2)

        def land(window: Window[RowT]) -> None:
            if window.rows or first == 0:
                self._hooks.arrived(self.rows.replace(window, first))
            else:
                # The list is shorter than was thought.
                self.rows.expected = min(self.rows.expected, first)
                self.place(
                    Position(end=True), lambda last: self._hooks.arrived(self.hold_last(last))
                )

        self.place(Position(offset=first), land)

    def hold_last(self, window: Window[RowT]) -> int:
        """Hold the last rows of the list; by how much their numbers were wrong."""
        first = max(self.rows.expected, len(window.rows)) - len(window.rows)
        return self.rows.replace(window, first)

    def _counted(self, count: Count) -> None:
        delta = self.rows.counted(count.matched, exact=count.exact)
        self._hooks.counted(count)
        self._hooks.arrived(delta)

    def _void(self, *kinds: str) -> None:
        for kind in kinds:
            _token, flight = self._flights.pop(kind, (None, None))
            if flight is not None:
                flight.cancel()

    def _ask(
        self, kind: str, call: Callable[[], Awaitable[AnswerT]], then: Callable[[AnswerT], None]
    ) -> None:
        """Send a request unless one of its kind is in flight, or failed and nobody came since."""
        if kind in self._flights or kind in self._failed:
            return
        token = object()

        def current() -> bool:
            present = self._flights.get(kind, (None, None))[0] is token
            if present:
                del self._flights[kind]
            return present

        async def fly() -> None:
            try:
                answer = await call()
            except Exception as error:  # noqa: BLE001  # a source fails in ways of its own; the owner is told
                if current():
                    self._failed.add(kind)
                    self._hooks.failed(error)
            else:
                if current():
                    then(answer)

        self._flights[kind] = (token, None)
        flight = self._hooks.spawn(fly, kind)
        if kind in self._flights:
            self._flights[kind] = (token, flight)
