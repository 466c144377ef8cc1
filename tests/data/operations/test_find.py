"""The one customer that somebody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.client.live import as_row
from data.client.queries import CustomerQuery, CustomerWindow
from data.models.customers import Customer
from data.operations.find import Found, find, kind_of
from data.operations.windows import pages
from tests.app.cli.fake_hub import FakeHub, customer, customer_id

if TYPE_CHECKING:
    from data.client import HubClient
    from data.models.customers import HubCustomer


async def found(hub: HubClient, said: str) -> Found:
    async def searchable() -> object:
        return hub.customers

    return await find(hub, said, searchable)  # type: ignore[arg-type] # its windows fit


async def row(hub: HubClient, external_id: str) -> HubCustomer:
    query = CustomerQuery(text=external_id, owner="all", sort="name")
    async for page in pages(hub.customers, query):
        return page[0]
    raise AssertionError(external_id)


@pytest.mark.parametrize("key", ["id", "org_id", "external_id", "name"])
@pytest.mark.parametrize("external_id", ["NC-004411", "HL-000101"])
async def test_everything_that_names_a_customer_finds_it(
    hub: HubClient, external_id: str, key: str
) -> None:
    wanted = await row(hub, external_id)
    result = await found(hub, f" {getattr(wanted, key)} ")
    assert (result.total, result.exact) == (1, True)
    assert result.rows[0].id == wanted.id


async def test_names_are_compared_without_case_and_marks(hub: HubClient) -> None:
    assert (await found(hub, "acme dental")).rows[0].external_id == "NC-004411"
    assert (await found(hub, "sao joao PADARIA")).exact


async def test_customers_of_one_name_are_all_told_of(hub: HubClient) -> None:
    result = await found(hub, "Riverside Bakery")
    assert (result.total, result.exact) == (3, True)
    assert len({one.id for one in result.rows}) == 3


async def test_a_part_finds_the_only_one_that_has_it(hub: HubClient) -> None:
    result = await found(hub, "hyperlink")
    assert (result.total, result.exact) == (1, False)
    several = await found(hub, "acme")
    assert several.total == len(several.rows) > 3
    assert not several.exact


@pytest.mark.parametrize("said", ["", "  ", "nobody at all", customer_id(1), "\x1b", "x" * 5000])
async def test_nobody(hub: HubClient, said: str) -> None:
    result = await found(hub, said)
    assert (len(result.rows), result.total) == (0, 0)


async def test_an_exact_one_behind_a_thousand_others_is_found() -> None:
    rows = [customer(n, f"Acme {n:04}", f"X-{n}") for n in range(1, 1_203)]
    fake = FakeHub([*rows, customer(5_000, "Acme", "last")])
    backend = await fake.open_profile(None)  # type: ignore[arg-type] # it needs no profile
    result = await found(backend.hub, "ACME")
    assert [one.external_id for one in result.rows] == ["last"]
    fake.rows.pop()
    result = await found(backend.hub, "acme")
    assert (result.total, len(result.rows), result.exact) == (1_202, 20, False)
    await backend.aclose()


@pytest.mark.parametrize(("said", "ids"), [("nc-7", ["nc-7"]), ("Nc-7", ["NC-7", "nc-7"])])
async def test_an_external_id_in_the_same_case_goes_before_the_others(
    said: str, ids: list[str]
) -> None:
    fake = FakeHub([customer(1, "Acme", "NC-7"), customer(2, "Birchwood", "nc-7")])
    backend = await fake.open_profile(None)  # type: ignore[arg-type] # it needs no profile
    result = await found(backend.hub, said)
    assert ([one.external_id for one in result.rows], result.exact) == (ids, True)
    await backend.aclose()


async def test_a_live_platform_is_asked_before_its_whole_list_is_read() -> None:
    fake = FakeHub([customer(1, "Acme", "NC-1", orgId="org-1")])
    fake.hub = False
    backend = await fake.open_profile(None)  # type: ignore[arg-type] # it needs no profile

    async def never() -> object:
        raise AssertionError

    for said in (customer_id(1), "NC-1"):
        result = await find(backend.hub, said, never)  # type: ignore[arg-type] # never asked
        assert [one.external_id for one in result.rows] == ["NC-1"]
    await backend.aclose()


async def test_a_customer_told_only_on_behalf_of_its_provider_is_found_in_the_list() -> None:
    fake = FakeHub([customer(1, "Acme", "NC-1")])
    fake.hub = False
    backend = await fake.open_profile(None)  # type: ignore[arg-type] # it needs no profile
    listed = as_row(Customer.model_validate(customer(2, "Birchwood", "HL-1")))

    class Listed:
        async def window(self, _query: object, _place: object, _n: int) -> CustomerWindow:
            return CustomerWindow((listed,), has_previous=False, has_next=False)

    async def directory() -> Listed:
        return Listed()

    result = await find(backend.hub, customer_id(2), directory)
    assert (list(result.rows), result.exact) == ([listed], True)
    await backend.aclose()


def test_kinds_of_ids() -> None:
    assert kind_of(customer_id(1)) == "ENTERPRISE"
    assert kind_of(customer_id(1) + "==") == "ENTERPRISE"
    for text in ("", "NC-004411", "Acme", "ü", "Y2lzY29zcGFyazovLw", "a" * 5, "\ud800", "x" * 9999):
        assert kind_of(text) == ""
