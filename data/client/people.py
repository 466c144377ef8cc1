"""People and workspaces of organizations (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.compare import is_workspace
from data.client.lost import Search, provision
from data.client.pages import Pages
from data.client.resources import PAGE, Resource, segment
from data.models.people import Person
from data.models.workspaces import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from data.models.answers import Done
    from data.models.requests import CreateWorkspace


class People(Resource):
    """Persons: staff of a partner, users of a customer."""

    def pages(
        self, *, org_id: str | None = None, email: str | None = None, size: int = PAGE
    ) -> Pages[Person]:
        """The list, page by page.

        Args:
            org_id: of which organization; None is one's own.
            email: only who has exactly this email.
            size: rows of a page, 1 to 100.
        """
        url = self._caller.api("/people", {"orgId": org_id, "email": email, "max": size})
        return Pages(self._caller, "people.list", url, Person, lambda row: row.id)

    def iterate(
        self, *, org_id: str | None = None, email: str | None = None
    ) -> AsyncIterator[Person]:
        """The list, row by row."""
        return self.pages(org_id=org_id, email=email).each()

    async def list(self, *, org_id: str | None = None, email: str | None = None) -> list[Person]:
        """The whole list; for organizations that are known to be small."""
        return await self.pages(org_id=org_id, email=email).all()

    async def get(self, person_id: str) -> Person:
        """One person."""
        url = self._caller.api(f"/people/{segment(person_id)}")
        return (await self._caller.fetch("people.get", url, Person)).value

    async def remove(self, person_id: str) -> Done:
        """Take a person out of the organization; the email is free again.

        It is sent once. Where the answer is lost, it is done if the person is gone.

        Raises:
            Conflict: the person has a package.
        """
        url = self._caller.api(f"/people/{segment(person_id)}")
        return await self._removed("people.remove", url, lambda: self.get(person_id))


class Workspaces(Resource):
    """Places that make calls without a person (PKG-7)."""

    def pages(
        self, org_id: str, *, location_id: str | None = None, size: int = PAGE
    ) -> Pages[Workspace]:
        """The list, page by page.

        Args:
            org_id: of which organization.
            location_id: only those at this location.
            size: rows of a page, 1 to 100.
        """
        query = {"orgId": org_id, "locationId": location_id, "max": size}
        url = self._caller.api("/workspaces", query)
        return Pages(self._caller, "workspaces.list", url, Workspace, lambda row: row.id)

    async def list(self, org_id: str, *, location_id: str | None = None) -> list[Workspace]:
        """The whole list."""
        return await self.pages(org_id, location_id=location_id).all()

    async def get(self, workspace_id: str) -> Workspace:
        """One workspace."""
        url = self._caller.api(f"/workspaces/{segment(workspace_id)}")
        return (await self._caller.fetch("workspaces.get", url, Workspace)).value

    async def create(self, org_id: str, body: CreateWorkspace) -> Workspace:
        """Make a workspace with Common Area Calling.

        It is sent once. Where the answer is lost, one of its name and number is looked for that
        was not there before (`data.client.lost`); `found` of the result tells that it was.

        Raises:
            Conflict: the extension or the number is in use, or the limit is reached.
            Invalid: the request breaks rules; `problems` has all of them.
            Unsettled: the answer was lost, and it cannot be told what happened.
        """
        url = self._caller.api("/workspaces", {"orgId": org_id})

        async def send() -> Workspace:
            call = self._caller.send("workspaces.create", "POST", url, Workspace, body)
            return (await call).value

        async def look() -> list[Workspace]:
            # Others in the same place may have the name, too: it is not unique.
            return [row for row in await self.list(org_id) if is_workspace(row, body)]

        async def ordered(_row: Workspace) -> bool:
            return True

        search = Search(look, lambda row: row.id, ordered, lambda row: row)
        return await provision(self._caller.settings, send, search)

    async def remove(self, workspace_id: str) -> Done:
        """Remove a workspace; sent once. Where the answer is lost, it is done if it is gone."""
        url = self._caller.api(f"/workspaces/{segment(workspace_id)}")
        return await self._removed("workspaces.remove", url, lambda: self.get(workspace_id))
