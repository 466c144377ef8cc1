"""The console's list and detail of customers: on the emulation's routes, and without them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import CustomerQuery, HubClient, Position, errors
from data.models.customers import Owner
from tests.data.client.support import LIVE, LOCAL, client, error, items

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CAPABLE = {
    "search": True,
    "keyset": True,
    "counts": True,
    "changes": True,
    "sorts": ["name", "externalId", "created", "users"],
    "platform": "sandbox",
}


class Backend:
    """Answers by path; anything else is 404."""

    def __init__(self, answers: dict[str, Any], *, hub: bool = True) -> None:
        self.answers = dict(answers)
        if hub:
            self.answers["/hub/v1/capabilities"] = CAPABLE
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.raw_path.decode())
        answer = self.answers.get(request.url.path)
        if isinstance(answer, httpx.Response):
            return answer
        return error(404) if answer is None else httpx.Response(200, json=answer)


async def test_capabilities_are_asked_once() -> None:
    backend = Backend({})
    async with client(backend) as hub:
        first = await hub.capabilities()
        assert await hub.capabilities() is first
    assert first.keyset
    assert first.platform == "sandbox"
    assert first.sorts == ("name", "externalId", "created", "users")
    assert backend.asked == ["/hub/v1/capabilities"]


async def test_a_backend_without_them_is_a_live_one() -> None:
    backend = Backend({}, hub=False)
    async with client(backend) as hub:
        found = await hub.capabilities()
        await hub.capabilities()
    assert (found.platform, found.keyset, found.sorts) == ("live", False, ())
    assert backend.asked == ["/hub/v1/capabilities"]


async def test_the_platform_itself_is_not_even_asked() -> None:
    backend = Backend({})
    async with client(backend, base=LIVE) as hub:
        assert not (await hub.capabilities()).search
    assert backend.asked == []


async def test_a_failure_is_no_capability() -> None:
    backend = Backend({"/hub/v1/capabilities": error(401)})
    backend.answers["/hub/v1/capabilities"] = error(401)
    async with client(backend) as hub:
        with pytest.raises(errors.Unauthorized):
            await hub.capabilities()
        backend.answers["/hub/v1/capabilities"] = CAPABLE
        assert (await hub.capabilities()).keyset


QUERY = CustomerQuery(
    text="acme & co",
    statuses=("error", "updating"),
    packages=("webex_calling",),
    owner="all",
    sort="users",
    descending=True,
)
ASKED = "q=acme+%26+co&status=error%2Cupdating&package=webex_calling&owner=all"


@pytest.mark.parametrize(
    ("position", "where", "offset"),
    [
        (Position(), "", 0),
        (Position(offset=40), "&offset=40", 40),
        (Position(after="k+1"), "&after=k%2B1", None),
        (Position(before="k"), "&before=k", None),
        (Position(start="k"), "&from=k", None),
        (Position(end=True), "&end=true", None),
    ],
)
async def test_a_window_of_the_emulation(
    position: Position, where: str, offset: int | None
) -> None:
    row = {"id": "C1", "name": "Acme", "users": 7, "key": "k", "nextChange": "2026-01-01T00:00:00Z"}
    backend = Backend({"/hub/v1/customers": items(row, link='<http://localhost/x>; rel="next"')})
    async with client(backend) as hub:
        found = await hub.customers.window(QUERY, position, 50)
    assert backend.asked[1] == f"/hub/v1/customers?{ASKED}&sort=users&order=desc&max=50{where}"
    assert [(row.id, row.name, row.users, row.key) for row in found.items] == [
        ("C1", "Acme", 7, "k")
    ]
    assert found.items[0].next_change == datetime(2026, 1, 1, tzinfo=UTC)
    assert (found.has_previous, found.has_next, found.offset) == (False, True, offset)


async def test_the_end_of_a_list_has_only_what_is_before() -> None:
    backend = Backend({"/hub/v1/customers": items({"id": "C1"}, link='<x>; rel="prev"')})
    async with client(backend) as hub:
        found = await hub.customers.window(CustomerQuery(), Position(end=True), 9999)
    assert backend.asked[1] == "/hub/v1/customers?owner=own&max=500&end=true"
    assert (found.has_previous, found.has_next) == (True, False)


async def test_counts_of_the_emulation() -> None:
    answer = {"matched": 5000, "exact": False, "total": 1_000_000}
    backend = Backend({"/hub/v1/customers/count": answer})
    async with client(backend) as hub:
        found = await hub.customers.count(QUERY)
        await hub.customers.count(QUERY, exact=True)
    assert (found.matched, found.exact, found.total) == (5000, False, 1_000_000)
    assert backend.asked[1:] == [
        f"/hub/v1/customers/count?{ASKED}",
        f"/hub/v1/customers/count?{ASKED}&exact=true",
    ]


async def test_detail_and_changes_of_the_emulation() -> None:
    detail = {
        "id": "C1",
        "name": "Acme",
        "organization": {"orgId": "O1", "displayName": "Acme", "kind": "wholesale"},
        "locations": [{"id": "L1", "name": "Main", "users": 3}],
        "userCounts": {"provisioned": 3},
        "history": [{"at": "2026-01-01T00:00:00.000Z", "status": "provisioned"}],
    }
    changes = {"now": "2026-01-01T00:00:00Z", "next": None, "items": ["C1"], "more": True}
    backend = Backend({"/hub/v1/customers/C1": detail, "/hub/v1/changes": changes})
    async with client(backend) as hub:
        found = await hub.customers.detail("C1")
        since = datetime(2025, 12, 31, 12, tzinfo=UTC)
        changed = await hub.customers.changes(since, owner="all")
    assert found.locations[0].users == 3
    assert found.history[0].status == "provisioned"
    assert found.unknown == ()
    assert (changed.items, changed.more, changed.next) == (("C1",), True, None)
    assert backend.asked[-1] == "/hub/v1/changes?since=2025-12-31T12%3A00%3A00%2B00%3A00&owner=all"


def _live_row(n: int) -> dict[str, Any]:
    return {"id": f"C{n}", "externalId": f"x{n}", "status": "provisioned"}


def _live_list(request: httpx.Request) -> httpx.Response:
    """250 customers in the platform's way."""
    offset = int(request.url.params.get("offset", "0"))
    size = min(100, int(request.url.params["max"]))
    rows = [_live_row(n) for n in range(offset, min(250, offset + size))]
    more = offset + size < 250
    link = f'<{LIVE}/wholesale/customers?offset={offset + size}>; rel="next"' if more else ""
    return items(*rows, link=link)


@pytest.mark.parametrize(
    ("position", "n", "first", "last", "previous", "following"),
    [
        (Position(), 30, 0, 29, False, True),
        (Position(), 500, 0, 99, False, True),
        (Position(offset=100), 50, 100, 149, True, True),
        (Position(after="99"), 50, 100, 149, True, True),
        (Position(start="240"), 50, 240, 249, True, False),
        (Position(before="20"), 50, 0, 19, False, True),
        (Position(before="100"), 50, 50, 99, True, True),
    ],
)
async def test_a_window_of_the_public_list(
    position: Position, n: int, first: int, last: int, previous: bool, following: bool
) -> None:
    async with client(_live_list, base=LIVE) as hub:
        found = await hub.customers.window(CustomerQuery(), position, n)
    assert [row.id for row in found.items] == [f"C{n}" for n in range(first, last + 1)]
    assert [row.key for row in found.items] == [str(n) for n in range(first, last + 1)]
    assert (found.has_previous, found.has_next, found.offset) == (previous, following, first)
    assert found.items[0].users is None
    assert found.items[0].name == ""


async def test_the_public_list_filters_by_status_and_provider() -> None:
    backend = Backend({"/v1/wholesale/customers": items()}, hub=False)
    async with client(backend, base=LIVE) as hub:
        await hub.customers.window(CustomerQuery(statuses=("error",), owner="S1"))
    assert backend.asked == [
        "/v1/wholesale/customers?status=error&onBehalfOfSubPartnerOrgId=S1&max=100"
    ]


NOT_OFFERED: list[Callable[[HubClient], Awaitable[object]]] = [
    lambda hub: hub.customers.window(CustomerQuery(text="acme")),
    lambda hub: hub.customers.window(CustomerQuery(packages=("webex_calling",))),
    lambda hub: hub.customers.window(CustomerQuery(sort="name")),
    lambda hub: hub.customers.window(CustomerQuery(owner="all")),
    lambda hub: hub.customers.window(CustomerQuery(), Position(end=True)),
    lambda hub: hub.customers.window(CustomerQuery(), Position(after="key-of-another-list")),
    lambda hub: hub.customers.count(CustomerQuery()),
    lambda hub: hub.customers.changes(datetime.now(UTC)),
]


@pytest.mark.parametrize("call", NOT_OFFERED)
async def test_what_the_public_api_lacks_is_said_and_nothing_is_asked(
    call: Callable[[HubClient], Awaitable[object]],
) -> None:
    backend = Backend({})
    async with client(backend, base=LIVE) as hub:
        with pytest.raises(errors.NotOffered) as caught:
            await call(hub)
    assert backend.asked == []
    assert not caught.value.sent
    assert caught.value.advice


async def test_the_live_detail_is_put_together() -> None:
    backend = Backend(
        {
            "/v1/wholesale/customers/C1": {"id": "C1", "orgId": "O1", "status": "provisioned"},
            "/v1/organizations/O1": {"id": "O1", "displayName": "Acme"},
            "/v1/locations": {
                "items": [
                    {
                        "id": "L1",
                        "name": "Main",
                        "timeZone": "Asia/Tokyo",
                        "address": {"address1": "1 Road", "city": "X", "postalCode": "9"},
                    }
                ]
            },
        },
        hub=False,
    )  # fmt: skip
    async with client(backend, base=LIVE) as hub:
        found = await hub.customers.detail("C1")
    assert found.name == "Acme"
    assert found.organization is not None
    assert found.organization.display_name == "Acme"
    assert found.locations[0].address.address_line1 == "1 Road"
    assert found.locations[0].address.zip_or_postal_code == "9"
    assert found.users is None
    assert {"users", "history", "userCounts"} <= set(found.unknown)
    assert not {"name", "locations"} & set(found.unknown)


@pytest.mark.rule("SUB-9")
async def test_the_live_detail_of_a_providers_customer_is_asked_for_on_its_behalf() -> None:
    backend = Backend({"/v1/wholesale/customers/C1": {"id": "C1"}}, hub=False)
    owner = Owner(org_id="S1", name="Harbor Voice")
    async with client(backend, base=LIVE) as hub:
        found = await hub.customers.detail("C1", owner=owner)
        mine = await hub.customers.detail("C1")
    assert backend.asked == [
        "/v1/wholesale/customers/C1?onBehalfOfSubPartnerOrgId=S1",
        "/v1/wholesale/customers/C1",
    ]
    assert (found.owner, found.own) == (owner, False)
    assert (mine.owner, mine.own) == (None, True)


async def test_the_live_detail_has_all_locations_however_many() -> None:
    def platform(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/v1/locations":
            return httpx.Response(200, json={"id": "C1", "orgId": "O1"})
        first = int(request.url.params.get("page", "0")) * 100
        rows = [{"id": f"L{n}"} for n in range(first, min(first + 100, 250))]
        link = f'<{LIVE}/locations?orgId=O1&page={first // 100 + 1}>; rel="next"'
        return items(*rows, link=link if first < 200 else "")

    async with client(platform, base=LIVE) as hub:
        found = await hub.customers.detail("C1")
    assert [one.id for one in found.locations] == [f"L{n}" for n in range(250)]


async def test_the_live_detail_says_what_the_account_may_not_see() -> None:
    backend = Backend(
        {
            "/v1/wholesale/customers/C1": {"id": "C1", "orgId": "O1"},
            "/v1/organizations/O1": error(403),
            "/v1/locations": error(403),
        },
        hub=False,
    )
    async with client(backend, base=LIVE) as hub:
        found = await hub.customers.detail("C1")
    assert found.name == ""
    assert {"name", "organization", "locations"} <= set(found.unknown)


async def test_the_live_detail_before_there_is_an_organization() -> None:
    backend = Backend({"/v1/wholesale/customers/C1": {"id": "C1", "status": "provisioning"}})
    async with client(backend, base=LIVE) as hub:
        assert (await hub.customers.detail("C1")).organization is None
    assert backend.asked == ["/v1/wholesale/customers/C1"]


async def test_partner_and_clock_of_the_emulation() -> None:
    backend = Backend(
        {
            "/hub/v1/partner": {"orgId": "O1", "name": "Beacon", "staff": {"id": "P"}},
            "/hub/v1/clock": {"now": "2026-01-01T00:00:00Z", "mode": "scaled", "rate": 60},
        }
    )  # fmt: skip
    async with client(backend) as hub:
        partner = await hub.partner()
        clock = await hub.clock()
    assert partner.name == "Beacon"
    assert (clock.mode, clock.rate) == ("scaled", 60)


async def test_partner_and_clock_of_the_live_platform() -> None:
    backend = Backend(
        {
            "/v1/people/me": {"id": "P1", "orgId": "O1", "roles": ["R"]},
            "/v1/organizations/O1": {"id": "O1", "displayName": "Beacon"},
        },
        hub=False,
    )
    async with client(backend, base=LIVE) as hub:
        partner = await hub.partner()
        asked = len(backend.asked)
        clock = await hub.clock()
        assert len(backend.asked) == asked
    assert (partner.org_id, partner.name) == ("O1", "Beacon")
    assert partner.staff is not None
    assert partner.staff.roles == ("R",)
    assert abs((clock.now - datetime.now(UTC)).total_seconds()) < 60
    assert (clock.mode, clock.rate) == ("real", 1)


@pytest.mark.parametrize("base", [LOCAL, LIVE])
async def test_providers_have_names(base: str) -> None:
    backend = Backend(
        {
            "/v1/wholesale/subPartners": items(
                {"orgId": "S1", "provisioningState": "active"},
                {"orgId": "S2", "provisioningState": "suspended"},
                {"orgId": "S3", "provisioningState": "active"},
            ),
            "/v1/organizations": items(
                {"id": "S1", "displayName": "Zeta"}, {"id": "S2", "displayName": "alpha"}
            ),
            "/v1/organizations/S1": {"id": "S1", "displayName": "Zeta"},
            "/v1/organizations/S2": {"id": "S2", "displayName": "alpha"},
        },
        hub=base == LOCAL,
    )
    async with client(backend, base=base) as hub:
        found = await hub.providers()
    assert [(one.org_id, one.name, one.provisioning_state) for one in found] == [
        ("S3", "", "active"),
        ("S2", "alpha", "suspended"),
        ("S1", "Zeta", "active"),
    ]
    assert ("/v1/organizations" in backend.asked) is (base == LIVE)


async def test_nobody_is_asked_for_the_names_of_no_providers() -> None:
    backend = Backend({"/v1/wholesale/subPartners": items()}, hub=False)
    async with client(backend, base=LIVE) as hub:
        assert await hub.providers() == []
    assert len(backend.asked) == 1
