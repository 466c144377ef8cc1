"""A small platform to change subscribers, people, places and workspaces on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from data.emulation.invariants import check_content
from data.emulation.platform import Platform
from data.emulation.rules import ids
from data.emulation.rules.packages import CODES, bit, mask
from data.emulation.store.schema import SCHEMA
from data.emulation.store.service_invariants import IDLE
from data.sqlite.connect import connect
from data.sqlite.migrate import migrate
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import Reply, ask

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PACKAGES = (
    "webex_calling",
    "webex_suite",
    "webex_voice",
    "webex_meetings",
    "webex_calling_standard",
    "attendant_console",
    "common_area_calling",
)
SUBSCRIBERS = "/v1/wholesale/subscribers"


class Use(NamedTuple):
    """An interval of use: the package's name, from when, until when."""

    package: int
    start_ms: int
    end_ms: int | None


class Ground:
    """A platform with partner 1, its sub-partners 2 and 3 (suspended), partner 4; no customers.

    After each change that is sent, all that must hold is checked.
    """

    def __init__(self, path: Path) -> None:
        connection = connect(
            path, create=True, synchronous="OFF", application_id=SCHEMA.application_id
        )
        migrate(connection, path, SCHEMA.migrations, SCHEMA.application_id)
        self.world = World(connection)
        top = self.world.partner()
        self.world.partner("Harbour Voice", top)
        self.world.partner("Lakeside", top, state="suspended")
        self.world.partner("Elsewhere")
        for partner in range(1, 5):
            self.world.staff(partner, f"s{partner}@example.com")
        self.platform = Platform.open(path, synchronous="NORMAL")
        self.tokens = {n: self.platform.token(f"s{n}@example.com") for n in range(1, 5)}

    def close(self) -> None:
        """Close both connections to the file."""
        self.platform.close()
        self.world.connection.close()

    def customer(
        self,
        owner: int = 1,
        name: str = "Acme Dental",
        *,
        packages: Iterable[str] = PACKAGES,
        places: int = 1,
        created: int | None = None,
        **more: Any,
    ) -> int:
        """A customer with locations and a SIP domain; its rowid."""
        held = list(packages)
        begun = mask(["webex_meetings"]) if created is None else created
        number = self.world.customer(
            owner, name, packages=held, created_packages=begun, created_ms=NOW - DAY, **more
        )
        self.run("UPDATE organizations SET sip_domain = 'c.example' WHERE id = ?", number)
        for place in range(places):
            self.world.location(number, f"Place {place}")
        return number

    def send(self, method: str, path: str, body: Any = None, *, partner: int = 1) -> Reply:
        """Send a request as the staff of a partner, and look that the store is sound."""
        reply = ask(self.platform.app, path, self.tokens[partner], method=method, body=body)
        assert reply.status < 500
        assert check_content(self.world.connection) == []
        assert self.one(IDLE) == 0
        return reply

    def get(self, path: str, *, partner: int = 1) -> Any:
        """The body of a list or an object that is there."""
        reply = self.send("GET", path, partner=partner)
        assert reply.status == 200
        return reply.json

    def provision(self, customer: int, email: str, package: str = "webex_calling") -> str:
        """Provision a user, with the next free extension if the package wants one; its id."""
        extension = str(100 + self.one("SELECT count(*) FROM subscribers"))
        numbers = {} if package == "webex_meetings" else {"extension": extension}
        reply = self.send("POST", SUBSCRIBERS, self.wanted(customer, email, package, **numbers))
        assert reply.status in (200, 202), reply.body
        found: str = reply.json["id"]
        return found

    def wanted(
        self, customer: int, email: str, package: str = "webex_calling", **parameters: str
    ) -> dict[str, Any]:
        """The body of a request for a subscriber."""
        return {
            "customerId": self.id(ids.CUSTOMER, "customers", customer),
            "email": email,
            "package": package,
            "provisioningParameters": {"firstName": "Ann", "lastName": "Other", **parameters},
        }

    def id(self, kind: str, table: str, rowid: int) -> str:
        """The platform id of a row."""
        uuid = self.one(f"SELECT uuid FROM {table} WHERE id = ?", rowid)
        return ids.encode(kind, uuid)

    def org(self, customer: int) -> str:
        """The id of a customer's organization."""
        query = "SELECT organization_id FROM customers WHERE id = ?"
        return self.id(ids.ORGANIZATION, "organizations", self.one(query, customer))

    def one(self, query: str, *values: Any) -> Any:
        """The first column of the first row."""
        return self.world.connection.execute(query, values).fetchone()[0]

    def run(self, query: str, *values: Any) -> None:
        """Write past the platform."""
        self.world.connection.execute(query, values)

    def limit(self, customer: int, package: str, most: int) -> None:
        """Limit a customer's use of a package."""
        query = "UPDATE customer_packages SET limit_n = ? WHERE customer_id = ? AND package = ?"
        self.run(query, most, customer, CODES[package])

    def uses(self, subscriber: str) -> list[Use]:
        """The intervals of a subscriber, oldest first, of one moment by package."""
        rows = self.world.connection.execute(
            "SELECT i.package, i.start_ms, i.end_ms FROM usage_intervals AS i"
            " JOIN subscribers AS u ON u.id = i.subscriber_id WHERE u.uuid = ?"
            " ORDER BY i.start_ms, i.package",
            (ids.decode(ids.SUBSCRIBER, subscriber),),
        )
        return [Use(*row) for row in rows]

    def move(self, ms: int) -> None:
        """Move the frozen clock on."""
        high = self.one("SELECT max(high_ms, platform_ms) FROM clock")
        self.world.set_now(high + ms)


def codes_of(reply: Reply) -> list[int]:
    """The error codes of an answer."""
    return [error["errorCode"] for error in reply.json["errors"]]


def fields_of(reply: Reply) -> list[str]:
    """The fields that an answer's errors name."""
    return [error["description"].partition(":")[0] for error in reply.json["errors"]]


def created(*packages: str) -> int:
    """The mask of some packages."""
    return sum(bit(CODES[name]) for name in packages)
