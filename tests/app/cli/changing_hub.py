"""A backend in a few lines that takes changes: what was sent to it, and what it says to that."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from data.client import HubClient, Settings
from tests.app.cli.fake_hub import FakeHub, customer_id
from tests.data.client.support import Pauses

if TYPE_CHECKING:
    from app.profiles import Profile
    from app.wiring import Backend

Json = dict[str, Any]

PROVISIONING_ID = base64.b64encode(b"11111111-2222-4333-8444-555555555555").decode()
PROVIDER = base64.urlsafe_b64encode(b"ciscospark://us/ORGANIZATION/harbour").decode().rstrip("=")


def subscriber_id(n: int) -> str:
    """The platform's id of the nth subscriber."""
    uuid = f"00000000-0000-4000-9000-{n:012}"
    text = f"ciscospark://us/SUBSCRIBER/{uuid}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def subscriber(n: int, email: str, package: str, *add_ons: str, **more: object) -> Json:
    """A subscriber of the first customer."""
    return {
        "id": subscriber_id(n),
        "email": email,
        "customerId": customer_id(1),
        "externalCustomerId": "NC-1",
        "package": package,
        "packages": [package, *add_ons],
        "status": "provisioned",
        **more,
    }


class Sent(NamedTuple):
    """A request that was to change or check something."""

    method: str
    path: str
    body: Json | None


class ChangingHub(FakeHub):
    """Customers and subscribers that can be changed.

    Attributes:
        subscribers: its users.
        templates: its onboarding templates; None where the backend lists none.
        locations: places of customers.
        workspaces: rooms of customers.
        providers: indirect providers.
        sent: what was sent that is no GET, in order.
        refuse: an error body instead of doing what is asked, with its status.
    """

    def __init__(self, rows: list[Json]) -> None:
        super().__init__(rows)
        self.subscribers: list[Json] = []
        self.templates: list[Json] = [
            {"id": "t1", "name": "Standard US", "provisioningId": PROVISIONING_ID}
        ]
        self.locations: list[Json] = []
        self.workspaces: list[Json] = []
        self.providers: list[Json] = []
        self.sent: list[Sent] = []
        self.refuse: tuple[int, Json] | None = None

    def client(self) -> HubClient:
        """A client of it."""
        time = Pauses()
        transport = httpx.MockTransport(self._answer)
        settings = Settings(wait=time.wait, timer=time.timer)
        return HubClient("http://localhost/v1", "tok", transport=transport, settings=settings)

    async def open_profile(self, _profile: Profile) -> Backend:
        """What `app.wiring.open_profile` is replaced by."""
        from app.wiring import Backend

        return Backend(self.client())

    def _route(self, path: str, query: httpx.QueryParams) -> httpx.Response | None:
        lists = {
            "/hub/v1/templates": self.templates,
            "/v1/locations": self.locations,
            "/v1/workspaces": self.workspaces,
            "/v1/wholesale/subPartners": self.providers,
        }
        if path in lists and (self.hub or not path.startswith("/hub/")):
            return httpx.Response(200, json={"items": lists[path]})
        if path == "/hub/v1/partner" and self.hub:
            return httpx.Response(200, json={"orgId": "own", "name": "North Coast"})
        if path == "/v1/wholesale/subscribers":
            found = [
                one for one in self.subscribers
                if query.get("email", one["email"]) == one["email"]
                and query.get("customerId", one["customerId"]) == one["customerId"]
            ]  # fmt: skip
            return httpx.Response(200, json={"items": found})
        if path.startswith("/v1/wholesale/subscribers/"):
            wanted = path.rpartition("/")[2]
            user = next((one for one in self.subscribers if one["id"] == wanted), None)
            return None if user is None else httpx.Response(200, json=user)
        return super()._route(path, query)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return super()._answer(request)
        path = request.url.raw_path.decode().removeprefix("/v1")
        body = json.loads(request.content) if request.content else None
        self.sent.append(Sent(request.method, path, body))
        heads = {"trackingid": f"T-{len(self.sent)}"}
        if self.refuse is not None:
            status, answer = self.refuse
            return httpx.Response(status, json=answer, headers=heads)
        return self._done(request, body or {}, heads)

    def _done(self, request: httpx.Request, body: Json, heads: dict[str, str]) -> httpx.Response:
        path = request.url.path
        if path.endswith("/validate"):
            info = [{"infoCode": 100, "description": "All is well."}]
            return httpx.Response(200, json={"message": "success", "info": info}, headers=heads)
        if path.endswith("/consentMove") or (
            request.method == "DELETE" and "/customers/" not in path
        ):
            return httpx.Response(204, headers=heads)
        if "/customers" in path:
            if request.method == "DELETE":
                return httpx.Response(202, headers=heads)
            known = path.rpartition("/")[2] if request.method == "PUT" else customer_id(99)
            url = f"http://localhost/v1/wholesale/customers/{known}"
            return httpx.Response(202, json={"url": url}, headers={**heads, "location": url})
        if "/subscribers" in path:
            user = subscriber(99, body.get("email", "a@b.example"), body.get("package", ""))
            return httpx.Response(200, json=user, headers=heads)
        return httpx.Response(200, json={"id": "made", **body}, headers=heads)
