from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import ids
from data.emulation.rules.times import iso
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.asking import Direct, customer_id, org_id
from tests.data.emulation.worlds import MINUTE, PROBLEM

if TYPE_CHECKING:
    from tests.data.emulation.builder import World
    from tests.data.emulation.http.conftest import Site

LIST = "/hub/v1/customers"


def names(site: Site, query: str = "") -> list[str]:
    return [item["name"] for item in site.get(f"{LIST}?owner=all&{query}").json["items"]]


def test_a_row_of_the_list(site: Site) -> None:
    item = site.get(f"{LIST}?q=acme").json["items"][0]
    public = site.get(f"/v1/wholesale/customers/{customer_id(site.world, 1)}").json
    more = {name: value for name, value in item.items() if name not in public}
    assert {name: item[name] for name in public} == public
    assert more.pop("key")
    assert more == {
        "name": "Acme Dental",
        "owner": {"orgId": org_id(site.world, 1), "name": "North Coast"},
        "own": True,
        "users": 2,
        "email": "office@acme.example",
        "created": iso(NOW - 9 * MINUTE),
        "statusSince": iso(NOW - MINUTE),
        "nextChange": None,
        "reviewDeadline": None,
        "attached": False,
    }


@pytest.mark.rule("RPL-3")
def test_a_review_has_a_deadline(site: Site) -> None:
    item = site.get(f"{LIST}?status=pending_rpl_review").json["items"][0]
    assert item["reviewDeadline"] == iso(NOW + 3 * DAY)


def test_a_row_that_moves_says_when(site: Site) -> None:
    item = site.get(f"{LIST}?status=updating").json["items"][0]
    assert item["nextChange"] == iso(NOW + MINUTE)
    assert item["statusSince"] == iso(NOW)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Acme Dental", "Harbour Café", "Moving Ltd", "Review GmbH"]),
        ("order=desc", ["Review GmbH", "Moving Ltd", "Harbour Café", "Acme Dental"]),
        ("sort=users&order=desc&max=2", ["Acme Dental", "Harbour Café"]),
        ("sort=created&max=1", ["Moving Ltd"]),
        ("sort=externalId&max=2", ["Acme Dental", "Harbour Café"]),
        ("offset=2&max=1", ["Moving Ltd"]),
        ("end=true&max=2", ["Moving Ltd", "Review GmbH"]),
        ("end=true&max=1&order=desc", ["Acme Dental"]),
        ("package=webex_suite", ["Acme Dental"]),
        ("package=webex_suite,webex_calling&max=2", ["Acme Dental", "Harbour Café"]),
        ("status=provisioned&status=updating", ["Harbour Café", "Moving Ltd"]),
        ("q=cafe", ["Harbour Café"]),
        ("q=NC-000001", ["Acme Dental", "Harbour Café"]),
        ("q=office@", ["Acme Dental"]),
        ("q=re", ["Review GmbH"]),
        ("q=gone", []),
    ],
)
def test_filters_and_orders(site: Site, query: str, expected: list[str]) -> None:
    assert names(site, query) == expected


@pytest.mark.rule("PKG-2")
def test_the_other_name_of_a_package_is_taken(memory: World) -> None:
    memory.customer(1, "Assisted", packages=["cx_essentials"])
    direct = Direct(memory)
    (item,) = direct.body(f"{LIST}?package=customer_assist")["items"]
    assert item["packages"] == ["cx_essentials"]
    assert direct.body(f"{LIST}?package=cx_essentials")["items"] == [item]


def test_keys_and_links_lead_on(site: Site) -> None:
    everything = names(site)
    first = site.get(f"{LIST}?owner=all&max=2")
    assert set(first.links) == {"next"}
    second = site.get(first.links["next"])
    assert [item["name"] for item in second.json["items"]] == everything[2:]
    assert set(second.links) == {"prev"}
    assert site.get(second.links["prev"]).json == first.json
    for n, item in enumerate(site.get(f"{LIST}?owner=all").json["items"]):
        assert names(site, f"after={item['key']}") == everything[n + 1 :]
        assert names(site, f"before={item['key']}") == everything[:n]
        reply = site.get(f"{LIST}?owner=all&from={item['key']}")
        assert [found["name"] for found in reply.json["items"]] == everything[n:]
        assert ("prev" in reply.links) == (n > 0)


@pytest.mark.parametrize(
    ("query", "matched", "total"),
    [
        ("", 3, 3),
        ("owner=all", 4, 4),
        ("owner=all&q=acme", 1, 4),
        ("owner=all&q=NC-000001", 2, 4),
        ("status=updating", 1, 3),
        ("package=webex_suite&q=acme&exact=true", 1, 3),
        ("status=deleting", 0, 3),
    ],
)
def test_counts(site: Site, query: str, matched: int, total: int) -> None:
    counted = site.get(f"{LIST}/count?{query}").json
    assert counted == {"matched": matched, "total": total, "exact": True}


def test_the_detail(site: Site) -> None:
    url = f"{LIST}/{customer_id(site.world, 1)}"
    detail = site.get(url).json
    row = site.get(f"{LIST}?q=acme").json["items"][0]
    assert {name: detail[name] for name in row if name != "key"} == {
        name: value for name, value in row.items() if name != "key"
    }
    organization = detail["organization"]
    assert organization == {
        "orgId": row["orgId"],
        "displayName": "Acme Dental",
        "kind": "wholesale",
        "created": iso(NOW - 9 * MINUTE),
    }
    assert [(p["name"], p["users"], p["workspaces"]) for p in detail["locations"]] == [
        ("Headquarters", 2, 1),
        ("Annex", 0, 0),
    ]
    assert detail["userCounts"] == {"provisioned": 1, "pending_user_migration": 1}
    assert detail["packageUsers"] == {
        "webex_calling": 1,
        "attendant_console": 1,
        "webex_suite": 1,
        "common_area_calling": 1,
    }
    assert detail["packageLimits"] == {"webex_calling": 5}
    assert detail["workspaces"] == 1
    (uuid,) = site.world.connection.execute("SELECT uuid FROM templates").fetchone()
    assert detail["template"] == {
        "name": "Standard",
        "provisioningId": ids.encode_provisioning_id(uuid),
    }
    assert detail["history"] == [
        {
            "at": iso(NOW - MINUTE),
            "status": "provisioned_with_errors",
            "package": None,
            "detail": PROBLEM["description"],
        },
        {
            "at": iso(NOW - MINUTE),
            "status": "error",
            "package": "webex_suite",
            "detail": "; ".join([str(PROBLEM["description"])] * 2),
        },
        {
            "at": iso(NOW - 9 * MINUTE),
            "status": "provisioning",
            "package": None,
            "detail": "Accepted",
        },
    ]
    assert (detail["language"], detail["restricted"]) == ("en_US", True)
    assert detail["billingStartDate"] == "2026-07-25"


def test_changes(site: Site) -> None:
    url = "/hub/v1/changes?owner=all&since="
    told = site.get(f"{url}{NOW - 2 * MINUTE}").json
    assert len(told.pop("world")) == 12
    assert told == {
        "now": iso(NOW),
        "next": iso(NOW + MINUTE),
        "items": [customer_id(site.world, 3), customer_id(site.world, 1)],
        "more": False,
    }
    assert site.get(f"{url}{iso(NOW - 1)}").json["items"] == [customer_id(site.world, 3)]
    assert site.get(f"{url}2026-07-25T17:20:00.000+00:00").json["items"] == []


def test_the_clock(memory: World) -> None:
    direct = Direct(memory)
    told = {"now": iso(NOW), "mode": "frozen", "rate": 0, "pace": "demo"}
    assert direct.body("/hub/v1/clock") == told
    memory.connection.execute("UPDATE clock SET high_ms = ?", (NOW + 5,))
    assert direct.body("/hub/v1/clock")["now"] == iso(NOW + 5)


def test_capabilities(site: Site) -> None:
    told = site.get("/hub/v1/capabilities").json
    assert told == {
        "search": True,
        "keyset": True,
        "counts": True,
        "changes": True,
        "sorts": ["name", "externalId", "created", "users"],
        "platform": "sandbox",
    }
