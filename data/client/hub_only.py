"""What Partner Hub can do and no public API offers; the emulation does (contract, section 9).

Against a live platform each of these calls is refused with `NotOffered` before anything is sent.
Changes are sent once; where `sent` of an error is True, look before one is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data.client.errors import not_offered
from data.client.pages import Pages
from data.client.resources import PAGE, Resource, segment
from data.models.base import Nothing, items_of
from data.models.decisions import Decide, Decision
from data.models.hub import Capabilities, SentEmail
from data.models.identity_providers import IdentityProvider
from data.models.requests import Consent
from data.models.settings import CustomerSettings, CustomerSettingsInput
from data.models.templates import Template
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from data.client.calls import Caller
    from data.models.identity_providers import IdentityProviderInput
    from data.models.templates import TemplateInput


class HubOnly(Resource):
    """One kind of thing that only the emulation offers."""

    def __init__(self, caller: Caller, capabilities: Callable[[], Awaitable[Capabilities]]) -> None:
        super().__init__(caller)
        self._capabilities = capabilities

    async def _require(self, what: str) -> None:
        """Refuse what the backend lacks.

        Raises:
            NotOffered: it is the live platform.
        """
        if (await self._capabilities()).platform == Capabilities().platform:
            raise not_offered(what)


class Templates(HubOnly):
    """Onboarding templates (TPL)."""

    async def list(self) -> tuple[Template, ...]:
        """All of one's own; their `provisioning_id` is what a provisioning quotes."""
        await self._need()
        url = self._caller.hub("/templates")
        return (await self._caller.fetch("templates.list", url, items_of(Template))).value.items

    async def get(self, template_id: str) -> Template:
        """One template."""
        await self._need()
        return (await self._caller.fetch("templates.get", self._one(template_id), Template)).value

    async def create(self, body: TemplateInput) -> Template:
        """Make a template."""
        await self._need()
        url = self._caller.hub("/templates")
        return (await self._caller.send("templates.create", "POST", url, Template, body)).value

    async def update(self, template_id: str, body: TemplateInput) -> Template:
        """Change what the body names; customers that are there stay as they are (TPL-7)."""
        await self._need()
        url = self._one(template_id)
        return (await self._caller.send("templates.update", "PUT", url, Template, body)).value

    async def delete(self, template_id: str) -> None:
        """Delete a template.

        Raises:
            Conflict: it is still needed.
        """
        await self._need()
        await self._caller.send("templates.delete", "DELETE", self._one(template_id), Nothing)

    def _one(self, template_id: str) -> str:
        return self._caller.hub(f"/templates/{segment(template_id)}")

    async def _need(self) -> None:
        await self._require(_("onboarding templates"))


class IdentityProviders(HubOnly):
    """Identity providers of a partner (SSO)."""

    async def list(self) -> tuple[IdentityProvider, ...]:
        """All of one's own; none tells its secret."""
        await self._need()
        url = self._caller.hub("/identityProviders")
        call = self._caller.fetch("identity_providers.list", url, items_of(IdentityProvider))
        return (await call).value.items

    async def get(self, provider_id: str) -> IdentityProvider:
        """One identity provider."""
        await self._need()
        url = self._one(provider_id)
        return (await self._caller.fetch("identity_providers.get", url, IdentityProvider)).value

    async def create(self, body: IdentityProviderInput) -> IdentityProvider:
        """Ask for a new one to be registered (SSO-5)."""
        await self._need()
        url = self._caller.hub("/identityProviders")
        name = "identity_providers.create"
        return (await self._caller.send(name, "POST", url, IdentityProvider, body)).value

    async def update(self, provider_id: str, body: IdentityProviderInput) -> IdentityProvider:
        """Change what the body names."""
        await self._need()
        name, url = "identity_providers.update", self._one(provider_id)
        return (await self._caller.send(name, "PUT", url, IdentityProvider, body)).value

    async def delete(self, provider_id: str) -> None:
        """Delete an identity provider."""
        await self._need()
        url = self._one(provider_id)
        await self._caller.send("identity_providers.delete", "DELETE", url, Nothing)

    def _one(self, provider_id: str) -> str:
        return self._caller.hub(f"/identityProviders/{segment(provider_id)}")

    async def _need(self) -> None:
        await self._require(_("identity providers"))


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
