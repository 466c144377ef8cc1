"""A world with templates, and orders in it, for the tests of what changes customers."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from data.emulation.http import bodies
from data.emulation.invariants import check_content
from data.emulation.rules import ids, packages
from data.emulation.services import clock, customers, provisioning, removing, updating, writing
from data.emulation.services.callers import Caller
from data.emulation.services.problems import Refusal
from data.emulation.store import clock as clock_row
from data.emulation.store import customer_rows, partners
from data.emulation.store.customer_filter import Scope
from data.emulation.store.requests import Record
from data.models.requests import ProvisionCustomer, UpdateCustomer
from tests.data.emulation.builder import DAY, NOW, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.store.customer_rows import Customer

HOUR = 3_600_000
ADDRESS = {
    "addressLine1": "12 Harbour Street",
    "city": "Portland",
    "stateOrProvince": "OR",
    "zipOrPostalCode": "97201",
    "country": "us",
}
PLACE = {
    "name": "Headquarters",
    "address": ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_US",
    "emergencyLocationIdentifier": "HQ-1",
}
INFO = {"name": "Acme Dental", "primaryEmail": "Office@Acme.example"}
NOWHERE = ids.encode(ids.ORGANIZATION, bytes(16))


class Shop(NamedTuple):
    """A world and the provisioning ids of its templates, by the rowid of their owner.

    Partner 1 has the sub-partners 2, active, and 3, suspended; partner 4 is a stranger.
    """

    world: World
    templates: dict[int, str]

    @property
    def now(self) -> int:
        """The platform's time."""
        return clock.now(self.world.connection)

    def body(self, owner: int = 1, **more: Any) -> dict[str, Any]:
        """A request for a plain customer; None takes a field away."""
        found = {
            "provisioningId": self.templates[owner],
            "packages": ["webex_calling"],
            "externalId": "NC-1",
            "address": ADDRESS,
            "customerInfo": INFO,
            "provisioningParameters": {"calling": {"location": PLACE}},
        }
        return {name: value for name, value in {**found, **more}.items() if value is not None}

    def caller(self, partner: int = 1) -> Caller:
        """The administrator of a partner."""
        staff = partners.staff_by_email(self.world.connection, f"s{partner}@example.com")
        assert staff is not None
        return Caller(staff, partners.partner(self.world.connection, partner))

    @contextmanager
    def change(self, partner: int = 1) -> Iterator[writing.Write]:
        """A change that is undone if it is refused, as the writer does; checked afterwards."""
        connection = self.world.connection
        (number,) = connection.execute("SELECT count(*) FROM requests").fetchone()
        record = Record(f"ROUTER_{number}", "test", "POST", "/", None)
        connection.execute("SAVEPOINT change")
        try:
            yield writing.begin(connection, self.caller(partner), record)
        except BaseException:
            connection.execute("ROLLBACK TO change")
            connection.execute("RELEASE change")
            raise
        connection.execute("RELEASE change")
        self.check()

    def check(self) -> None:
        """Nothing in the database contradicts itself."""
        assert check_content(self.world.connection) == []
        assert not self.world.connection.execute("PRAGMA foreign_key_check").fetchall()

    def order(
        self, body: dict[str, Any] | None = None, *, partner: int = 1, behalf: int | None = None
    ) -> bytes:
        """Provision a customer; its uuid."""
        read, shape = bodies.read(ProvisionCustomer, json.dumps(body or self.body()).encode())
        with self.change(partner) as write:
            return provisioning.provision(write, self.behalf(behalf), read, shape)

    def update(self, uuid: bytes, *, partner: int = 1, **body: Any) -> None:
        """Update a customer."""
        read, shape = bodies.read(UpdateCustomer, json.dumps(body).encode())
        with self.change(partner) as write:
            updating.update(write, None, uuid, read, shape)

    def remove(self, uuid: bytes, *, partner: int = 1) -> None:
        """Remove a customer."""
        with self.change(partner) as write:
            removing.remove(write, None, uuid)

    def behalf(self, partner: int | None) -> str | None:
        """The organization id of a partner."""
        return None if partner is None else self.org_id("partners", partner)

    def org_id(self, table: str, rowid: int) -> str:
        """The organization id of a row of `partners` or `organizations`."""
        (uuid,) = self.row(f"SELECT uuid FROM {table} WHERE id = ?", rowid)
        return ids.encode(ids.ORGANIZATION, uuid)

    def customer(self, uuid: bytes, root: int = 1) -> Customer:
        """A customer as readers find it now."""
        return customers.one(self.world.connection, Scope(root), uuid, self.now)

    def status(self, uuid: bytes) -> str:
        """Its status now; `gone` for none."""
        found = customer_rows.by_uuid(self.world.connection, Scope(1), uuid, self.now)
        return "gone" if found is None else found.row.status

    def packages(self, uuid: bytes) -> dict[str, str]:
        """The statuses of a customer's packages now."""
        return {packages.NAMES[p.package]: p.status for p in self.customer(uuid).packages}

    def notes(self, uuid: bytes) -> list[str]:
        """What a customer's history says until now, oldest first, where it says something."""
        found = customers.detail(self.world.connection, Scope(1), uuid, self.now).history
        notes = [(step.due_ms, json.loads(step.detail or "{}").get("note")) for step in found]
        return [note for _due, note in reversed(notes) if note]

    def row(self, sql: str, *values: Any) -> Any:
        """The first row of a query."""
        return self.world.connection.execute(sql, values).fetchone()

    def later(self, ms: int) -> None:
        """Let time pass."""
        self.world.set_now(self.now + ms)

    def pace(self, pace: str) -> None:
        """Set how long things take."""
        clock_row.set_pace(self.world.connection, pace)

    def deny(self, name_key: str = "", address_key: str = "") -> None:
        """Put a party on the list of denied ones."""
        self.world.insert(
            "denied_parties",
            name="Shadow Trading",
            name_key=name_key,
            address_key=address_key,
        )

    def outsider(self, name: str = "Driftwood Books", **more: Any) -> str:
        """An organization that is nobody's customer; its id."""
        columns = {"kind": "none", "created_ms": NOW - 500 * DAY, "active_ms": NOW - 500 * DAY}
        uuid = self.world.uuid()
        self.world.insert("organizations", uuid=uuid, name=name, **{**columns, **more})
        return ids.encode(ids.ORGANIZATION, uuid)


@contextmanager
def refused(status: int, *expected: tuple[str, str]) -> Iterator[None]:
    """Something is refused, with codes by name and the beginning of their descriptions."""
    from data.emulation.rules.codes import BY_NAME

    with pytest.raises(Refusal) as found:
        yield
    assert found.value.status == status, found.value.problems
    given = [(code.number, text) for code, text in found.value.problems]
    assert [number for number, _text in given] == [BY_NAME[n].number for n, _b in expected], given
    for (_number, text), (_name, beginning) in zip(given, expected, strict=True):
        assert text.startswith(beginning), text


def open_shop() -> Shop:
    """A shop in memory, at the pace of a demo."""
    world = World()
    top = world.partner("North Coast", delayed_billing=1)
    world.partner("Harbour Voice", top)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    templates = {}
    for partner in range(1, 5):
        world.staff(partner, f"s{partner}@example.com")
        uuid = world.uuid()
        world.insert(
            "templates",
            uuid=uuid,
            owner_id=partner,
            name=f"Standard {partner}",
            country="CA",
            language="en_CA",
            created_ms=NOW - DAY,
        )
        templates[partner] = ids.encode_provisioning_id(uuid)
    return Shop(world, templates)
