"""Devices of organizations (contract, section 7; DEV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.hub_only import HubOnly
from data.client.pages import Pages
from data.client.resources import PAGE, segment
from data.models.base import Nothing, items_of
from data.models.devices import Device, DeviceCredentials, DeviceModel, SupportedDevices
from data.text import _

if TYPE_CHECKING:
    from data.models.devices import CreateDevice, SupportedDevice


class Devices(HubOnly):
    """Phones and room devices of persons and workspaces."""

    def pages(
        self,
        org_id: str,
        *,
        person_id: str | None = None,
        workspace_id: str | None = None,
        size: int = PAGE,
    ) -> Pages[Device]:
        """The list, page by page.

        Args:
            org_id: of which organization.
            person_id: only what this person has.
            workspace_id: only what this workspace has.
            size: rows of a page, 1 to 100.
        """
        query = {"orgId": org_id, "personId": person_id, "workspaceId": workspace_id, "max": size}
        url = self._caller.api("/devices", query)
        return Pages(self._caller, "devices.list", url, Device, lambda row: row.id)

    async def list(
        self, org_id: str, *, person_id: str | None = None, workspace_id: str | None = None
    ) -> list[Device]:
        """The whole list."""
        return await self.pages(org_id, person_id=person_id, workspace_id=workspace_id).all()

    async def get(self, device_id: str) -> Device:
        """One device."""
        url = self._caller.api(f"/devices/{segment(device_id)}")
        return (await self._caller.fetch("devices.get", url, Device)).value

    async def create(self, org_id: str, body: CreateDevice) -> Device:
        """Add a device by its MAC address, for a person or a workspace of the organization.

        It is sent once. Where `sent` of an error is True, look for its MAC address in the list
        before it is repeated: a MAC address is one device's only.

        Raises:
            Conflict: the address is taken, there is no calling package, the package is for one
                device (PKG-8), or phones of other makers were not asked for (DEV-2).
            Invalid: the request breaks rules; `problems` has all of them.
        """
        url = self._caller.api("/devices", {"orgId": org_id})
        return (await self._caller.send("devices.create", "POST", url, Device, body)).value

    async def remove(self, device_id: str) -> None:
        """Take a device away; sent once."""
        url = self._caller.api(f"/devices/{segment(device_id)}")
        await self._caller.send("devices.remove", "DELETE", url, Nothing)

    async def supported(self, org_id: str) -> tuple[SupportedDevice, ...]:
        """The models that an organization may add now (DEV-2)."""
        url = self._caller.api("/telephony/config/supportedDevices", {"orgId": org_id})
        return (await self._caller.fetch("devices.supported", url, SupportedDevices)).value.devices

    async def models(self, org_id: str) -> tuple[DeviceModel, ...]:
        """All models with what their kind brings (DEV-4), also those that are not offered yet.

        Raises:
            NotOffered: it is the live platform.
        """
        await self._require(_("what devices bring"))
        url = self._caller.hub("/deviceModels", {"orgId": org_id})
        return (await self._caller.fetch("devices.models", url, items_of(DeviceModel))).value.items

    async def credentials(self, device_id: str) -> DeviceCredentials:
        """What a device that is managed elsewhere registers with, beside its password (DEV-3).

        Raises:
            NotFound: there is no such device, or the platform manages it.
            NotOffered: it is the live platform.
        """
        await self._require(_("the SIP credentials of a device"))
        url = self._caller.hub(f"/devices/{segment(device_id)}/credentials")
        return (await self._caller.fetch("devices.credentials", url, DeviceCredentials)).value
