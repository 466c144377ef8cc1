"""PSTN connections, numbers and extensions of locations (contract, section 7).

Changes are sent once. Where `sent` of an error is True, they may have happened: setting what is set
and adding what is there changes nothing, so these can be repeated as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.errors import NotFound
from data.client.pages import Pages
from data.client.resources import Resource, segment
from data.models.base import Nothing, items_of
from data.models.telephony import (
    AddNumbers,
    CallingLineInput,
    ExtensionCheck,
    LocationCalling,
    LocationCallingInput,
    PhoneNumber,
    PhoneNumbers,
    PstnConnection,
    PstnOption,
    RemoveNumbers,
    ValidateExtensions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.models.telephony import PstnInput

NUMBERS = 2_000
"""Numbers of a page: as many as the platform gives at once."""


class Pstn(Resource):
    """How locations get to the public telephone network (PST)."""

    async def options(self, location_id: str) -> tuple[PstnOption, ...]:
        """What serves the country of a location."""
        url = self._one(location_id, "connectionOptions")
        return (await self._caller.fetch("pstn.options", url, items_of(PstnOption))).value.items

    async def get(self, location_id: str) -> PstnConnection | None:
        """The connection of a location; None where it has none yet.

        Raises:
            NotFound: there is no such location.
        """
        url = self._one(location_id, "connection")
        try:
            return (await self._caller.fetch("pstn.get", url, PstnConnection)).value
        except NotFound:
            # The options are there as soon as the location is.
            await self.options(location_id)
            return None

    async def put(self, location_id: str, body: PstnInput) -> None:
        """Set the connection of a location.

        Packages that failed because the template's vendor does not serve the country of a
        customer's first location are provisioned anew by it (PST-2).

        Raises:
            Conflict: a review of the customer is pending, or it is being removed.
            Invalid: there is no such option, or it does not serve the location's country.
        """
        url = self._one(location_id, "connection")
        await self._caller.send("pstn.put", "PUT", url, Nothing, body)

    def _one(self, location_id: str, what: str) -> str:
        return self._caller.api(f"/telephony/pstn/locations/{segment(location_id)}/{what}")


class Numbers(Resource):
    """Phone numbers and extensions of organizations."""

    def pages(
        self,
        org_id: str,
        *,
        location_id: str | None = None,
        phone: str | None = None,
        available: bool | None = None,
        size: int = NUMBERS,
    ) -> Pages[PhoneNumber]:
        """The list, page by page.

        Args:
            org_id: of which organization.
            location_id: only those at this location.
            phone: a part of the number.
            available: only those that nobody has, or that somebody has.
            size: rows of a page, 1 to 2,000.
        """
        query = {
            "orgId": org_id,
            "locationId": location_id,
            "phoneNumber": phone,
            "available": None if available is None else str(available).lower(),
            "max": size,
        }
        url = self._caller.api("/telephony/config/numbers", query)
        return Pages(self._caller, "numbers.list", url, PhoneNumber, _identity, PhoneNumbers)

    async def list(
        self,
        org_id: str,
        *,
        location_id: str | None = None,
        phone: str | None = None,
        available: bool | None = None,
    ) -> list[PhoneNumber]:
        """The whole list; see `pages`."""
        pages = self.pages(org_id, location_id=location_id, phone=phone, available=available)
        return await pages.all()

    async def add(self, location_id: str, phones: Iterable[str], *, active: bool = True) -> None:
        """Add numbers to a location; those that it has already stay as they are.

        Raises:
            Conflict: a number is somebody's, the location has no PSTN connection, or it is not
                the time.
            Invalid: a number is none.
        """
        state = "ACTIVE" if active else "INACTIVE"
        body = AddNumbers(phone_numbers=tuple(phones), state=state)
        url = self._one(location_id, "/numbers")
        await self._caller.send("numbers.add", "POST", url, Nothing, body)

    async def remove(self, location_id: str, phones: Iterable[str]) -> None:
        """Remove numbers from a location; look into the list before it is repeated.

        Raises:
            Conflict: somebody has a number, or it is the main number.
            Invalid: a number is none of the location's.
        """
        body = RemoveNumbers(phone_numbers=tuple(phones))
        url = self._one(location_id, "/numbers")
        await self._caller.send("numbers.remove", "DELETE", url, Nothing, body)

    async def settings(self, location_id: str) -> LocationCalling:
        """The calling settings of a location: its main number, its way out on premises."""
        url = self._one(location_id)
        return (await self._caller.fetch("numbers.settings", url, LocationCalling)).value

    async def set_main(self, location_id: str, phone: str) -> None:
        """Make a number of a location its main number.

        Raises:
            Invalid: it is none of the location's.
        """
        body = LocationCallingInput(calling_line_id=CallingLineInput(phone_number=phone))
        url = self._one(location_id)
        await self._caller.send("numbers.set_main", "PUT", url, Nothing, body)

    async def validate_extensions(
        self, location_id: str, extensions: Iterable[str]
    ) -> ExtensionCheck:
        """Ask which extensions could be used at a location; nothing is changed."""
        body = ValidateExtensions(extensions=tuple(extensions))
        url = self._one(location_id, "/actions/validateExtensions/invoke")
        name = "numbers.validate_extensions"
        call = self._caller.send(name, "POST", url, ExtensionCheck, body, safe=True)
        return (await call).value

    def _one(self, location_id: str, what: str = "") -> str:
        return self._caller.api(f"/telephony/config/locations/{segment(location_id)}{what}")


def _identity(row: PhoneNumber) -> str:
    return row.phone_number or str(row)
