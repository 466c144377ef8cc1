"""What Partner Hub can do and no public API offers; the emulation does (contract, section 9).

Against a live platform each of these calls is refused with `NotOffered` before anything is sent.
Changes are sent once; where `sent` of an error is True, look before one is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.customer_actions import behalf
from data.client.errors import not_offered
from data.client.resources import Resource, segment
from data.models.base import Nothing, items_of
from data.models.hub import Capabilities
from data.models.identity_providers import IdentityProvider
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

    async def list(
        self, *, owner: str = "own", text: str = "", on_behalf_of: str | None = None
    ) -> tuple[Template, ...]:
        """The templates; their `provisioning_id` is what a provisioning quotes.

        Args:
            owner: own, all, or the organization id of a provider.
            text: part of a name.
            on_behalf_of: a provider's organization, whose are meant (SUB-6).
        """
        await self._need()
        query = {"owner": owner, "q": text or None, **behalf(on_behalf_of)}
        url = self._caller.hub("/templates", query)
        return (await self._caller.fetch("templates.list", url, items_of(Template))).value.items

    async def get(self, provisioning_id: str) -> Template:
        """One template."""
        await self._need()
        return (
            await self._caller.fetch("templates.get", self._one(provisioning_id), Template)
        ).value

    async def create(self, body: TemplateInput, *, on_behalf_of: str | None = None) -> Template:
        """Make a template, for a provider where it is named (SUB-6)."""
        await self._need()
        url = self._caller.hub("/templates", behalf(on_behalf_of))
        return (await self._caller.send("templates.create", "POST", url, Template, body)).value

    async def update(self, provisioning_id: str, body: TemplateInput) -> Template:
        """Change what the body names; customers that are there stay as they are (TPL-7)."""
        await self._need()
        url = self._one(provisioning_id)
        return (await self._caller.send("templates.update", "PUT", url, Template, body)).value

    async def delete(self, provisioning_id: str) -> None:
        """Delete a template.

        Raises:
            Conflict: it is still needed.
        """
        await self._need()
        await self._caller.send("templates.delete", "DELETE", self._one(provisioning_id), Nothing)

    def _one(self, provisioning_id: str) -> str:
        return self._caller.hub(f"/templates/{segment(provisioning_id)}")

    async def _need(self) -> None:
        await self._require(_("onboarding templates"))


class IdentityProviders(HubOnly):
    """Identity providers of a partner (SSO)."""

    async def list(
        self, *, owner: str = "own", on_behalf_of: str | None = None
    ) -> tuple[IdentityProvider, ...]:
        """The identity providers; none tells its secret.

        Args:
            owner: own, all, or the organization id of a provider.
            on_behalf_of: a provider's organization, whose are meant.
        """
        await self._need()
        query = {"owner": owner, **behalf(on_behalf_of)}
        url = self._caller.hub("/identityProviders", query)
        call = self._caller.fetch("identity_providers.list", url, items_of(IdentityProvider))
        return (await call).value.items

    async def get(self, provider_id: str) -> IdentityProvider:
        """One identity provider."""
        await self._need()
        url = self._one(provider_id)
        return (await self._caller.fetch("identity_providers.get", url, IdentityProvider)).value

    async def create(
        self, body: IdentityProviderInput, *, on_behalf_of: str | None = None
    ) -> IdentityProvider:
        """Ask for a new one to be registered (SSO-5), for a provider where it is named."""
        await self._need()
        url = self._caller.hub("/identityProviders", behalf(on_behalf_of))
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
