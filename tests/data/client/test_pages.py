"""Lists page by page: links, repeated rows, and lists that do not end."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.client import CustomerFilter, HubClient, SubscriberFilter, errors
from data.client.pages import links
from tests.data.client.support import LIVE, LOCAL, client, error, items


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", {}),
        ('<http://a/x?offset=100>; rel="next"', {"next": "http://a/x?offset=100"}),
        ("<http://a/x>;rel=next", {"next": "http://a/x"}),
        ('<http://a/x>; title="a, <b>; rel=prev"; rel="Next"', {"next": "http://a/x"}),
        ('<http://a/1>; rel="first prev", </2>; rel="next"',
         {"first": "http://a/1", "prev": "http://a/1", "next": "/2"}),
        ('<http://a/x?q=1,2;3>; rel="next"', {"next": "http://a/x?q=1,2;3"}),
        ('<a>; rel="next", <b>; rel="next"', {"next": "a"}),
        ("<http://a/x>", {}),
        ("<http://a/x; rel=next", {}),
        ("nonsense", {}),
    ],
)  # fmt: skip
def test_link_headers(header: str, found: dict[str, str]) -> None:
    assert links(header) == found


@given(st.text(alphabet='<>;,="ab /relnxt\\', max_size=200))
def test_any_link_header_is_read_or_ignored(header: str) -> None:
    assert all(name == name.lower() for name in links(header))


def test_long_link_headers_take_no_time() -> None:
    for part in ("<", "<a>", '<a>; rel="', "<a>;rel", ";", "<a>; a=b; ", "<a> ; "):
        links(part * 20_000)


class Book:
    """A list of numbered rows in pages of two, whose links lead on."""

    def __init__(self, pages: list[list[str]], base: str = LOCAL, *, endless: bool = False) -> None:
        self.pages = pages
        self.base = base
        self.endless = endless
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url).removeprefix(self.base))
        n = int(request.url.params.get("page", "0"))
        rows = [{"id": one} for one in self.pages[min(n, len(self.pages) - 1)]]
        more = self.endless or n + 1 < len(self.pages)
        link = f'<{self.base}/wholesale/customers?page={n + 1}>; rel="next"' if more else ""
        return items(*rows, link=link)


async def test_pages_follow_the_links() -> None:
    book = Book([["a", "b"], ["c", "d"], ["e"]])
    async with client(book) as hub:
        pages = hub.customers.pages(size=2)
        found = [[row.id for row in page] async for page in pages]
        assert [record.operation for record in hub.log] == ["customers.list"] * 3
    assert found == [["a", "b"], ["c", "d"], ["e"]]
    assert book.asked == [
        "/wholesale/customers?max=2",
        "/wholesale/customers?page=1",
        "/wholesale/customers?page=2",
    ]
    assert not pages.shifted
    assert pages.fetched == 3


async def test_rows_one_by_one() -> None:
    async with client(Book([["a", "b"], [], ["c"]])) as hub:
        assert [row.id async for row in hub.customers.iterate()] == ["a", "b", "c"]
        assert [row.id for row in await hub.customers.pages().all()] == ["a", "b", "c"]


async def test_a_list_that_shifted_repeats_nothing_and_says_so() -> None:
    async with client(Book([["a", "b"], ["b", "c"], ["c"], ["d"]], LIVE), base=LIVE) as hub:
        pages = hub.customers.pages()
        assert [row.id for row in await pages.all()] == ["a", "b", "c", "d"]
        assert pages.shifted
        # Each reading begins anew.
        assert len(await pages.all()) == 4


async def test_a_list_without_end_is_given_up() -> None:
    book = Book([["a", "b"]], endless=True)
    async with client(book) as hub:
        with pytest.raises(errors.BadAnswer, match="does not end"):
            await hub.customers.pages().all()
    assert len(book.asked) == 4


async def test_a_link_to_another_host_is_not_followed() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return items({"id": "a"}, link='<https://evil.example/v1/x>; rel="next"')

    async with client(handler) as hub:
        with pytest.raises(errors.BadAnswer, match=r"evil\.example"):
            await hub.customers.pages().all()
    assert asked == ["localhost"]


async def test_pages_before_a_failure_were_complete() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.params.get("page"):
            return error(403)
        return items({"id": "a"}, link='<?page=1>; rel="next"')

    seen: list[str] = []

    async def read(hub: HubClient) -> None:
        async for row in hub.customers.iterate():
            seen.append(row.id)  # noqa: PERF401 - what came before the failure counts

    async with client(handler) as hub:
        with pytest.raises(errors.Forbidden):
            await read(hub)
    assert seen == ["a"]


async def _asked(call: str, *args: object, **kwargs: object) -> str:
    """The path and query that a paged call asks for."""
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return items()

    async with client(handler) as hub:
        resource, _, name = call.partition(".")
        assert await getattr(getattr(hub, resource), name)(*args, **kwargs).all() == []
    return asked[0]


async def test_customers_can_be_filtered_as_the_contract_says() -> None:
    only = CustomerFilter(
        external_id="a&b=c", org_id="O1", statuses=("error", "updating"), on_behalf_of="S1"
    )
    assert await _asked("customers.pages", only, size=7, offset=14) == (
        "/v1/wholesale/customers?externalId=a%26b%3Dc&orgId=O1&status=error%2Cupdating"
        "&onBehalfOfSubPartnerOrgId=S1&offset=14&max=7"
    )


async def test_subscribers_can_be_filtered_as_the_contract_says() -> None:
    only = SubscriberFilter(
        customer_id="C1",
        email="a+b@c.example",
        status="provisioned",
        after=1700000000000,
        sort_by="created",
        descending=True,
    )
    assert await _asked("subscribers.pages", only) == (
        "/v1/wholesale/subscribers?customerId=C1&email=a%2Bb%40c.example&status=provisioned"
        "&after=1700000000000&sortBy=created&sortOrder=DESC&max=100"
    )
    assert await _asked("subscribers.pages") == "/v1/wholesale/subscribers?max=100"


async def test_sub_partners_can_be_filtered_as_the_contract_says() -> None:
    asked = await _asked("sub_partners.pages", state="active")
    assert asked == "/v1/wholesale/subPartners?provisioningState=active&max=100"


@pytest.mark.parametrize(
    ("given", "path"),
    [("a/../b?c", "a%2F..%2Fb%3Fc"), ("..", "%2E%2E"), ("é\n", "%C3%A9%0A"), ("Y2l=", "Y2l%3D")],
)
async def test_an_id_is_one_segment_of_a_path(given: str, path: str) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return error(404)

    async with client(handler) as hub:
        for call in (hub.customers.get, hub.subscribers.get, hub.organizations.get):
            with pytest.raises(errors.NotFound):
                await call(given)
    assert [one.rpartition("/")[2] for one in asked] == [path] * 3


async def test_licenses_are_asked_for_by_name() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.query.decode())
        return httpx.Response(200, json={"id": "C1"})

    async with client(handler) as hub:
        await hub.customers.get("C1", licenses=True, on_behalf_of="S1")
        await hub.customers.get("C1")
    assert asked == ["includePackageLicenseInfo=true&onBehalfOfSubPartnerOrgId=S1", ""]
