"""The platform that the state machine plays on, and all of it that can be seen over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import ids, reviews
from data.models.customers import Address
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import Reply, ask_at_once
from tests.data.emulation.http.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]

STREET: Final = {"addressLine1": "12 Harbour Street", "city": "Portland", "country": "us"}
ADDRESS: Final = {**STREET, "stateOrProvince": "OR", "zipOrPostalCode": "97201"}
OTHER: Final = {**ADDRESS, "addressLine1": "9 Mill Road"}
DENIED: Final = {**ADDRESS, "addressLine1": "66 Shadow Lane"}
DENIED_NAME: Final = "Black Pine"
FREE: Final = ("fay@free.example", "fred@free.example")
"""Who has a free account (SBR-3)."""
RESIDENT: Final = "rita@resident.example"
"""Who is a user of the organization `small` already."""
ORGANIZATIONS: Final = ("small", "verified", "crowd", "flex", "trial", "broadworks")
REFUSED: Final = ("trial", "broadworks")
ASKED: Final = ("verified", "crowd")
"""Organizations whose administrator has to agree (ATT-1)."""


class Sight(NamedTuple):
    """All that can be seen at a moment. By the ids of what they are about; people and places by
    that of their organization.

    Attributes:
        rows: of the hub's list.
        customers: their details.
        named: customers of which `/hub/v1/changes` says that they changed since the last sight.
    """

    now: int
    rows: dict[str, Row]
    customers: dict[str, Row]
    subscribers: dict[str, Row]
    people: dict[str, list[Row]]
    locations: dict[str, list[Row]]
    workspaces: dict[str, list[Row]]
    templates: dict[str, Row]
    named: frozenset[str]


def _world() -> World:
    """Partner 1 with the sub-partners 2 and 3, which is suspended; outsiders of each kind."""
    world = World()
    top = world.partner("North Coast", delayed_billing=1)
    world.partner("Harbour Voice", top)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    for partner in range(1, 5):
        world.staff(partner, f"s{partner}@example.com")
        _template(world, partner, f"Standard {partner}")
    _template(world, 1, "Discreet", invites_admins=0)
    past = {"created_ms": NOW - 500 * DAY, "active_ms": NOW - 500 * DAY}
    more: dict[str, Row] = {
        "small": {},
        "verified": {"domain": "verified.example", "domain_verified": 1},
        "crowd": {"existing_users": 100, "licences": "active"},
        "flex": {"kind": "flex", "licences": "active"},
        "trial": {"kind": "trial"},
        "broadworks": {"kind": "broadworks"},
    }
    for name in ORGANIZATIONS:
        columns = {"kind": "none", **past, **more[name]}
        number = world.insert("organizations", uuid=world.uuid(), name=name, **columns)
        if name == "small":
            world.insert(
                "people",
                uuid=world.uuid(),
                organization_id=number,
                email=RESIDENT,
                first_name="Rita",
                last_name="Resident",
                created_ms=NOW - DAY,
                active_ms=NOW - DAY,
            )
    for email in FREE:
        world.insert("free_accounts", email=email, display_name=email[:3].title())
    world.insert("denied_parties", name=DENIED_NAME, name_key=reviews.party_key(DENIED_NAME))
    key = reviews.address_key(Address.model_validate(DENIED))
    world.insert("denied_parties", name="Shadow Trading", name_key="", address_key=key)
    return world


def _template(world: World, owner: int, name: str, **more: Any) -> None:
    columns = {"country": "CA", "language": "en_CA", "created_ms": NOW - DAY, **more}
    world.insert("templates", uuid=world.uuid(), owner_id=owner, name=name, **columns)


class Play:
    """A platform in memory. Partner 1 asks, unless told otherwise."""

    def __init__(self) -> None:
        template = _world()
        self.lab = Lab(template)
        self.partners = self._ids("partners", "id <= 4")
        """Organization ids of the partners, by their rowid less one."""
        self.organizations = dict(zip(ORGANIZATIONS, self._ids("organizations"), strict=True))
        rows = self.lab.connection.execute("SELECT uuid FROM templates ORDER BY id")
        self.templates = [ids.encode_provisioning_id(uuid) for (uuid,) in rows]
        """Provisioning ids: of the partners 1 to 4, and the one of 1 that invites nobody."""

    def _ids(self, table: str, test: str = "TRUE") -> list[str]:
        rows = self.lab.connection.execute(f"SELECT uuid FROM {table} WHERE {test} ORDER BY id")
        return [ids.encode(ids.ORGANIZATION, uuid) for (uuid,) in rows]

    def ask(self, method: str, url: str, body: Any = None, *, partner: int = 1) -> Reply:
        """Send a request; no answer is a failure of the server."""
        token = self.lab.tokens[partner]
        reply = ask_at_once(self.lab.app, url, token, method=method, body=body)
        assert reply.status < 500, (method, url, body, reply.body)
        return reply

    def get(self, url: str, *, partner: int = 1) -> Any:
        """What a GET answers."""
        reply = self.ask("GET", url, partner=partner)
        assert reply.status == 200, (url, reply.body)
        return reply.json

    def content(self) -> dict[str, list[Any]]:
        """All that the tables have."""
        run = self.lab.connection.execute
        names = run(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        return {name: run(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}

    def at_write(self, method: str, url: str, body: Any) -> Reply:
        """Ask as of the moment that the next change will have; time stays where it is."""
        connection = self.lab.connection
        connection.execute("SAVEPOINT look")
        self.lab.wait(1)
        reply = self.ask(method, url, body)
        connection.execute("ROLLBACK TO look")
        connection.execute("RELEASE look")
        return reply

    def seat(self, table: str, kind: str, name: str) -> tuple[str, str, str]:
        """Location, extension and phone of a subscriber or workspace, which no answer tells."""
        uuid, extension, phone = self.lab.connection.execute(
            f"SELECT l.uuid, u.extension, u.phone FROM {table} AS u"
            " LEFT JOIN locations AS l ON l.id = u.location_id WHERE u.uuid = ?",
            (ids.decode(kind, name),),
        ).fetchone()
        return ("" if uuid is None else ids.encode(ids.LOCATION, uuid)), extension, phone

    def look(self, since: int) -> Sight:
        """See everything; `since` is the moment of the last sight."""
        rows = {row["id"]: row for row in self.get("/hub/v1/customers?owner=all&max=100")["items"]}
        changes = self.get(f"/hub/v1/changes?owner=all&since={since}")
        assert not changes["more"]
        found = [org["id"] for org in self.get("/v1/organizations")["items"]]
        templates = self.get("/hub/v1/templates?owner=all")["items"]
        return Sight(
            self.lab.now,
            rows,
            {one: self.get(f"/hub/v1/customers/{one}") for one in rows},
            {row["id"]: row for row in self._subscribers()},
            {org: self.get(f"/v1/people?orgId={org}")["items"] for org in found},
            {org: self.get(f"/v1/locations?orgId={org}")["items"] for org in found},
            {org: self.get(f"/v1/workspaces?orgId={org}")["items"] for org in found},
            {row["provisioningId"]: row for row in templates},
            frozenset(changes["items"]),
        )

    def _subscribers(self) -> Iterator[Row]:
        for behalf in ("", *self.partners[1:3]):
            url = f"/v1/wholesale/subscribers?max=100&onBehalfOfSubPartnerOrgId={behalf}"
            yield from self.get(url)["items"]
