"""Neighbouring operations: organizations, people, locations, workspaces (contract, section 7)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import (
    IDENTITY_WRITE,
    LOCATIONS_READ,
    LOCATIONS_WRITE,
    ORGANIZATIONS_WRITE,
    PEOPLE_LIST,
    PEOPLE_WRITE,
    WORKSPACES_READ,
    WORKSPACES_WRITE,
)

handlers: Final = Later("data.emulation.http.neighbour_handlers")

_REFUSED: Final = (400, 401, 403, 404, 409, 415, 500)
_GONE: Final = (204, 400, 401, 403, 404, 500)
_PAGE: Final = ("offset", "key", "max")

TABLE: Final[tuple[Operation, ...]] = (
    Operation(
        "DELETE",
        "/v1/organizations/{orgId}",
        "organizations.remove",
        ORGANIZATIONS_WRITE,
        documented=True,
        handler=handlers.remove_organization,
        model="",
        statuses=(204, 400, 401, 403, 404, 409, 500),
        writes=True,
    ),
    Operation(
        "PATCH",
        # The identity API has no version in its paths, and bare uuids.
        "/identity/organizations/{organizationUuid}",
        "organizations.rename",
        IDENTITY_WRITE,
        documented=True,
        handler=handlers.rename_organization,
        model="IdentityOrganization",
        statuses=(200, *_REFUSED),
        body="RenameOrganization",
        writes=True,
    ),
    Operation(
        "POST",
        "/v1/locations",
        "locations.create",
        LOCATIONS_WRITE,
        documented=True,
        handler=handlers.create_location,
        model="Location",
        statuses=(201, *_REFUSED),
        body="CreateLocation",
        writes=True,
        parameters=("orgId",),
    ),
    read(
        "/v1/locations/{locationId}",
        "locations.get",
        LOCATIONS_READ,
        handlers.get_location,
        "Location",
    ),
    read(
        "/v1/people", "people.list", PEOPLE_LIST, handlers.list_people, "Person", many=True
    ).taking("orgId", "email", *_PAGE),
    read("/v1/people/{personId}", "people.get", PEOPLE_LIST, handlers.get_person, "Person"),
    Operation(
        "DELETE",
        "/v1/people/{personId}",
        "people.remove",
        PEOPLE_WRITE,
        documented=True,
        handler=handlers.remove_person,
        model="",
        statuses=(204, 400, 401, 403, 404, 409, 500),
        writes=True,
    ),
    read(
        "/v1/workspaces",
        "workspaces.list",
        WORKSPACES_READ,
        handlers.list_workspaces,
        "Workspace",
        many=True,
    ).taking("orgId", "locationId", *_PAGE),
    Operation(
        "POST",
        "/v1/workspaces",
        "workspaces.create",
        WORKSPACES_WRITE,
        documented=True,
        handler=handlers.create_workspace,
        model="Workspace",
        statuses=(200, *_REFUSED),
        body="CreateWorkspace",
        writes=True,
        parameters=("orgId",),
    ),
    read(
        "/v1/workspaces/{workspaceId}",
        "workspaces.get",
        WORKSPACES_READ,
        handlers.get_workspace,
        "Workspace",
    ),
    Operation(
        "DELETE",
        "/v1/workspaces/{workspaceId}",
        "workspaces.remove",
        WORKSPACES_WRITE,
        documented=True,
        handler=handlers.remove_workspace,
        model="",
        statuses=_GONE,
        writes=True,
    ),
)
"""In the order in which paths are matched."""
