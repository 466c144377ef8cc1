"""Small worlds made row by row, for tests of the store, the services and the routes."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from data.emulation.rules import details
from data.emulation.rules import packages as package_rules
from data.emulation.rules.roles import FULL, WHOLESALE
from data.emulation.rules.search import grams
from data.emulation.store.schema import SCHEMA
from data.search_key import search_key
from data.sqlite.migrate import build

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = 1_785_000_000_000
"""The frozen platform time of these worlds."""
DAY = 86_400_000

Step = tuple[int, str] | tuple[int, str, dict[str, Any]]


@cache
def _empty() -> sqlite3.Connection:
    return build(SCHEMA)


class World:
    """A database and ways to put rows into it, the steps that are due at `now` folded in."""

    def __init__(self, connection: sqlite3.Connection | None = None, now: int = NOW) -> None:
        if connection is None:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            _empty().backup(connection)
            connection.execute("PRAGMA foreign_keys = ON")
        self.connection = connection
        self.now = now
        self._random = random.Random(7)
        self.set_now(now)

    def set_now(self, now: int) -> None:
        """Freeze the clock at a moment."""
        self.connection.execute(
            "UPDATE clock SET mode = 'frozen', wall_ms = ?, platform_ms = ?, rate = 0, high_ms = ?",
            (now, now, now),
        )

    def uuid(self) -> bytes:
        """A new uuid; the same ones in the same order in every world."""
        return self._random.randbytes(16)

    def insert(self, table: str, **columns: Any) -> int:
        """Put a row in and give its rowid."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values())
        )
        return cursor.lastrowid or 0

    def partner(self, name: str = "North Coast", parent: int | None = None, **more: Any) -> int:
        """A partner, or a sub-partner of one."""
        (last,) = self.connection.execute("SELECT max(id) FROM partners").fetchone()
        number = (last or 0) + 1
        columns = {
            "id": number,
            "uuid": self.uuid(),
            "parent_id": parent,
            "root_id": parent or number,
            "name": name,
            "name_key": search_key(name),
            "subscription_id": f"Sub{number}",
            "created_ms": self.now - 400 * DAY + number,
        }
        return self.insert("partners", **{**columns, **more})

    def staff(self, partner: int, email: str, roles: Iterable[str] = (FULL, WHOLESALE)) -> int:
        """A staff account."""
        return self.insert(
            "staff",
            uuid=self.uuid(),
            partner_id=partner,
            email=email,
            display_name=email.partition("@")[0].title(),
            roles=json.dumps(list(roles)),
            created_ms=self.now - DAY,
        )

    def customer(
        self,
        owner: int,
        name: str,
        status: str = "provisioned",
        *,
        packages: Mapping[str, str] | Iterable[str] = ("webex_calling",),
        steps: Iterable[Step] = (),
        package_steps: Mapping[str, Iterable[Step]] | None = None,
        **more: Any,
    ) -> int:
        """A customer with its organization, packages and steps.

        Args:
            owner: the rowid of its partner.
            name: also the organization's; its external id is made of the rowid unless given.
            status: before the first step.
            packages: names, or statuses by name.
            steps: (due, status) or (due, status, detail).
            package_steps: the same for packages.
            more: columns of the customer; `active_ms` is the organization's.
        """
        created = more.pop("created_ms", self.now - 10 * DAY)
        external = more.pop("external_id", None)
        active = more.pop("active_ms", created)
        organization = self.insert(
            "organizations",
            uuid=self.uuid(),
            name=name,
            manager_id=owner,
            created_ms=created,
            active_ms=active,
        )
        external = f"NC-{organization:06}" if external is None else external
        email = more.pop("email", "")
        columns = {
            "uuid": self.uuid(),
            "root_id": self.connection.execute(
                "SELECT root_id FROM partners WHERE id = ?", (owner,)
            ).fetchone()[0],
            "owner_id": owner,
            "organization_id": organization,
            "name": name,
            "name_key": search_key(name),
            "external_id": external,
            "external_key": search_key(external),
            "email": email,
            "email_key": search_key(email),
            "grams": grams(name),
            "status": status,
            "status_ms": created,
            "address1": "1 Main Street",
            "city": "Springfield",
            "country": "US",
            "created_ms": created,
            "attached_ms": created if more.get("attached") else None,
        }
        customer = self.insert("customers", **{**columns, **more})
        held = packages if isinstance(packages, Mapping) else dict.fromkeys(packages, status)
        of_packages = {name: list(steps) for name, steps in (package_steps or {}).items()}
        for package in {**held, **of_packages}:
            self._package(customer, package, held.get(package, ""), of_packages, created)
        self._steps(1, customer, 0, steps)
        self._fold("customers", 1, customer, 0)
        return customer

    def subscriber(
        self,
        customer: int,
        status: str = "provisioned",
        *,
        package: str = "webex_calling",
        steps: Iterable[Step] = (),
        email: str | None = None,
        **more: Any,
    ) -> int:
        """A subscriber and its person."""
        created = more.pop("created_ms", self.now - 5 * DAY)
        (organization,) = self.connection.execute(
            "SELECT organization_id FROM customers WHERE id = ?", (customer,)
        ).fetchone()
        uuid = self.uuid()
        person = self.insert(
            "people",
            uuid=uuid,
            organization_id=organization,
            email=email or f"{uuid.hex()[:8]}@example.com",
            first_name="Ann",
            last_name="Other",
            created_ms=created,
            active_ms=created,
        )
        columns = {
            "uuid": self.uuid(),
            "person_id": person,
            "customer_id": customer,
            "package": package_rules.CODES[package],
            "status": status if status in {"provisioned", "deleted"} else "pending_user_migration",
            "created_ms": created,
            "status_ms": created,
        }
        subscriber = self.insert("subscribers", **{**columns, **more})
        self._steps(3, subscriber, 0, steps)
        self._fold("subscribers", 3, subscriber, 0)
        return subscriber

    def location(
        self, customer: int, name: str = "Headquarters", created_ms: int | None = None
    ) -> int:
        """A place of a customer's organization."""
        return self.insert(
            "locations",
            uuid=self.uuid(),
            organization_id=self.connection.execute(
                "SELECT organization_id FROM customers WHERE id = ?", (customer,)
            ).fetchone()[0],
            name=name,
            time_zone="America/New_York",
            language="en_US",
            address1="1 Main Street",
            city="Springfield",
            country="US",
            created_ms=self.now - DAY if created_ms is None else created_ms,
        )

    def _package(
        self,
        customer: int,
        name: str,
        status: str,
        steps: Mapping[str, list[Step]],
        created: int,
    ) -> None:
        code = package_rules.CODES[name]
        allowed = {"provisioned", "provisioning", "deleting", "error", "deleted"}
        self.insert(
            "customer_packages",
            customer_id=customer,
            package=code,
            status=status if status in allowed else "provisioned",
            added_ms=created,
        )
        self._steps(2, customer, code, steps.get(name, ()))
        self._fold("customer_packages", 2, customer, code)

    def _steps(self, kind: int, subject: int, part: int, steps: Iterable[Step]) -> None:
        for seq, step in enumerate(steps):
            detail = details.write(**step[2]) if len(step) == 3 else None
            self.insert(
                "steps",
                kind=kind,
                subject=subject,
                part=part,
                seq=seq,
                due_ms=step[0],
                status=step[1],
                detail=detail,
            )

    def _fold(self, table: str, kind: int, subject: int, part: int) -> None:
        """What whoever writes steps does with those that are due at once."""
        where = "kind = :kind AND subject = :subject AND part = :part"
        values: dict[str, Any] = {"kind": kind, "subject": subject, "part": part, "now": self.now}
        due = self.connection.execute(
            f"SELECT status, due_ms, detail FROM steps WHERE {where} AND due_ms <= :now"
            " ORDER BY due_ms DESC, seq DESC, status DESC LIMIT 1",
            values,
        ).fetchone()
        kinds = "kind IN (1, 2) AND subject = :subject" if kind == 1 else where
        upcoming = f"(SELECT min(due_ms) FROM steps WHERE {kinds} AND due_ms > :now)"
        key = "customer_id = :subject AND package = :part" if kind == 2 else "id = :subject"
        if due is not None:
            detail = details.read(due[2])
            values |= {"s": due[0], "d": due[1], "e": detail.errors, "w": detail.warnings}
            more = "warnings = :w" if kind == 2 else "status_ms = :d"
            self.connection.execute(
                f"UPDATE {table} SET status = :s, errors = :e, {more} WHERE {key}", values
            )
        self.connection.execute(f"UPDATE {table} SET next_at = {upcoming} WHERE {key}", values)
