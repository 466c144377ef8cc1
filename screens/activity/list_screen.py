"""The request log of the profile: of this console, of earlier ones, of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from data.advised import advised
from data.text import _, _n
from screens.activity.replay import begin_replay
from screens.activity.source import RequestSource
from screens.writing import WritingScreen
from widgets.filter_bar import FilterBar
from widgets.record_table import RecordTable
from widgets.record_table.columns import Cell, Column
from widgets.signs import current

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from textual.widget import Widget

    from data.local.requests import KeptRequest
    from widgets.record_table.messages import CountChanged, Failed, RowActivated


def _columns() -> list[Column[KeptRequest]]:
    def status(row: KeptRequest) -> Cell:
        number = "" if row.status is None else str(row.status)
        if row.ok:
            return Cell(number or current().dash, "status-ok")
        # A status alone may look like success: a garbled answer has 200.
        return Cell(" ".join(filter(None, (current().error, number, row.error))), "status-error")

    def program(row: KeptRequest) -> str:
        return _("console") if row.program == "console" else _("command")

    return [
        Column("at", _("Time"), lambda row: f"{row.at:%m-%d %H:%M:%S}", width=14, priority=5),
        Column("method", _("Method"), lambda row: row.method, width=6, priority=6),
        Column("target", _("Request"), lambda row: row.target, flex=1, min_width=20, priority=9),
        Column("status", _("Answer"), status, width=16, priority=8),
        Column("ms", _("ms"), lambda row: f"{row.ms:.1f}", width=8, align="right", priority=7),
        Column(
            "size",
            _("Bytes"),
            lambda row: f"{row.response_size:,}",
            width=9,
            align="right",
            priority=2,
        ),
        Column("program", _("From"), program, width=8, priority=1),
        Column("tracking", _("Tracking id"), lambda row: row.tracking_id, width=26, priority=3),
    ]


class ActivityScreen(WritingScreen):
    """What was asked and answered, newest first."""

    AREA = "activity"
    FILE, ENDINGS = "requests", (".jsonl",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), id="activity.open"),
        Binding("slash", "filter", _("Filter"), id="activity.filter"),
        Binding("y", "copy", _("Copy tracking id"), id="activity.copy"),
        Binding("R", "replay", _("Ask again"), id="activity.replay"),
        Binding("w", "write", _("Write"), id="activity.write"),
        Binding("r", "refresh", _("Refresh"), id="activity.refresh"),
        Binding("escape", "clear", _("Clear the filter"), show=False, id="activity.clear"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._unsubscribe: Callable[[], None] | None = None
        self._source: RequestSource | None = None
        self._told = ""

    def crumb(self) -> str:
        """The area's name."""
        return _("Activity")

    def body(self) -> Iterable[Widget]:
        """Filter line and list."""
        yield FilterBar(_("path, answer, error, or tracking id"))
        yield RecordTable(_columns(), id="requests", empty_text=_("Nothing was asked yet."))

    @property
    def table(self) -> RecordTable[KeptRequest]:
        """The list."""
        return self.query_one("#requests", RecordTable)

    def on_mount(self) -> None:
        """Begin in the list."""
        self._say_which()
        self.set_focus(self.table)
        if self.console.request_log is not None:
            self.hub_ready()

    def hub_ready(self) -> None:
        """Show the log."""
        self._reload(self.query_one(FilterBar).text)

    def on_screen_resume(self) -> None:
        """Show what came meanwhile, and each new record from now on."""
        log = self.console.request_log
        if log is not None and self._unsubscribe is None:
            self._unsubscribe = log.subscribe(lambda _record: self.table.refresh_rows())
        self.table.refresh_rows()

    def on_screen_suspend(self) -> None:
        """Hear of nothing while nobody looks."""
        self._stop()

    def on_unmount(self) -> None:
        """Hear of nothing any more."""
        self._stop()

    def _stop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _reload(self, typed: str) -> None:
        history = self.console.history
        none, no_match = _("Nothing was asked yet."), _("Nothing matches. Esc clears the filter.")
        self.table.empty_text = no_match if typed else none
        if history is not None:
            self._source = RequestSource(history, typed)
            self.table.set_source(self._source)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Filter as one types."""
        self._reload(event.text)

    def on_filter_bar_done(self) -> None:
        """Go to the list."""
        self.set_focus(self.table)

    def show(self, typed: str) -> None:
        """Show the log with a filter, as `:activity` does."""
        bar = self.query_one(FilterBar)
        if typed != bar.text:
            bar.set_text(typed)
            self._reload(typed)
        self.set_focus(self.table)

    def on_record_table_count_changed(self, event: CountChanged) -> None:
        """Say how many there are, and how many there were."""
        words = _("{matched} of {total}").format(
            matched=f"{event.count.matched:,}", total=f"{event.count.total:,}"
        )
        self.query_one(FilterBar).show_count(words)
        self._say_which()

    def _say_which(self) -> None:
        """Say what the list has: all requests, or the newest only; of whom, if of this console."""
        history, counted = self.console.history, self._source and self._source.counted
        keeps = history is None or history.keeps
        words = _("requests of this profile") if keeps else _("requests of this console")
        if counted and counted.made > counted.total:
            words = _("the last {n} requests").format(n=f"{counted.total:,}")
        if not keeps:
            words = _("{words}, not kept").format(words=words)
        self.query_one(FilterBar).show_facts((words,))
        self._say_trouble()

    def _say_trouble(self) -> None:
        """Say once why requests are not kept, or where those are that cannot be read any more."""
        history = self.console.history
        if history is None:
            return
        said = str(history.problem or "")
        if history.aside is not None:
            words = _("The file of earlier requests was damaged; it is called {path} now.")
            said = words.format(path=history.aside)
        if said and said != self._told:
            self._told = said
            self.console.say(said, "warning")

    def on_record_table_failed(self, event: Failed) -> None:
        """Say what went wrong; a defect ends the console."""
        if not advised(event.error):
            raise event.error
        self.console.say_error(event.error)

    def on_record_table_row_activated(self, event: RowActivated) -> None:
        """Open the record."""
        from screens.activity.detail_screen import RequestScreen

        self.app.push_screen(RequestScreen(event.row))

    def action_open(self) -> None:
        """Open the record under the cursor."""
        self.table.action_activate()

    def action_filter(self) -> None:
        """Begin to type the filter."""
        self.query_one(FilterBar).focus_text()

    def action_clear(self) -> None:
        """Clear the filter."""
        bar = self.query_one(FilterBar)
        if bar.text:
            bar.set_text("")
            self._reload("")
        else:
            self.action_back()

    def action_refresh(self) -> None:
        """Look again, and say so."""
        self.table.refresh_rows(self.say_fresh)

    def action_replay(self) -> None:
        """Ask the request under the cursor once more, and show what came of it."""
        row = self.table.cursor_row
        if row is not None:
            begin_replay(self, row)

    def action_copy(self) -> None:
        """Copy the tracking id."""
        row = self.table.cursor_row
        if row is not None and row.tracking_id:
            self.console.copy(row.tracking_id, _("the tracking id"))

    def writing_title(self) -> str:
        """The log, as JSON Lines."""
        return _("Write the log to (.jsonl)")

    async def write_to(self, path: str) -> str:
        """Write what the filter lets through, oldest first."""
        from data.local.requests import Filter
        from data.operations.export import write
        from data.operations.files import typed_path
        from data.operations.forms import LinesForm

        history = self.console.history
        which = Filter(self._typed)
        records = [] if history is None else await history.whole(which)

        async def at_once() -> AsyncIterator[Sequence[KeptRequest]]:
            yield records

        form: LinesForm[KeptRequest] = LinesForm(lambda record: record.as_dict())
        await write(typed_path(path), form, at_once())
        words = _n("{n} request written to {path}", "{n} requests written to {path}", len(records))
        return words.format(n=f"{len(records):,}", path=path)

    @property
    def _typed(self) -> str:
        return self.query_one(FilterBar).text
