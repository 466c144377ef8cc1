"""workspaces.delete: takes a workspace and its service away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.inputs.places import WorkspaceInput
from data.operations.inputs.reading import missing, read, require
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Request, Subject, path
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
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
        return Plan(
            operation="workspaces.delete",
            title=_("Delete the workspace {name}").format(name=name),
            subject=Subject("workspace", room.id, name),
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
        await hub.workspaces.remove(plan.subject.id)
        return Outcome(plan, plan.subject, status="deleted", tracking_ids=tracking_ids(hub, since))


WORK = Delete()
