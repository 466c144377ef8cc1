"""What changes customers: provisioning and attaching, updates, removal, and their precheck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.compare import asks_for_details, is_ordered, is_updated, kept, same_id, same_text
from data.client.errors import BadAnswer, HubError
from data.client.lost import Search, change, provision, remove, seen_before
from data.client.resources import Resource, segment
from data.models.answers import Accepted, Precheck
from data.models.base import Nothing, items_of
from data.models.customers import Customer
from data.text import _

if TYPE_CHECKING:
    from data.client.calls import Answer
    from data.models.answers import Done
    from data.models.requests import ProvisionCustomer, UpdateCustomer

PATH = "/wholesale/customers"


class CustomerActions(Resource):
    """The part of `hub.customers` that changes something.

    `on_behalf_of` is everywhere the organization of the sub-partner that the customer belongs to or
    shall belong to; None is one's own (SUB-9).
    """

    async def provision(
        self, body: ProvisionCustomer, *, on_behalf_of: str | None = None
    ) -> Accepted:
        """Order a customer: a new organization, or an existing one where the body names its id.

        The platform answers at once and works on (PRV-1); see `wait`. Where its answer is lost, the
        customer is looked for by its external id (`data.client.lost`); `found` of the result tells
        that it was.

        Raises:
            Conflict: the external id is taken, or the organization is a customer already.
            Invalid: the request breaks rules; `problems` has all of them.
            Unsettled: the answer was lost, and it cannot be told what happened.
            HubError: anything else; where `sent` is True it may have happened nevertheless.
        """
        url = self._caller.api(PATH, behalf(on_behalf_of))
        external_id = kept(body.external_id)

        async def send() -> Accepted:
            answer = await self._caller.send("customers.provision", "POST", url, Accepted, body)
            return self._accepted(answer)

        async def look() -> tuple[Customer, ...]:
            return await self._search(external_id, on_behalf_of)

        async def ordered(row: Customer) -> bool:
            return is_ordered(row, body) and await self._has_name(row, body)

        search = Search(
            look=look if external_id else None,
            identity=lambda row: row.id,
            ordered=ordered,
            result=lambda row: self._accepted_as(row.id),
        )
        return await provision(self._caller.settings, send, search)

    async def update(
        self, customer_id: str, body: UpdateCustomer, *, on_behalf_of: str | None = None
    ) -> Accepted:
        """Change a customer's packages (the full list wanted), address, external id and so on.

        It is sent once. Where the answer is lost, the customer is compared with what was asked
        (`data.client.lost`); `found` of the result tells that it was.

        Raises:
            Conflict: another change of it is under way, or a review.
            Unsettled: the answer was lost, and it cannot be told what happened.
            HubError: anything else.
        """
        url = self._caller.api(f"{PATH}/{segment(customer_id)}", behalf(on_behalf_of))
        details = asks_for_details(body)

        async def see() -> Customer:
            return await self._see(customer_id, on_behalf_of, details=details)

        async def send() -> Accepted:
            answer = await self._caller.send("customers.update", "PUT", url, Accepted, body)
            accepted = self._accepted(answer)
            if not same_id(accepted.customer_id, customer_id):
                raise answer.blame(BadAnswer(_("The answer is about another customer.")))
            return accepted

        before = await seen_before(see)

        async def look() -> Accepted | None:
            now = await see()
            return self._accepted_as(now.id) if is_updated(body, before, now) else None

        return await change(self._caller.settings, send, look)

    async def remove(self, customer_id: str, *, on_behalf_of: str | None = None) -> Done:
        """Begin to remove a customer and its users (CMG-3); its organization stays.

        It is sent once. Where the answer is lost, it is done if the customer is being removed or
        gone; `found` of the result tells that it was looked for.
        """
        url = self._caller.api(f"{PATH}/{segment(customer_id)}", behalf(on_behalf_of))

        async def send() -> Nothing:
            return (await self._caller.send("customers.remove", "DELETE", url, Nothing)).value

        async def look() -> bool:
            seen = await self._see(customer_id, on_behalf_of, details=False)
            return seen.status == "deleting"

        return await remove(self._caller.settings, send, look)

    async def precheck(
        self, body: ProvisionCustomer, *, on_behalf_of: str | None = None
    ) -> Precheck:
        """Look for what would stand in the way of a customer; nothing is changed (PRE-1, PRE-2).

        Args:
            body: the whole request, or only address and `customer_info.primary_email`.
            on_behalf_of: for whom.

        Raises:
            Conflict: something does.
            Invalid: the request breaks rules.
        """
        url = self._caller.api(f"{PATH}/validate", behalf(on_behalf_of))
        call = self._caller.send("customers.precheck", "POST", url, Precheck, body, safe=True)
        return (await call).value

    async def find(self, external_id: str, *, on_behalf_of: str | None = None) -> Customer | None:
        """The customer with exactly this external id, if there is one."""
        wanted = kept(external_id)
        return next(iter(await self._search(wanted, on_behalf_of)), None) if wanted else None

    async def _search(self, external_id: str, on_behalf_of: str | None) -> tuple[Customer, ...]:
        """Customers with exactly this external id, in whatever state."""
        query = {"externalId": external_id, **behalf(on_behalf_of), "max": 100}
        url = self._caller.api(PATH, query)
        answer = await self._caller.fetch("customers.find", url, items_of(Customer))
        # A platform that did not know the filter would give all.
        return tuple(row for row in answer.value.items if kept(row.external_id) == external_id)

    async def _see(self, customer_id: str, on_behalf_of: str | None, *, details: bool) -> Customer:
        """A customer; its detail where the backend has one and it is wanted."""
        raise NotImplementedError

    async def _name_of(self, row: Customer) -> str:
        """What a customer is called, as far as it shows; else empty."""
        raise NotImplementedError

    async def _has_name(self, row: Customer, body: ProvisionCustomer) -> bool:
        """Whether a new customer is called as it was ordered; where that does not show, yes."""
        wanted = "" if body.org_id or body.customer_info is None else body.customer_info.name
        if not wanted.strip():
            return True
        try:
            name = await self._name_of(row)
        except HubError:
            return True
        return not name or same_text(name, wanted)

    def _accepted_as(self, customer_id: str) -> Accepted:
        """What the platform answers to an order or an update of a customer."""
        return Accepted(url=self._caller.api(f"{PATH}/{segment(customer_id)}"))

    def _accepted(self, answer: Answer[Accepted]) -> Accepted:
        """An answer whose link leads to a customer of this platform."""
        place = answer.value.url
        try:
            found = self._caller.address.last_segment(place, "customers", answer.url)
        except BadAnswer as error:
            raise answer.blame(error) from None
        return Accepted(url=self._caller.api(f"{PATH}/{found}"))


def behalf(on_behalf_of: str | None) -> dict[str, str | None]:
    """The parameter that says for whom somebody acts."""
    return {"onBehalfOfSubPartnerOrgId": on_behalf_of}
