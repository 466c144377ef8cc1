"""What an update of a customer would change, in words and on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.client.errors import Changed
from data.operations.catalogue import operation
from data.operations.inputs.reading import WrongInput
from data.operations.operation import Danger
from tests.app.cli.changing_hub import ChangingHub, subscriber
from tests.app.cli.fake_hub import customer, customer_id

if TYPE_CHECKING:
    from data.operations.plan import Plan

Json = dict[str, Any]


def world(**more: object) -> ChangingHub:
    return ChangingHub([customer(1, "Acme Dental", "NC-1", **more)])


async def planned(fake: ChangingHub, **given: object) -> Plan:
    async with fake.client() as hub:
        return await operation("customers.update").plan(
            hub, {"customerId": customer_id(1), **given}
        )


async def test_nothing_changes() -> None:
    fake = world()
    plan = await planned(fake, packages=["webex_suite", "webex_calling"], externalId="NC-1")
    assert plan.effects == ("Nothing changes.",)
    assert (plan.requests, plan.blockers, plan.danger) == ((), (), Danger.CHANGE)
    async with fake.client() as hub:
        outcome = await operation("customers.update").apply(hub, plan)
    assert (outcome.status, fake.sent) == ("provisioned", [])
    assert outcome.as_object()["changed"] is False


@pytest.mark.rule("CMG-1")
async def test_packages_are_the_full_list(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = world(packageUsers={"webex_suite": 3, "webex_calling": 11})
    plan = await planned(fake, addPackages=["meetings"], removePackages=["Webex Suite"])
    assert plan.effects == (
        "Adds Webex Meetings to Acme Dental.",
        "Removes Webex Suite from Acme Dental: 3 users lose their service.",
    )
    assert (plan.touches, plan.danger, plan.asks, plan.asks_word) == (3, Danger.LOSS, True, False)
    request = plan.as_object()["requests"][0]
    assert request == {
        "method": "PUT",
        "path": f"/wholesale/customers/{customer_id(1)}",
        "body": {"packages": ["webex_calling", "webex_meetings"]},
    }
    async with fake.client() as hub:
        outcome = await operation("customers.update").apply(hub, plan)
    assert fake.sent[0].body == request["body"]
    assert outcome.as_object() == {
        "operation": "customers.update",
        "kind": "customer",
        "id": customer_id(1),
        "name": "Acme Dental",
        "status": "updating",
        "url": f"http://localhost/v1/wholesale/customers/{customer_id(1)}",
        "changed": True,
        "found": False,
        "trackingIds": ["T-1"],
    }


async def test_tracking_ids_are_those_of_this_change() -> None:
    fake = world()
    update = operation("customers.update")
    async with fake.client() as hub:
        for n in (1, 2):
            plan = await update.plan(hub, {"customerId": customer_id(1), "externalId": "NC-9"})
            assert (await update.apply(hub, plan)).tracking_ids == (f"T-{n}",)


async def test_more_than_five_users_want_a_word() -> None:
    plan = await planned(world(packageUsers={"webex_suite": 6}), removePackages=["webex_suite"])
    assert plan.asks_word


async def test_a_removed_package_that_nobody_uses_is_no_loss() -> None:
    plan = await planned(world(packageUsers={}), removePackages=["webex_suite"])
    assert plan.effects == ("Removes Webex Suite from Acme Dental: nobody uses it.",)
    assert not plan.asks


async def test_what_is_not_there_is_not_removed() -> None:
    plan = await planned(world(), removePackages=["webex_meetings"])
    assert plan.effects == ("Nothing changes.", "Acme Dental does not have Webex Meetings.")
    assert plan.requests == ()
    with pytest.raises(WrongInput, match="Webex Suite cannot be added and removed at once"):
        await planned(world(), addPackages=["suite"], removePackages=["webex_suite"])
    with pytest.raises(WrongInput, match="addPackages: names no package"):
        await planned(world(), addPackages=[" "])


async def test_the_live_platform_is_counted() -> None:
    fake = world(orgId="org-1")
    fake.hub = False
    fake.subscribers = [subscriber(n, f"u{n}@b.example", "webex_suite") for n in (1, 2)]
    plan = await planned(fake, removePackages=["webex_suite"])
    assert plan.touches == 2


@pytest.mark.rule("CMG-1a")
@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"status": "updating"}, True),
        ({"packages": ["webex_suite", "webex_calling"]}, False),
        ({"packages": ["webex_suite"]}, True),
        ({"address": {"addressLine1": "2 Quay", "city": "Hull", "country": "GB"}}, True),
    ],
)
async def test_a_plan_is_for_what_there_was(change: Json, refused: bool) -> None:
    fake = world()
    update = operation("customers.update")
    plan = await planned(fake, addPackages=["webex_meetings"], address={"city": "Leeds"})
    fake.rows[0] |= change
    async with fake.client() as hub:
        if refused:
            with pytest.raises(Changed, match="has changed meanwhile"):
                await update.apply(hub, plan)
        else:
            await update.apply(hub, plan)
    assert len(fake.sent) == (not refused)


@pytest.mark.rule("RPL-1")
async def test_an_address_in_part() -> None:
    plan = await planned(world(), address={"city": "Leeds"})
    assert plan.effects == (
        "The address changes to 1 Pier, Leeds, GB: the denied-party check runs again.",
    )
    body = plan.as_object()["requests"][0]["body"]
    assert body["address"] == {"addressLine1": "1 Pier", "city": "Leeds", "country": "GB"}
    assert body["packages"] == ["webex_calling", "webex_suite"]
    assert plan.before["address"]["city"] == "Hull"


async def test_other_things() -> None:
    plan = await planned(
        world(billingStartDate="2026-01-01"),
        externalId="NC-2",
        billingStartDate="2026-02-01",
        subPartnerAdminEmail="jo@b.example",
        provisioningParameters={"packages": {"limits": {"Webex Suite": 9}}},
    )
    assert plan.effects == (
        "The external id changes from NC-1 to NC-2.",
        "At most 9 of Webex Suite may be used.",
        "Its billing begins on 2026-02-01.",
        "Names jo@b.example as the provider's administrator.",
    )
    body = plan.as_object()["requests"][0]["body"]
    assert body["provisioningParameters"] == {"packages": {"limits": {"webex_suite": 9}}}
    assert plan.after["limits"] == {"webex_suite": 9}


@pytest.mark.rule("CAP-3")
async def test_the_first_calling_package_gets_a_location() -> None:
    plan = await planned(world(packages=["webex_meetings"]), addPackages=["webex_calling"])
    body = plan.as_object()["requests"][0]["body"]
    place = body["provisioningParameters"]["calling"]["location"]
    assert place == {
        "name": "Headquarters",
        "address": {"addressLine1": "1 Pier", "city": "Hull", "country": "GB"},
        "timezone": "Europe/London",
        "language": "en_US",
    }
    fake = world(packages=["webex_meetings"])
    fake.rows[0]["address"]["country"] = "US"
    with pytest.raises(WrongInput) as caught:
        await planned(fake, addPackages=["webex_calling"])
    assert caught.value.problems[0].field == "provisioningParameters.calling.location.timezone"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("provisioning", "Acme Dental is being provisioned."),
        ("updating", "Acme Dental is being changed already."),
        ("deleting", "Acme Dental is being deleted."),
        ("pending_rpl_review", "The denied-party review of Acme Dental is pending."),
    ],
)
async def test_what_is_under_way_is_in_the_way(status: str, says: str) -> None:
    plan = await planned(world(status=status), externalId="NC-2")
    assert [one.reason for one in plan.blockers] == [says]


@pytest.mark.rule("PKG-4")
@pytest.mark.rule("PKG-5")
async def test_add_ons_need_their_base_in_both_directions() -> None:
    plan = await planned(world(packages=["webex_meetings"]), addPackages=["attendant_console"])
    assert plan.blockers[0].reason.startswith("Attendant Console needs one of these at Acme Dental")
    both = world(packages=["webex_calling", "webex_meetings", "cisco_calling_plan"])
    plan = await planned(both, removePackages=["webex_calling"])
    assert [one.reason[:24] for one in plan.blockers] == ["Cisco Calling Plan needs"]
    plan = await planned(both, removePackages=["webex_calling", "cisco_calling_plan"])
    assert plan.blockers == ()


async def test_no_package_would_be_left() -> None:
    plan = await planned(world(), removePackages=["webex_calling", "webex_suite"])
    assert "No package would be left." in [one.reason for one in plan.blockers]


@pytest.mark.rule("SUB-11")
async def test_customers_of_a_suspended_provider() -> None:
    owner = {"orgId": "prov", "name": "Harbour Light"}
    fake = world(owner=owner, own=False)
    fake.providers = [{"orgId": "prov", "provisioningState": "suspended"}]
    plan = await planned(fake, externalId="NC-2")
    assert [one.reason for one in plan.blockers] == ["Harbour Light is suspended."]
    assert plan.requests[0].path.endswith("?onBehalfOfSubPartnerOrgId=prov")
    fake.providers[0]["provisioningState"] = "active"
    assert (await planned(fake, externalId="NC-2")).blockers == ()


@pytest.mark.rule("PRV-9")
async def test_what_failed_is_provisioned_anew() -> None:
    packages = [{"name": "webex_suite", "status": "error"}, {"name": "webex_calling"}]
    fake = world(status="provisioned_with_errors", resourceDetails={"packages": packages})
    plan = await planned(fake)
    assert plan.effects == ("Provisions anew: Webex Suite.",)
    assert plan.requests[0].body == {"packages": ["webex_calling", "webex_suite"]}
    plan = await planned(world(status="error"))
    assert plan.effects == ("Provisions Acme Dental anew: it failed before.",)


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"packages": []}, "packages", "delete the customer"),
        ({"packages": ["webex_suite"], "addPackages": ["webex_calling"]}, "packages", "full list"),
        ({"addPackages": ["webx_suite"]}, "addPackages", "did you mean"),
        ({"externlId": "x"}, "externlId", "did you mean externalId?"),
        ({"address": {"citi": "x"}}, "address.citi", "did you mean city?"),
        ({"address": "x"}, "address", "must be an object"),
        ({"packages": "webex_suite"}, "packages", "must be a list"),
        ({"provisioningParameters": {"packages": {"limits": {"webex_suite": "many"}}}},
         "provisioningParameters.packages.limits.webex_suite", "whole number"),
    ],
)  # fmt: skip
async def test_wrong_input_comes_before_anything_is_asked(
    given: Json, field: str, says: str
) -> None:
    fake = world()
    with pytest.raises(WrongInput) as caught:
        await planned(fake, **given)
    assert caught.value.problems[0].field == field
    assert says in caught.value.problems[0].text
    assert fake.requests == []


async def test_undo() -> None:
    fake = world(packageUsers={"webex_suite": 3})
    update = operation("customers.update")
    async with fake.client() as hub:
        plan = await update.plan(
            hub,
            {"customerId": customer_id(1), "addPackages": ["webex_meetings"],
             "removePackages": ["webex_suite"], "externalId": "NC-9"},
        )  # fmt: skip
        undo = update.undo(await update.apply(hub, plan))
        assert undo is not None
        assert undo.given == {
            "customerId": customer_id(1),
            "externalId": "NC-1",
            "removePackages": ["webex_meetings"],
            "addPackages": ["webex_suite"],
        }
        assert "do not get it back" in undo.note
        fake.rows[0] |= {"packages": ["webex_calling", "webex_meetings"], "externalId": "NC-9"}
        back = await operation(undo.operation).plan(hub, undo.given)
    assert back.requests[0].body == {
        "packages": ["webex_calling", "webex_suite"],
        "externalId": "NC-1",
    }
