"""subscribers.delete: takes a user's package away; the person stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.models.packages import title
from data.operations.inputs.reading import read
from data.operations.inputs.subscribers import SubscriberInput
from data.operations.operation import Danger, Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Plan, Request
from data.operations.subscribers.facts import subject_of, subscriber_of, target_of
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.operation import Progress


class Delete(Work):
    """Removes a subscriber."""

    def read(self, given: Mapping[str, Any]) -> SubscriberInput:
        """Which one; `WrongInput` where that is not said."""
        return read(SubscriberInput, given)

    async def plan(self, hub: HubClient, given: SubscriberInput) -> Plan:
        """What would be lost."""
        user = await subscriber_of(hub, given)
        names = [name for name in (user.packages or (user.package,)) if name]
        lost = ", ".join(title(name) for name in names)
        return Plan(
            operation="subscribers.delete",
            title=_("Delete the user {email}").format(email=user.email),
            subject=subject_of(user, given.owner_org_id),
            effects=(
                _("{email} loses {packages}.").format(email=user.email, packages=lost),
                _("The person stays in the organization."),
            ),
            requests=(Request("DELETE", target_of(user, given.owner_org_id)),),
            touches=1,
            danger=Danger.LOSS,
            before={"packages": names, "status": user.status},
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Remove it."""
        progress(_("Deleting {email}").format(email=plan.subject.name))
        since = mark(hub)
        done = await hub.subscribers.remove(
            plan.subject.id, on_behalf_of=plan.subject.owner or None
        )
        return Outcome(
            plan,
            plan.subject,
            status="deleted",
            tracking_ids=tracking_ids(hub, since),
            found=done.found,
        )


WORK = Delete()
