"""A sub-partner sees its own only, a partner its tree, neither another's (SUB-2, SUB-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.http.operations import OPERATIONS
from data.emulation.rules import ids
from data.emulation.rules.roles import PLATFORM
from tests.data.emulation.http.asking import customer_id, org_id
from tests.data.emulation.http.probing import first_ids, key, names, nobodys_ids, probe

if TYPE_CHECKING:
    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.conftest import Site

pytestmark = pytest.mark.rule("SUB-3")
ACME, HARBOUR, STRANGER = 1, 5, 6
TOP = 4
"""A partner of its own, beside 1 with its sub-partners 2 and 3."""
BY_ID = [o for o in OPERATIONS if "{" in o.path and not o.anonymous]
FOR_OTHERS = [
    (operation, name)
    for operation in OPERATIONS
    for name in ("onBehalfOfSubPartnerOrgId", "owner", "orgId")
    if name in operation.parameters
]
SEEN = {1: {ACME, HARBOUR}, 2: {HARBOUR}, 3: set[int](), 4: {STRANGER}}
NAMES = {ACME: "Acme Dental", HARBOUR: "Harbour Café", STRANGER: "Stranger Acme"}


@pytest.fixture(params=sorted(SEEN))
def partner(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


def hub_names(site: Site, partner: int, query: str) -> set[str]:
    reply = site.get(f"/hub/v1/customers?max=500&{query}", partner)
    return {item["name"] for item in reply.json["items"]}


@pytest.mark.parametrize("customer", NAMES)
def test_customers_by_id(site: Site, partner: int, customer: int) -> None:
    found = 200 if customer in SEEN[partner] else 404
    path = customer_id(site.world, customer)
    assert site.get(f"/v1/wholesale/customers/{path}", partner).status == found
    assert site.get(f"/hub/v1/customers/{path}", partner).status == found


@pytest.mark.parametrize(
    ("partner", "customer"), [(p, c) for p in SEEN for c in NAMES if c not in SEEN[p]]
)
def test_what_is_not_seen_looks_like_what_is_not_there(
    site: Site, partner: int, customer: int
) -> None:
    nobody = ids.encode(ids.CUSTOMER, bytes(16))
    other = customer_id(site.world, customer)
    for path in ("/v1/wholesale/customers/", "/hub/v1/customers/"):
        theirs, none = site.get(path + other, partner).json, site.get(path + nobody, partner).json
        assert theirs["message"] == none["message"]
        assert theirs["errors"] == none["errors"]


@pytest.mark.parametrize("customer", NAMES)
def test_customers_by_search(site: Site, partner: int, customer: int) -> None:
    (organization,) = site.world.connection.execute(
        "SELECT o.uuid FROM organizations AS o JOIN customers AS c ON o.id = c.organization_id"
        " WHERE c.id = ?",
        (customer,),
    ).fetchone()
    name = NAMES[customer]
    texts = (name, name[:2], customer_id(site.world, customer), ids.uuid_text(organization))
    expected = {name} if customer in SEEN[partner] else set()
    for text in texts:
        assert hub_names(site, partner, f"owner=all&q={text}") & {name} == expected
        counted = site.get(f"/hub/v1/customers/count?owner=all&q={text}", partner).json
        assert counted["matched"] == len(hub_names(site, partner, f"owner=all&q={text}"))


def test_lists_and_counts(site: Site, partner: int) -> None:
    expected = {1: 4, 2: 1, 3: 0, 4: 1}[partner]
    assert len(hub_names(site, partner, "owner=all")) == expected
    assert len(hub_names(site, partner, "owner=all&status=provisioned,updating")) <= expected
    for query in ("owner=all", "owner=all&status=provisioned", "owner=all&package=webex_calling"):
        counted = site.get(f"/hub/v1/customers/count?{query}", partner).json
        assert counted["total"] == expected
        assert counted["matched"] == len(hub_names(site, partner, query))
    changes = site.get("/hub/v1/changes?since=0&owner=all", partner).json
    assert len(changes["items"]) == {1: 2, 2: 0, 3: 0, 4: 0}[partner]
    assert (changes["next"] is not None) == (partner == 1)


@pytest.mark.rule("SUB-9")
def test_sub_partners_customers_are_shown_on_request_only(site: Site) -> None:
    def external(query: str = "") -> list[str]:
        items = site.get(f"/v1/wholesale/customers?{query}").json["items"]
        return [item["id"] for item in items]

    harbour = customer_id(site.world, HARBOUR)
    assert harbour not in external()
    assert len(external()) == 3
    behalf = f"onBehalfOfSubPartnerOrgId={org_id(site.world, 2)}"
    assert external(behalf) == [harbour]
    assert external(behalf + "=&externalId=NC-000001") == [harbour]
    # Asked for by name of its organization, it is shown; external ids are each owner's.
    (found,) = site.get(f"/v1/wholesale/customers?{behalf}").json["items"]
    assert external(f"orgId={found['orgId']}") == [harbour]
    assert harbour not in external("externalId=NC-000001")
    for asked in (f"customerId={harbour}", "email=bea@harbour.example"):
        (user,) = site.get(f"/v1/wholesale/subscribers?{asked}").json["items"]
        assert user["customerId"] == harbour
    person = user["personId"]
    assert len(site.get(f"/v1/wholesale/subscribers?personId={person}").json["items"]) == 1
    everyone = site.get("/v1/wholesale/subscribers").json["items"]
    assert person not in {one.get("personId") for one in everyone}
    assert site.get("/v1/wholesale/subscribers?email=sam@stranger.example").json["items"] == []
    assert hub_names(site, 1, "") == {"Acme Dental", "Review GmbH", "Moving Ltd"}
    assert hub_names(site, 1, f"owner={org_id(site.world, 2)}") == {"Harbour Café"}
    items = site.get("/hub/v1/customers?owner=all").json["items"]
    assert {item["name"]: item["own"] for item in items}["Harbour Café"] is False
    assert [item["owner"]["name"] for item in items if not item["own"]] == ["Harbour Voice"]


@pytest.mark.parametrize("other", [1, 2, 3, 4])
def test_nobody_acts_for_a_stranger(site: Site, partner: int, other: int) -> None:
    allowed = other == partner or (partner == 1 and other in {2, 3})
    org = org_id(site.world, other)
    for url in (
        f"/v1/wholesale/customers?onBehalfOfSubPartnerOrgId={org}",
        f"/v1/wholesale/subscribers?onBehalfOfSubPartnerOrgId={org}",
        f"/hub/v1/customers?owner={org}",
        f"/hub/v1/customers/count?owner={org}",
        f"/hub/v1/changes?since=0&owner={org}",
        f"/v1/organizations/{org}",
    ):
        assert site.get(url, partner).status == (200 if allowed else 404)


def test_organizations_and_locations(site: Site, partner: int) -> None:
    names = {
        1: {"North Coast", "Harbour Voice", "Lakeside", "Acme Dental", "Moving Ltd"}
        | {"Gone Inc", "Harbour Café"},
        2: {"Harbour Voice", "Harbour Café"},
        3: {"Lakeside"},
        4: {"Elsewhere", "Stranger Acme"},
    }[partner]
    items = site.get("/v1/organizations", partner).json["items"]
    assert {item["displayName"] for item in items} == names
    mine = {item["id"] for item in items}
    everyone = {i["id"] for n in SEEN for i in site.get("/v1/organizations", n).json["items"]}
    for organization in everyone:
        expected = 200 if organization in mine else 404
        assert site.get(f"/v1/organizations/{organization}", partner).status == expected
        assert site.get(f"/v1/locations?orgId={organization}", partner).status == expected


def test_subscribers(site: Site, partner: int) -> None:
    emails = {
        1: {"ann@acme.example"},
        2: {"bea@harbour.example"},
        3: set(),
        4: {"sam@stranger.example"},
    }
    items = site.get("/v1/wholesale/subscribers?status=provisioned", partner).json["items"]
    assert {item["email"] for item in items} == emails[partner]
    for person in ("ann@acme.example", "bea@harbour.example", "sam@stranger.example"):
        found = site.get(f"/v1/wholesale/subscribers?email={person}", partner).json["items"]
        # A partner finds its sub-partners' where it asks for one by name.
        named = emails[1] | emails[2] if partner == 1 else emails[partner]
        assert len(found) == (person in named)
    everyone = [s for n in SEEN for s in site.get("/v1/wholesale/subscribers", n).json["items"]]
    for item in everyone:
        reply = site.get(f"/v1/wholesale/subscribers/{item['id']}", partner)
        mine = item in site.get("/v1/wholesale/subscribers", partner).json["items"]
        # A partner reaches its sub-partners' by id too, and in lists by name or acting for them.
        below = partner == 1 and item["email"] == "bea@harbour.example"
        assert reply.status == (200 if mine or below else 404)
        query = f"customerId={item['customerId']}&personId={item.get('personId', '')}"
        listed = site.get(f"/v1/wholesale/subscribers?{query}", partner).json["items"]
        assert bool(listed) == (mine or below)


@pytest.mark.rule("SUB-1")
@pytest.mark.rule("SUB-2")
def test_partners_and_their_staff(site: Site, partner: int) -> None:
    me = site.get("/v1/people/me", partner).json
    assert me["orgId"] == org_id(site.world, partner)
    assert me["roles"] == ["Partner full admin", "Wholesale admin"]
    told = site.get("/hub/v1/partner", partner).json
    assert told["staff"] == me
    below = site.get("/v1/wholesale/subPartners", partner).json["items"]
    assert len(below) == (2 if partner == 1 else 0)


@pytest.mark.parametrize("partner", [2, 3], indirect=True)
def test_a_sub_partner_is_told_nothing_of_its_parents(site: Site, partner: int) -> None:
    """Neither who the parent is nor anything that it has, whatever is asked (SUB-3)."""
    org = org_id(site.world, partner)
    told = [
        probe(site, operation, site.tokens[partner], parts)
        for operation in OPERATIONS
        for parts in (None, first_ids(site.world), {"orgId": org})
    ]
    told += [site.get(f"/hub/v1/customers?owner={owner}", partner) for owner in ("all", org)]
    text = "".join(reply.body.decode() for reply in told)
    assert org in text
    for secret in (org_id(site.world, 1), "North Coast", "Acme", "acme.example", "Sub1"):
        assert secret not in text


STEERING = [operation for operation in OPERATIONS if operation.right == PLATFORM]


@pytest.mark.parametrize("operation", STEERING, ids=names(STEERING))
@pytest.mark.parametrize("partner", [2, 3])
def test_a_sub_partner_does_not_steer_what_all_share(
    site: Site, operation: Operation, partner: int
) -> None:
    reply = probe(site, operation, site.tokens[partner])
    assert reply.status == 403
    description = reply.json["errors"][0]["description"]
    # Its roles are not what it lacks.
    assert "of the partner itself" in description
    assert "the account's roles" not in description
    assert probe(site, operation, site.tokens[TOP]).status != 403


def test_what_is_the_partners_alone_is_what_all_share_and_its_order() -> None:
    assert {operation.path for operation in STEERING} == {
        "/hub/v1/clock",
        "/hub/v1/settings",
        "/hub/v1/deniedParties",
        "/hub/v1/deniedParties/{partyId}",
        "/hub/v1/faults",
        "/hub/v1/faults/{faultId}",
        "/hub/v1/purchaseOrder",
        "/hub/v1/customers/{customerId}/setupAssist",
    }


@pytest.mark.parametrize("stranger", [2, 3, 4])
@pytest.mark.parametrize("operation", BY_ID, ids=names(BY_ID))
def test_what_is_another_ones_is_not_there(site: Site, operation: Operation, stranger: int) -> None:
    """Call by call: the ids of the partner's own things are for others those of nobody."""
    token = site.tokens[stranger]
    theirs = probe(site, operation, token, first_ids(site.world))
    nobodys = probe(site, operation, token, nobodys_ids())
    assert theirs.status == nobodys.status >= 400
    assert theirs.json["errors"] == nobodys.json["errors"]
    if not operation.body:
        shut = operation.right == PLATFORM and stranger != TOP
        assert theirs.status == (403 if shut else 404)
    # Nor does acting for somebody help.
    for other in (1, 2, 3, 4):
        query = f"?onBehalfOfSubPartnerOrgId={org_id(site.world, other)}"
        reply = probe(site, operation, token, first_ids(site.world), query=query)
        assert reply.status in {400, 403, 404}


@pytest.mark.rule("SUB-6")
@pytest.mark.parametrize("other", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("operation", "name"), FOR_OTHERS, ids=[f"{key(o)} {name}" for o, name in FOR_OTHERS]
)
def test_who_may_act_for_whom(
    site: Site, partner: int, operation: Operation, name: str, other: int
) -> None:
    """A partner for those below it, everybody for oneself, nobody for a stranger."""
    allowed = other == partner or (partner == 1 and other in {2, 3})
    more = "&since=0" if operation.name == "customers.changes" else ""
    # A change would happen.
    parts = first_ids(site.world) if operation.method == "GET" else None

    def ask(org: str) -> tuple[int, str]:
        reply = probe(site, operation, site.tokens[partner], parts, query=f"?{name}={org}{more}")
        return reply.status, reply.body.decode().partition('"trackingId"')[0]

    nobody = ask(ids.encode(ids.ORGANIZATION, bytes(16)))
    if not allowed:
        assert ask(org_id(site.world, other)) == nobody
    elif nobody[0] == 404 and operation.method == "GET" and "{" not in operation.path:
        assert ask(org_id(site.world, other))[0] == 200
