"""Users with a wholesale package (contract, sections 3 and 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.compare import has_package, has_packages
from data.client.customer_actions import behalf
from data.client.lost import Search, change, provision, remove
from data.client.pages import Pages
from data.client.queries import SubscriberFilter
from data.client.resources import PAGE, Resource, segment
from data.client.waiting import WITHIN, Look, settled
from data.models.answers import Precheck
from data.models.base import Nothing, items_of
from data.models.resources import Subscriber

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from data.models.answers import Done
    from data.models.requests import PrecheckSubscriber, ProvisionSubscriber, UpdateSubscriber

PATH = "/wholesale/subscribers"
PENDING = "pending_user_migration"
"""The status of a user who is to consent (SBR-3)."""


class Subscribers(Resource):
    """Users with a wholesale package."""

    def pages(
        self, only: SubscriberFilter | None = None, *, size: int = PAGE, offset: int = 0
    ) -> Pages[Subscriber]:
        """The list, page by page.

        Args:
            only: which; None for all.
            size: rows of a page, 1 to 100.
            offset: rows to leave out at the beginning.
        """
        chosen = only or SubscriberFilter()
        order = ("DESC" if chosen.descending else "ASC") if chosen.sort_by else None
        url = self._caller.api(
            "/wholesale/subscribers",
            {
                "customerId": chosen.customer_id,
                "externalCustomerId": chosen.external_customer_id,
                "personId": chosen.person_id,
                "email": chosen.email,
                "status": chosen.status,
                "after": chosen.after,
                "lastStatusChange": chosen.last_status_change,
                "sortBy": chosen.sort_by,
                "sortOrder": order,
                "onBehalfOfSubPartnerOrgId": chosen.on_behalf_of,
                "offset": offset or None,
                "max": size,
            },
        )
        return Pages(self._caller, "subscribers.list", url, Subscriber, lambda row: row.id)

    def iterate(self, only: SubscriberFilter | None = None) -> AsyncIterator[Subscriber]:
        """The list, row by row."""
        return self.pages(only).each()

    async def get(self, subscriber_id: str, *, on_behalf_of: str | None = None) -> Subscriber:
        """One subscriber.

        Args:
            subscriber_id: which.
            on_behalf_of: the organization of the sub-partner that its customer belongs to.
        """
        url = self._caller.api(f"{PATH}/{segment(subscriber_id)}", behalf(on_behalf_of))
        return (await self._caller.fetch("subscribers.get", url, Subscriber)).value

    async def provision(
        self, body: ProvisionSubscriber, *, on_behalf_of: str | None = None
    ) -> Subscriber:
        """Give a user a package; the user is made where there is none.

        A user with an active free account has to consent first: the status is then
        `pending_user_migration` (SBR-3). Where the answer is lost, the subscriber is looked for by
        customer and email (`data.client.lost`); `found` of the result tells that it was.

        Args:
            body: whom, and which package.
            on_behalf_of: the sub-partner's organization that the customer belongs to.

        Raises:
            Conflict: the email, the number or the extension is in use, or a review is pending.
            Invalid: the request breaks rules; `problems` has all of them.
            Unsettled: the answer was lost, and it cannot be told what happened.
            HubError: anything else; where `sent` is True it may have happened nevertheless.
        """
        url = self._caller.api(PATH, behalf(on_behalf_of))
        email = body.email.strip()

        async def send() -> Subscriber:
            call = self._caller.send("subscribers.provision", "POST", url, Subscriber, body)
            return (await call).value

        async def look() -> tuple[Subscriber, ...]:
            return await self._search(body.customer_id, email, on_behalf_of)

        async def ordered(row: Subscriber) -> bool:
            return has_packages(row, (body.package, *body.packages))

        search = Search(
            look=look if email and body.customer_id else None,
            identity=lambda row: row.id,
            ordered=ordered,
            result=lambda row: row,
        )
        return await provision(self._caller.settings, send, search)

    async def update(
        self, subscriber_id: str, body: UpdateSubscriber, *, on_behalf_of: str | None = None
    ) -> Subscriber:
        """Give a user another package.

        It is sent once. Where the answer is lost, the user is looked at (`data.client.lost`);
        `found` of the result tells that it was.

        Raises:
            Unsettled: the answer was lost, and it cannot be told what happened.
            HubError: anything else.
        """
        url = self._caller.api(f"{PATH}/{segment(subscriber_id)}", behalf(on_behalf_of))

        async def send() -> Subscriber:
            call = self._caller.send("subscribers.update", "PUT", url, Subscriber, body)
            return (await call).value

        async def look() -> Subscriber | None:
            now = await self.get(subscriber_id, on_behalf_of=on_behalf_of)
            return now if has_package(now, body) else None

        return await change(self._caller.settings, send, look)

    async def remove(self, subscriber_id: str, *, on_behalf_of: str | None = None) -> Done:
        """Take a user's package away; the person stays in the organization.

        It is sent once. Where the answer is lost, it is done if the subscriber is gone.
        """
        url = self._caller.api(f"{PATH}/{segment(subscriber_id)}", behalf(on_behalf_of))

        async def send() -> Nothing:
            return (await self._caller.send("subscribers.remove", "DELETE", url, Nothing)).value

        async def look() -> bool:
            return (await self.get(subscriber_id, on_behalf_of=on_behalf_of)).status == "deleting"

        return await remove(self._caller.settings, send, look)

    async def precheck(
        self, body: PrecheckSubscriber, *, on_behalf_of: str | None = None
    ) -> Precheck:
        """Look for what would stand in the way of a user; nothing is changed (PRE-1, PRE-2).

        Args:
            body: the whole request, only customer and email, or only the email, with or without
                `customer_info.primary_email`, before there is a customer.
            on_behalf_of: for whom.

        Raises:
            Conflict: something does.
            Invalid: the request breaks rules.
        """
        url = self._caller.api(f"{PATH}/validate", behalf(on_behalf_of))
        call = self._caller.send("subscribers.precheck", "POST", url, Precheck, body, safe=True)
        return (await call).value

    async def resend_consent(self, subscriber_id: str, *, on_behalf_of: str | None = None) -> None:
        """Send the email once more that asks a user with a free account for consent.

        Raises:
            Conflict: the user waits for no consent (SBR-3).
        """
        path = f"/subscribers/{segment(subscriber_id)}/emails/consentMove"
        url = self._caller.api(path, behalf(on_behalf_of))
        await self._caller.send("subscribers.resend_consent", "POST", url, Nothing)

    async def wait_consent(
        self,
        subscriber_id: str,
        *,
        within: float = WITHIN,
        progress: Callable[[Subscriber], None] | None = None,
        on_behalf_of: str | None = None,
    ) -> Subscriber:
        """Wait until a user with a free account has answered whether to move (SBR-3).

        Args:
            subscriber_id: whom.
            within: seconds to wait at most.
            progress: told each new status, the last one too.
            on_behalf_of: the organization of the sub-partner that the customer belongs to.

        Raises:
            NotSettled: there is no answer yet; it may come later.
            NotFound: the user is gone.
            HubError: it could not be looked at.
        """

        async def look() -> Look[Subscriber]:
            return Look(await self.get(subscriber_id, on_behalf_of=on_behalf_of))

        def done(user: Subscriber | None) -> bool:
            return user is not None and user.status != PENDING

        settings = self._caller.settings
        found = await settled(settings, look, done, within=within, progress=progress)
        assert found is not None  # noqa: S101 - what is not there is not done
        return found

    async def _search(
        self, customer_id: str, email: str, on_behalf_of: str | None
    ) -> tuple[Subscriber, ...]:
        """Subscribers of a customer with this email, in whatever state."""
        query = {"customerId": customer_id, "email": email, **behalf(on_behalf_of), "max": PAGE}
        url = self._caller.api(PATH, query)
        answer = await self._caller.fetch("subscribers.find", url, items_of(Subscriber))
        wanted = email.casefold()
        return tuple(row for row in answer.value.items if row.email.casefold() == wanted)
