"""Routes of the neighbours: organizations, people, locations, workspaces (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies, rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import ids
from data.emulation.rules.times import iso
from data.emulation.services import organizations, persons, places, renaming, workspaces
from data.models.organizations import SCHEMA, RenameOrganization
from data.models.requests import CreateLocation, CreateWorkspace

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.http.rendering import Object
    from data.emulation.store.workspaces import WorkspaceRow

MOST = 100
"""Rows of a page at most."""
CREATED = 201
ADMINISTRATOR = "Full administrator"
"""The role of an administrator of a customer (ADM-6)."""


def create_location(call: Call) -> Answer:
    """POST /v1/locations; the organization is named in the query or in the body."""
    wanted, wrong = bodies.read(CreateLocation, call.content)
    org_id = call.query.text("orgId") or wanted.org_id
    row, organization = places.create(call.write, org_id, wanted, wrong)
    return Answer(rendering.location(row, organization), CREATED)


def get_location(call: Call) -> Answer:
    """GET /v1/locations/{locationId}."""
    uuid = ids.decode(ids.LOCATION, call.path["locationId"])
    row, organization = places.one(call.connection, call.caller, uuid, call.now)
    return Answer(rendering.location(row, organization))


def remove_organization(call: Call) -> Answer:
    """DELETE /v1/organizations/{orgId}: itself, once it is no customer (CMG-3a)."""
    organizations.remove(call.write, ids.decode(ids.ORGANIZATION, call.path["orgId"]))
    return Answer(None, NO_CONTENT)


def rename_organization(call: Call) -> Answer:
    """PATCH /identity/organizations/{organizationUuid}; the platform's id does for the uuid."""
    wanted, wrong = bodies.read(RenameOrganization, call.content)
    text = call.path["organizationUuid"]
    uuid = ids.uuid_bytes(text) or ids.decode(ids.ORGANIZATION, text)
    found = renaming.rename(call.write, uuid, wanted, wrong)
    return Answer(
        {
            "schemas": [SCHEMA],
            "id": ids.uuid_text(found.uuid),
            "displayName": found.name,
            "meta": {"created": iso(found.created_ms), "lastModified": iso(found.changed_ms)},
        }
    )


def list_people(call: Call) -> Answer:
    """GET /v1/people: of one organization, one's own where none is named, or who has an email."""
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION)
    size, place = query.integer("max", 100, 1, MOST), public_place(query)
    email = query.text("email")
    if email:
        one = persons.with_email(call.connection, call.caller, email, organization, call.now)
        return Answer({"items": [] if one is None else [_person(one)]})
    page = persons.page(call.connection, call.caller, organization, place, size, call.now)
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    return Answer({"items": list(map(_person, page.people))}, headers=links)


def get_person(call: Call) -> Answer:
    """GET /v1/people/{personId}."""
    uuid = ids.decode(ids.PERSON, call.path["personId"])
    return Answer(_person(persons.one(call.connection, call.caller, uuid, call.now)))


def remove_person(call: Call) -> Answer:
    """DELETE /v1/people/{personId}: out of the organization; the email is free again."""
    persons.remove(call.write, ids.decode(ids.PERSON, call.path["personId"]))
    return Answer(None, NO_CONTENT)


def list_workspaces(call: Call) -> Answer:
    """GET /v1/workspaces of one organization, one's own where none is named."""
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
    which = workspaces.Which(organization, query.uuid("locationId", ids.LOCATION))
    size, place = query.integer("max", 100, 1, MOST), public_place(query)
    page = workspaces.page(call.connection, call.caller, which, place, size, call.now)
    links = public_links(
        call, size, page.keys, has_previous=page.has_previous, has_next=page.has_next
    )
    return Answer({"items": list(map(_workspace, page.workspaces))}, headers=links)


def get_workspace(call: Call) -> Answer:
    """GET /v1/workspaces/{workspaceId}."""
    uuid = ids.decode(ids.WORKSPACE, call.path["workspaceId"])
    return Answer(_workspace(workspaces.one(call.connection, call.caller, uuid, call.now)))


def create_workspace(call: Call) -> Answer:
    """POST /v1/workspaces, with Common Area Calling (PKG-7)."""
    wanted, wrong = bodies.read(CreateWorkspace, call.content)
    org_id = call.query.text("orgId") or wanted.org_id
    return Answer(_workspace(workspaces.create(call.write, org_id, wanted, wrong)))


def remove_workspace(call: Call) -> Answer:
    """DELETE /v1/workspaces/{workspaceId}."""
    workspaces.remove(call.write, ids.decode(ids.WORKSPACE, call.path["workspaceId"]))
    return Answer(None, NO_CONTENT)


def _person(found: persons.Shown) -> Object:
    if isinstance(found, persons.Staff):
        return rendering.person(found.row, found.partner)
    if isinstance(found, persons.Partly):
        # Decided here which part: enough to provision somebody who is there (ATT-3).
        return {
            "id": ids.encode(ids.PERSON, found.row.uuid),
            "emails": [found.row.email],
            "orgId": ids.encode(ids.ORGANIZATION, found.row.organization_uuid),
        }
    body: Object = {
        "id": ids.encode(ids.PERSON, found.uuid),
        "emails": [found.email],
        "displayName": f"{found.first_name} {found.last_name}",
        "firstName": found.first_name,
        "lastName": found.last_name,
        "orgId": ids.encode(ids.ORGANIZATION, found.organization_uuid),
        "roles": [ADMINISTRATOR] if found.administrator else [],
        "created": iso(found.created_ms),
    }
    return body


def _workspace(row: WorkspaceRow) -> Object:
    body: Object = {
        "id": ids.encode(ids.WORKSPACE, row.uuid),
        "orgId": ids.encode(ids.ORGANIZATION, row.organization_uuid),
        "displayName": row.name,
        "created": iso(row.created_ms),
    }
    numbers: Object = {"extension": row.extension, "phoneNumber": row.phone}
    if row.location_uuid is not None:
        body["locationId"] = ids.encode(ids.LOCATION, row.location_uuid)
        numbers["locationId"] = body["locationId"]
    if row.package is not None:
        given = {name: value for name, value in numbers.items() if value}
        body["calling"] = {"type": workspaces.TYPE, "webexCalling": given}
    return body
