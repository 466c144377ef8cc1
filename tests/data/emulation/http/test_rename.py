"""Another name for an organization (contract, section 7; CAP-1, ATT-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from data.emulation.invariants import check_search
from data.emulation.rules import codes, ids
from data.emulation.rules.roles import PARTNER
from data.models.organizations import SCHEMA
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.ground import Ground, codes_of, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = Ground(tmp_path / "platform.db")
    yield found
    found.close()


def uuid_of(ground: Ground, organization: int = 1) -> str:
    return ids.uuid_text(ground.one("SELECT uuid FROM organizations WHERE id = ?", organization))


def rename(ground: Ground, uuid: str, name: Any, partner: int = 1) -> Reply:
    body = {"schemas": [SCHEMA], "displayName": name}
    return ground.send("PATCH", f"/identity/organizations/{uuid}", body, partner=partner)


def found_by(ground: Ground, text: str) -> list[str]:
    """The names of the customers that a search finds."""
    items = ground.get(f"/hub/v1/customers?owner=all&q={text}")["items"]
    return [one["name"] for one in items]


def test_the_customer_is_found_by_its_new_name(ground: Ground) -> None:
    acme = ground.customer()
    uuid = uuid_of(ground)
    since = ground.one("SELECT high_ms FROM clock")
    ground.move(1_000)
    reply = rename(ground, uuid, "  Zürich Smiles ")
    assert reply.status == 200
    assert reply.json == {
        "schemas": [SCHEMA],
        "id": uuid,
        "displayName": "Zürich Smiles",
        "meta": {
            "created": reply.json["meta"]["created"],
            "lastModified": reply.json["meta"]["lastModified"],
        },
    }
    assert reply.json["meta"]["lastModified"] > reply.json["meta"]["created"]
    organization = ground.org(acme)
    assert ground.get(f"/v1/organizations/{organization}")["displayName"] == "Zürich Smiles"
    assert found_by(ground, "zurich") == found_by(ground, "smil") == ["Zürich Smiles"]
    assert found_by(ground, "dental") == found_by(ground, "acme") == []
    changed = ground.get(f"/hub/v1/changes?since={since}")["items"]
    assert changed == [ground.id(ids.CUSTOMER, "customers", acme)]
    # The platform's id does for the uuid, and so does an address with two slashes.
    assert rename(ground, organization, "Two").json["displayName"] == "Two"
    path = f"//identity/organizations/{uuid}"
    assert ground.send("PATCH", path, {"displayName": "Three"}).json["displayName"] == "Three"
    assert found_by(ground, "three") == ["Three"]


def test_names_in_other_scripts_come_and_go(ground: Ground) -> None:
    ground.customer()
    uuid = uuid_of(ground)
    for name, text in (
        ("名前の会社", "名"),
        ("東京歯科", "東京"),
        ("Latin", "latin"),
        ("名", "名"),
    ):
        assert rename(ground, uuid, name).status == 200
        assert found_by(ground, quote(text)) == [name]
        assert check_search(ground.world.connection) == []
    assert found_by(ground, quote("東京")) == found_by(ground, "latin") == []


def test_a_merge_patch_is_taken_too(ground: Ground) -> None:
    ground.customer()
    app, url = ground.platform.app, f"/identity/organizations/{uuid_of(ground)}"
    for media, status in (("application/merge-patch+json", 200), ("text/plain", 415)):
        headers = [("content-type", media)]
        content = b'{"displayName": "Merged"}'
        reply = ask(app, url, ground.tokens[1], method="PATCH", headers=headers, content=content)
        assert reply.status == status


@pytest.mark.rule("CAP-1")
@pytest.mark.parametrize("name", ["", " ", "100% Teeth", "a" * 256, "Tab\tTab", 5])
def test_what_can_be_no_name(ground: Ground, name: Any) -> None:
    ground.customer()
    reply = rename(ground, uuid_of(ground), name)
    assert (reply.status, fields_of(reply)) == (400, ["displayName"])
    if name == "100% Teeth":
        assert codes_of(reply) == [codes.BAD_NAME.number]
    assert ground.one("SELECT name FROM customers") == "Acme Dental"


@pytest.mark.rule("RPL-1")
def test_another_name_is_not_reviewed(ground: Ground) -> None:
    ground.world.insert("denied_parties", name="Black Pine", name_key="black pine")
    acme = ground.customer()
    assert rename(ground, uuid_of(ground), "Black Pine").status == 200
    customer = ground.id(ids.CUSTOMER, "customers", acme)
    assert ground.get(f"/v1/wholesale/customers/{customer}")["status"] == "provisioned"
    assert ground.one("SELECT count(*) FROM decisions") == 0


@pytest.mark.rule("RPL-6")
def test_the_name_stays_while_a_review_is_pending(ground: Ground) -> None:
    acme = ground.customer()
    ground.run("UPDATE customers SET status = 'pending_rpl_review' WHERE id = ?", acme)
    reply = rename(ground, uuid_of(ground), "Other")
    assert (reply.status, codes_of(reply)) == (409, [codes.UNDER_REVIEW.number])
    assert ground.one("SELECT name FROM customers") == "Acme Dental"


@pytest.mark.rule("ATT-2")
def test_it_takes_all_rights_in_the_organization(ground: Ground) -> None:
    ground.customer(attached=1)
    uuid = uuid_of(ground)
    ground.run("UPDATE organizations SET manager_id = NULL")
    right = {"organization_id": 1, "partner_id": 1, "since_ms": NOW - DAY}
    ground.world.insert("organization_rights", level="provisioning", **right)
    assert rename(ground, uuid, "Other").status == 403
    assert ground.one("SELECT name FROM customers") == "Acme Dental"
    ground.run("UPDATE organization_rights SET level = 'full'")
    assert rename(ground, uuid, "Other").status == 200


@pytest.mark.rule("SUB-3")
@pytest.mark.rule("SUB-11")
def test_who_may_rename(ground: Ground) -> None:
    ground.customer()
    ground.customer(2, name="Harbour Café")
    ours, theirs = uuid_of(ground), uuid_of(ground, 2)
    for stranger in (2, 4):
        assert rename(ground, ours, "Other", stranger).status == 404
    for partner in (1, 2):
        assert rename(ground, theirs, f"By {partner}", partner).status == 200
    ground.world.staff(1, "pa@example.com", [PARTNER])
    token, url = ground.platform.token("pa@example.com"), f"/identity/organizations/{ours}"
    body = {"displayName": "Other"}
    assert ask(ground.platform.app, url, token, method="PATCH", body=body).status == 403
    # A partner's own is not renamed, nor a suspended sub-partner's customer.
    own = ids.uuid_text(ground.one("SELECT uuid FROM partners WHERE id = 1"))
    assert rename(ground, own, "Other").status == 403
    ground.run("UPDATE partners SET state = 'suspended' WHERE id = 2")
    assert rename(ground, theirs, "Other", 2).status == 403
    for nobody in ("x", ids.uuid_text(bytes(16))):
        assert rename(ground, nobody, "Other").status == 404


def test_an_organization_that_is_no_customer_has_a_name_too(ground: Ground) -> None:
    uuid = ground.world.uuid()
    times = {"created_ms": NOW - DAY, "active_ms": NOW - DAY}
    ground.world.insert("organizations", uuid=uuid, name="Old", manager_id=1, **times)
    assert rename(ground, ids.uuid_text(uuid), "New").status == 200
    path = f"/v1/organizations/{ids.encode(ids.ORGANIZATION, uuid)}"
    assert ground.get(path)["displayName"] == "New"
