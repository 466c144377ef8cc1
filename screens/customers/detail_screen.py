"""One customer on a screen of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from data.text import _, _n
from screens.area import AreaScreen
from screens.customers.detail_view import DetailView
from screens.guarded import trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from textual.widget import Widget

    from data.models.customers import CustomerDetail, HubCustomer


class CustomerScreen(AreaScreen):
    """Everything about one customer, changing by itself while the platform is at work on it."""

    AREA = "customers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), id="customer.back"),
        Binding("y", "copy", _("Copy id"), id="customer.copy"),
        Binding("Y", "copy_org", _("Copy org id"), show=False, id="customer.copy-org"),
        Binding("r", "refresh", _("Refresh"), id="customer.refresh"),
    ]

    def __init__(self, customer_id: str, row: HubCustomer | None = None) -> None:
        """Make the screen.

        Args:
            customer_id: whom to show.
            row: what the list knows already.
        """
        super().__init__()
        self._customer_id = customer_id
        self._row = row
        self._detail: CustomerDetail | None = None
        self._gone: datetime | None = None
        self._was = ""
        self._asked = self._answered = 0

    def crumb(self) -> str:
        """The customer's name."""
        known = self._detail or self._row
        name = known.name or known.external_id if known is not None else self._was
        return name or _("Customer")

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield DetailView()

    def on_mount(self) -> None:
        """Show what is known; the rest is asked for as the screen comes to the front."""
        view = self.query_one(DetailView)
        if self._row is not None:
            view.show_row(self._row, self.console.now())
        self.set_focus(view)

    def hub_ready(self) -> None:
        """Ask for everything, and go on asking while it changes."""
        if self.is_current:
            self._begin()

    def on_screen_resume(self) -> None:
        """Show what is true now, and follow again."""
        self._begin()

    def on_screen_suspend(self) -> None:
        """Ask nothing while nobody looks."""
        self.workers.cancel_group(self, "follow")

    def _begin(self) -> None:
        if self.console.hub is not None:
            self._begin_load()
            self._follow()

    def _begin_load(self) -> None:
        self.run_guarded(self._load, group="load", exclusive=True, failed=self._failed)

    def _follow(self) -> None:
        from screens.customers.follow import follow, follow_each

        hub, able = self.console.hub, self.console.capabilities
        if hub is None or able is None:
            return
        if able.changes:
            work = partial(follow, self.console, hub, lambda: "all", self._changed)
        else:
            work = partial(follow_each, hub, self._known, self._moved)
        self.run_guarded(work, group="follow", exclusive=True)

    def _known(self) -> Sequence[HubCustomer]:
        """The customer as it was seen last, as a row; none where it is there no more."""
        known = self._detail or self._row
        return () if known is None or self._gone is not None else (known,)

    async def _moved(self, _rows: Sequence[HubCustomer], _gone: Sequence[str]) -> None:
        await self._look()

    async def _changed(self, ids: frozenset[str] | None) -> None:
        if ids is None or self._customer_id in ids:
            await self._look()

    def time_jumped(self) -> None:
        """Read the page anew: the times in it are of another moment."""
        if self.is_current:
            self._begin_load()

    async def _look(self) -> None:
        """Load the page while nobody asks: who follows tries again, unless there is nothing."""
        from data.client.errors import NotFound

        try:
            await self._load()
        except NotFound as error:
            self._failed(error)

    def action_refresh(self) -> None:
        """Ask again."""
        self.run_guarded(self._reload, group="load", exclusive=True, failed=self._failed)

    async def _reload(self) -> None:
        await self._load()
        self.say_fresh()

    async def _load(self) -> None:
        from screens.customers.follow import merge, owner_of

        hub = self.console.hub
        if hub is None:
            return
        self._asked += 1
        number = self._asked
        owner = owner_of(self._row)
        detail = await hub.customers.detail(self._customer_id, owner=owner)
        if number < self._answered:
            # A later question was answered before.
            return
        self._answered, self._detail, self._gone = number, detail, None
        if self._row is not None:
            self._row = merge(self._row, detail)
            self.console.learn((self._row,))
        self.query_one(DetailView).show_detail(detail, self.console.now())
        self.refresh_header()

    def _failed(self, error: Exception) -> None:
        """Say it in the page too, where there is nothing to show or it is not true any more."""
        from data.client.errors import NotFound

        view = self.query_one(DetailView)
        if isinstance(error, NotFound):
            self._note_gone()
        if self._gone is not None and self._was:
            view.show_gone(self._was, self._gone)
        elif self._detail is not None:
            return
        elif self._row is None:
            view.show_nothing(trouble(error))
        else:
            view.show_row(self._row, self.console.now(), trouble(error))

    def _note_gone(self) -> None:
        """Keep what the customer was called, and when it was first seen to be there no more."""
        known = self._detail or self._row
        if known is not None:
            self._was = known.name or known.external_id
        self._detail, self._gone = None, self._gone or self.console.now()
        self.console.learn((), (self._customer_id,))

    def action_copy(self) -> None:
        """Copy the customer's id."""
        self.console.copy(
            self._customer_id, _n("{n} customer id", "{n} customer ids", 1).format(n=1)
        )

    def action_copy_org(self) -> None:
        """Copy the id of the customer's organization."""
        known = self._detail or self._row
        org_id = known.org_id if known is not None else None
        if org_id:
            self.console.copy(org_id, _("the organization's id"))
        else:
            self.console.say(_("There is no organization yet."), "warning")
