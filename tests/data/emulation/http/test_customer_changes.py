"""Changes of customers over the wire: answers, addresses, errors, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.invariants import check_content, check_search
from data.emulation.rules import ids
from tests.data.emulation.http.asking import Reply, ask, customer_id, org_id
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.services.ordering import ADDRESS, INFO, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.conftest import Site

ALL = "/v1/wholesale/customers"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Site]:
    """A site of its own, where all happens at once."""
    found = open_site(tmp_path / "platform.db")
    connection = found.world.connection
    connection.execute("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
    yield found
    assert check_content(connection) == []
    assert check_search(connection) == []
    found.platform.close()
    connection.close()


def body(site: Site, **more: Any) -> dict[str, Any]:
    """A request for a plain customer of partner 1; None takes a field away."""
    (template,) = site.world.connection.execute(
        "SELECT uuid FROM templates WHERE owner_id = 1"
    ).fetchone()
    found = {
        "provisioningId": ids.encode_provisioning_id(template),
        "packages": ["webex_calling"],
        "externalId": "NC-1",
        "address": ADDRESS,
        "customerInfo": {**INFO, "name": "Brightside Pottery"},
        "provisioningParameters": {"calling": {"location": PLACE}},
        "extra": {"is": "tolerated"},
    }
    return {name: value for name, value in {**found, **more}.items() if value is not None}


def send(site: Site, method: str, url: str, sent: Any = None, partner: int = 1) -> Reply:
    return ask(site.platform.app, url, site.tokens[partner], method=method, body=sent)


def codes(reply: Reply) -> list[int]:
    return [error["errorCode"] for error in reply.json["errors"]]


@pytest.mark.rule("CAP-4")
@pytest.mark.rule("CMG-2")
def test_the_answer_says_where_the_customer_is(shop: Site) -> None:
    reply = send(shop, "POST", f"https://hub.example:8443/{ALL}", body(shop))
    assert reply.status == 202
    url = reply.headers["location"]
    assert reply.json == {"url": url}
    assert url.startswith(f"https://hub.example:8443{ALL}/")
    found = ask(shop.platform.app, url, shop.tokens[1]).json
    assert url.endswith(f"/{found['id']}")
    assert ids.decode(ids.CUSTOMER, found["id"]) is not None
    assert found == {
        "id": found["id"],
        "orgId": found["orgId"],
        "externalId": "NC-1",
        "address": {**ADDRESS, "country": "US"},
        "status": "provisioned",
        "packages": ["webex_calling"],
        "resourceDetails": {
            "packages": [
                {"name": "webex_calling", "status": "provisioned", "warnings": [], "errors": []}
            ]
        },
        "errors": [],
    }
    organization = shop.get(f"/v1/organizations/{found['orgId']}").json
    assert organization["displayName"] == "Brightside Pottery"
    assert shop.get(f"{ALL}?max=1").json["items"] == [found]
    assert [c["name"] for c in shop.get("/hub/v1/customers?q=brights").json["items"]] == [
        "Brightside Pottery"
    ]
    detail = shop.get(f"/hub/v1/customers/{found['id']}").json
    assert detail["template"]["name"] == "Standard"
    assert [place["name"] for place in detail["locations"]] == ["Headquarters"]


@pytest.mark.rule("CMG-1")
def test_an_update_answers_alike(shop: Site) -> None:
    url = send(shop, "POST", ALL, body(shop)).json["url"]
    wanted = {
        "packages": ["webex_suite"],
        "externalId": "NC-2",
        "address": {**ADDRESS, "city": "Salem"},
    }
    reply = send(shop, "PUT", f"{url}==", wanted)
    assert (reply.status, reply.json, reply.headers["location"]) == (202, {"url": url}, url)
    found = ask(shop.platform.app, url, shop.tokens[1]).json
    assert (found["packages"], found["externalId"]) == (["webex_suite"], "NC-2")
    assert found["address"]["city"] == "Salem"


@pytest.mark.rule("CMG-3")
def test_a_removal_has_no_body(shop: Site) -> None:
    url = send(shop, "POST", ALL, body(shop)).json["url"]
    organization = ask(shop.platform.app, url, shop.tokens[1]).json["orgId"]
    reply = send(shop, "DELETE", url)
    assert (reply.status, reply.body) == (202, b"")
    assert ask(shop.platform.app, url, shop.tokens[1]).status == 404
    assert shop.get(f"/v1/organizations/{organization}").status == 200
    again = send(shop, "DELETE", url)
    assert (again.status, codes(again)) == (404, [40401])


def test_every_fault_stands_in_the_answer_and_nothing_happens(shop: Site) -> None:
    before = shop.get("/hub/v1/customers/count").json
    reply = send(shop, "POST", ALL, {"packages": "webex_calling", "externalId": None})
    assert reply.status == 400
    assert reply.json["message"] == "The request is not valid."
    assert [e["description"].partition(":")[0] for e in reply.json["errors"]] == [
        "packages",
        "provisioningId",
        "externalId",
        "address.addressLine1",
        "address.city",
        "address.country",
        "customerInfo",
    ]
    assert shop.get("/hub/v1/customers/count").json == before
    (requests,) = shop.world.connection.execute("SELECT count(*) FROM requests").fetchone()
    assert requests == 0


def test_who_is_second_hears_of_the_conflict(shop: Site) -> None:
    assert send(shop, "POST", ALL, body(shop)).status == 202
    again = send(shop, "POST", ALL, body(shop))
    assert (again.status, codes(again)) == (409, [40900])


@pytest.mark.rule("PRE-2")
def test_a_precheck_answers_as_documented(shop: Site) -> None:
    reply = send(shop, "POST", f"{ALL}/validate", body(shop))
    assert reply.status == 200
    assert reply.json["message"] == "success"
    assert [info["infoCode"] for info in reply.json["info"]] == [100]
    short = {"address": ADDRESS, "customerInfo": {"primaryEmail": "bea@harbour.example"}}
    found = send(shop, "POST", f"{ALL}/validate", short)
    assert (found.status, codes(found)) == (409, [10022])
    assert send(shop, "GET", f"{ALL}/validate").status == 405


@pytest.mark.rule("SUB-6")
def test_acting_for_a_sub_partner(shop: Site) -> None:
    uuid = shop.world.uuid()
    shop.world.insert(
        "templates",
        uuid=uuid,
        owner_id=2,
        name="Harbour",
        country="US",
        language="en_US",
        created_ms=1,
    )
    wanted = body(shop, provisioningId=ids.encode_provisioning_id(uuid))
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(shop.world, 2)}"
    assert send(shop, "POST", f"{ALL}/validate{behalf}", wanted).status == 200
    url = send(shop, "POST", ALL + behalf, wanted).json["url"]
    assert "?" not in url
    assert ask(shop.platform.app, url, shop.tokens[2]).status == 200
    assert ask(shop.platform.app, url, shop.tokens[3]).status == 404
    update = {"packages": ["webex_suite"]}
    assert send(shop, "PUT", url + behalf, update).status == 202
    own = f"?onBehalfOfSubPartnerOrgId={org_id(shop.world, 1)}"
    assert send(shop, "PUT", url + own, update).status == 404
    assert send(shop, "DELETE", url + behalf).status == 202
    nobody = f"?onBehalfOfSubPartnerOrgId={org_id(shop.world, 4)}"
    assert send(shop, "POST", ALL + nobody, wanted).status == 404


@pytest.mark.rule("SUB-11")
def test_a_suspended_one_is_told(shop: Site) -> None:
    reply = send(shop, "POST", ALL, body(shop), partner=3)
    assert (reply.status, codes(reply)) == (403, [40301])


@pytest.mark.rule("RPL-4")
@pytest.mark.rule("RPL-7")
def test_a_review_is_decided_in_the_hub(shop: Site) -> None:
    shop.world.insert("denied_parties", name="Bright Side", name_key="brightside pottery")
    url = send(shop, "POST", ALL, body(shop)).json["url"]
    number = url.rpartition("/")[2]
    assert ask(shop.platform.app, url, shop.tokens[1]).json["status"] == "pending_rpl_review"
    (mine,) = [d for d in shop.get("/hub/v1/decisions").json["items"] if d["customerId"] == number]
    assert (mine["kind"], mine["customerName"]) == ("review", "Brightside Pottery")
    assert "Bright Side" in mine["reason"]
    assert "outcome" not in mine
    place = f"/hub/v1/customers/{number}/decision"
    bad = send(shop, "POST", place, {"kind": "review", "outcome": True})
    assert (bad.status, codes(bad)) == (400, [40003])
    reply = send(shop, "POST", place, {"kind": "review", "outcome": "approved"})
    assert (reply.status, reply.json["outcome"]) == (200, "approved")
    assert ask(shop.platform.app, url, shop.tokens[1]).json["status"] == "provisioned"
    items = shop.get("/hub/v1/decisions?state=all").json["items"]
    assert [d["outcome"] for d in items if d["customerId"] == number] == ["approved"]
    again = send(shop, "POST", place, {"kind": "review", "outcome": "approved"})
    assert (again.status, codes(again)) == (404, [40410])
    assert shop.get("/hub/v1/decisions?state=some").status == 400


def test_a_seeded_review_too(shop: Site) -> None:
    (item,) = shop.get("/hub/v1/decisions").json["items"]
    sent = {"kind": item["kind"], "outcome": "refused"}
    reply = send(shop, "POST", f"/hub/v1/customers/{item['customerId']}/decision", sent)
    assert reply.status == 200
    assert shop.get(f"{ALL}/{item['customerId']}").json["status"] == "error"
    assert shop.get("/hub/v1/decisions").json == {"items": []}


def test_what_readers_saw_of_a_moment_stays_true(shop: Site) -> None:
    shop.world.connection.execute("UPDATE settings SET value = 'demo' WHERE key = 'pace'")
    moving = customer_id(shop.world, 1)
    before = shop.get("/hub/v1/clock").json["now"]
    assert send(shop, "PUT", f"{ALL}/{moving}", {"packages": ["webex_calling"]}).status == 202
    since = shop.get(f"/hub/v1/changes?since={before}").json
    assert moving in since["items"]
    assert since["now"] > before
