"""subscribers.resend-consent: the email that asks a user with a free account (SBR-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.operations.inputs.reading import read
from data.operations.inputs.subscribers import SubscriberInput
from data.operations.operation import Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.plan import Blocker, Plan, Request
from data.operations.subscribers.facts import subject_of, subscriber_of, target_of
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.operation import Progress

PENDING = "pending_user_migration"


class ResendConsent(Work):
    """Sends the email once more."""

    def read(self, given: Mapping[str, Any]) -> SubscriberInput:
        """To whom; `WrongInput` where that is not said."""
        return read(SubscriberInput, given)

    async def plan(self, hub: HubClient, given: SubscriberInput) -> Plan:
        """Who would be written to."""
        user = await subscriber_of(hub, given)
        blockers = []
        target = target_of(user, given.owner_org_id, email="consentMove")
        if user.status != PENDING:
            blockers.append(Blocker(_("{email} waits for no consent.").format(email=user.email)))
        return Plan(
            operation="subscribers.resend-consent",
            title=_("Send the consent email to {email} again").format(email=user.email),
            subject=subject_of(user, given.owner_org_id),
            effects=(_("Asks {email} once more to agree to the move.").format(email=user.email),),
            requests=(Request("POST", target),),
            blockers=tuple(blockers),
            work=user.status,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Send it."""
        progress(_("Writing to {email}").format(email=plan.subject.name))
        since = mark(hub)
        await hub.subscribers.resend_consent(
            plan.subject.id, on_behalf_of=plan.subject.owner or None
        )
        return Outcome(plan, plan.subject, status=plan.work, tracking_ids=tracking_ids(hub, since))


WORK = ResendConsent()
