"""The customer list."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from data.advised import advised
from data.text import _, _n
from screens.area import WIDE
from screens.customers.columns import columns
from screens.customers.detail_view import DetailView
from screens.customers.dialogs import choice_of_columns, conditions, orders, picked
from screens.customers.filters import CustomerFilter, facts, parse
from screens.customers.words import count_text
from screens.guarded import trouble
from screens.writing import WritingScreen
from widgets.dialogs.pick import answer_of
from widgets.filter_bar import FilterBar
from widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.widget import Widget

    from data.client.queries import CustomerQuery
    from data.models.customers import HubCustomer
    from widgets.record_table.messages import (
        CountChanged,
        Failed,
        RowActivated,
        RowHighlighted,
        SortRequested,
    )


class CustomersScreen(WritingScreen):
    """Find a customer among thousands, and see what is wrong with it."""

    AREA = "customers"
    FILE, ENDINGS = "customers", (".csv", ".json")
    DEFAULT_CSS = """
    CustomersScreen {
        #list { height: 1fr; }
        RecordTable { width: 1fr; }
        #pane { display: none; width: 48; border-left: solid $primary 50%; }
        &.-wide #pane { display: block; }
        &:ansi #pane { border-left: solid ansi_default; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), show=True, id="customers.open"),
        Binding("slash", "filter", _("Filter"), id="customers.filter"),
        Binding("f", "conditions", _("Conditions"), id="customers.conditions"),
        Binding(
            "s",
            "sort",
            _("Sort"),
            tooltip=_("Sort; the present order again reverses it"),
            id="customers.sort",
        ),
        Binding("c", "columns", _("Columns"), id="customers.columns"),
        Binding("y", "copy", _("Copy id"), id="customers.copy"),
        Binding("w", "write", _("Write"), id="customers.write"),
        Binding("r", "refresh", _("Refresh"), id="customers.refresh"),
        Binding("u", "unmark", _("Unmark all"), show=False, id="customers.unmark"),
        Binding("escape", "clear", _("Clear the filter"), show=False, id="customers.clear"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = CustomerFilter()
        self._picked = CustomerFilter()
        self._sort, self._descending = "name", False
        self._providers: dict[str, str] = {}
        self._providers_known = False
        self._shown: HubCustomer | None = None
        self._minute = ""
        # Known before the first picture, it costs no second one.
        self._make_room(self.app.size.width)

    def crumb(self) -> str:
        """The area's name."""
        return _("Customers")

    def body(self) -> Iterable[Widget]:
        """Filter line, list, and beside it the detail where there is room."""
        yield FilterBar(_("name, external id, email, or an id"))
        with Horizontal(id="list"):
            table = RecordTable(
                columns(self.console), id="customers", detail_delay=self.console.detail_delay
            )
            yield table
            yield DetailView(preview=True, id="pane")

    @property
    def table(self) -> RecordTable[HubCustomer]:
        """The list."""
        return self.query_one("#customers", RecordTable)

    @property
    def _shown_id(self) -> str:
        """The id of the row in the pane."""
        return self._shown.id if self._shown is not None else ""

    def refresh_header(self) -> None:
        """Let the header say what is true now; with its minute go the times left in the rows."""
        super().refresh_header()
        minute = f"{self.console.now():%H:%M}"
        if minute != self._minute and self.is_mounted:
            self._minute = minute
            self.table.renew()

    # The life of the screen

    def on_mount(self) -> None:
        """Begin in the list."""
        self._show_filter("")
        self.set_focus(self.table)
        if self.console.hub is not None:
            self.hub_ready()

    def hub_failed(self, why: str) -> None:
        """Say it where the rows would be."""
        self.table.trouble = why

    def hub_ready(self) -> None:
        """Fill the list."""
        self._say_conditions("")
        self._reload()
        self.run_guarded(self._load_providers, group="providers", exclusive=True)
        if self.is_current:
            self._follow()

    def on_screen_resume(self) -> None:
        """Show what changed meanwhile, and go on following."""
        if self.console.hub is not None and self.is_mounted:
            self.table.refresh_rows()
            self._reload_pane()
            self._follow()

    def on_screen_suspend(self) -> None:
        """Ask nothing while nobody looks."""
        self.workers.cancel_group(self, "follow")

    def on_resize(self, event: Resize) -> None:
        """Put the detail beside the list where there is room."""
        self._make_room(event.size.width)

    def _make_room(self, width: int) -> None:
        self.set_class(width >= WIDE and self.console.detail_delay is not None, "-wide")

    def _follow(self) -> None:
        from screens.customers.follow import follow, follow_each

        hub, able = self.console.hub, self.console.capabilities
        if hub is None or able is None:
            return
        if able.changes:
            work = partial(follow, self.console, hub, lambda: self._filter.owner, self._changed)
        else:
            table = self.table
            work = partial(
                follow_each,
                hub,
                lambda: table.rows,
                self._moved,
                first=lambda: table.cursor_id or "",
            )
        self.run_guarded(work, group="follow", exclusive=True)

    async def _changed(self, ids: frozenset[str] | None) -> None:
        """Draw anew what is in view and changed."""
        self.table.refresh_rows()
        if ids is None or self._shown_id in ids:
            self._reload_pane()

    def time_jumped(self) -> None:
        """Read the pane anew: the times in it are of another moment."""
        if self.is_current:
            self._reload_pane()

    async def _moved(self, rows: Sequence[HubCustomer], gone: Sequence[str]) -> None:
        """Keep what was seen of single rows, and draw it."""
        self.console.learn(rows, gone)
        self.table.refresh_rows()
        if self._shown_id in (*gone, *(row.id for row in rows)):
            self._reload_pane()

    # Filter, conditions, sort, columns

    def _query(self) -> CustomerQuery:
        from data.client.queries import CustomerQuery

        chosen = self._filter
        return CustomerQuery(
            text=chosen.text,
            statuses=chosen.statuses,
            packages=chosen.packages,
            owner=chosen.owner,
            sort=self._sort,
            descending=self._descending,
        )

    def _reload(self) -> None:
        customers = self.console.customer_list
        if customers is None:
            return
        from screens.customers.source import CustomerSource

        by = next((one.key for one in self.table.columns if one.sort == self._sort), None)
        narrowed = self._filter != CustomerFilter()
        none, no_match = (
            _("There are no customers."),
            _("No customer matches. Esc clears the filter."),
        )
        self.table.empty_text = no_match if narrowed else none
        self.table.show_sort(by, descending=self._descending)
        self.table.set_source(CustomerSource(customers, self._query()))

    @property
    def _unread(self) -> bool:
        """Whether the list is read as a whole, and never was."""
        return self.console.reads_list and self.console.list_age is None

    def _show_filter(self, typed: str) -> bool:
        """Understand what is typed; whether the list must change."""
        before = self._filter
        self._filter, problem = parse(typed, self._providers, self._picked)
        if problem:
            self.console.say(problem, "warning")
        self._say_conditions(problem)
        return self._filter != before

    def _say_conditions(self, problem: str) -> None:
        said = facts(self._filter, self._providers)
        if self.console.list_age is not None:
            said = (_("read {at}").format(at=f"{self.console.list_age:%H:%MZ}"), *said)
        self.query_one(FilterBar).show_facts(said, problem)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Filter as one types."""
        if self._show_filter(event.text):
            self._reload()

    def on_filter_bar_done(self) -> None:
        """Go to the list."""
        self.set_focus(self.table)

    def show(self, typed: str) -> None:
        """Show the list with a filter, as `:customers` does; picked conditions are forgotten."""
        self._picked = CustomerFilter()
        self.query_one(FilterBar).set_text(typed)
        if self._show_filter(typed):
            self._reload()
        self.set_focus(self.table)

    def action_filter(self) -> None:
        """Begin to type the filter."""
        self.query_one(FilterBar).focus_text()

    def action_clear(self) -> None:
        """Clear filter and conditions."""
        if self._filter != CustomerFilter():
            self.show("")
        else:
            self.action_back()

    def action_conditions(self) -> None:
        """Pick status, package and owner from lists."""
        dialog = conditions(self._filter, self._providers)
        self.app.push_screen(dialog, self._conditions_picked)

    def _conditions_picked(self, answer: dict[str, tuple[str, ...]] | None) -> None:
        if answer is None:
            return
        bar = self.query_one(FilterBar)
        self._picked = picked(answer)
        # Conditions typed earlier would win over the picked ones.
        bar.set_text(parse(bar.text, self._providers)[0].text)
        if self._show_filter(bar.text):
            self._reload()

    def action_sort(self) -> None:
        """Pick the order; the present one again turns it round."""
        able = self.console.capabilities
        dialog = orders(self.table.columns, able.sorts if able else (), self._sort)
        if dialog is None:
            self.console.say(_("This platform gives its list in one order only."), "warning")
        else:
            self.app.push_screen(dialog, self._sort_picked)

    def _sort_picked(self, answer: dict[str, tuple[str, ...]] | None) -> None:
        picked = answer_of(answer, "sort")
        if picked is not None:
            self._sort_by(picked)

    def _sort_by(self, sort: str) -> None:
        self._descending = not self._descending if sort == self._sort else False
        self._sort = sort
        self._reload()

    def on_record_table_sort_requested(self, event: SortRequested) -> None:
        """Sort by the header that was clicked."""
        able = self.console.capabilities
        if event.column.sort and able is not None and event.column.sort in able.sorts:
            self._sort_by(event.column.sort)
        else:
            words = _("The list cannot be sorted by {column}.").format(column=event.column.title)
            self.console.say(words, "warning")

    def action_columns(self) -> None:
        """Choose columns."""
        dialog = choice_of_columns(self.table.columns, self.table.hidden)
        self.app.push_screen(dialog, self._columns_picked)

    def _columns_picked(self, answer: dict[str, tuple[str, ...]] | None) -> None:
        if answer and not answer["columns"]:
            self.console.say(_("One column must stay: the columns are as they were."), "warning")
        elif answer:
            every = {column.key for column in self.table.columns}
            self.table.set_hidden(every.difference(answer["columns"]))

    # Rows

    def on_record_table_count_changed(self, event: CountChanged) -> None:
        """Say how many there are."""
        self.query_one(FilterBar).show_count(count_text(event.count, len(self.table.marked_ids)))

    def on_record_table_marks_changed(self) -> None:
        """Say how many are marked."""
        if self.table.count is not None:
            text = count_text(self.table.count, len(self.table.marked_ids))
            self.query_one(FilterBar).show_count(text)

    def on_record_table_failed(self, event: Failed) -> None:
        """Say what went wrong; the rows stay."""
        if not advised(event.error):
            raise event.error
        self.console.say_error(event.error)

    def on_record_table_row_highlighted(self, event: RowHighlighted) -> None:
        """Show the row in the pane, once the cursor rests."""
        self._shown = event.row
        if self._shown is None and self.has_class("-wide"):
            self.query_one("#pane", DetailView).show_nothing()
        self._reload_pane()

    def _reload_pane(self) -> None:
        row = self._shown
        if row is not None and self.has_class("-wide"):
            work = partial(self._fill_pane, row)
            self.run_guarded(work, group="pane", exclusive=True, failed=self._pane_failed)

    async def _fill_pane(self, row: HubCustomer) -> None:
        from screens.customers.follow import owner_of

        hub = self.console.hub
        if hub is None:
            return
        detail = await hub.customers.detail(row.id, owner=owner_of(row))
        if row.id == self._shown_id:
            self.query_one("#pane", DetailView).show_detail(detail, self.console.now())

    def _pane_failed(self, error: Exception) -> None:
        self.query_one("#pane", DetailView).show_nothing(trouble(error))

    def on_record_table_row_activated(self, event: RowActivated) -> None:
        """Open the row."""
        from screens.customers.detail_screen import CustomerScreen

        self.app.push_screen(CustomerScreen(event.row.id, event.row))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self.table.action_activate()

    def action_refresh(self) -> None:
        """Ask again, and stay where one is."""
        if self.console.hub is None:
            self.console.reconnect()
            return
        if not self._providers_known:
            self.run_guarded(self._load_providers, group="providers", exclusive=True)
        if self.console.reads_list:
            self.run_guarded(self._reread, group="reread", failed=self._reread_failed)
            return
        self.table.refresh_rows(self.say_fresh)
        self._reload_pane()

    async def _reread(self) -> None:
        """Read the list of a platform that cannot search anew."""
        first = self._unread
        if first:
            self.table.trouble = ""
        whole = await self.console.reread()
        self._say_conditions("")
        if first:
            self._reload()
        else:
            self.table.refresh_rows()
        self._reload_pane()
        if whole:
            self.say_fresh()

    def _reread_failed(self, error: Exception) -> None:
        """Say it where the rows would be, if there are none."""
        self.table.trouble = trouble(error)

    def action_unmark(self) -> None:
        """Forget the marks."""
        self.table.clear_marks()

    def action_copy(self) -> None:
        """Copy the ids of the marked rows, or of the row under the cursor."""
        ids = sorted(self.table.marked_ids)
        row = self.table.cursor_row
        if not ids and row is not None:
            ids = [row.id]
        if ids:
            words = _n("{n} customer id", "{n} customer ids", len(ids))
            what = words.format(n=f"{len(ids):,}")
            self.console.copy("\n".join(ids), what)

    # Write the view to a file

    def writing_title(self) -> str:
        """The marked rows, or else what the filter lets through."""
        if self.console.customer_list is None:
            self.console.say_no_list()
            return ""
        n = len(self.table.marked_ids)
        if not n:
            return _("Write the list to (.csv or .json)")
        return _n(
            "Write the {n} marked customer to (.csv or .json)",
            "Write the {n} marked customers to (.csv or .json)",
            n,
        ).format(n=f"{n:,}")

    async def write_to(self, path: str) -> str:
        """Write them, with the columns that are shown."""
        from data.operations.windows import pages
        from screens.customers.export import export, marked

        ids, query, customers = self.table.marked_ids, self._query(), self.console.customer_list
        if customers is None:
            return ""
        rows = marked(customers, query, ids, self.table.rows) if ids else pages(customers, query)
        shown = [one.key for one in self.table.columns if one.key not in self.table.hidden]
        total = await export(path, shown, rows)
        words = _n("{n} customer written to {path}", "{n} customers written to {path}", total)
        said, gone = words.format(n=f"{total:,}", path=path), len(ids) - total
        if gone > 0:
            words = _n("{n} is there no more.", "{n} are there no more.", gone)
            said = f"{said}. {words.format(n=f'{gone:,}')}"
        return said

    async def _load_providers(self) -> None:
        """Learn the providers' names, for the owner condition."""
        from data.client.errors import Forbidden, NotFound

        hub = self.console.hub
        if hub is None:
            return
        with suppress(Forbidden, NotFound):
            # Without the role for it (ADM-4) there are none to choose from.
            found = await hub.providers()
            self._providers = {one.org_id: one.name for one in found}
            # A name that was typed meanwhile was nobody's.
            if self._show_filter(self.query_one(FilterBar).text):
                self._reload()
        self._providers_known = True
