"""Devices of persons and workspaces (contract, section 7; DEV)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.requests import RequestBody


class CreateDevice(RequestBody):
    """POST of a device, by its MAC address, for one person or one workspace.

    Attributes:
        mac: 12 hexadecimal digits, with or without marks between them.
        model: a name or title from the list of supported devices.
        password: the SIP password of a device that is managed elsewhere (DEV-3); told to nobody.
    """

    mac: str = ""
    model: str = ""
    person_id: str = ""
    workspace_id: str = ""
    password: str = ""


class Device(WireModel):
    """A device of the inventory.

    Attributes:
        display_name: that of the person or workspace which has it.
        connection_status: `unknown` for all that the emulation has: it plays no networks.
        product: the title of its model.
        type: phone or roomdesk.
        mac: 12 hexadecimal digits.
        managed_by: CISCO, CUSTOMER or PARTNER.
        workspace_location_id: where its workspace is.
    """

    id: str
    display_name: str = ""
    person_id: str = ""
    workspace_id: str = ""
    org_id: str = ""
    capabilities: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    connection_status: str = ""
    product: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    mac: str = ""
    sip_urls: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = ()
    managed_by: str = ""
    workspace_location_id: str = ""
    created: datetime | None = None


class SupportedDevice(WireModel):
    """A model that an organization may add, as the telephony API describes it."""

    model: str
    display_name: str = ""
    family_display_name: str = ""
    type: str = ""
    manufacturer: str = ""
    managed_by: str = ""
    supported_for: tuple[str, ...] = ()
    onboarding_method: tuple[str, ...] = ()
    allow_configure_layout_enabled: bool = False
    number_of_line_ports: int = 0
    kem_support_enabled: bool = False
    kem_lines_support_enabled: bool = False
    upgrade_channel_enabled: bool = False
    additional_primary_line_appearances_enabled: bool = False
    basic_emergency_nomadic_enabled: bool = False
    customized_behaviors_enabled: bool = False
    allow_configure_ports_enabled: bool = False
    customizable_line_label_enabled: bool = False
    supports_line_port_reordering_enabled: bool = False
    port_number_support_enabled: bool = False
    t38_enabled: bool = False
    call_declined_enabled: bool = False
    touch_screen_phone: bool = False
    number_of_line_key_buttons: int = 0
    device_settings_configuration: str = ""
    allow_hoteling_host_enabled: bool = False
    supports_log_collection: str = ""
    supports_apply_changes_enabled: bool = False
    allow_configure_lines_enabled: bool = False
    allow_configure_phone_settings_enabled: bool = False
    supports_hotline_enabled: bool = False


class SupportedDevices(WireModel):
    """The answer of the list of supported devices."""

    upgrade_channel_list: tuple[str, ...] = ()
    devices: tuple[SupportedDevice, ...] = ()


class DeviceModel(WireModel):
    """A model as the emulation's hub lists it, also while it is not offered.

    Attributes:
        kind: mpp, roomos, third_party, customer_managed or partner_managed.
        people, place: whom it is for.
        features: what its kind brings beside calls (DEV-4).
        offered: whether the organization may add it now (DEV-2).
        needs_password: whether a request has to bring a SIP password (DEV-3).
    """

    model: str
    title: str = ""
    maker: str = ""
    kind: str = ""
    people: bool = False
    place: bool = False
    features: tuple[str, ...] = ()
    offered: bool = False
    needs_password: bool = False
    source: str = ""


class DeviceCredentials(WireModel):
    """What a device that is managed elsewhere is set up with, beside the password (DEV-3)."""

    user_name: str
    domain: str = ""
    outbound_proxy: str = ""
