"""What customers' administrators may do, how the emulation behaves, and what waits for somebody.

All of it is the emulation's only; see `data.client.hub_only`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data.client.hub_only import HubOnly
from data.client.pages import Pages
from data.client.resources import PAGE, segment
from data.models.base import Nothing, items_of
from data.models.decisions import Decide, Decision
from data.models.hub import SentEmail
from data.models.organizations import OutsideOrganization
from data.models.requests import Consent
from data.models.settings import (
    CustomerSettings,
    CustomerSettingsInput,
    DeniedParty,
    PlatformSettings,
)
from data.text import _

if TYPE_CHECKING:
    from data.models.settings import DeniedPartyInput, PlatformSettingsInput


class SettingsOfCustomers(HubOnly):
    """What a partner decides about a customer's own administrators (RST, UHB)."""

    async def get(self, customer_id: str) -> CustomerSettings:
        """A customer's settings, and what they take away."""
        await self._need()
        url = self._one(customer_id)
        return (await self._caller.fetch("settings.get", url, CustomerSettings)).value

    async def update(self, customer_id: str, body: CustomerSettingsInput) -> CustomerSettings:
        """Change what the body names."""
        await self._need()
        url = self._one(customer_id)
        return (
            await self._caller.send("settings.update", "PUT", url, CustomerSettings, body)
        ).value

    async def restrict(self, customer_id: str, *, on: bool = True) -> CustomerSettings:
        """Turn the restricted mode on or off (RST-1)."""
        return await self.update(customer_id, CustomerSettingsInput(restricted_by_partner=on))

    async def restrict_enterprise(self, customer_id: str, *, on: bool = True) -> CustomerSettings:
        """Lock a hybrid customer's enterprise settings, or unlock them (UHB-3)."""
        body = CustomerSettingsInput(restrict_enterprise_settings=on)
        return await self.update(customer_id, body)

    def _one(self, customer_id: str) -> str:
        return self._caller.hub(f"/customers/{segment(customer_id)}/settings")

    async def _need(self) -> None:
        await self._require(_("what administrators of a customer may change"))


class PlatformSettingsCalls(HubOnly):
    """How the emulation itself behaves."""

    async def get(self) -> PlatformSettings:
        """What is set."""
        await self._need()
        url = self._caller.hub("/settings")
        return (await self._caller.fetch("platform_settings.get", url, PlatformSettings)).value

    async def update(self, body: PlatformSettingsInput) -> PlatformSettings:
        """Change what the body names."""
        await self._need()
        name, url = "platform_settings.update", self._caller.hub("/settings")
        return (await self._caller.send(name, "PUT", url, PlatformSettings, body)).value

    async def _need(self) -> None:
        await self._require(_("settings of the platform"))


class OutsideOrganizations(HubOnly):
    """Organizations without wholesale, which an attach can be tried with (ATT)."""

    async def list(self, *, text: str = "") -> tuple[OutsideOrganization, ...]:
        """By name, 1,000 at most; with `text` in their names if it is given."""
        await self._require(_("organizations without wholesale"))
        url = self._caller.hub("/organizations", {"q": text or None, "max": 1_000})
        model = items_of(OutsideOrganization)
        return (await self._caller.fetch("organizations.outside", url, model)).value.items


class DeniedParties(HubOnly):
    """The emulation's list of denied parties, with made-up names (RPL-7)."""

    async def list(self, *, text: str = "") -> tuple[DeniedParty, ...]:
        """Those added last first, 1,000 at most; with `text` in their names if it is given."""
        await self._need()
        url = self._caller.hub("/deniedParties", {"q": text or None, "max": 1_000})
        call = self._caller.fetch("denied_parties.list", url, items_of(DeniedParty))
        return (await call).value.items

    async def add(self, body: DeniedPartyInput) -> DeniedParty:
        """Add one; customers from now on are compared with it."""
        await self._need()
        url = self._caller.hub("/deniedParties")
        return (await self._caller.send("denied_parties.add", "POST", url, DeniedParty, body)).value

    async def remove(self, party_id: str) -> None:
        """Remove one; a review that is open goes on."""
        await self._need()
        url = self._caller.hub(f"/deniedParties/{segment(party_id)}")
        await self._caller.send("denied_parties.remove", "DELETE", url, Nothing)

    async def _need(self) -> None:
        await self._require(_("the list of denied parties"))


class Decisions(HubOnly):
    """Reviews (RPL-3) and approvals of attaches (ATT-1)."""

    async def list(self, *, all_of_them: bool = False) -> tuple[Decision, ...]:
        """What waits for a decision, also of providers.

        Args:
            all_of_them: also what is decided already.
        """
        await self._need()
        url = self._caller.hub("/decisions", {"state": "all" if all_of_them else None})
        return (await self._caller.fetch("decisions.list", url, items_of(Decision))).value.items

    async def decide(
        self,
        customer_id: str,
        kind: Literal["review", "approval"],
        outcome: Literal["approved", "refused"],
    ) -> Decision:
        """Settle what waits about a customer, in the place of whom the platform would ask.

        Raises:
            NotFound: nothing waits.
        """
        await self._need()
        url = self._caller.hub(f"/customers/{segment(customer_id)}/decision")
        body = Decide(kind=kind, outcome=outcome)
        return (await self._caller.send("decisions.decide", "POST", url, Decision, body)).value

    async def _need(self) -> None:
        await self._require(_("the outcome of a review or an approval"))


class Consents(HubOnly):
    """Answers of users with a free account to the consent email (SBR-3)."""

    async def answer(self, subscriber_id: str, outcome: Literal["accepted", "declined"]) -> None:
        """Answer for a user.

        Raises:
            Conflict: the user waits for no consent.
        """
        await self._require(_("a user's answer to the consent email"))
        url = self._caller.hub(f"/subscribers/{segment(subscriber_id)}/consent")
        await self._caller.send("consent.answer", "POST", url, Nothing, Consent(outcome=outcome))


class Emails(HubOnly):
    """Emails that the platform sent."""

    async def list(self, *, customer_id: str | None = None) -> list[SentEmail]:
        """All of them, newest first.

        Args:
            customer_id: only those about this customer.
        """
        await self._require(_("the emails that the platform sent"))
        url = self._caller.hub("/emails", {"customerId": customer_id, "max": PAGE})
        pages = Pages(self._caller, "emails.list", url, SentEmail, repr)
        return await pages.all()
