"""A backend in a few lines: what the command line asks, and answers that tests choose."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import httpx

from app.wiring import Backend
from data.client import HubClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.profiles import Profile

Json = dict[str, Any]
CAPABILITIES = {"search": True, "keyset": True, "counts": True, "platform": "sandbox"}


def customer_id(n: int) -> str:
    """The platform's id of the nth customer."""
    uuid = f"00000000-0000-4000-8000-{n:012}"
    return (
        base64.urlsafe_b64encode(f"ciscospark://us/ENTERPRISE/{uuid}".encode()).decode().rstrip("=")
    )


def customer(n: int, name: str, external_id: str, **more: object) -> Json:
    """A customer of the hub's list."""
    return {
        "id": customer_id(n),
        "externalId": external_id,
        "name": name,
        "status": "provisioned",
        "packages": ["webex_calling", "webex_suite"],
        "users": n,
        "owner": {"orgId": "own", "name": "North Coast"},
        "address": {"addressLine1": "1 Pier", "city": "Hull", "country": "GB"},
        "created": "2026-01-02T03:04:05.000Z",
        "key": f"k{n}",
        **more,
    }


def missing() -> httpx.Response:
    """What there is not."""
    body = {"message": "Not found.", "trackingId": "T-404"}
    return httpx.Response(404, json=body, headers={"trackingid": "T-404"})


class FakeHub:
    """A backend behind httpx.

    Attributes:
        rows: its customers, in the order of its list.
        requests: path and query of everything that was asked.
        hub: whether it has the emulation's own routes.
        fail: answers instead, or raises, where it gives anything.
    """

    def __init__(self, rows: list[Json]) -> None:
        self.rows = rows
        self.requests: list[str] = []
        self.hub = True
        self.fail: Callable[[httpx.Request], httpx.Response | None] = lambda _request: None

    async def open_profile(self, _profile: Profile) -> Backend:
        """What `app.wiring.open_profile` is replaced by."""
        transport = httpx.MockTransport(self._answer)
        return Backend(HubClient("http://localhost/v1", "tok", transport=transport))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request.url.raw_path.decode())
        return self.fail(request) or self._route(request.url.path, request.url.params) or missing()

    def _route(self, path: str, query: httpx.QueryParams) -> httpx.Response | None:
        if path.startswith("/hub/v1/") and not self.hub:
            return None
        answer: Callable[[], httpx.Response | None] = {
            "/hub/v1/capabilities": lambda: httpx.Response(200, json=CAPABILITIES),
            "/hub/v1/customers": lambda: self._window(query),
            "/v1/wholesale/customers": lambda: self._list(query),
            "/v1/wholesale/subPartners": lambda: httpx.Response(200, json={"items": []}),
            "/v1/locations": lambda: httpx.Response(200, json={"items": []}),
            "/v1/organizations": lambda: httpx.Response(200, json={"items": self._known()}),
        }.get(path, lambda: self._one(path))
        return answer()

    def _one(self, path: str) -> httpx.Response | None:
        """A customer or an organization by its id."""
        wanted = path.rpartition("/")[2]
        for one in self._known() if "/organizations/" in path else self.rows:
            if one["id"] == wanted:
                return httpx.Response(200, json=one)
        return None

    def _known(self) -> list[Json]:
        return [
            {"id": row["orgId"], "displayName": row["name"]} for row in self.rows if "orgId" in row
        ]

    def _window(self, query: httpx.QueryParams) -> httpx.Response:
        rows = [row for row in self.rows if query.get("q", "").lower() in row["name"].lower()
                or query.get("q", "").lower() == row["externalId"].lower()]  # fmt: skip
        if "status" in query:
            rows = [row for row in rows if row["status"] in query["status"].split(",")]
        keys = [row["key"] for row in rows]
        begin = keys.index(query["after"]) + 1 if "after" in query else 0
        end = begin + int(query["max"])
        more = {"Link": '<http://localhost/x>; rel="next"'} if end < len(rows) else {}
        return httpx.Response(200, json={"items": rows[begin:end]}, headers=more)

    def _list(self, query: httpx.QueryParams) -> httpx.Response:
        public = ("id", "orgId", "externalId", "address", "status", "packages")
        rows = [
            {field: row[field] for field in public if field in row}
            for row in self.rows
            if query.get("externalId") in (None, row["externalId"])
        ]
        begin, size = int(query.get("offset", 0)), int(query["max"])
        target = f"http://localhost/v1/wholesale/customers?offset={begin + size}&max={size}"
        more = {"Link": f'<{target}>; rel="next"'} if begin + size < len(rows) else {}
        return httpx.Response(200, json={"items": rows[begin : begin + size]}, headers=more)
