"""One suite over the real emulation, in process and over TCP: the client sees no difference."""

from __future__ import annotations

import asyncio
import contextlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import (
    CustomerFilter,
    CustomerQuery,
    HubClient,
    Position,
    SubscriberFilter,
    errors,
)
from data.client.address import SANDBOX_TOKENS
from data.models.customers import Address
from data.models.requests import CustomerInfo, ProvisionCustomer, UpdateCustomer
from data.models.statuses import STATUSES

if TYPE_CHECKING:
    from tests.data.client.emulated import Emulation, Way


async def test_what_it_can(hub: HubClient) -> None:
    found = await hub.capabilities()
    assert (found.platform, found.keyset, found.search) == ("sandbox", True, True)
    assert (found.counts, found.changes) == (True, True)
    assert set(found.sorts) == {"name", "externalId", "created", "users"}


async def test_who_and_whose(hub: HubClient) -> None:
    me, partner = await hub.me(), await hub.partner()
    assert me.emails
    assert partner.org_id == me.org_id
    assert partner.name
    assert partner.staff is not None
    assert partner.staff.id == me.id
    assert (await hub.organizations.get(partner.org_id)).display_name == partner.name


async def test_the_clock(hub: HubClient) -> None:
    clock = await hub.clock()
    assert clock.now.tzinfo is not None
    assert clock.rate >= 0


async def test_the_public_list_and_the_consoles_agree(hub: HubClient) -> None:
    public = [row async for row in hub.customers.iterate()]
    assert len(public) == 60
    assert len({row.id for row in public}) == 60
    rows = (await hub.customers.window(CustomerQuery(), n=500)).items
    assert {row.id for row in rows} == {row.id for row in public}
    by_id = {row.id: row for row in rows}
    for row in public:
        other = by_id[row.id]
        assert (row.status, row.external_id, row.org_id) == (
            other.status,
            other.external_id,
            other.org_id,
        )
    assert {row.status for row in public} == set(STATUSES)


@pytest.mark.parametrize("size", [1, 7, 59, 60, 61, 100])
async def test_pages_of_any_size_give_each_row_once(hub: HubClient, size: int) -> None:
    pages = hub.customers.pages(size=size)
    ids = [row.id for row in await pages.all()]
    assert len(ids) == len(set(ids)) == 60
    assert not pages.shifted
    assert pages.fetched == -(-60 // size)


async def test_a_page_that_begins_later(hub: HubClient) -> None:
    everything = [row.id for row in await hub.customers.pages().all()]
    rest = [row.id for row in await hub.customers.pages(offset=55, size=2).all()]
    assert rest == everything[55:]


async def test_public_filters(hub: HubClient) -> None:
    everything = await hub.customers.pages().all()
    one = next(row for row in everything if row.org_id and row.external_id)
    for only in (CustomerFilter(external_id=one.external_id), CustomerFilter(org_id=one.org_id)):
        assert [row.id for row in await hub.customers.pages(only).all()] == [one.id]
    only = CustomerFilter(statuses=("error", "updating"))
    found = await hub.customers.pages(only, size=3).all()
    wanted = [row.id for row in everything if row.status in ("error", "updating")]
    assert [row.id for row in found] == wanted


@pytest.mark.parametrize("sort", ["name", "externalId", "created", "users", None])
@pytest.mark.parametrize("descending", [False, True])
async def test_windows_fit_together(hub: HubClient, sort: str | None, descending: bool) -> None:
    query = CustomerQuery(owner="all", sort=sort, descending=descending)
    everything = (await hub.customers.window(query, n=500)).items
    assert len(everything) > 60
    ids = [row.id for row in everything]
    found: list[str] = []
    position = Position()
    while True:
        window = await hub.customers.window(query, position, 17)
        found += [row.id for row in window.items]
        if not window.has_next:
            break
        position = Position(after=window.items[-1].key)
    assert found == ids
    middle = everything[30]
    before = await hub.customers.window(query, Position(before=middle.key), 10)
    assert [row.id for row in before.items] == ids[20:30]
    assert (before.has_previous, before.has_next) == (True, True)
    begin = await hub.customers.window(query, Position(start=middle.key), 10)
    assert [row.id for row in begin.items] == ids[30:40]
    jump = await hub.customers.window(query, Position(offset=30), 10)
    assert [row.id for row in jump.items] == ids[30:40]
    assert jump.offset == 30
    end = await hub.customers.window(query, Position(end=True), 10)
    assert [row.id for row in end.items] == ids[-10:]
    assert (end.has_previous, end.has_next) == (True, False)


async def test_search_filters_and_counts_agree(hub: HubClient) -> None:
    rows = (await hub.customers.window(CustomerQuery(), n=500)).items
    row = next(row for row in rows if len(row.name) > 5 and row.name.isascii())
    queries = [
        CustomerQuery(text=row.name[:4]),
        CustomerQuery(text=row.external_id),
        CustomerQuery(text="nobody has this name"),
        CustomerQuery(statuses=("error", "provisioning")),
        CustomerQuery(packages=("webex_calling", "webex_suite")),
        CustomerQuery(text=row.name[:3], statuses=(row.status,), owner="all"),
    ]
    for query in queries:
        found = (await hub.customers.window(query, n=500)).items
        count = await hub.customers.count(query, exact=True)
        assert count.matched == len(found), query
        assert count.exact
        assert (await hub.customers.count(query)).matched == len(found)
    assert row.id in {one.id for one in (await hub.customers.window(queries[0], n=500)).items}


async def test_details(hub: HubClient) -> None:
    rows = (await hub.customers.window(CustomerQuery(owner="all"), n=500)).items
    kinds: set[str] = set()
    for row in rows:
        detail = await hub.customers.detail(row.id)
        assert (detail.id, detail.name, detail.status) == (row.id, row.name, row.status)
        assert detail.unknown == ()
        assert detail.history
        kinds.add(detail.organization.kind if detail.organization else "")
        if detail.organization and detail.org_id:
            locations = await hub.locations.list(detail.org_id)
            assert {one.id for one in locations} == {one.id for one in detail.locations}
    assert "hybrid" in kinds


async def test_one_customer(hub: HubClient) -> None:
    first = (await hub.customers.pages(CustomerFilter(statuses=("provisioned",))).all())[0]
    plain = await hub.customers.get(first.id)
    assert plain == first
    licensed = await hub.customers.get(first.id, licenses=True)
    assert any(package.license_ids for package in licensed.resource_details.packages)
    padded = first.id + "=" * (-len(first.id) % 4)
    assert (await hub.customers.get(padded)).id == first.id


async def test_subscribers(hub: HubClient) -> None:
    rows = (await hub.customers.window(CustomerQuery(sort="users", descending=True))).items
    customer = rows[0]
    pages = hub.subscribers.pages(SubscriberFilter(customer_id=customer.id), size=7)
    found = await pages.all()
    assert len(found) == customer.users
    assert {one.customer_id for one in found} == {customer.id}
    one = await hub.subscribers.get(found[0].id)
    assert one == found[0]
    only = SubscriberFilter(email=one.email)
    assert [row.id async for row in hub.subscribers.iterate(only)] == [one.id]
    only = SubscriberFilter(customer_id=customer.id, sort_by="created", descending=False)
    made = [row.created async for row in hub.subscribers.iterate(only)]
    assert made == sorted(made, key=lambda at: at or datetime.min.replace(tzinfo=UTC))


async def test_providers_and_their_customers(hub: HubClient) -> None:
    providers = await hub.providers()
    assert providers
    assert all(one.name for one in providers)
    partners = [row async for row in hub.sub_partners.iterate()]
    assert {one.org_id for one in partners} == {one.org_id for one in providers}
    total = 0
    for one in providers:
        rows = (await hub.customers.window(CustomerQuery(owner=one.org_id), n=500)).items
        behalf = CustomerFilter(on_behalf_of=one.org_id)
        public = await hub.customers.pages(behalf).all()
        assert {row.id for row in rows} == {row.id for row in public}
        assert all(row.owner and row.owner.org_id == one.org_id and not row.own for row in rows)
        total += len(rows)
    everything = await hub.customers.count(CustomerQuery(owner="all"), exact=True)
    assert everything.total == 60 + total


async def test_organizations(hub: HubClient) -> None:
    found = {one.id: one for one in await hub.organizations.list()}
    for row in (await hub.customers.window(CustomerQuery(), n=500)).items:
        if row.org_id:
            assert found[row.org_id].display_name == row.name


async def test_changes(hub: HubClient) -> None:
    now = (await hub.clock()).now
    changes = await hub.customers.changes(now - timedelta(days=3650), owner="all")
    assert changes.now >= now
    assert changes.items
    later = await hub.customers.changes(now + timedelta(days=1))
    assert later.items == ()


async def test_a_customer_comes_and_goes(hub: HubClient) -> None:
    """Precheck, order, wait, change, removal: the same over both ways, and nothing is left."""
    template = (await hub.templates.list())[0]
    order = ProvisionCustomer(
        provisioning_id=template.provisioning_id,
        packages=("webex_meetings",),
        external_id="BOTH-WAYS",
        address=Address(
            address_line1="12 Harbour Street",
            city="Portland",
            state_or_province="OR",
            zip_or_postal_code="97201",
            country="US",
        ),
        customer_info=CustomerInfo(name="Both Ways", primary_email="office@both-ways.example"),
    )
    assert (await hub.customers.precheck(order)).message == "success"
    accepted = await hub.customers.provision(order)
    customer = await hub.customers.wait(accepted.customer_id)
    assert (customer.status, accepted.found) == ("provisioned", False)
    with pytest.raises(errors.Conflict):
        await hub.customers.provision(order)
    body = UpdateCustomer(packages=("webex_meetings",), external_id="BOTH-WAYS-2")
    assert (await hub.customers.update(customer.id, body)).url == accepted.url
    await hub.customers.wait(customer.id)
    await hub.customers.remove(customer.id)
    assert await hub.customers.wait_removed(customer.id) is None
    assert await hub.customers.find("BOTH-WAYS-2") is None


NOTHING = "Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw"


async def test_errors_of_the_real_thing(hub: HubClient) -> None:
    for call in (hub.customers.get, hub.customers.detail, hub.subscribers.get):
        for wrong in (NOTHING, "no-id", "a/b", "\x1b[2J", "é" * 300):
            with pytest.raises(errors.NotFound) as missing:
                await call(wrong)
            assert missing.value.tracking_id
            assert "\x1b" not in str(missing.value)
    with pytest.raises(errors.Invalid) as invalid:
        await hub.customers.pages(CustomerFilter(statuses=("no_such_status",))).all()
    assert "status" in str(invalid.value)
    with pytest.raises(errors.Invalid):
        await hub.customers.window(CustomerQuery(), Position(after="no key"))
    with pytest.raises(errors.Invalid):
        await hub.customers.window(CustomerQuery(sort="shoe size"))
    with pytest.raises(errors.HubError):
        await hub.customers.window(CustomerQuery(owner=NOTHING))


@pytest.mark.parametrize("token", ["sbx.AAAAAAAA.AAAAAAAA", "live-token-0123456789"])
async def test_a_wrong_token(emulation: Emulation, way: Way, token: str) -> None:
    async with emulation.over(way, token=token) as hub:
        with pytest.raises(errors.Unauthorized) as caught:
            await hub.me()
    assert caught.value.tracking_id
    assert token not in f"{caught.value} {caught.value.problems}"


async def test_the_log_of_the_real_thing(hub: HubClient, emulation: Emulation) -> None:
    await hub.customers.window(CustomerQuery(text="acme"))
    with pytest.raises(errors.NotFound):
        await hub.customers.get(NOTHING)
    for line in hub.log.lines():
        assert emulation.token not in line
        record = json.loads(line)
        assert record["trackingId"]
        assert record["trackingId"] == record["responseHeaders"]["trackingid"]
    assert hub.log.last is not None
    assert hub.log.last.error == "NotFound"


async def test_many_calls_at_once(hub: HubClient) -> None:
    rows = (await hub.customers.window(CustomerQuery(), n=60)).items
    found = await asyncio.gather(*(hub.customers.get(row.id) for row in rows))
    assert [one.id for one in found] == [row.id for row in rows]


async def test_cancelled_calls_leave_the_client_usable(hub: HubClient) -> None:
    await hub.capabilities()
    for delay in (0.0, 0.0, 0.0005, 0.001, 0.002):
        call = asyncio.create_task(hub.customers.pages().all())
        await asyncio.sleep(delay)
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call
    assert len(await hub.customers.pages().all()) == 60


async def test_both_ways_give_the_same_answers(emulation: Emulation) -> None:
    """Byte for byte, but for the id of the call and the name of the host."""
    paths = [
        "/v1/people/me",
        "/v1/wholesale/customers?max=5&status=provisioned",
        "/hub/v1/customers?max=5&sort=users&order=desc&q=a",
        "/v1/wholesale/customers/none",
        "/v1//people/me",
        "//v1/people/me",
        "/v1/nothing",
        "/v1/wholesale/customers?max=-1",
        "/v1/wholesale/customers?externalId=%E2%98%83%00&max=%zz",
    ]
    async with (
        httpx.AsyncClient(transport=emulation.transport("in process")) as near,
        httpx.AsyncClient(trust_env=False) as far,
    ):
        for path in paths:
            for method in ("GET", "HEAD", "OPTIONS", "POST"):
                one = await _plain(near, method, "http://localhost", path, emulation.token)
                other = await _plain(far, method, emulation.url, path, emulation.token)
                assert one == other, (method, path)


async def _plain(
    http: httpx.AsyncClient, method: str, base: str, path: str, token: str
) -> dict[str, Any]:
    """What matters of an answer."""
    headers = {"authorization": f"Bearer {token}"}
    answer = await http.request(method, base + path, headers=headers)
    tracking_id = answer.headers.pop("trackingid")
    for name in ("date", "server", "transfer-encoding"):
        answer.headers.pop(name, None)
    text = answer.text.replace(tracking_id, "ID")
    assert tracking_id not in text
    kept = {name: value.replace(base, "BASE") for name, value in answer.headers.items()}
    return {"status": answer.status_code, "headers": kept, "body": text}


def test_tokens_begin_as_agreed(emulation: Emulation) -> None:
    assert emulation.token.startswith(SANDBOX_TOKENS)
