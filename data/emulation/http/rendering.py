"""Rows as JSON objects of the public API; by hand, for speed, in the shape of `data.models`.

What the public API does not document is not in a public answer, and what is not there is left out,
never null.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids, packages
from data.emulation.rules.licenses import license_uuids
from data.emulation.rules.times import iso, iso_date

if TYPE_CHECKING:
    from data.emulation.services.organizations import Organization
    from data.emulation.store.customer_rows import Customer, CustomerRow, PackageRow
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.partners import PartnerRow, StaffRow
    from data.emulation.store.subscribers import SubscriberRow

Object = dict[str, Any]


def customer(found: Customer, now: int, *, licenses: bool = False) -> Object:
    """A customer of the public API; orgId once the organization is its own."""
    row = found.row
    body: Object = {"id": ids.encode(ids.CUSTOMER, row.uuid)}
    if row.is_open(now):
        body["orgId"] = ids.encode(ids.ORGANIZATION, row.organization_uuid)
    body["externalId"] = row.external_id
    body["address"] = address(row)
    body["status"] = row.status
    body["packages"] = packages.names(row.packages)
    shown = [_package(p, row.organization_uuid if licenses else None) for p in found.packages]
    body["resourceDetails"] = {"packages": shown}
    body["errors"] = _problems(row.errors)
    return body


def organization(found: Organization) -> Object:
    """An organization of the public API."""
    return {
        "id": ids.encode(ids.ORGANIZATION, found.uuid),
        "displayName": found.name,
        "created": iso(found.created_ms),
    }


def location(found: LocationRow, organization_uuid: bytes) -> Object:
    """A location of the public API."""
    parts = {
        "address1": found.address1,
        "address2": found.address2,
        "city": found.city,
        "state": found.state,
        "postalCode": found.zip,
        "country": found.country,
    }
    return {
        "id": ids.encode(ids.LOCATION, found.uuid),
        "name": found.name,
        "orgId": ids.encode(ids.ORGANIZATION, organization_uuid),
        "timeZone": found.time_zone,
        "preferredLanguage": found.language,
        "address": {name: value for name, value in parts.items() if value},
    }


def subscriber(row: SubscriberRow) -> Object:
    """A subscriber of the public API; personId once it is provisioned."""
    body: Object = {"id": ids.encode(ids.SUBSCRIBER, row.uuid)}
    if row.status == "provisioned":
        body["personId"] = ids.encode(ids.PERSON, row.person_uuid)
    base = packages.NAMES[row.package]
    body["email"] = row.email
    body["customerId"] = ids.encode(ids.CUSTOMER, row.customer_uuid)
    body["externalCustomerId"] = row.external_id
    body["package"] = base
    body["packages"] = [base, *packages.names(row.add_ons)]
    body["status"] = row.status
    body["errors"] = _problems(row.errors)
    body["created"] = iso(row.created_ms)
    body["lastStatusChange"] = iso(row.status_ms)
    return body


def sub_partner(row: PartnerRow) -> Object:
    """A sub-partner of the public API, which has no name.

    It is charged from the day of its set-up, unless another was agreed (BIL-7).
    """
    begins = row.created_ms if row.billing_start_ms is None else row.billing_start_ms
    return {
        "orgId": ids.encode(ids.ORGANIZATION, row.uuid),
        "subscriptionId": row.subscription_id,
        "provisioningState": row.state,
        "created": iso(row.created_ms),
        "billingStartDate": iso_date(begins),
    }


def person(staff: StaffRow, partner: PartnerRow) -> Object:
    """A staff account, as `people/me` shows it."""
    return {
        "id": ids.encode(ids.PERSON, staff.uuid),
        "emails": [staff.email],
        "displayName": staff.display_name,
        "orgId": ids.encode(ids.ORGANIZATION, partner.uuid),
        "roles": list(staff.roles),
    }


def address(row: CustomerRow | LocationRow) -> Object:
    """A postal address in the spelling of customers."""
    found: Object = {"addressLine1": row.address1}
    if row.address2:
        found["addressLine2"] = row.address2
    found["city"] = row.city
    if row.state:
        found["stateOrProvince"] = row.state
    if row.zip:
        found["zipOrPostalCode"] = row.zip
    found["country"] = row.country
    return found


def _package(row: PackageRow, organization_uuid: bytes | None) -> Object:
    if organization_uuid is None and row.warnings is None and row.errors is None:
        return _plain_package(row.package, row.status)
    body: Object = {
        "name": packages.NAMES[row.package],
        "status": row.status,
        "warnings": _problems(row.warnings),
        "errors": _problems(row.errors),
    }
    if organization_uuid is not None:
        held = license_uuids(organization_uuid, row.package, row.status)
        body["licenseIds"] = [ids.encode(ids.LICENSE, uuid) for uuid in held]
    return body


@lru_cache
def _plain_package(package: int, status: str) -> Object:
    """What nearly every package looks like; shared, so nobody may change it."""
    return {"name": packages.NAMES[package], "status": status, "warnings": [], "errors": []}


def _problems(text: str | None) -> list[Object]:
    found: list[Object] = json.loads(text) if text else []
    return found
