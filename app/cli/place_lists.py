"""Short lists: organizations, providers, templates, a customer's locations and workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from app.cli.backend import with_hub
from app.cli.change_lookup import customer_of, provider_id
from app.cli.failures import ExitCode, Stop
from app.cli.output import Column
from data.models.base import WireModel
from data.text import _

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Awaitable, Callable, Sequence

    from app.cli.context import Context
    from data.client import HubClient
    from data.models.hub import Provider
    from data.models.organizations import OutsideOrganization
    from data.models.resources import Location
    from data.models.templates import Template
    from data.models.workspaces import Workspace

RowT = TypeVar("RowT", bound=WireModel)


def providers(context: Context, options: Namespace) -> int:
    """List indirect providers by name."""

    async def read(hub: HubClient) -> Sequence[Provider]:
        every = await hub.providers()
        wanted = options.state
        return [one for one in every if wanted in (None, one.provisioning_state)]

    columns: list[Column[Provider]] = [
        Column("name", lambda row: row.name, _("Provider")),
        Column("provisioningState", lambda row: row.provisioning_state, _("State")),
        Column("orgId", lambda row: row.org_id, _("Organization")),
    ]
    return _list(context, read, columns, _("There is no indirect provider."))


def organizations(context: Context, options: Namespace) -> int:
    """List organizations without wholesale."""

    async def read(hub: HubClient) -> Sequence[OutsideOrganization]:
        return await hub.outside_organizations.list(text=options.q)

    columns: list[Column[OutsideOrganization]] = [
        Column("displayName", lambda row: row.display_name, _("Name")),
        Column("kind", lambda row: row.kind, _("Kind")),
        Column("users", lambda row: row.users, _("Users"), "right"),
        Column("attach", _attach, _("Attach")),
        Column("orgId", lambda row: row.org_id, _("Organization")),
    ]
    return _list(context, read, columns, _("There is no such organization."))


def templates(context: Context, options: Namespace) -> int:
    """List onboarding templates."""

    async def read(hub: HubClient) -> Sequence[Template]:
        behalf = await provider_id(hub, options.on_behalf_of or "")
        return await hub.templates.list(on_behalf_of=behalf or None)

    columns: list[Column[Template]] = [
        Column("name", lambda row: row.name, _("Template")),
        Column("country", lambda row: row.country, _("Country")),
        Column("customers", lambda row: row.customers, _("Customers"), "right"),
        Column("provisioningId", lambda row: row.provisioning_id, _("Provisioning id")),
        Column("authentication", lambda row: row.authentication),
        Column("id", lambda row: row.id),
    ]
    return _list(context, read, columns, _("There is no template."))


def locations(context: Context, options: Namespace) -> int:
    """List the locations of a customer."""

    async def read(hub: HubClient) -> Sequence[Location]:
        return await hub.locations.list(await _organization(context, hub, options))

    columns: list[Column[Location]] = [
        Column("name", lambda row: row.name, _("Location")),
        Column("address", _address, _("Address")),
        Column("timeZone", lambda row: row.time_zone, _("Time zone")),
        Column("preferredLanguage", lambda row: row.preferred_language, _("Language")),
        Column("id", lambda row: row.id),
    ]
    return _list(context, read, columns, _("It has no location."))


def workspaces(context: Context, options: Namespace) -> int:
    """List the workspaces of a customer."""

    async def read(hub: HubClient) -> Sequence[Workspace]:
        return await hub.workspaces.list(await _organization(context, hub, options))

    columns: list[Column[Workspace]] = [
        Column("displayName", lambda row: row.display_name, _("Workspace")),
        Column("extension", lambda row: _number(row, "extension"), _("Extension")),
        Column("phoneNumber", lambda row: _number(row, "phone_number"), _("Number")),
        Column("id", lambda row: row.id, _("Id")),
        Column("locationId", lambda row: row.location_id),
    ]
    return _list(context, read, columns, _("It has no workspace."))


def _list(
    context: Context,
    read: Callable[[HubClient], Awaitable[Sequence[RowT]]],
    columns: Sequence[Column[RowT]],
    nothing: str,
) -> int:
    """Read rows and write them."""
    rows = with_hub(context, read)
    records = context.output.records(columns, _as_object)
    records.write(rows)
    records.end()
    if not rows:
        context.say(nothing)
    return 0


def _attach(row: OutsideOrganization) -> str:
    """What an attach of an organization meets, in words."""
    if row.obstacle:
        return _("no: {reason}").format(reason=row.obstacle)
    words = {"full": _("full rights"), "provisioning": _("may provision")}
    gained = words.get(row.right, row.right)
    return _("asks its administrator; {right}").format(right=gained) if row.approval else gained


def _as_object(row: WireModel) -> dict[str, Any]:
    return row.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


async def _organization(context: Context, hub: HubClient, options: Namespace) -> str:
    """The organization of the customer that is meant.

    Raises:
        Stop: it has none yet.
    """
    behalf = await provider_id(hub, options.on_behalf_of or "")
    customer = await customer_of(context, hub, options.which, behalf)
    if not customer.org_id:
        raise Stop(
            _("The customer has no organization yet."),
            _("Wait until it is provisioned."),
            ExitCode.REFUSED,
        )
    return customer.org_id


def _address(row: Location) -> str:
    place = row.address
    parts = (place.address1, place.address2, place.city, place.state, place.postal_code)
    return ", ".join(part for part in (*parts, place.country) if part)


def _number(row: Workspace, field: str) -> object:
    calling = row.calling.webex_calling if row.calling is not None else None
    return getattr(calling, field) if calling is not None else ""
