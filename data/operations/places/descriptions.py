"""Operations on locations and workspaces, described; light enough for every start of `rtm`."""

from __future__ import annotations

from data.operations.customers.descriptions import customer
from data.operations.operation import Danger, Field, Operation
from data.text import _

HERE = "data.operations.places"


def operations() -> tuple[Operation, ...]:
    """All of them."""
    return (_location(), _workspace(), _workspace_delete())


def _location() -> Operation:
    return Operation(
        "locations.create",
        _("Create a location"),
        _("Make a place for calling at a customer."),
        Danger.CHANGE,
        (
            customer(),
            Field("name", "name", _("What it is called."), sign=_("NAME")),
            Field("address.address1", "address", _("Street."), sign=_("LINE")),
            Field("address.address2", "address2", _("More of it."), sign=_("LINE")),
            Field("address.city", "city", _("Place."), sign=_("TEXT")),
            Field("address.state", "state", _("State or province."), sign=_("TEXT")),
            Field("address.postalCode", "zip", _("Postal code."), sign=_("TEXT")),
            Field("address.country", "country", _("Two letters of ISO 3166, as in US."),
                  sign="CC"),
            Field("timeZone", "time-zone",
                  _("As in America/Chicago; not needed in a country with one zone."),
                  sign=_("ZONE")),
            Field("preferredLanguage", "language", _("As in en_US (default)."), sign=_("L")),
        ),
        f"{HERE}.create_location",
    )  # fmt: skip


def _workspace() -> Operation:
    return Operation(
        "workspaces.create",
        _("Create a workspace"),
        _("Make a workspace with Common Area Calling at a customer."),
        Danger.CHANGE,
        (
            customer(),
            Field("displayName", "name", _("What it is called."), sign=_("NAME")),
            Field("location", "location",
                  _("The location's name; not needed where there is only one."), sign=_("NAME")),
            Field("locationId", "location-id", _("The location's id."), sign=_("ID")),
            Field("extension", "extension", _("Extension."), sign=_("N")),
            Field("phoneNumber", "phone", _("Phone number, as in +13125550123."),
                  sign=_("NUMBER")),
        ),
        f"{HERE}.create_workspace",
    )  # fmt: skip


def _workspace_delete() -> Operation:
    return Operation(
        "workspaces.delete",
        _("Delete a workspace"),
        _("Take a workspace and its service away."),
        Danger.LOSS,
        (Field("workspaceId", "WORKSPACE", _("Its id."), sign=_("WORKSPACE")),),
        f"{HERE}.delete_workspace",
    )
