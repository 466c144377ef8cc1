"""Setup Assist: asked for per location, of a kind that its seats choose (SUA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids
from data.models.setup_assist import SetupAssistRequest
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.asking import Reply, customer_id, org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# It is a Saturday.
END = "2026-08-03"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


class Place:
    """A customer with a location where so many users sit."""

    def __init__(self, hub: Hub, users: int, owner: int = 1) -> None:
        self.hub = hub
        self.customer = hub.world.customer(owner, "Assisted Ltd")
        self.location = hub.world.location(self.customer)
        self.id = self.id_of(self.location)
        self.path = f"/customers/{customer_id(hub.world, self.customer)}/setupAssist"
        for _ in range(users):
            self.user()

    def id_of(self, location: int) -> str:
        ((uuid,),) = self.hub.rows("SELECT uuid FROM locations WHERE id = ?", location)
        return ids.encode(ids.LOCATION, uuid)

    def user(self, status: str = "provisioned", **more: Any) -> None:
        given = {"location_id": self.location} | more
        self.hub.world.subscriber(self.customer, status, **given)

    def room(self, **more: Any) -> None:
        columns = {
            "uuid": self.hub.world.uuid(),
            "customer_id": self.customer,
            "location_id": self.location,
            "name": "Lobby",
            "package": 1,
            "created_ms": NOW - DAY,
        }
        self.hub.world.insert("workspaces", **columns | more)

    def ask(self, partner: int = 1, **changed: Any) -> Reply:
        body = {
            "locationId": self.id,
            "onboardingEndDate": END,
            "contactName": "Ann Able",
            "contactEmail": "Ann@Assisted.example",
        }
        return self.hub.send(f"POST {self.path}", body | changed, partner=partner)

    def made(self, **changed: Any) -> Any:
        reply = self.ask(**changed)
        assert reply.status == 201, reply.body
        return reply.json


@pytest.mark.rule("SUA-2")
@pytest.mark.rule("SUA-1a")
@pytest.mark.parametrize(
    ("users", "kind", "total"),
    [(1, "express", "240.00"), (5, "express", "240.00"), (6, "standard", "252.00")],
)
def test_the_seats_of_the_location_choose_the_kind(
    hub: Hub, users: int, kind: str, total: str
) -> None:
    made = Place(hub, users).made()
    assert (made["kind"], made["seats"], made["totalPrice"]) == (kind, users, total)
    lines = {line["sku"]: line for line in hub.get("/purchaseOrder")["services"]}
    assert lines[made["sku"]]["name"] == f"setup_assist_{kind}"
    assert lines[made["sku"]]["transferPrice"] == made["unitPrice"]


@pytest.mark.rule("SUA-2")
def test_seats_are_calling_users_and_rooms_that_are_there(hub: Hub) -> None:
    place = Place(hub, 3)
    annex = hub.world.location(place.customer, "Annex")
    place.room()
    place.user("pending_user_migration")
    place.user("deleted")
    place.user(package="webex_meetings")
    place.user(location_id=annex)
    place.room(ended_ms=NOW)
    place.room(package=None)
    place.room(location_id=annex)
    assert (place.made()["seats"], place.made(locationId=place.id_of(annex))["seats"]) == (5, 2)


@pytest.mark.rule("SUA-8")
def test_the_form_is_filled_in(hub: Hub) -> None:
    place = Place(hub, 2, owner=2)
    hub.world.location(place.customer, "Annex")
    made = SetupAssistRequest.model_validate(place.made())
    assert made.partner_org_id == org_id(hub.world, 2)
    ((organization, subscription),) = hub.rows(
        "SELECT o.uuid, p.subscription_id FROM customers AS c JOIN organizations AS o"
        " ON o.id = c.organization_id JOIN partners AS p ON p.id = c.owner_id WHERE c.id = ?",
        place.customer,
    )
    assert made.org_id == ids.encode(ids.ORGANIZATION, organization)
    assert (made.active_subscription, made.subscription_id) == (True, subscription)
    assert (made.locations, made.location_id) == (2, place.id)
    assert (made.contact_name, made.contact_email) == ("Ann Able", "ann@assisted.example")
    assert (str(made.onboarding_end_date), made.requested_by) == (END, "s1@example.com")
    # What is needed later for bills stands in the row, with whose customer it is for.
    (*_others, kept) = hub.rows(
        "SELECT owner_id, sku, seats, cents FROM setup_assist_requests ORDER BY id"
    )
    assert kept == (2, made.sku, 2, 24_000)


@pytest.mark.rule("SUA-1a")
def test_it_is_asked_for_once_for_each_location(hub: Hub) -> None:
    place = Place(hub, 2)
    first = place.made()
    reply = place.ask()
    assert (fields(reply, 409), codes(reply)) == (["locationId"], [40919])
    annex = hub.world.location(place.customer, "Annex")
    place.user(location_id=annex)
    second = place.made(locationId=place.id_of(annex))
    listed = hub.get(place.path)["items"]
    assert [one["id"] for one in listed] == [second["id"], first["id"]]
    assert {one["locations"] for one in listed} == {2}


@pytest.mark.rule("SUA-3")
def test_it_comes_six_business_days_before_onboarding_ends(hub: Hub) -> None:
    place = Place(hub, 2)
    for end in ("2026-07-31", "2026-08-02", "2020-01-01"):
        reply = place.ask(onboardingEndDate=end)
        assert (fields(reply), codes(reply)) == (["onboardingEndDate"], [49005])
        assert END in reply.json["errors"][0]["description"]
    hub.send("PUT /clock", {"mode": "frozen", "forward": 2 * DAY})
    # Monday's own six business days reach Tuesday.
    assert fields(place.ask()) == ["onboardingEndDate"]
    place.made(onboardingEndDate="2026-08-04")


@pytest.mark.rule("SUA-1")
def test_it_is_for_a_partner_that_ordered_it(hub: Hub) -> None:
    place = Place(hub, 2)
    hub.send("PUT /purchaseOrder", {"without": ["setup_assist"]})
    reply = place.ask()
    assert (reply.status, codes(reply)) == (400, [49004])
    hub.send("PUT /purchaseOrder", {"without": []})
    place.made()
    # The order is the partner's, so a sub-partner does not ask.
    theirs = Place(hub, 1, owner=2)
    assert theirs.ask(partner=2).status == 403
    theirs.made()


def test_all_that_is_wrong_is_said_at_once(hub: Hub) -> None:
    place = Place(hub, 2)
    assert fields(
        place.ask(locationId="", onboardingEndDate="", contactName="", contactEmail="")
    ) == [
        "locationId",
        "onboardingEndDate",
        "contactName",
        "contactEmail",
    ]
    wrong: dict[str, Any] = {
        "locationId": place.id_of(1),
        "onboardingEndDate": "next week",
        "contactName": "A\u202eb",
        "contactEmail": "ann",
    }
    reply = place.ask(**wrong)
    assert fields(reply) == list(wrong)
    assert codes(reply) == [40405, 40008, 40005, 40010]
    assert fields(place.ask(locationId=5, contactName=[])) == ["locationId", "contactName"]
    assert hub.get(place.path)["items"] == []


def test_customer_and_users_are_provisioned_before(hub: Hub) -> None:
    reply = Place(hub, 0).ask()
    assert (fields(reply, 409), codes(reply)) == (["locationId"], [40903])
    place = Place(hub, 2)
    hub.world.connection.execute(
        "UPDATE customers SET status = 'pending_rpl_review' WHERE id = ?", (place.customer,)
    )
    assert codes(place.ask()) == [40901]
    late = Place(hub, 1, owner=3)
    reply = late.ask()
    assert (reply.status, codes(reply)) == (403, [40301])
