"""A backend in a few lines: what the command line asks, and answers that tests choose."""

from __future__ import annotations

import base64
import re
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
        failed = self.fail(request)
        if failed is not None:
            return failed
        path, query = request.url.path, request.url.params
        if path == "/hub/v1/capabilities" and self.hub:
            return httpx.Response(200, json=CAPABILITIES)
        if path == "/hub/v1/customers" and self.hub:
            return self._window(query)
        if path == "/v1/wholesale/customers":
            return self._list(query)
        found = re.fullmatch(r"/(hub/v1|v1/wholesale)/customers/(.+)", path)
        if found and (self.hub or found[1] != "hub/v1"):
            for row in self.rows:
                if row["id"] == found[2]:
                    return httpx.Response(200, json=row)
        body = {"message": "Not found.", "trackingId": "T-404"}
        return httpx.Response(404, json=body, headers={"trackingid": "T-404"})

    def _window(self, query: httpx.QueryParams) -> httpx.Response:
        rows = [row for row in self.rows if query.get("q", "").lower() in row["name"].lower()
                or query.get("q") == row["externalId"]]  # fmt: skip
        if "status" in query:
            rows = [row for row in rows if row["status"] in query["status"].split(",")]
        keys = [row["key"] for row in rows]
        begin = keys.index(query["after"]) + 1 if "after" in query else 0
        end = begin + int(query["max"])
        more = {"Link": '<http://localhost/x>; rel="next"'} if end < len(rows) else {}
        return httpx.Response(200, json={"items": rows[begin:end]}, headers=more)

    def _list(self, query: httpx.QueryParams) -> httpx.Response:
        public = ("id", "externalId", "address", "status", "packages")
        rows = [
            {field: row[field] for field in public}
            for row in self.rows
            if query.get("externalId") in (None, row["externalId"])
        ]
        begin, size = int(query.get("offset", 0)), int(query["max"])
        target = f"http://localhost/v1/wholesale/customers?offset={begin + size}&max={size}"
        more = {"Link": f'<{target}>; rel="next"'} if begin + size < len(rows) else {}
        return httpx.Response(200, json={"items": rows[begin : begin + size]}, headers=more)
