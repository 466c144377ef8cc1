"""Customers with their packages, as they are at a moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import details, timeline
from data.emulation.rules import packages as package_rules
from data.emulation.rules.timeline import DELETED
from data.emulation.store import steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.steps import StepRow


class CustomerRow(NamedTuple):
    """A customer's columns, its organization's and its owner's. Times are milliseconds."""

    id: int
    uuid: bytes
    owner_id: int
    organization_id: int
    template_id: int | None
    name: str
    external_id: str
    email: str
    status: str
    status_ms: int
    next_at: int | None
    packages: int
    users: int
    attached: int
    attached_ms: int | None
    restricted: int
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    language: str | None
    billing_start_ms: int | None
    errors: str | None
    created_ms: int
    organization_uuid: bytes
    organization_active_ms: int
    owner_uuid: bytes
    owner_name: str

    def is_open(self, now: int) -> bool:
        """Whether its organization is there for its partner at `now`.

        A new one is once it was made, an attached one once the attach is done (ATT-1).
        """
        if self.attached and (self.attached_ms is None or self.attached_ms > now):
            return False
        return self.organization_active_ms <= now


class PackageRow(NamedTuple):
    """A package of a customer (PRV-9)."""

    customer_id: int
    package: int
    status: str
    next_at: int | None
    limit_n: int | None
    warnings: str | None
    errors: str | None


class Customer(NamedTuple):
    """A customer and its packages that are not gone, by code."""

    row: CustomerRow
    packages: Sequence[PackageRow]


_JOINED = frozenset(CustomerRow._fields[-4:])
_COLUMNS: Final = (
    ", ".join(f"c.{name}" for name in CustomerRow._fields if name not in _JOINED)
    + ", o.uuid, o.active_ms, w.uuid, w.name"
)
_JOINS: Final = (
    "customers AS c CROSS JOIN organizations AS o ON o.id = c.organization_id"
    " CROSS JOIN partners AS w ON w.id = c.owner_id"
)
_BY_IDS: Final = (
    f"SELECT {_COLUMNS} FROM json_each(:ids) AS j CROSS JOIN {_JOINS} WHERE c.id = j.value"
)
_BY_UUID: Final = f"SELECT {_COLUMNS} FROM {_JOINS} WHERE c.uuid = :uuid AND "
_PACKAGES: Final = (
    f"SELECT {', '.join(f'p.{name}' for name in PackageRow._fields)}"
    " FROM json_each(:ids) AS j CROSS JOIN customer_packages AS p ON p.customer_id = j.value"
)


def by_ids(connection: sqlite3.Connection, ids: Sequence[int], now: int) -> list[Customer]:
    """Customers in the order of their ids, as they are at `now`; those gone are left out."""
    if not ids:
        return []
    return _at(connection, rows_of(connection, ids), now)


def by_uuid(connection: sqlite3.Connection, scope: Scope, uuid: bytes, now: int) -> Customer | None:
    """The customer with this uuid as it is at `now`, None if the scope has none or it is gone."""
    rows = connection.execute(_BY_UUID + scope.test(), {**scope.parameters(), "uuid": uuid})
    found = _at(connection, list(map(CustomerRow._make, rows)), now)
    return found[0] if found else None


def at(connection: sqlite3.Connection, customers: Sequence[Customer], now: int) -> list[Customer]:
    """Customers as the steps that fell due since they were written made them, in the same order.

    What is gone, a customer or a package of one, is left out.
    """
    stale = [c.row for c in customers if c.row.next_at is not None and c.row.next_at <= now]
    if stale:
        since = min(row.next_at or 0 for row in stale)
        kinds = (timeline.CUSTOMER, timeline.PACKAGE)
        found = steps.of_subjects(connection, kinds, [row.id for row in stale], since)
        customers = [moved(customer, found, now) for customer in customers]
    return [_without_gone(c) for c in customers if c.row.status != DELETED]


def _without_gone(customer: Customer) -> Customer:
    if all(package.status != DELETED for package in customer.packages):
        return customer
    return Customer(customer.row, [p for p in customer.packages if p.status != DELETED])


def packages_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[PackageRow]]:
    """The rows of customers' packages, by customer, those gone too."""
    packages: dict[int, list[PackageRow]] = {}
    rows = connection.execute(_PACKAGES, {"ids": json.dumps(list(ids))})
    for package in map(PackageRow._make, rows):
        packages.setdefault(package.customer_id, []).append(package)
    return packages


def _at(connection: sqlite3.Connection, rows: list[CustomerRow], now: int) -> list[Customer]:
    packages = packages_of(connection, [row.id for row in rows])
    return at(connection, [Customer(row, packages.get(row.id, ())) for row in rows], now)


def rows_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[CustomerRow]:
    """The rows of customers as they were written, in the order of their ids."""
    rows = connection.execute(_BY_IDS, {"ids": json.dumps(ids)})
    return list(map(CustomerRow._make, rows))


def moved(
    customer: Customer, found: dict[tuple[int, int, int], list[StepRow]], now: int
) -> Customer:
    """A customer as its steps made it by `now`; it and its packages may be `deleted`.

    Args:
        customer: as it was written, with all its packages.
        found: the steps of customers and packages, from the customer's `next_at` on.
        now: the moment, in milliseconds.
    """
    row = customer.row
    packages = [
        moved_package(package, found.get((timeline.PACKAGE, row.id, package.package), []), now)
        for package in customer.packages
    ]
    if row.next_at is None or row.next_at > now:
        return Customer(row, packages)
    mine = found.get((timeline.CUSTOMER, row.id, 0), [])
    mask = sum(package_rules.bit(p.package) for p in packages if p.status != DELETED)
    row = row._replace(packages=mask, next_at=_earliest(customer, found, now))
    step = steps.latest(mine, customer.row.next_at, now)
    if step is not None:
        errors = details.read(step.detail).errors
        row = row._replace(status=step.status, status_ms=step.due_ms, errors=errors)
    return Customer(row, packages)


def moved_package(package: PackageRow, found: list[StepRow], now: int) -> PackageRow:
    """A package as its steps made it by `now`; one that is gone has the status `deleted`."""
    if package.next_at is None or package.next_at > now:
        return package
    step = steps.latest(found, package.next_at, now)
    if step is None:
        return package._replace(next_at=steps.upcoming(found, now))
    detail = details.read(step.detail)
    return package._replace(
        status=step.status,
        warnings=detail.warnings,
        errors=detail.errors,
        next_at=steps.upcoming(found, now),
    )


def _earliest(
    customer: Customer, found: dict[tuple[int, int, int], list[StepRow]], now: int
) -> int | None:
    own = found.get((timeline.CUSTOMER, customer.row.id, 0), [])
    of_packages = [
        step
        for package in customer.packages
        for step in found.get((timeline.PACKAGE, customer.row.id, package.package), [])
    ]
    return steps.upcoming([*own, *of_packages], now)
