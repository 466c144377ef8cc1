from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation.http.answers import respond
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import Direct, Reply, customer_id, org_id
from tests.data.emulation.worlds import MINUTE, worlds

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

LIST = "/v1/wholesale/customers"


def test_a_customer_as_documented(site: Site) -> None:
    reply = site.get(f"{LIST}/{customer_id(site.world, 1)}").json
    problem = {"errorCode": 4711, "description": "No number is free."}
    organization = reply.pop("orgId")
    assert site.get(f"/v1/organizations/{organization}").json["displayName"] == "Acme Dental"
    assert reply == {
        "id": customer_id(site.world, 1),
        "externalId": "NC-000001",
        "address": {
            "addressLine1": "1 Main Street",
            "addressLine2": "Suite 5",
            "city": "Springfield",
            "stateOrProvince": "OR",
            "zipOrPostalCode": "97475",
            "country": "US",
        },
        "status": "provisioned_with_errors",
        "packages": ["webex_calling", "webex_suite"],
        "resourceDetails": {
            "packages": [
                {"name": "webex_calling", "status": "provisioned", "warnings": [], "errors": []},
                {
                    "name": "webex_suite",
                    "status": "error",
                    "warnings": [problem],
                    "errors": [problem],
                },
            ]
        },
        "errors": [problem],
    }


@pytest.mark.rule("CMG-2")
def test_a_customer_is_got_by_the_id_in_its_list(site: Site) -> None:
    for item in site.get(LIST).json["items"]:
        assert site.get(f"{LIST}/{item['id']}").json == item
        assert site.get(f"{LIST}/{item['id']}==").json == item


def test_an_organization_that_is_not_there_yet_is_left_out(site: Site) -> None:
    item = site.get(f"{LIST}?status=pending_rpl_review").json["items"][0]
    assert "orgId" not in item
    detail = site.get(f"/hub/v1/customers/{item['id']}").json
    assert detail["organization"] is None


def test_licenses_are_told_when_asked_for(site: Site) -> None:
    url = f"{LIST}/{customer_id(site.world, 1)}?includePackageLicenseInfo="
    assert site.get(f"{url}false").json == site.get(url).json
    packages = site.get(f"{url}true").json["resourceDetails"]["packages"]
    assert [len(package["licenseIds"]) for package in packages] == [1, 0]
    assert packages == site.get(f"{url}true").json["resourceDetails"]["packages"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Moving Ltd", "Review GmbH", "Acme Dental"]),
        ("externalId=NC-000001", ["Acme Dental"]),
        ("externalId=nc-000001", []),
        ("status=updating", ["Moving Ltd"]),
        ("status=updating&status=pending_rpl_review", ["Moving Ltd", "Review GmbH"]),
        ("status=updating,%20provisioned_with_errors", ["Moving Ltd", "Acme Dental"]),
        ("status=deleting", []),
        ("status=&externalId=&orgId=&offset=&max=", ["Moving Ltd", "Review GmbH", "Acme Dental"]),
        ("externalId=NC-000001&status=error", []),
        ("offset=1&max=1", ["Acme Dental"]),
        ("offset=9", []),
    ],
)
def test_filters(site: Site, query: str, names: list[str]) -> None:
    organizations = {
        item["id"]: item["displayName"] for item in site.get("/v1/organizations").json["items"]
    }
    items = site.get(f"{LIST}?{query}").json["items"]
    # Names are the organizations', and a review has none yet.
    found = [organizations.get(item.get("orgId", ""), "Review GmbH") for item in items]
    assert sorted(found) == sorted(names)


def test_newest_first(site: Site) -> None:
    statuses = [item["status"] for item in site.get(LIST).json["items"]]
    assert statuses == ["pending_rpl_review", "provisioned_with_errors", "updating"]


@pytest.mark.rule("CMG-2")
def test_a_customer_is_found_by_its_organization(site: Site) -> None:
    for item in site.get(LIST).json["items"]:
        if "orgId" in item:
            assert site.get(f"{LIST}?orgId={item['orgId']}").json["items"] == [item]
            both = f"{LIST}?orgId={item['orgId']}&externalId={item['externalId']}"
            assert site.get(both).json["items"] == [item]
            assert site.get(f"{both}x").json["items"] == []
    assert site.get(f"{LIST}?orgId={org_id(site.world, 1)}").json["items"] == []


def test_links_are_absolute_and_keep_the_question(site: Site) -> None:
    first = site.get(f"{LIST}?max=1&status=updating,pending_rpl_review")
    assert set(first.links) == {"next"}
    assert first.links["next"].startswith(
        f"http://test{LIST}?status=updating%2Cpending_rpl_review&max=1&offset=1&key="
    )
    second = site.get(first.links["next"])
    assert set(second.links) == {"prev", "first"}
    assert site.get(second.links["prev"]).json == first.json
    assert site.get(second.links["first"]).json == first.json
    assert "link" not in site.get(LIST).headers


def links(direct: Direct, url: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows and the links of a page."""
    answer = direct.answer(url.removeprefix("http://test"))
    response = respond(answer, "T")
    headers = {name.decode(): value.decode() for name, value in response.headers}
    reply = Reply(response.status, headers, response.body)
    return reply.json["items"], reply.links


@settings(max_examples=60, deadline=None)
@given(worlds(subscribers=0), st.integers(1, 3), st.data())
def test_following_links_shows_each_row_that_stays_once(
    world: World, size: int, data: st.DataObject
) -> None:
    direct = Direct(world)
    before = {item["id"] for item in links(direct, LIST)[0]}
    url: str | None = f"{LIST}?max={size}"
    seen: list[str] = []
    n = 0
    while url is not None:
        items, found = links(direct, url)
        assert len(items) <= size
        seen += [item["id"] for item in items]
        url = found.get("next")
        for _ in range(data.draw(st.integers(0, 2))):
            n += 1
            shape = data.draw(st.sampled_from(["newest", "oldest", "gone", "later"]))
            if shape == "gone":
                world.connection.execute(
                    "UPDATE customers SET status = 'deleted', next_at = NULL WHERE id ="
                    " (SELECT id FROM customers WHERE status <> 'deleted' ORDER BY id LIMIT 1)"
                )
            elif shape == "later":
                world.set_now(NOW + n * MINUTE)
            elif n < 20:
                age = -n if shape == "newest" else DAY
                world.customer(1, f"New {n}", created_ms=NOW - age, external_id=f"N{n}")
    after = {item["id"] for item in links(direct, LIST)[0]}
    assert len(set(seen)) == len(seen)
    assert before & after <= set(seen)


@settings(max_examples=30, deadline=None)
@given(worlds(customers=4, subscribers=3), st.integers(1, 3))
def test_links_of_subscribers_lead_there_and_back(world: World, size: int) -> None:
    direct = Direct(world)
    everything = links(direct, "/v1/wholesale/subscribers?max=100")[0]
    url: str | None = f"/v1/wholesale/subscribers?max={size}"
    last, seen = "", []
    while url is not None:
        items, found = links(direct, url)
        seen += items
        last, url = url, found.get("next")
    assert seen == everything
    back = links(direct, last)[0]
    while "prev" in found:
        items, found = links(direct, found["prev"])
        back = items + back
    assert back == everything


@pytest.mark.rule("SUB-12")
def test_sub_partners(site: Site) -> None:
    items = site.get("/v1/wholesale/subPartners").json["items"]
    assert [item["provisioningState"] for item in items] == ["suspended", "active"]
    assert items[1]["billingStartDate"] == "2026-07-25"
    # Nothing was agreed: the day of the set-up (BIL-7).
    assert items[0]["billingStartDate"] == items[0]["created"][:10]
    one = site.get("/v1/wholesale/subPartners?provisioningState=active")
    assert one.json["items"] == items[1:]
    page = site.get("/v1/wholesale/subPartners?max=1")
    assert page.json["items"] == items[:1]
    assert site.get(page.links["next"]).json["items"] == items[1:]


def test_locations(site: Site) -> None:
    item = site.get(f"{LIST}?externalId=NC-000001").json["items"][0]
    url = f"/v1/locations?orgId={item['orgId']}"
    places = site.get(url).json["items"]
    assert [place["name"] for place in places] == ["Headquarters", "Annex"]
    assert places[0]["address"] == {
        "address1": "1 Main Street",
        "city": "Springfield",
        "country": "US",
    }
    assert site.get(f"{url}&name=ANN").json["items"] == places[1:]
    assert site.get(f"{url}&max=1").json["items"] == places[:1]
    assert site.get("/v1/locations").json["items"] == []


def test_more_than_a_page_of_locations(memory: World) -> None:
    names = ["Headquarters", "Annex", *(f"Branch {n}" for n in range(3, 251))]
    for name in names[2:]:
        memory.location(1, name)
    direct = Direct(memory)
    (row,) = direct.body(f"{LIST}?externalId=NC-000001")["items"]
    url, pages = f"/v1/locations?orgId={row['orgId']}", []
    items, found = links(direct, url)
    while True:
        pages.append([place["name"] for place in items])
        if "next" not in found:
            break
        items, found = links(direct, found["next"])
    assert [len(page) for page in pages] == [100, 100, 50]
    assert [name for page in pages for name in page] == names
    back, found = links(direct, found["prev"])
    assert [place["name"] for place in back] == pages[1]
    assert set(found) == {"first", "prev", "next"}
    # Everything on one page: nothing leads on.
    items, found = links(direct, f"{url}&max=1000")
    assert (len(items), found) == (250, {})
    only, found = links(direct, f"{url}&name=branch&max=200")
    assert len(only) == 200
    assert [place["name"] for place in links(direct, found["next"])[0]] == names[202:]


def test_a_subscriber_that_has_to_consent_is_told_as_such_until_then(memory: World) -> None:
    consents = NOW + DAY
    memory.subscriber(
        1, "pending_user_migration", email="eve@acme.example", steps=[(consents, "provisioned")]
    )
    direct, url = Direct(memory), "/v1/wholesale/subscribers?email=eve@acme.example"

    def told() -> dict[str, Any]:
        (item,) = direct.body(url)["items"]
        assert direct.body(f"/v1/wholesale/subscribers/{item['id']}") == item
        listed = direct.body(f"{url}&status={item['status']}")["items"]
        assert listed == [item]
        return dict(item)

    before = told()
    assert before["status"] == "pending_user_migration"
    assert "personId" not in before
    memory.set_now(consents)
    after = told()
    assert after["status"] == "provisioned"
    assert after["lastStatusChange"] > before["lastStatusChange"]
    assert after["id"] == before["id"]
    assert after["personId"]


def test_subscribers(site: Site) -> None:
    items = site.get("/v1/wholesale/subscribers").json["items"]
    assert [item["status"] for item in items] == ["pending_user_migration", "provisioned"]
    assert "personId" not in items[0]
    assert items[1]["package"] == "webex_calling"
    assert items[1]["packages"] == ["webex_calling", "attendant_console"]
    assert items[1]["externalCustomerId"] == "NC-000001"
    one = f"/v1/wholesale/subscribers?personId={items[1]['personId']}"
    assert site.get(one).json["items"] == items[1:]
    assert site.get("/v1/wholesale/subscribers?email=ANN@acme.example").json["items"] == items[1:]
    assert site.get("/v1/wholesale/subscribers?after=2026-07-25T17:20:00Z").json["items"] == []
    pending = site.get("/v1/wholesale/subscribers?status=pending_user_migration")
    assert pending.json["items"] == items[:1]
    up = site.get("/v1/wholesale/subscribers?sortBy=lastStatusChange&sortOrder=ASC")
    assert up.json["items"] == items[::-1]
