"""Rows as JSON objects of the emulation's own routes, which the console reads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from data.emulation.http.paging import key_text
from data.emulation.http.rendering import Object, address, customer
from data.emulation.rules import details, ids, packages
from data.emulation.rules.timeline import review_deadline
from data.emulation.rules.times import iso, iso_date

if TYPE_CHECKING:
    from data.emulation.services.customers import Detail
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.organizations import LocationRow
    from data.emulation.store.positions import Key


def hub_customer(found: Customer, now: int, own_id: int, key: Key | None) -> Object:
    """A customer of the console's list.

    Args:
        found: the customer.
        now: the moment of the request.
        own_id: the rowid of the caller's partner.
        key: its place in the sort order; None where there is none.
    """
    row = found.row
    deadline = review_deadline(row.status, row.status_ms)
    body = customer(found, now)
    body |= {
        "name": row.name,
        "owner": _owner(row.owner_uuid, row.owner_name),
        "own": row.owner_id == own_id,
        "users": row.users,
        "email": row.email,
        "created": iso(row.created_ms),
        "statusSince": iso(row.status_ms),
        "nextChange": None if row.next_at is None else iso(row.next_at),
        "reviewDeadline": None if deadline is None else iso(deadline),
        "attached": bool(row.attached),
        "key": "" if key is None else key_text(key),
    }
    return body


def customer_detail(found: Detail, now: int, own_id: int) -> Object:
    """Everything about one customer that the console shows."""
    row = found.customer.row
    starts = row.billing_start_ms
    return {
        **hub_customer(found.customer, now, own_id, None),
        "organization": found.organization
        and {
            "orgId": ids.encode(ids.ORGANIZATION, found.organization.uuid),
            "displayName": found.organization.name,
            "kind": found.organization.kind,
            "created": iso(found.organization.created_ms),
        },
        "locations": [_hub_location(place, found) for place in found.locations],
        "userCounts": _user_counts(found),
        "packageUsers": _package_users(found),
        "packageLimits": {
            packages.NAMES[p.package]: p.limit_n
            for p in found.customer.packages
            if p.limit_n is not None
        },
        "workspaces": sum(room.n for room in found.rooms),
        "template": found.template
        and {
            "name": found.template[0],
            "provisioningId": ids.encode_provisioning_id(found.template[1]),
        },
        "history": [
            {
                "at": iso(step.due_ms),
                "status": step.status,
                "package": packages.NAMES.get(step.part),
                "detail": details.sentence(step.detail),
            }
            for step in found.history
        ],
        "language": row.language,
        "billingStartDate": None if starts is None else iso_date(starts),
        "restricted": bool(row.restricted),
        **_given(found),
        "decision": found.waiting
        and {
            "kind": found.waiting.kind,
            "opened": iso(found.waiting.opened_ms),
            "deadline": iso(found.waiting.deadline_ms),
            "reason": found.waiting.reason,
        },
    }


@lru_cache
def _owner(uuid: bytes, name: str) -> Object:
    """A partner; shared by its customers, so nobody may change it."""
    return {"orgId": ids.encode(ids.ORGANIZATION, uuid), "name": name}


def _given(found: Detail) -> Object:
    """What the organization was given; nothing is known before it is there."""
    given = found.given
    if given is None:
        return {}
    # Whoever made an organization has all rights in it; only an attach gives fewer (ATT-2).
    made = "" if found.customer.row.attached else "full"
    return {
        "sipDomain": given.sip_domain,
        "dialIn": given.dial_in,
        "siteLanguage": given.site_language,
        "enterpriseRestricted": bool(given.enterprise_restricted),
        "right": given.level or made,
    }


def _hub_location(place: LocationRow, found: Detail) -> Object:
    return {
        "id": ids.encode(ids.LOCATION, place.uuid),
        "name": place.name,
        "address": address(place),
        "timeZone": place.time_zone,
        "preferredLanguage": place.language,
        "users": sum(seat.n for seat in found.seats if seat.location_id == place.id),
        "workspaces": sum(room.n for room in found.rooms if room.location_id == place.id),
    }


def _user_counts(found: Detail) -> dict[str, int]:
    counts: dict[str, int] = {}
    for seat in found.seats:
        counts[seat.status] = counts.get(seat.status, 0) + seat.n
    return counts


def _package_users(found: Detail) -> dict[str, int]:
    """Who uses each package, add-ons and workspaces too: what a limit is compared with."""
    counts: dict[str, int] = {}
    for seat in (*found.seats, *found.rooms):
        held = packages.names(seat.add_ons)
        base = packages.NAMES.get(seat.package)
        for name in held if base is None else (base, *held):
            counts[name] = counts.get(name, 0) + seat.n
    return counts
