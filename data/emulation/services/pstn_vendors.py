"""The PSTN vendor of an onboarding template, and what it does to a new customer (PST-2).

Decided here: the vendor that counts is the template's when the calling location is ordered; it
stands beside that, so that another one in the template changes nothing that exists. The first
location of a customer is the one that its organization had first: who is attached with locations,
of an earlier service or none, gets no connection from the vendor, and no failure either.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, pstn
from data.emulation.rules.packages import CALLING
from data.emulation.store import customer_writes, organizations
from data.emulation.store import pstn as store
from data.emulation.store.pstn import ConnectionRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

_VENDOR: Final = "vendor"


def with_vendor(calling: str | None, vendor: str) -> str | None:
    """Calling parameters as a customer keeps them, with the vendor of the template.

    Args:
        calling: what `parameters.kept` gives; None for no calling location.
        vendor: the name of the template's; empty for none.
    """
    if calling is None or not vendor:
        return calling
    return json.dumps(json.loads(calling) | {_VENDOR: vendor}, ensure_ascii=False)


def with_vendor_of(
    connection: sqlite3.Connection, customer_id: int, template_id: int | None, calling: str | None
) -> str | None:
    """The same for calling parameters that come later: a vendor that counts already stays.

    Args:
        connection: where to read.
        customer_id: the rowid.
        template_id: that of its template.
        calling: the new parameters; None for none.
    """
    if calling is None:
        return None
    before = customer_writes.calling(connection, customer_id)
    if before is None:
        return with_vendor(calling, store.vendor_of(connection, template_id))
    return with_vendor(calling, json.loads(before).get(_VENDOR, ""))


def connect_first(
    connection: sqlite3.Connection, calling: str, location_id: int, country: str, since_ms: int
) -> bool:
    """Connect the first location of a customer with the vendor; whether nothing failed.

    A vendor that nobody knows any more, of a template of an earlier release, serves no country.

    Args:
        connection: in a write transaction.
        calling: the calling parameters that the customer keeps.
        location_id: the rowid of its first location.
        country: the code of the location's country.
        since_ms: when the location is there.
    """
    name = json.loads(calling).get(_VENDOR, "")
    if not name:
        return True
    option = pstn.vendor(name)
    if option is None or not option.serves(country):
        return False
    store.put(connection, location_id, ConnectionRow(option.id, ""), since_ms)
    return True


def unserved(
    connection: sqlite3.Connection,
    customer_id: int,
    organization_id: int,
    packages: Collection[int],
    now: int,
) -> frozenset[int]:
    """Packages that begin once more and fail once more: nothing was done about the vendor.

    That is over when the first location has a connection. Where a package with a seat failed,
    others that stand on calling fail with it, also those that are new.

    Args:
        connection: where to read.
        customer_id: the rowid.
        organization_id: that of its organization.
        packages: the codes of those that begin.
        now: the moment.
    """
    if not packages:
        return frozenset()
    failed = store.failed_with(connection, customer_id, codes.VENDOR_FAILED.number, now)
    if not failed or is_connected(connection, organization_id, now):
        return frozenset()
    if not CALLING.isdisjoint(failed):
        return pstn.standing_on_calling(packages)
    return failed.intersection(packages)


def is_connected(connection: sqlite3.Connection, organization_id: int, now: int) -> bool:
    """Whether the first location of an organization has a connection at `now`."""
    first = first_location(connection, organization_id, now)
    return first is not None and store.of_location(connection, first, now) is not None


def first_location(connection: sqlite3.Connection, organization_id: int, now: int) -> int | None:
    """The rowid of the location that an organization had first."""
    found = organizations.locations(connection, organization_id, now)
    return found[0].id if found else None
