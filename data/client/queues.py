"""Call queues and virtual lines of organizations (contract, section 7; QUE).

Changes are sent once; where `sent` of an error is True, look before one is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.hub_only import HubOnly
from data.client.pages import Pages
from data.client.resources import PAGE, Resource, segment
from data.models.base import Nothing
from data.models.queues import (
    CallQueue,
    NewResource,
    QueueRow,
    QueueRows,
    SupervisorsInput,
    UpgradeQueue,
    VirtualLine,
    VirtualLines,
    WholeQueue,
)
from data.text import _

if TYPE_CHECKING:
    from data.models.queues import CreateQueue, CreateVirtualLine, UpdateQueue


class Queues(HubOnly):
    """Call queues. What is of Customer Assist, the platform lists and shows apart."""

    def pages(
        self,
        org_id: str,
        *,
        assist: bool = False,
        location_id: str | None = None,
        name: str | None = None,
        size: int = PAGE,
    ) -> Pages[QueueRow]:
        """The list, page by page.

        Args:
            org_id: of which organization.
            assist: those of Customer Assist, else those of Webex Calling.
            location_id: only those at this location.
            name: part of a name.
            size: rows of a page.
        """
        query = {
            "orgId": org_id,
            "hasCxEssentials": "true" if assist else None,
            "locationId": location_id,
            "name": name,
            "max": size,
        }
        url = self._caller.api("/telephony/config/queues", query)
        return Pages(self._caller, "queues.list", url, QueueRow, lambda row: row.id, QueueRows)

    async def list(
        self, org_id: str, *, location_id: str | None = None, name: str | None = None
    ) -> list[QueueRow]:
        """All queues of both kinds, those of Webex Calling first."""
        found: list[QueueRow] = []
        for assist in (False, True):
            pages = self.pages(org_id, assist=assist, location_id=location_id, name=name)
            # A live platform without Customer Assist may not know the parameter.
            known = {row.id for row in found}
            found += [row for row in await pages.all() if row.id not in known]
        return found

    async def get(self, location_id: str, queue_id: str, *, assist: bool = False) -> CallQueue:
        """One queue with its agents.

        Args:
            location_id: where it is.
            queue_id: which.
            assist: whether it is one of Customer Assist (`has_cx_essentials` of the list).

        Raises:
            NotFound: there is none, or it is of the other kind.
        """
        query = {"hasCxEssentials": "true"} if assist else {}
        url = self._caller.api(_one(location_id, queue_id), query)
        return (await self._caller.fetch("queues.get", url, CallQueue)).value

    async def create(self, location_id: str, body: CreateQueue, *, assist: bool = False) -> str:
        """Make a queue at a location; its id.

        Args:
            location_id: where.
            body: what it is to be.
            assist: whether it is to be one of Customer Assist (QUE-1).

        Raises:
            Conflict: the name, the extension or the number is taken.
            Invalid: the request breaks rules; `problems` has all of them.
        """
        query = {"hasCxEssentials": "true"} if assist else {}
        path = f"/telephony/config/locations/{segment(location_id)}/queues"
        url = self._caller.api(path, query)
        return (await self._caller.send("queues.create", "POST", url, NewResource, body)).value.id

    async def update(self, location_id: str, queue_id: str, body: UpdateQueue) -> None:
        """Change what the body names; agents as a whole.

        Raises:
            Conflict: a name or number is taken, or it would be a way back (QUE-2).
            Invalid: the request breaks rules; `problems` has all of them.
        """
        url = self._caller.api(_one(location_id, queue_id))
        await self._caller.send("queues.update", "PUT", url, Nothing, body)

    async def delete(self, location_id: str, queue_id: str) -> None:
        """Remove a queue."""
        url = self._caller.api(_one(location_id, queue_id))
        await self._caller.send("queues.delete", "DELETE", url, Nothing)

    async def whole(self, queue_id: str) -> WholeQueue:
        """One queue of either kind, with its supervisors; the emulation's only.

        Raises:
            NotOffered: it is the live platform.
        """
        await self._require(_("call queues with their supervisors"))
        url = self._caller.hub(f"/queues/{segment(queue_id)}")
        return (await self._caller.fetch("queues.whole", url, WholeQueue)).value

    async def upgrade(self, queue_id: str, *, without_agents: bool = False) -> WholeQueue:
        """Upgrade a queue to Customer Assist, for good; the emulation's only (QUE-2).

        Args:
            queue_id: which.
            without_agents: whether agents that lack the package leave the queue; else the error's
                `problems` name each of them (QUE-5).

        Raises:
            Conflict: agents lack the package or are not supported, or it is upgraded already.
            NotOffered: it is the live platform.
        """
        await self._require(_("the upgrade of call queues"))
        url = self._caller.hub(f"/queues/{segment(queue_id)}/upgrade")
        body = UpgradeQueue(without_agents=without_agents)
        return (await self._caller.send("queues.upgrade", "POST", url, WholeQueue, body)).value

    async def set_supervisors(self, queue_id: str, *person_ids: str) -> WholeQueue:
        """Let a queue have exactly these supervisors; the emulation's only.

        Raises:
            Invalid: somebody has no package with call queues.
            NotOffered: it is the live platform.
        """
        await self._require(_("supervisors of call queues"))
        url = self._caller.hub(f"/queues/{segment(queue_id)}/supervisors")
        body = SupervisorsInput(person_ids=person_ids)
        return (await self._caller.send("queues.supervisors", "PUT", url, WholeQueue, body)).value


class VirtualLinesOfCustomers(Resource):
    """Virtual lines: lines that are nobody's."""

    def pages(
        self, org_id: str, *, location_id: str | None = None, size: int = PAGE
    ) -> Pages[VirtualLine]:
        """The list, page by page; arguments as for queues."""
        query = {"orgId": org_id, "locationId": location_id, "max": size}
        url = self._caller.api("/telephony/config/virtualLines", query)
        name = "virtual_lines.list"
        return Pages(self._caller, name, url, VirtualLine, lambda row: row.id, VirtualLines)

    async def list(self, org_id: str, *, location_id: str | None = None) -> list[VirtualLine]:
        """The whole list."""
        return await self.pages(org_id, location_id=location_id).all()

    async def create(self, org_id: str, body: CreateVirtualLine) -> str:
        """Make a virtual line; its id.

        Raises:
            Conflict: the extension or the number is taken.
            Invalid: the request breaks rules; `problems` has all of them.
        """
        url = self._caller.api("/telephony/config/virtualLines", {"orgId": org_id})
        answer = await self._caller.send("virtual_lines.create", "POST", url, NewResource, body)
        return answer.value.id

    async def delete(self, virtual_line_id: str) -> None:
        """Remove a virtual line; queues lose it as an agent."""
        url = self._caller.api(f"/telephony/config/virtualLines/{segment(virtual_line_id)}")
        await self._caller.send("virtual_lines.delete", "DELETE", url, Nothing)


def _one(location_id: str, queue_id: str) -> str:
    return f"/telephony/config/locations/{segment(location_id)}/queues/{segment(queue_id)}"
