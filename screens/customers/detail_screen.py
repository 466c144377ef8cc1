"""One customer on a screen of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from data.models.statuses import MOVING
from data.text import _, _n
from screens.area import AreaScreen
from screens.customers.detail_view import DetailView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.models.customers import CustomerDetail, HubCustomer


LOOK_AGAIN = 10.0
"""Seconds between two looks at a customer on a platform that does not tell changes."""


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

    def crumb(self) -> str:
        """The customer's name."""
        known = self._detail or self._row
        return (known.name or known.external_id) if known is not None else _("Customer")

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield DetailView()

    def on_mount(self) -> None:
        """Show what is known, ask for the rest."""
        super().on_mount()
        view = self.query_one(DetailView)
        if self._row is not None:
            view.show_row(self._row, self.console.now())
        self.set_focus(view)
        if self.console.hub is not None:
            self.hub_ready()

    def hub_ready(self) -> None:
        """Ask for everything, and go on asking while it changes."""
        self.action_refresh()

    def on_screen_resume(self) -> None:
        """Follow again."""
        super().on_screen_resume()
        self._follow()

    def on_screen_suspend(self) -> None:
        """Ask nothing while nobody looks."""
        self.workers.cancel_group(self, "follow")

    def _follow(self) -> None:
        from screens.customers.follow import follow

        hub, able = self.console.hub, self.console.capabilities
        if hub is None or able is None:
            return
        if able.changes:
            work = follow(self.console, hub, lambda: "all", self._changed)
        else:
            work = self._look_again()
        self.run_worker(work, group="follow", exclusive=True, exit_on_error=False)

    async def _look_again(self) -> None:
        """The same for a platform that does not tell changes: look while it is at work."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if self._detail is not None and self._detail.status in MOVING:
                self.action_refresh()

    async def _changed(self, ids: frozenset[str] | None) -> None:
        if ids is None or self._customer_id in ids:
            self.action_refresh()

    def action_refresh(self) -> None:
        """Ask again."""
        self.run_worker(self._load(), group="load", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        from data.client.errors import HubError

        hub = self.console.hub
        if hub is None:
            return
        try:
            self._detail = await hub.customers.detail(self._customer_id)
        except HubError as error:
            self.console.say_error(error)
            return
        self.query_one(DetailView).show_detail(self._detail, self.console.now())
        self.refresh_header()

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
