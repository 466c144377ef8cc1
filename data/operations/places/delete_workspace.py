"""workspaces.delete: takes a workspace and its service away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.client.errors import NotFound
from data.client.queries import CustomerFilter
from data.operations.inputs.places import WorkspaceInput
from data.operations.inputs.reading import missing, read, require
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Request, Subject, path
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.models.workspaces import Workspace
    from data.operations.operation import Progress


class Delete(Work):
    """Removes a workspace."""

    def read(self, given: Mapping[str, Any]) -> WorkspaceInput:
        """Which one; `WrongInput` where that is not said."""
        wanted = read(WorkspaceInput, given)
        require([] if wanted.workspace_id.strip() else [missing("workspaceId")])
        return wanted

    async def plan(self, hub: HubClient, given: WorkspaceInput) -> Plan:
        """What would be lost."""
        room = await hub.workspaces.get(given.workspace_id.strip())
        name = room.display_name or room.id
        if given.owner_org_id:
            await _require_owner(hub, room, given.owner_org_id)
        return Plan(
            operation="workspaces.delete",
            title=_("Delete the workspace {name}").format(name=name),
            subject=Subject("workspace", room.id, name, given.owner_org_id),
            effects=(
                _("{name} can make no calls any more; its number is free.").format(name=name),
            ),
            requests=(Request("DELETE", path("workspaces", room.id)),),
            danger=Danger.LOSS,
            before=room.model_dump(mode="json", by_alias=True, exclude_none=True),
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Remove it."""
        progress(_("Deleting {name}").format(name=plan.subject.name))
        since = mark(hub)
        done = await hub.workspaces.remove(plan.subject.id)
        return Outcome(
            plan,
            plan.subject,
            status="deleted",
            tracking_ids=tracking_ids(hub, since),
            found=done.found,
        )


async def _require_owner(hub: HubClient, room: Workspace, owner: str) -> None:
    """See that a workspace is in an organization that is a customer of this provider (SUB-9).

    Raises:
        NotFound: it is somebody else's.
        HubError: a call failed.
    """
    only = CustomerFilter(org_id=room.org_id, on_behalf_of=owner)
    async for one in hub.customers.iterate(only):
        if one.org_id == room.org_id:
            return
    words = _("{name} is not at a customer of this provider.")
    raise NotFound(words.format(name=room.display_name or room.id), sent=False)


WORK = Delete()
