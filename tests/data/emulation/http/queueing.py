"""Customers with call queues, for tests of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground

if TYPE_CHECKING:
    from tests.data.emulation.http.asking import Reply

PACKAGES = (
    "common_area_calling",
    "webex_calling_standard",
    "webex_voice",
    "webex_calling",
    "cx_essentials",
    "webex_meetings",
)
QUEUES = "/v1/telephony/config/queues"
LINES = "/v1/telephony/config/virtualLines"


class Desk:
    """A customer that has people who answer calls.

    Args:
        ground: the platform.
        owner: whose customer.
        name: the customer's.
        packages: what it has.
    """

    def __init__(
        self,
        ground: Ground,
        owner: int = 1,
        name: str = "Acme Dental",
        packages: tuple[str, ...] = PACKAGES,
    ) -> None:
        self.ground = ground
        self.customer = ground.customer(owner, name, packages=packages, places=2)
        self.org = ground.org(self.customer)
        query = "SELECT {}(l.id) FROM locations AS l JOIN customers AS c ON c.organization_id"
        query += " = l.organization_id WHERE c.id = ?"
        self.place, self.other = (
            ground.id(ids.LOCATION, "locations", ground.one(query.format(which), self.customer))
            for which in ("min", "max")
        )
        self._extension = 300

    @property
    def url(self) -> str:
        """Where queues of the first place are made."""
        return f"/v1/telephony/config/locations/{self.place}/queues"

    def user(self, email: str, package: str = "webex_calling") -> str:
        """Provision a user; the id of the person."""
        self._extension += 1
        numbers = {"extension": str(self._extension), "locationId": self.place}
        if package == "webex_meetings":
            numbers = {}
        wanted = self.ground.wanted(self.customer, email, package, **numbers)
        reply = self.ground.send("POST", SUBSCRIBERS, wanted)
        assert reply.status == 200, reply.body
        found: str = self.ground.get(f"{SUBSCRIBERS}/{reply.json['id']}")["personId"]
        return found

    def subscriber(self, person: str) -> str:
        """The address of the subscriber that a person is."""
        (found,) = self.ground.get(f"{SUBSCRIBERS}?personId={person}")["items"]
        return f"{SUBSCRIBERS}/{found['id']}"

    def room(self, extension: str = "450") -> str:
        """Make a workspace; its id."""
        body = {
            "displayName": "Lobby",
            "orgId": self.org,
            "locationId": self.place,
            "calling": {"type": "webexCalling", "webexCalling": {"extension": extension}},
        }
        reply = self.ground.send("POST", "/v1/workspaces", body)
        assert reply.status == 200, reply.body
        found: str = reply.json["id"]
        return found

    def line(self, extension: str = "470", **more: str) -> Reply:
        """Make a virtual line."""
        body = {"firstName": "Front", "lastName": "Desk", "locationId": self.place}
        return self.ground.send("POST", LINES, body | {"extension": extension} | more)

    def wanted(self, *agents: str, **more: Any) -> dict[str, Any]:
        """The body of a request for a queue."""
        body = {
            "name": "Appointments",
            "extension": "500",
            "callPolicies": {"policy": "CIRCULAR"},
            "queueSettings": {"queueSize": 25},
            "agents": [{"id": one} for one in agents],
        }
        return body | more

    def make(self, *agents: str, assist: bool = False, partner: int = 1, **more: Any) -> Reply:
        """Make a queue."""
        url = f"{self.url}?hasCxEssentials=true" if assist else self.url
        return self.ground.send("POST", url, self.wanted(*agents, **more), partner=partner)

    def queue(self, *agents: str, assist: bool = False, **more: Any) -> str:
        """Make a queue; its id."""
        reply = self.make(*agents, assist=assist, **more)
        assert reply.status == 201, reply.body
        found: str = reply.json["id"]
        return found

    def put(self, queue: str, **fields: Any) -> Reply:
        """Change a queue."""
        return self.ground.send("PUT", f"{self.url}/{queue}", fields)

    def get(self, queue: str) -> Any:
        """A queue with all that belongs to it."""
        return self.ground.get(f"/hub/v1/queues/{queue}")

    def agents(self, queue: str) -> list[str]:
        """The ids of a queue's agents."""
        return [one["id"] for one in self.get(queue)["agents"]]

    def upgrade(self, queue: str, **body: Any) -> Reply:
        """Upgrade a queue."""
        return self.ground.send("POST", f"/hub/v1/queues/{queue}/upgrade", body)


def descriptions(reply: Reply) -> list[str]:
    """What an answer's errors say."""
    return [error["description"] for error in reply.json["errors"]]
