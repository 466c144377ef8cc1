"""The directory of a live profile: search, sorts and counts over what was read once."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.client import CustomerQuery, Position, errors
from data.client import directory as module
from data.client.directory import Directory
from data.models.customers import HubCustomer, Owner
from tests.data.client.support import LIVE, client, error, items

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

NAMES = ["Zeta GmbH", "acme dental", "Ácme Bakery", "ＡＣＭＥ Foods", "東京電機"]


def _platform(request: httpx.Request) -> httpx.Response:
    """Five customers of one's own in pages of two, and one of a provider."""
    params = request.url.params
    match request.url.path:
        case "/v1/organizations":
            own = [{"id": f"O{n}", "displayName": name} for n, name in enumerate(NAMES)]
            own[0]["created"] = "2024-05-01T00:00:00Z"
            return items(
                *own, {"id": "O9", "displayName": "Theirs"}, {"id": "S1", "displayName": "Prov"}
            )
        case "/v1/wholesale/subPartners":
            return items({"orgId": "S1"})
        case "/v1/wholesale/customers" if params.get("onBehalfOfSubPartnerOrgId") == "S1":
            return items({"id": "C9", "orgId": "O9", "externalId": "x9", "status": "provisioned"})
        case "/v1/wholesale/customers":
            offset = int(params.get("offset", "0"))
            rows = [_row(n) for n in range(offset, min(5, offset + 2))]
            link = f'<?offset={offset + 2}>; rel="next"' if offset + 2 < 5 else ""
            return items(*rows, link=link)
        case _:
            return error(404)


def _row(n: int) -> dict[str, Any]:
    status = "error" if n == 1 else "provisioned"
    packages = ["webex_calling"] if n % 2 else ["webex_suite", "webex_meetings"]
    return {
        "id": f"C{n}", "orgId": f"O{n}", "externalId": f"x{9 - n}", "status": status,
        "packages": packages,
    }  # fmt: skip


@pytest.fixture
async def directory() -> Directory:
    made = Directory()
    async with client(_platform, base=LIVE) as hub:
        await made.refresh(hub)
    return made


async def _ids(directory: Directory, query: CustomerQuery) -> list[str]:
    return [row.id for row in (await directory.window(query)).items]


async def test_reading_gives_names_and_owners() -> None:
    seen: list[int] = []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    directory = Directory()
    assert directory.at is None
    async with client(_platform, base=LIVE) as hub:
        await directory.refresh(hub, progress=seen.append, now=lambda: now)
        assert [record.operation for record in hub.log].count("organizations.list") == 1
    assert directory.at == now
    assert seen == [2, 4, 5, 6]
    assert not directory.shifted
    assert [row.name for row in directory.rows] == [*NAMES, "Theirs"]
    theirs = directory.get("C9")
    assert theirs is not None
    assert not theirs.own
    assert theirs.owner == Owner(org_id="S1", name="Prov")
    assert directory.get("C0") is not None
    assert directory.get("nobody") is None


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (CustomerQuery(), ["C0", "C1", "C2", "C3", "C4"]),
        (CustomerQuery(text="acme"), ["C1", "C2", "C3"]),
        (CustomerQuery(text="ÁCME f"), ["C3"]),
        (CustomerQuery(text="電機"), ["C4"]),
        (CustomerQuery(text="X7"), ["C2"]),
        (CustomerQuery(statuses=("error",)), ["C1"]),
        (CustomerQuery(packages=("webex_meetings", "nothing")), ["C0", "C2", "C4"]),
        (CustomerQuery(owner="all", text="e"), ["C0", "C1", "C2", "C3", "C9"]),
        (CustomerQuery(owner="S1"), ["C9"]),
        (CustomerQuery(owner="S2"), []),
        (CustomerQuery(sort="name"), ["C2", "C1", "C3", "C0", "C4"]),
        (CustomerQuery(sort="name", descending=True), ["C4", "C0", "C3", "C1", "C2"]),
        (CustomerQuery(sort="externalId"), ["C4", "C3", "C2", "C1", "C0"]),
        (CustomerQuery(sort="created", descending=True), ["C0", "C4", "C3", "C2", "C1"]),
    ],
)
async def test_queries(directory: Directory, query: CustomerQuery, ids: list[str]) -> None:
    assert await _ids(directory, query) == ids
    count = await directory.count(query)
    assert (count.matched, count.exact) == (len(ids), True)
    assert count.total == {"own": 5, "all": 6, "S1": 1, "S2": 0}[query.owner]


async def test_a_sort_that_there_is_not(directory: Directory) -> None:
    with pytest.raises(errors.NotOffered):
        await directory.window(CustomerQuery(sort="users"))


async def test_a_failed_reading_leaves_the_old_rows(directory: Directory) -> None:
    before, at = directory.rows, directory.at

    def broken(request: httpx.Request) -> httpx.Response:
        return error(500) if request.url.params.get("offset") == "2" else _platform(request)

    async with client(broken, base=LIVE) as hub:
        with pytest.raises(errors.PlatformError):
            await directory.refresh(hub)
    assert directory.rows == before
    assert directory.at == at


@pytest.mark.parametrize("status", [403, 404])
async def test_a_provider_that_went_meanwhile_takes_only_its_rows_along(status: int) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        provider = request.url.params.get("onBehalfOfSubPartnerOrgId")
        return error(status) if provider == "S1" else _platform(request)

    directory = Directory()
    async with client(gone, base=LIVE) as hub:
        await directory.refresh(hub)
    assert [row.id for row in directory.rows] == ["C0", "C1", "C2", "C3", "C4"]
    assert directory.shifted
    assert directory.at is not None


async def test_ones_own_customers_must_be_told_of(directory: Directory) -> None:
    before = directory.rows

    def refused(request: httpx.Request) -> httpx.Response:
        own = "onBehalfOfSubPartnerOrgId" not in request.url.params
        return error(403) if own and request.url.path.endswith("customers") else _platform(request)

    async with client(refused, base=LIVE) as hub:
        with pytest.raises(errors.Forbidden):
            await directory.refresh(hub)
    assert directory.rows == before


async def test_customers_without_names_are_better_than_none() -> None:
    def mean(request: httpx.Request) -> httpx.Response:
        return _platform(request) if request.url.path.endswith("customers") else error(403)

    directory = Directory()
    async with client(mean, base=LIVE) as hub:
        await directory.refresh(hub)
    assert [row.name for row in directory.rows] == [""] * 5


async def test_rows_can_be_kept_and_put_back(directory: Directory) -> None:
    kept = [row.model_dump_json(by_alias=True) for row in directory.rows]
    rows = [HubCustomer.model_validate_json(text) for text in kept]
    again = Directory(rows, directory.at)
    query = CustomerQuery(text="acme", sort="name")
    assert await _ids(again, query) == await _ids(directory, query)


SORTED = [HubCustomer(id=f"C{n:02}", name=f"n{n // 3}", external_id=f"{n}") for n in range(30)]


async def _walk(directory: Directory, query: CustomerQuery, size: int) -> Sequence[str]:
    """All ids by windows, one behind the other."""
    found: list[str] = []
    position = Position()
    while True:
        window = await directory.window(query, position, size)
        found += [row.id for row in window.items]
        if not window.has_next:
            return found
        position = Position(after=window.items[-1].key)


@given(size=st.integers(1, 40), falling=st.booleans(), at=st.integers(0, 29))
async def test_windows_fit_together(size: int, falling: bool, at: int) -> None:
    directory = Directory(SORTED)
    query = CustomerQuery(sort="name", descending=falling)
    everything = [row.id for row in SORTED][:: -1 if falling else 1]
    assert await _walk(directory, query, size) == everything
    row = (await directory.window(query, Position(offset=at), 1)).items[0]
    assert row.id == everything[at]
    before = await directory.window(query, Position(before=row.key), size)
    assert [one.id for one in before.items] == everything[max(0, at - size) : at]
    assert before.has_previous is (at > size)
    begin = await directory.window(query, Position(start=row.key), size)
    assert [one.id for one in begin.items] == everything[at : at + size]
    assert begin.offset == at
    end = await directory.window(query, Position(end=True), size)
    assert [one.id for one in end.items] == everything[-size:]
    assert not end.has_next


async def test_a_place_whose_row_is_gone_is_still_a_place() -> None:
    key = (
        (await Directory(SORTED).window(CustomerQuery(sort="name"), Position(offset=7)))
        .items[0]
        .key
    )
    fewer = Directory([row for row in SORTED if row.id != "C07"])
    window = await fewer.window(CustomerQuery(sort="name"), Position(start=key), 1)
    assert window.items[0].id == "C08"
    window = await fewer.window(CustomerQuery(sort="name"), Position(after=key), 1)
    assert window.items[0].id == "C08"


async def test_beyond_the_end_there_is_nothing() -> None:
    window = await Directory(SORTED).window(CustomerQuery(), Position(offset=99), 10)
    assert (window.items, window.has_next, window.has_previous) == ((), False, True)
    window = await Directory().window(CustomerQuery(), Position(end=True), 10)
    assert (window.items, window.has_next, window.has_previous) == ((), False, False)


def _id(kind: str, uuid: str) -> str:
    return base64.b64encode(f"ciscospark://us/{kind}/{uuid}".encode()).decode().rstrip("=")


UUID, ORG_UUID = "6d7e5c1a-0f3b-4c7e-9a51-2f1f8c0a7b11", "0b1c2d3e-4f50-4617-8899-aabbccddeeff"
OTHER = "ffffffff-4f50-4617-8899-aabbccddeeff"
CUSTOMER, ORG = _id("ENTERPRISE", UUID), _id("ORGANIZATION", ORG_UUID)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CUSTOMER, True),
        (ORG, True),
        (f" {CUSTOMER}{'=' * (-len(CUSTOMER) % 4)} ", True),
        (UUID, True),
        (ORG_UUID.upper(), True),
        (UUID.replace("-", ""), True),
        (CUSTOMER[:-2], False),
        (UUID[:-1], False),
        (_id("ENTERPRISE", OTHER), False),
        (CUSTOMER.lower(), False),
    ],
)
async def test_whole_ids_are_found_as_in_the_emulation(text: str, found: bool) -> None:
    others = [HubCustomer(id=_id("ENTERPRISE", OTHER)), *SORTED]
    directory = Directory([*others, HubCustomer(id=CUSTOMER, org_id=ORG, name="Acme")])
    query = CustomerQuery(text=text, owner="all", sort="name")
    wanted = [CUSTOMER] if found else []
    if text == _id("ENTERPRISE", OTHER):
        wanted = [text]
    assert await _ids(directory, query) == wanted
    assert (await directory.count(query)).matched == len(wanted)


async def test_an_external_id_may_look_like_an_id() -> None:
    directory = Directory([HubCustomer(id="C1", external_id=OTHER), HubCustomer(id="C2")])
    assert await _ids(directory, CustomerQuery(text=OTHER)) == ["C1"]
    assert await _ids(directory, CustomerQuery(text="C2", statuses=("error",))) == []


async def test_what_is_learned_of_a_row_stays(directory: Directory) -> None:
    errors_only = CustomerQuery(statuses=("error",), sort="name")
    assert await _ids(directory, errors_only) == ["C1"]
    row = directory.get("C0")
    assert row is not None
    changed = row.model_copy(update={"status": "error", "org_id": "O77"})
    directory.update([changed, HubCustomer(id="unknown", name="x")])
    assert directory.get("C0") == changed
    assert directory.get("unknown") is None
    assert await _ids(directory, errors_only) == ["C1", "C0"]
    assert await _ids(directory, CustomerQuery(text="O77")) == ["C0"]
    assert [one.id for one in directory.rows] == ["C0", "C1", "C2", "C3", "C4", "C9"]


async def test_a_customer_that_is_gone_is_not_listed(directory: Directory) -> None:
    by_name = CustomerQuery(sort="name")
    assert "C1" in await _ids(directory, by_name)
    directory.update([], ["C1", "unknown"])
    directory.update([], ["C1"])
    assert await _ids(directory, by_name) == ["C2", "C3", "C0", "C4"]
    assert directory.get("C1") is None
    assert len(directory.rows) == 5
    for owner, total in {"own": 4, "all": 5, "S1": 1}.items():
        assert (await directory.count(CustomerQuery(owner=owner))).total == total


async def test_a_row_learned_while_an_order_is_made_is_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 0)
    directory = Directory(SORTED)
    query = CustomerQuery(statuses=("error",))
    asked = asyncio.create_task(directory.window(query))
    await asyncio.sleep(0)
    directory.update([SORTED[3].model_copy(update={"status": "error"})])
    await asked
    assert await _ids(directory, query) == ["C03"]


async def test_many_rows_are_sorted_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    rows = [SORTED[n % 30].model_copy(update={"id": f"C{n:04}"}) for n in range(module.AT_ONCE + 1)]
    directory = Directory(rows)
    order = directory._rows.order

    def slow(query: CustomerQuery) -> Any:
        threads.append(threading.current_thread().name)
        time.sleep(0.05)
        return order(query)

    monkeypatch.setattr(directory._rows, "order", slow)
    asked = asyncio.create_task(directory.window(CustomerQuery(sort="name"), Position(), 3))
    ticks = 0
    while not asked.done():
        await asyncio.sleep(0.001)
        ticks += 1
    assert [row.id for row in (await asked).items] == ["C0000", "C0001", "C0002"]
    assert ticks > 5
    await directory.count(CustomerQuery(sort="name"))
    assert threads == ["rtm-directory"]
