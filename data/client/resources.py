"""Organizations, locations and sub-partners (contract, sections 5 and 7)."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import quote

from data.client.compare import is_location, same_text
from data.client.lost import Search, provision, remove
from data.client.pages import Pages
from data.models.base import Nothing, items_of
from data.models.organizations import SCHEMA, IdentityOrganization, RenameOrganization
from data.models.resources import Location, Organization, SubPartner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from data.client.calls import Caller
    from data.models.answers import Done
    from data.models.requests import CreateLocation

PAGE = 100
"""Rows of a page: as many as the platform gives at once."""


class Resource:
    """One kind of thing at one backend."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def _removed(
        self, operation: str, url: str, get: Callable[[], Awaitable[object]]
    ) -> Done:
        """Remove something; where the answer is lost, it is done if it is gone.

        Args:
            operation: its name in the log.
            url: what to DELETE.
            get: reads it.
        """

        async def send() -> Nothing:
            return (await self._caller.send(operation, "DELETE", url, Nothing)).value

        async def look() -> bool:
            await get()
            return False

        return await remove(self._caller.settings, send, look)


class Organizations(Resource):
    """Where names come from."""

    async def list(self) -> tuple[Organization, ...]:
        """All that the account manages; the platform does not page this list."""
        url = self._caller.api("/organizations")
        answer = await self._caller.fetch("organizations.list", url, items_of(Organization))
        return answer.value.items

    async def get(self, org_id: str) -> Organization:
        """One organization."""
        url = self._caller.api(f"/organizations/{segment(org_id)}")
        return (await self._caller.fetch("organizations.get", url, Organization)).value

    async def remove(self, org_id: str) -> Done:
        """End an organization itself, with its people and places (CMG-3a); it is for good.

        It is sent once. Where the answer is lost, it is done if the organization is gone.

        Raises:
            Conflict: it is a wholesale customer still, or until its removal ends.
            Forbidden: it is a partner's own, or all rights in it are not given.
            NotFound: there is none, or it is a sub-partner's without wholesale (SUB-13).
        """
        url = self._caller.api(f"/organizations/{segment(org_id)}")
        return await self._removed("organizations.remove", url, lambda: self.get(org_id))

    async def rename(self, org_id: str, name: str) -> IdentityOrganization:
        """Give an organization another name, which the customer has then too.

        It is sent once. Where `sent` of an error is True, read the organization before it is
        repeated; the same name once more changes nothing.

        Raises:
            Forbidden: it is a partner's own, or all rights in it are not given.
            Invalid: there can be no such name.
        """
        url = self._caller.identity(f"/organizations/{segment(bare_uuid(org_id))}")
        body = RenameOrganization(schemas=(SCHEMA,), display_name=name)
        call = self._caller.send("organizations.rename", "PATCH", url, IdentityOrganization, body)
        return (await call).value


class Locations(Resource):
    """The places of a customer."""

    async def list(self, org_id: str, *, name: str | None = None) -> list[Location]:
        """All places of an organization.

        Args:
            org_id: whose.
            name: only those called so.
        """
        url = self._caller.api("/locations", {"orgId": org_id, "name": name, "max": PAGE})
        pages = Pages(self._caller, "locations.list", url, Location, lambda row: row.id)
        return await pages.all()

    async def get(self, location_id: str) -> Location:
        """One place."""
        url = self._caller.api(f"/locations/{segment(location_id)}")
        return (await self._caller.fetch("locations.get", url, Location)).value

    async def create(self, org_id: str, body: CreateLocation) -> Location:
        """Make a place for calling.

        It is sent once. Where the answer is lost, the location is looked for by its name
        (`data.client.lost`); `found` of the result tells that it was.

        Raises:
            Conflict: the organization has a place of this name.
            Invalid: the request breaks rules; `problems` has all of them.
            Unsettled: the answer was lost, and it cannot be told what happened.
        """
        url = self._caller.api("/locations", {"orgId": org_id})
        name = body.name.strip()

        async def send() -> Location:
            call = self._caller.send("locations.create", "POST", url, Location, body)
            return (await call).value

        async def look() -> list[Location]:
            return [row for row in await self.list(org_id) if same_text(row.name, name)]

        async def ordered(row: Location) -> bool:
            return is_location(row, body)

        search = Search(look if name else None, lambda row: row.id, ordered, lambda row: row)
        return await provision(self._caller.settings, send, search)


class SubPartners(Resource):
    """Indirect providers."""

    def pages(self, *, state: str | None = None, size: int = PAGE) -> Pages[SubPartner]:
        """The list, page by page.

        Args:
            state: only those `active` or `suspended`.
            size: rows of a page, 1 to 100.
        """
        query = {"provisioningState": state, "max": size}
        url = self._caller.api("/wholesale/subPartners", query)
        return Pages(self._caller, "sub_partners.list", url, SubPartner, lambda row: row.org_id)

    def iterate(self, *, state: str | None = None) -> AsyncIterator[SubPartner]:
        """The list, row by row."""
        return self.pages(state=state).each()


def bare_uuid(org_id: str) -> str:
    """The uuid in an id of the platform, which the identity API names; other text as it is."""
    bare = org_id.rstrip("=")
    try:
        plain = b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True).decode("ascii")
    except ValueError:
        return org_id
    return plain.rpartition("/")[2] if plain.startswith("ciscospark://") else org_id


def segment(value: str) -> str:
    """An id as one segment of a path; what is in it never becomes another path."""
    return quote(value, safe="") if value not in (".", "..") else value.replace(".", "%2E")
