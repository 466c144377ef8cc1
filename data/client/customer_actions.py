"""What changes customers: provisioning and attaching, updates, removal, and their precheck."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from data.client.errors import BadAnswer
from data.client.lost import Search, provision
from data.client.resources import Resource, segment
from data.models.answers import Accepted, Precheck
from data.models.base import Nothing, items_of
from data.models.customers import Address, Customer
from data.models.packages import SYNONYMS
from data.text import _

if TYPE_CHECKING:
    from data.client.calls import Answer
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
            HubError: anything else; where `sent` is True it may have happened nevertheless.
        """
        url = self._caller.api(PATH, behalf(on_behalf_of))
        external_id = _kept(body.external_id)

        async def send() -> Accepted:
            answer = await self._caller.send("customers.provision", "POST", url, Accepted, body)
            return self._accepted(answer)

        async def look() -> tuple[Customer, ...]:
            return await self._search(external_id, on_behalf_of)

        search = Search(
            look=look if external_id else None,
            identity=lambda row: row.id,
            ordered=lambda row: _is_ordered(row, body),
            result=lambda row: Accepted(url=self._caller.api(f"{PATH}/{segment(row.id)}")),
        )
        return await provision(self._caller.settings, send, search)

    async def update(
        self, customer_id: str, body: UpdateCustomer, *, on_behalf_of: str | None = None
    ) -> Accepted:
        """Change a customer's packages (the full list wanted), address, external id and so on.

        It is sent once. Where `sent` of an error is True, read the customer before it is repeated.

        Raises:
            Conflict: another change of it is under way, or a review.
            HubError: anything else.
        """
        url = self._caller.api(f"{PATH}/{segment(customer_id)}", behalf(on_behalf_of))
        answer = await self._caller.send("customers.update", "PUT", url, Accepted, body)
        accepted = self._accepted(answer)
        if accepted.customer_id.rstrip("=") != customer_id.rstrip("="):
            raise answer.blame(BadAnswer(_("The answer is about another customer.")))
        return accepted

    async def remove(self, customer_id: str, *, on_behalf_of: str | None = None) -> None:
        """Begin to remove a customer and its users (CMG-3); its organization stays.

        It is sent once. Where `sent` of an error is True, read the customer before it is repeated.
        """
        url = self._caller.api(f"{PATH}/{segment(customer_id)}", behalf(on_behalf_of))
        await self._caller.send("customers.remove", "DELETE", url, Nothing)

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
        wanted = _kept(external_id)
        return next(iter(await self._search(wanted, on_behalf_of)), None) if wanted else None

    async def _search(self, external_id: str, on_behalf_of: str | None) -> tuple[Customer, ...]:
        """Customers with exactly this external id, in whatever state."""
        query = {"externalId": external_id, **behalf(on_behalf_of), "max": 100}
        url = self._caller.api(PATH, query)
        answer = await self._caller.fetch("customers.find", url, items_of(Customer))
        # A platform that did not know the filter would give all.
        return tuple(row for row in answer.value.items if _kept(row.external_id) == external_id)

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


def _is_ordered(row: Customer, body: ProvisionCustomer) -> bool:
    """Whether a customer with the external id is what was ordered, as far as it shows."""
    wanted = {SYNONYMS.get(name, name) for name in body.packages}
    if not wanted <= {SYNONYMS.get(name, name) for name in row.packages}:
        return False
    if body.org_id and row.org_id and row.org_id.rstrip("=") != body.org_id.rstrip("="):
        return False
    here, there = _place(body.address), _place(row.address)
    return not (any(here) and any(there)) or here == there


def _kept(text: str) -> str:
    """An external id as a platform keeps it: composed, without blanks around it."""
    return normalize("NFC", text).strip()


def _place(address: Address | None) -> tuple[str, ...]:
    """What of an address a platform may tidy up, but does not change."""
    if address is None:
        return ()
    parts = (address.address_line1, address.city, address.country)
    return tuple(" ".join(part.split()).casefold() for part in parts)
