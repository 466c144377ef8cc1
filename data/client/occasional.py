"""The parts of HubClient that few use: imported when used, so that others start sooner."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.client import hub_controls, hub_only, shop
    from data.client.calls import Caller
    from data.client.devices import Devices
    from data.client.faults import Faults
    from data.client.people import People, Workspaces
    from data.client.queues import Queues, VirtualLinesOfCustomers
    from data.client.replays import Replays
    from data.client.reports import Reports
    from data.client.telephony import Numbers, Pstn
    from data.models.hub import Capabilities


class Occasional:
    """Calls by what they are about; `HubClient` has the others."""

    _caller: Caller

    async def capabilities(self) -> Capabilities:
        """What the backend can do beyond the public API."""
        raise NotImplementedError

    @cached_property
    def people(self) -> People:
        """Persons of organizations."""
        from data.client.people import People

        return People(self._caller)

    @cached_property
    def workspaces(self) -> Workspaces:
        """Workspaces of organizations."""
        from data.client.people import Workspaces

        return Workspaces(self._caller)

    @cached_property
    def pstn(self) -> Pstn:
        """PSTN connections of locations."""
        from data.client.telephony import Pstn

        return Pstn(self._caller)

    @cached_property
    def numbers(self) -> Numbers:
        """Phone numbers and extensions."""
        from data.client.telephony import Numbers

        return Numbers(self._caller)

    @cached_property
    def branding(self) -> shop.BrandingCalls:
        """What customers see of a partner; the emulation's only, as the next two."""
        from data.client.shop import BrandingCalls

        return BrandingCalls(self._caller, self.capabilities)

    @cached_property
    def prices(self) -> shop.Prices:
        """The price list and the purchase order."""
        from data.client.shop import Prices

        return Prices(self._caller, self.capabilities)

    @cached_property
    def setup_assist(self) -> shop.SetupAssist:
        """Requests for Setup Assist."""
        from data.client.shop import SetupAssist

        return SetupAssist(self._caller, self.capabilities)

    @cached_property
    def reports(self) -> Reports:
        """Billing reports."""
        from data.client.reports import Reports

        return Reports(self._caller)

    @cached_property
    def queues(self) -> Queues:
        """Call queues."""
        from data.client.queues import Queues

        return Queues(self._caller, self.capabilities)

    @cached_property
    def virtual_lines(self) -> VirtualLinesOfCustomers:
        """Virtual lines."""
        from data.client.queues import VirtualLinesOfCustomers

        return VirtualLinesOfCustomers(self._caller)

    @cached_property
    def devices(self) -> Devices:
        """Devices of persons and workspaces."""
        from data.client.devices import Devices

        return Devices(self._caller, self.capabilities)

    @cached_property
    def templates(self) -> hub_only.Templates:
        """Onboarding templates; the emulation's only, as what follows."""
        from data.client.hub_only import Templates

        return Templates(self._caller, self.capabilities)

    @cached_property
    def identity_providers(self) -> hub_only.IdentityProviders:
        """Identity providers."""
        from data.client.hub_only import IdentityProviders

        return IdentityProviders(self._caller, self.capabilities)

    @cached_property
    def settings(self) -> hub_controls.SettingsOfCustomers:
        """What administrators of a customer may change."""
        from data.client.hub_controls import SettingsOfCustomers

        return SettingsOfCustomers(self._caller, self.capabilities)

    @cached_property
    def platform_settings(self) -> hub_controls.PlatformSettingsCalls:
        """How the emulation behaves."""
        from data.client.hub_controls import PlatformSettingsCalls

        return PlatformSettingsCalls(self._caller, self.capabilities)

    @cached_property
    def outside_organizations(self) -> hub_controls.OutsideOrganizations:
        """Organizations without wholesale."""
        from data.client.hub_controls import OutsideOrganizations

        return OutsideOrganizations(self._caller, self.capabilities)

    @cached_property
    def denied_parties(self) -> hub_controls.DeniedParties:
        """Who is reviewed."""
        from data.client.hub_controls import DeniedParties

        return DeniedParties(self._caller, self.capabilities)

    @cached_property
    def decisions(self) -> hub_controls.Decisions:
        """Reviews and approvals."""
        from data.client.hub_controls import Decisions

        return Decisions(self._caller, self.capabilities)

    @cached_property
    def consent(self) -> hub_controls.Consents:
        """Answers of users with a free account."""
        from data.client.hub_controls import Consents

        return Consents(self._caller, self.capabilities)

    @cached_property
    def emails(self) -> hub_controls.Emails:
        """What the platform sent."""
        from data.client.hub_controls import Emails

        return Emails(self._caller, self.capabilities)

    @cached_property
    def faults(self) -> Faults:
        """Failures on purpose."""
        from data.client.faults import Faults

        return Faults(self._caller)

    @cached_property
    def replays(self) -> Replays:
        """What was asked before, once more."""
        from data.client.replays import Replays

        return Replays(self._caller)
