"""Orders of customers: what is filled in, what is asked first, what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.operations.catalogue import operation
from data.operations.inputs.reading import WrongInput
from data.operations.operation import Danger
from tests.app.cli.changing_hub import PROVIDER, PROVISIONING_ID, ChangingHub
from tests.app.cli.fake_hub import customer, customer_id

if TYPE_CHECKING:
    from data.operations.plan import Plan

Json = dict[str, Any]

GB = {"addressLine1": "1 Pier", "city": "Hull", "zipOrPostalCode": "HU1", "country": "gb"}


def order(**more: object) -> Json:
    return {
        "provisioningId": PROVISIONING_ID,
        "packages": ["webex_calling"],
        "externalId": "NC-7",
        "address": GB,
        "customerInfo": {"name": "Acme Marine", "primaryEmail": "jo@acme.example"},
        **more,
    }


@pytest.fixture
def fake() -> ChangingHub:
    return ChangingHub([customer(1, "Acme Dental", "NC-1")])


async def planned(fake: ChangingHub, name: str, given: Json) -> Plan:
    async with fake.client() as hub:
        return await operation(name).plan(hub, given)


def fields(caught: pytest.ExceptionInfo[WrongInput]) -> list[str]:
    return [one.field for one in caught.value.problems]


@pytest.mark.rule("CAP-1")
async def test_all_that_is_missing_is_said_at_once(fake: ChangingHub) -> None:
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "customers.create", {})
    assert fields(caught) == [
        "packages",
        "externalId",
        "customerInfo.name",
        "customerInfo.primaryEmail",
        "address.addressLine1",
        "address.city",
        "address.country",
    ]
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "customers.attach", {"address": GB})
    assert fields(caught) == ["orgId", "packages", "externalId"]
    assert fake.requests == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customerInfo": {"name": "x", "primaryEmail": "x@y"}}, "customerInfo.primaryEmail"),
        ({"customerInfo": {"name": "x", "primaryEmail": "x y@z.example"}},
         "customerInfo.primaryEmail"),
        ({"address": {**GB, "country": "GBR"}}, "address.country"),
        ({"packages": ["webex_sweet"]}, "packages"),
        ({"orgId": "x"}, "orgId"),
        ({"address": {**GB, "country": "US", "stateOrProvince": "CA"}},
         "provisioningParameters.calling.location.timezone"),
        ({"provisioningParameters": {"packages": {"limits": {"x": 1}}}},
         "provisioningParameters.packages.limits"),
        ({"provisioningParameters": {"packages": {"limits": {"webex_suite": -1}}}},
         "provisioningParameters.packages.limits.webex_suite"),
    ],
)  # fmt: skip
async def test_what_cannot_be(fake: ChangingHub, change: Json, field: str) -> None:
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "customers.create", order(**change))
    assert fields(caught) == [field]


@pytest.mark.rule("CAP-3")
async def test_the_calling_location_is_the_billing_address(fake: ChangingHub) -> None:
    plan = await planned(fake, "customers.create", order())
    body = plan.as_object()["requests"][0]["body"]
    assert body["provisioningParameters"]["calling"]["location"] == {
        "name": "Headquarters",
        "address": GB,
        "timezone": "Europe/London",
        "language": "en_US",
    }
    said = {"calling": {"location": {"name": "Pier", "timezone": "Europe/Berlin"}}}
    info = {"name": "x", "primaryEmail": "x@y.example", "language": "de_DE"}
    plan = await planned(
        fake, "customers.create", order(provisioningParameters=said, customerInfo=info)
    )
    place = plan.as_object()["requests"][0]["body"]["provisioningParameters"]["calling"]["location"]
    assert (place["name"], place["timezone"], place["language"]) == (
        *("Pier", "Europe/Berlin", "de_DE"),
    )
    plan = await planned(fake, "customers.create", order(packages=["webex_meetings"]))
    assert "provisioningParameters" not in plan.as_object()["requests"][0]["body"]


async def test_the_plan_in_words(fake: ChangingHub) -> None:
    limits = {"packages": {"limits": {"webex_calling": 10}}}
    plan = await planned(
        fake,
        "customers.create",
        order(provisioningParameters=limits, billingStartDate="2026-12-01"),
    )
    assert plan.title == "Create the customer Acme Marine"
    assert plan.effects == (
        "Creates Acme Marine and its organization.",
        "Gives it Webex Calling.",
        "Makes the location Headquarters at 1 Pier, Hull, HU1, gb, Europe/London, en_US.",
        "Lets at most 10 of Webex Calling be used.",
        "Its billing begins on 2026-12-01.",
        "The denied-party check runs; on its list, the customer waits up to 72 hours.",
        "The first user becomes its administrator.",
    )
    assert (plan.danger, plan.touches, plan.blockers) == (Danger.CHANGE, 0, ())
    assert plan.requests[0].path == "/wholesale/customers"


async def test_it_is_sent_and_answered(fake: ChangingHub) -> None:
    create = operation("customers.create")
    async with fake.client() as hub:
        plan = await create.plan(hub, order())
        outcome = await create.apply(hub, plan)
    assert fake.sent[-1].body == plan.requests[0].body
    value = outcome.as_object()
    assert (value["id"], value["name"], value["status"]) == (
        *(customer_id(99), "Acme Marine", "provisioning"),
    )
    assert value["trackingIds"] == ["T-1"]
    assert create.undo(outcome) is None


async def test_an_external_id_in_use_is_in_the_way(fake: ChangingHub) -> None:
    plan = await planned(fake, "customers.create", order(externalId="NC-1"))
    assert [one.reason for one in plan.blockers] == ["A customer with the external id NC-1 exists."]


@pytest.mark.rule("PKG-4")
async def test_an_add_on_needs_its_base(fake: ChangingHub) -> None:
    packages = ["webex_meetings", "cisco_calling_plan"]
    plan = await planned(fake, "customers.create", order(packages=packages))
    assert [one.reason[:46] for one in plan.blockers] == [
        "Cisco Calling Plan needs one of these at Acme "
    ]
    plan = await planned(fake, "customers.create", order(packages=[*packages, "webex_calling"]))
    assert plan.blockers == ()


@pytest.mark.rule("SUB-11")
async def test_a_suspended_provider_gets_none(fake: ChangingHub) -> None:
    fake.providers = [{"orgId": PROVIDER, "provisioningState": "suspended"}]
    plan = await planned(fake, "customers.create", order(onBehalfOf=PROVIDER))
    assert len(plan.blockers) == 1
    assert "is suspended" in plan.blockers[0].reason
    path = plan.requests[0].path
    assert path == f"/wholesale/customers?onBehalfOfSubPartnerOrgId={PROVIDER}"
    with pytest.raises(WrongInput) as caught:
        await planned(fake, "customers.create", order(onBehalfOf="nobody"))
    assert fields(caught) == ["onBehalfOf"]


async def test_the_template_by_its_name(fake: ChangingHub) -> None:
    given = {name: value for name, value in order().items() if name != "provisioningId"}
    plan = await planned(fake, "customers.create", given)
    assert plan.requests[0].body is not None
    assert plan.requests[0].body["provisioningId"] == PROVISIONING_ID
    assert "Takes the onboarding template Standard US." in plan.effects
    assert "template" not in plan.requests[0].body
    other = {"id": "t2", "name": "Standard GB", "provisioningId": "other"}
    fake.templates.append(other)
    for said, found in (("standard us", PROVISIONING_ID), ("standard g", "other"), ("t2", "other")):
        plan = await planned(fake, "customers.create", {**given, "template": said})
        assert plan.requests[0].body is not None
        assert plan.requests[0].body["provisioningId"] == found
    for said in ("", "standard", "nix"):
        with pytest.raises(WrongInput) as caught:
            await planned(fake, "customers.create", {**given, "template": said})
        assert fields(caught) == ["provisioningId"]
        assert "Standard US; Standard GB" in caught.value.advice
    fake.templates.clear()
    with pytest.raises(WrongInput, match="no template yet"):
        await planned(fake, "customers.create", given)


async def test_the_live_platform_lists_no_templates(fake: ChangingHub) -> None:
    fake.hub = False
    given = {name: value for name, value in order().items() if name != "provisioningId"}
    with pytest.raises(WrongInput, match="live platform") as caught:
        await planned(fake, "customers.create", {**given, "template": "Standard US"})
    assert "Partner Hub" in caught.value.advice


@pytest.mark.rule("ATT-7")
async def test_attach(fake: ChangingHub) -> None:
    fake.rows.append(customer(2, "Old Mill", "OM-1", orgId="org-2"))
    given = order(orgId="org-2")
    del given["customerInfo"]
    plan = await planned(fake, "customers.attach", given)
    assert plan.title == "Attach the organization Old Mill"
    assert "Its name, its sign-in, its settings and its users stay as they are." in plan.effects
    assert plan.requests[0].body is not None
    assert plan.requests[0].body["orgId"] == "org-2"
    plan = await planned(fake, "customers.attach", {**given, "orgId": "org-unseen"})
    assert plan.title == "Attach the organization NC-7"


@pytest.mark.rule("PRE-2")
async def test_both_variants_of_the_precheck(fake: ChangingHub) -> None:
    short = {"address": GB, "customerInfo": {"primaryEmail": "jo@acme.example"}}
    check = operation("customers.precheck")
    async with fake.client() as hub:
        plan = await check.plan(hub, short)
        assert plan.requests[0].body == short
        assert plan.danger is Danger.NONE
        outcome = await check.apply(hub, plan)
        whole = await check.plan(hub, order())
    assert outcome.status == "success"
    assert outcome.as_object()["info"] == [{"infoCode": 100, "description": "All is well."}]
    assert outcome.as_object()["changed"] is False
    assert fake.sent[0].path == "/wholesale/customers/validate"
    assert whole.requests[0].body is not None
    assert set(whole.requests[0].body) == set(order()) | {"provisioningParameters"}


@pytest.mark.rule("CMG-3")
async def test_delete() -> None:
    fake = ChangingHub([customer(14, "Acme Dental", "NC-1", workspaces=1)])
    delete = operation("customers.delete")
    async with fake.client() as hub:
        plan = await delete.plan(hub, {"customerId": customer_id(14)})
        outcome = await delete.apply(hub, plan)
        assert delete.undo(outcome) is None
    assert plan.effects == (
        "Takes the wholesale service off Acme Dental.",
        "14 users lose their service.",
        "1 workspace loses its service.",
        "The organization and its people stay.",
    )
    assert (plan.touches, plan.danger, plan.asks_word) == (14, Danger.LOSS, True)
    assert fake.sent[0][:2] == ("DELETE", f"/wholesale/customers/{customer_id(14)}")
    assert outcome.status == "deleting"
    fake.rows[0]["status"] = "deleting"
    again = await planned(fake, "customers.delete", {"customerId": customer_id(14)})
    assert again.blockers[0].reason == "Acme Dental is being deleted already."
    with pytest.raises(WrongInput):
        await planned(fake, "customers.delete", {})
