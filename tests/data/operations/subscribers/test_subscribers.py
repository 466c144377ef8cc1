"""Operations on subscribers: what is asked first, what is said, what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.operations.catalogue import operation
from data.operations.inputs.reading import WrongInput
from data.operations.operation import Danger
from tests.app.cli.changing_hub import ChangingHub, subscriber, subscriber_id
from tests.app.cli.fake_hub import customer, customer_id

if TYPE_CHECKING:
    from data.operations.plan import Plan

Json = dict[str, Any]


def order(**more: object) -> Json:
    return {
        "customerId": customer_id(1),
        "email": "jo@acme.example",
        "package": "webex_suite",
        "provisioningParameters": {"firstName": "Jo", "lastName": "Ng", "extension": "101"},
        **more,
    }


@pytest.fixture
def fake() -> ChangingHub:
    fake = ChangingHub([customer(1, "Acme Dental", "NC-1", orgId="org-1")])
    fake.subscribers = [subscriber(1, "ann@acme.example", "webex_calling")]
    return fake


async def planned(fake: ChangingHub, name: str, given: Json) -> Plan:
    async with fake.client() as hub:
        return await operation(f"subscribers.{name}").plan(hub, given)


def reasons(plan: Plan) -> list[str]:
    return [one.reason for one in plan.blockers]


@pytest.mark.rule("SBR-1")
async def test_all_that_is_missing_is_said_at_once(fake: ChangingHub) -> None:
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "create", {"package": "calling"})
    assert [one.field for one in caught.value.problems] == [
        "customerId",
        "email",
        "provisioningParameters.firstName",
        "provisioningParameters.lastName",
        "provisioningParameters.extension",
    ]
    assert fake.requests == []
    with pytest.raises(WrongInput, match="package: is required"):
        await planned(fake, "create", order(package=""))
    with pytest.raises(WrongInput, match="must be one package"):
        await planned(fake, "create", order(packages=["webex_calling"]))


@pytest.mark.rule("PKG-7")
async def test_common_area_is_for_workspaces(fake: ChangingHub) -> None:
    with pytest.raises(WrongInput, match="for workspaces"):
        await planned(fake, "create", order(package="common area"))


async def test_create(fake: ChangingHub) -> None:
    create = operation("subscribers.create")
    async with fake.client() as hub:
        plan = await create.plan(hub, order(package="", packages=["Webex Suite"]))
        outcome = await create.apply(hub, plan)
        undo = create.undo(outcome)
    assert plan.effects == ("Gives jo@acme.example Webex Suite at Acme Dental.",)
    assert plan.blockers == ()
    assert fake.sent[-1] == ("POST", "/wholesale/subscribers", order())
    assert outcome.as_object()["id"] == subscriber_id(99)
    assert outcome.status == "provisioned"
    assert undo is not None
    assert (undo.operation, undo.given) == (
        *("subscribers.delete", {"subscriberId": subscriber_id(99)}),
    )


@pytest.mark.rule("PRV-5")
async def test_the_first_user_becomes_administrator(fake: ChangingHub) -> None:
    fake.rows[0]["users"] = 0
    words = "The first user of a new customer becomes its administrator."
    assert words in (await planned(fake, "create", order())).effects
    fake.rows[0]["attached"] = True
    assert words not in (await planned(fake, "create", order())).effects


async def test_what_is_in_the_way(fake: ChangingHub) -> None:
    plan = await planned(fake, "create", order(package="webex_meetings"))
    assert reasons(plan) == ["Acme Dental does not have Webex Meetings."]
    fake.rows[0]["packageLimits"] = {"webex_suite": 2}
    fake.rows[0]["packageUsers"] = {"webex_suite": 2}
    plan = await planned(fake, "create", order())
    assert reasons(plan) == ["Acme Dental may use 2 of Webex Suite, and all are in use."]
    fake.rows[0]["packageLimits"] = {"webex_suite": 3}
    assert reasons(await planned(fake, "create", order())) == []
    plan = await planned(fake, "create", order(email="ann@acme.example"))
    assert reasons(plan) == ["ann@acme.example has a package already, at the customer NC-1."]


@pytest.mark.rule("RPL-6")
async def test_a_review_is_in_the_way(fake: ChangingHub) -> None:
    fake.rows[0]["status"] = "pending_rpl_review"
    plan = await planned(fake, "create", order())
    assert reasons(plan) == ["The denied-party review of Acme Dental is pending."]


@pytest.mark.rule("PRV-2")
async def test_users_need_not_wait_for_their_customer(fake: ChangingHub) -> None:
    fake.rows[0]["status"] = "provisioning"
    assert reasons(await planned(fake, "create", order())) == []
    fake.rows[0]["status"] = "error"
    assert reasons(await planned(fake, "create", order())) == [
        "Acme Dental is in no state for users."
    ]


@pytest.mark.rule("PKG-3")
async def test_an_add_on_is_no_first_package(fake: ChangingHub) -> None:
    fake.rows[0]["packages"].append("attendant_console")
    plan = await planned(fake, "create", order(package="attendant_console"))
    assert reasons(plan)[0].startswith("Attendant Console needs one of these at jo@acme.example")


async def test_a_location_by_its_name(fake: ChangingHub) -> None:
    fake.locations = [{"id": "loc-1", "name": "Pier"}, {"id": "loc-2", "name": "Hill"}]
    plan = await planned(fake, "create", order(location="hill"))
    assert plan.requests[0].body is not None
    assert plan.requests[0].body["provisioningParameters"]["locationId"] == "loc-2"
    with pytest.raises(WrongInput, match="no location 'Dale'") as caught:
        await planned(fake, "create", order(location="Dale"))
    assert caught.value.advice == "There are: Pier, Hill."


async def test_one_of_several_locations_has_to_be_named(fake: ChangingHub) -> None:
    fake.locations = [{"id": "loc-1", "name": "Pier"}, {"id": "loc-2", "name": "Hill"}]
    with pytest.raises(WrongInput, match="location: is required") as caught:
        await planned(fake, "create", order())
    assert caught.value.advice == "There are: Pier, Hill."
    del fake.locations[1]
    assert (await planned(fake, "create", order())).requests[0].body == order()


async def test_update_and_back(fake: ChangingHub) -> None:
    update = operation("subscribers.update")
    given = {"subscriberId": subscriber_id(1), "package": "suite"}
    async with fake.client() as hub:
        plan = await update.plan(hub, given)
        undo = update.undo(await update.apply(hub, plan))
    assert plan.effects == ("ann@acme.example changes from Webex Calling to Webex Suite.",)
    assert (plan.touches, plan.asks) == (1, False)
    target = f"/wholesale/subscribers/{subscriber_id(1)}"
    assert fake.sent == [("PUT", target, {"package": "webex_suite"})]
    assert undo is not None
    assert undo.given == {"subscriberId": subscriber_id(1), "package": "webex_calling"}


async def test_an_update_that_changes_nothing(fake: ChangingHub) -> None:
    plan = await planned(
        fake, "update", {"subscriberId": subscriber_id(1), "package": "webex_calling"}
    )
    assert plan.effects == ("Nothing changes: ann@acme.example has Webex Calling already.",)
    assert plan.requests == ()


@pytest.mark.rule("PKG-3a")
@pytest.mark.rule("PKG-5")
async def test_an_add_on_beside_the_base(fake: ChangingHub) -> None:
    fake.rows[0]["packages"] += ["attendant_console", "webex_meetings"]
    given = {"subscriberId": subscriber_id(1), "package": "attendant_console"}
    plan = await planned(fake, "update", given)
    assert plan.effects == ("Adds Attendant Console to ann@acme.example, beside Webex Calling.",)
    assert plan.blockers == ()
    fake.subscribers[0] |= {"package": "webex_meetings", "packages": ["webex_meetings"]}
    plan = await planned(fake, "update", given)
    assert reasons(plan)[0].startswith("Attendant Console needs one of these at ann@acme.example")


async def test_a_move_to_calling_needs_a_number(fake: ChangingHub) -> None:
    fake.subscribers[0] |= {"package": "webex_meetings", "packages": ["webex_meetings"]}
    given: Json = {"subscriberId": subscriber_id(1), "package": "webex_suite"}
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "update", given)
    assert caught.value.problems[0].field == "provisioningParameters.extension"
    given["provisioningParameters"] = {"extension": "101"}
    plan = await planned(fake, "update", given)
    assert plan.requests[0].body == {
        "package": "webex_suite",
        "provisioningParameters": {"extension": "101"},
    }


async def test_delete(fake: ChangingHub) -> None:
    delete = operation("subscribers.delete")
    async with fake.client() as hub:
        plan = await delete.plan(hub, {"subscriberId": subscriber_id(1)})
        outcome = await delete.apply(hub, plan)
        assert delete.undo(outcome) is None
    assert plan.effects == (
        "ann@acme.example loses Webex Calling.",
        "The person stays in the organization.",
    )
    assert (plan.danger, plan.touches) == (Danger.LOSS, 1)
    assert fake.sent[0][:2] == ("DELETE", f"/wholesale/subscribers/{subscriber_id(1)}")
    assert outcome.status == "deleted"


@pytest.mark.rule("PRE-2")
async def test_the_three_variants_of_the_precheck(fake: ChangingHub) -> None:
    variants: list[Json] = [
        {"email": "jo@acme.example"},
        {"email": "jo@acme.example", "customerInfo": {"primaryEmail": "x@acme.example"}},
        {"email": "jo@acme.example", "customerId": customer_id(1)},
        order(),
    ]
    check = operation("subscribers.precheck")
    async with fake.client() as hub:
        for given in variants:
            plan = await check.plan(hub, given)
            assert (await check.apply(hub, plan)).status == "success"
    assert [one.body for one in fake.sent] == variants
    assert {one.path for one in fake.sent} == {"/wholesale/subscribers/validate"}


@pytest.mark.rule("SBR-3")
async def test_the_consent_email(fake: ChangingHub) -> None:
    again = operation("subscribers.resend-consent")
    given = {"subscriberId": subscriber_id(1)}
    assert reasons(await planned(fake, "resend-consent", given)) == [
        "ann@acme.example waits for no consent."
    ]
    fake.subscribers[0]["status"] = "pending_user_migration"
    async with fake.client() as hub:
        plan = await again.plan(hub, given)
        outcome = await again.apply(hub, plan)
    assert plan.blockers == ()
    assert outcome.status == "pending_user_migration"
    target = f"/subscribers/{subscriber_id(1)}/emails/consentMove"
    assert fake.sent[0][:2] == ("POST", target)
    change = {**given, "package": "webex_suite"}
    assert reasons(await planned(fake, "update", change)) == [
        "ann@acme.example has not consented to the move yet."
    ]
