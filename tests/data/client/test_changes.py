"""Changes through the client: over the emulation, and word for word over a mock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import errors
from data.models.customers import Address
from data.models.identity_providers import IdentityProviderInput
from data.models.requests import (
    CallingInput,
    CreateLocation,
    CustomerInfo,
    CustomerParameters,
    LocationInput,
    PrecheckSubscriber,
    ProvisionCustomer,
    ProvisionSubscriber,
    SubscriberParameters,
    UpdateCustomer,
    UpdateSubscriber,
)
from data.models.resources import LocationAddress
from data.models.settings import ClockInput, DeniedPartyInput, PlatformSettingsInput
from data.models.templates import TemplateInput
from tests.data.client.losing import Losing, failures
from tests.data.client.support import LIVE, Pauses, client, error, hasty

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.client import HubClient
    from tests.data.client.emulated import Emulation, Way

ADDRESS = Address(
    address_line1="12 Harbour Street",
    city="Portland",
    state_or_province="OR",
    zip_or_postal_code="97201",
    country="US",
)


@pytest.fixture
def emulation(fresh: Emulation) -> Emulation:
    """One for each test, since all of them write."""
    return fresh


def order_of(emulation: Emulation, name: str) -> ProvisionCustomer:
    """A complete order."""
    place = LocationInput(
        name="Main", address=ADDRESS, timezone="America/Los_Angeles", language="en_US"
    )
    return ProvisionCustomer(
        provisioning_id=emulation.template,
        packages=("webex_calling",),
        external_id=f"X-{name}",
        address=ADDRESS,
        customer_info=CustomerInfo(name=name, primary_email=f"office@{name}.example"),
        provisioning_parameters=CustomerParameters(calling=CallingInput(location=place)),
    )


def user(customer_id: str, email: str, **more: str) -> ProvisionSubscriber:
    """A complete order of a user."""
    parameters = SubscriberParameters(first_name="Ann", last_name="Lee", extension="2001", **more)
    return ProvisionSubscriber(
        customer_id=customer_id,
        email=email,
        package="webex_calling",
        provisioning_parameters=parameters,
    )


async def test_a_customer_from_precheck_to_removal(emulation: Emulation, hub: HubClient) -> None:
    order = order_of(emulation, "walk")
    assert (await hub.customers.precheck(order)).message == "success"
    assert await hub.customers.find(order.external_id) is None
    accepted = await hub.customers.provision(order)
    assert not accepted.found
    made = await hub.customers.wait(accepted.customer_id)
    assert (made.status, made.id) == ("provisioned", accepted.customer_id)
    assert await hub.customers.find(order.external_id) is not None
    again = await hub.customers.update(made.id, UpdateCustomer(packages=("webex_suite",)))
    assert again.customer_id == made.id
    assert set((await hub.customers.wait(made.id)).packages) == {"webex_suite"}
    await hub.customers.remove(made.id)
    assert await hub.customers.wait_removed(made.id) is None
    with pytest.raises(errors.NotFound):
        await hub.customers.remove(made.id)
    names = [record.operation for record in hub.log if record.method != "GET"]
    assert names == [
        "customers.precheck",
        "customers.provision",
        "customers.update",
        "customers.remove",
        "customers.remove",
    ]


async def test_a_user_from_precheck_to_removal(emulation: Emulation, hub: HubClient) -> None:
    accepted = await hub.customers.provision(order_of(emulation, "users"))
    customer = await hub.customers.wait(accepted.customer_id)
    order = user(customer.id, "ann@users.example")
    check = PrecheckSubscriber(customer_id=customer.id, email=order.email)
    assert (await hub.subscribers.precheck(check)).message == "success"
    made = await hub.subscribers.provision(order)
    assert (made.email, made.package, made.found) == (order.email, "webex_calling", False)
    with pytest.raises(errors.Conflict):
        await hub.subscribers.precheck(check)
    with pytest.raises(errors.Conflict) as caught:
        await hub.subscribers.resend_consent(made.id)
    assert "consented" in caught.value.advice
    same = await hub.subscribers.update(made.id, UpdateSubscriber(package="webex_calling"))
    assert same.id == made.id
    await hub.subscribers.remove(made.id)
    assert made.person_id is not None
    assert (await hub.people.get(made.person_id)).emails == (order.email,)
    await hub.people.remove(made.person_id)
    with pytest.raises(errors.NotFound):
        await hub.people.get(made.person_id)


async def test_locations_people_and_workspaces(emulation: Emulation, hub: HubClient) -> None:
    accepted = await hub.customers.provision(order_of(emulation, "places"))
    customer = await hub.customers.wait(accepted.customer_id)
    assert customer.org_id is not None
    body = CreateLocation(
        name="Annex",
        time_zone="America/Los_Angeles",
        preferred_language="en_US",
        address=LocationAddress(
            address1="1 Annex Road", city="Portland", state="OR", postal_code="97201", country="US"
        ),
    )
    place = await hub.locations.create(customer.org_id, body)
    assert (await hub.locations.get(place.id)).name == "Annex"
    assert {one.name for one in await hub.locations.list(customer.org_id)} == {"Main", "Annex"}
    with pytest.raises(errors.Conflict):
        await hub.locations.create(customer.org_id, body)
    assert await hub.workspaces.list(customer.org_id) == []
    assert isinstance(await hub.people.list(org_id=customer.org_id), list)


@pytest.mark.rule("CMG-3a")
async def test_an_organization_is_ended_after_its_customer(
    emulation: Emulation, hub: HubClient
) -> None:
    accepted = await hub.customers.provision(order_of(emulation, "ended"))
    customer = await hub.customers.wait(accepted.customer_id)
    assert customer.org_id is not None
    with pytest.raises(errors.Conflict):
        await hub.organizations.remove(customer.org_id)
    await hub.customers.remove(customer.id)
    assert await hub.customers.wait_removed(customer.id) is None
    await hub.organizations.remove(customer.org_id)
    with pytest.raises(errors.NotFound):
        await hub.organizations.get(customer.org_id)
    with pytest.raises(errors.Forbidden):
        await hub.organizations.remove((await hub.me()).org_id)


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("failure", ["no answer in time", "503 that says when", "half a body"])
async def test_a_lost_answer_of_the_emulation(
    emulation: Emulation, way: Way, failure: str, arrives: bool
) -> None:
    lose = dict(failures())[failure]
    name = f"lost{arrives}{len(failure)}".lower()
    order = order_of(emulation, name)
    losing = Losing(emulation.transport(way), lose, arrives=arrives)
    async with emulation.over(way, transport=losing, settings=hasty()) as hub:
        if not arrives:
            with pytest.raises(errors.HubError, match="looked for and is not there"):
                await hub.customers.provision(order)
            assert await hub.customers.find(order.external_id) is None
            return
        accepted = await hub.customers.provision(order)
        assert accepted.found
        customer = await hub.customers.wait(accepted.customer_id)
        assert customer.external_id == order.external_id
        losing.left = 1
        # Emails are kept in lower case; the search does not mind.
        made = await hub.subscribers.provision(user(customer.id, f"Ann@{name}.example"))
        assert made.found
        assert made.customer_id == customer.id
        # The same order once more is its own conflict, whose answer is lost.
        losing.left = 1
        with pytest.raises(errors.HubError, match="is not there"):
            await hub.customers.provision(order)


async def test_an_external_id_is_looked_for_as_it_is_kept(emulation: Emulation, way: Way) -> None:
    lose = dict(failures())["500"]
    losing = Losing(emulation.transport(way), lose, arrives=True)
    order = order_of(emulation, "cafe").model_copy(update={"external_id": " Cafe\u0301 1 "})
    async with emulation.over(way, transport=losing, settings=hasty()) as hub:
        accepted = await hub.customers.provision(order)
        assert accepted.found
        found = await hub.customers.find(order.external_id)
    assert found is not None
    assert (found.id, found.external_id) == (accepted.customer_id, "Caf\u00e9 1")


async def test_all_faults_of_a_request_are_kept(hub: HubClient) -> None:
    wrong = ProvisionCustomer(packages=("no_such",), external_id="X-wrong")
    with pytest.raises(errors.Invalid) as caught:
        await hub.customers.provision(wrong)
    problem = caught.value
    assert len(problem.problems) >= 3
    assert f"and {len(problem.problems) - 1} more" in str(problem)
    assert any(reason.description.startswith("provisioningId") for reason in problem.problems)
    assert problem.advice


async def test_the_emulations_decisions_and_emails(hub: HubClient) -> None:
    waiting = await hub.decisions.list()
    everything = await hub.decisions.list(all_of_them=True)
    assert {one.customer_id for one in waiting} <= {one.customer_id for one in everything}
    assert all(one.outcome is None for one in waiting)
    assert isinstance(await hub.emails.list(), list)
    review = next(one for one in waiting if one.kind == "review")
    decided = await hub.decisions.decide(review.customer_id, "review", "approved")
    assert decided.outcome == "approved"


async def test_templates_and_identity_providers_of_the_emulation(hub: HubClient) -> None:
    made = await hub.templates.create(TemplateInput(name="From a test", country="US"))
    assert (await hub.templates.get(made.provisioning_id)).name == "From a test"
    body = TemplateInput(brand_name="Acme Voice")
    changed = await hub.templates.update(made.provisioning_id, body)
    assert (changed.name, changed.brand_name) == ("From a test", "Acme Voice")
    found = await hub.templates.list(text="from a test")
    assert [one.provisioning_id for one in found] == [made.provisioning_id]
    await hub.templates.delete(made.provisioning_id)
    with pytest.raises(errors.NotFound):
        await hub.templates.get(made.provisioning_id)
    before = await hub.identity_providers.list()
    wanted = IdentityProviderInput(
        name="Keys", kind="oidc", client_id="acme", client_secret="s3cr3t-of-acme",
        scopes="openid email",
        authorization_endpoint="https://id.acme.example/authorize",
        token_endpoint="https://id.acme.example/token",
        key_set_endpoint="https://id.acme.example/keys",
    )  # fmt: skip
    provider = await hub.identity_providers.create(wanted)
    assert provider.state == "requested"
    assert len(await hub.identity_providers.list()) == len(before) + 1
    await hub.identity_providers.update(provider.id, IdentityProviderInput(state="registered"))
    assert (await hub.identity_providers.get(provider.id)).state == "registered"
    await hub.identity_providers.delete(provider.id)
    assert not any("s3cr3t" in line for line in hub.log.lines())


async def test_settings_of_the_emulation(hub: HubClient) -> None:
    row = next(one for one in await hub.customers.pages().all() if one.status == "provisioned")
    before = await hub.settings.get(row.id)
    after = await hub.settings.restrict(row.id, on=not before.restricted_by_partner)
    assert after.restricted_by_partner is not before.restricted_by_partner
    outcome = await hub.platform_settings.update(PlatformSettingsInput(review_outcome="approved"))
    assert outcome == await hub.platform_settings.get()
    party = await hub.denied_parties.add(DeniedPartyInput(name="Blackwater Nobody"))
    assert [one.id for one in await hub.denied_parties.list(text="nobody")] == [party.id]
    await hub.denied_parties.remove(party.id)
    assert await hub.denied_parties.list(text="nobody") == ()


async def test_the_clock_can_be_moved(hub: HubClient) -> None:
    before = (await hub.clock()).now
    moved = await hub.set_clock(ClockInput(forward=3_600_000))
    assert (moved.now - before).total_seconds() >= 3600
    with pytest.raises(errors.Invalid):
        await hub.set_clock(ClockInput(pace="breakneck"))


async def test_a_wait_sees_a_step_when_it_is_due(emulation: Emulation, hub: HubClient) -> None:
    await hub.set_clock(ClockInput(pace="demo"))
    try:
        accepted = await hub.customers.provision(order_of(emulation, "paced"))
        pending = await hub.customers.get(accepted.customer_id)
        assert pending.status == "provisioning"
        detail = await hub.customers.detail(accepted.customer_id)
        assert detail.next_change is not None
        # A frozen clock stays just behind the step's moment.
        now = (await hub.clock()).now
        left = int((detail.next_change - now).total_seconds() * 1000)
        await hub.set_clock(ClockInput(mode="frozen", forward=left))
        found = await hub.customers.wait(accepted.customer_id, within=1)
        assert found.status == "provisioned"
    finally:
        await hub.set_clock(ClockInput(mode="real", pace="instant"))


HUB_ONLY: list[Callable[[HubClient], Any]] = [
    lambda hub: hub.templates.list(),
    lambda hub: hub.templates.get("T"),
    lambda hub: hub.templates.delete("T"),
    lambda hub: hub.identity_providers.list(),
    lambda hub: hub.identity_providers.delete("I"),
    lambda hub: hub.settings.get("C"),
    lambda hub: hub.settings.restrict("C"),
    lambda hub: hub.settings.restrict_enterprise("C", on=False),
    lambda hub: hub.decisions.list(),
    lambda hub: hub.decisions.decide("C", "review", "approved"),
    lambda hub: hub.consent.answer("S", "accepted"),
    lambda hub: hub.emails.list(),
    lambda hub: hub.platform_settings.get(),
    lambda hub: hub.denied_parties.list(),
    lambda hub: hub.set_clock(ClockInput(pace="instant")),
]


@pytest.mark.parametrize("call", HUB_ONLY)
async def test_a_live_platform_is_not_asked_for_what_it_lacks(
    call: Callable[[HubClient], Any],
) -> None:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("nothing is sent")

    async with client(handler, base=LIVE) as hub:
        with pytest.raises(errors.NotOffered) as caught:
            await call(hub)
    assert not caught.value.sent
    assert "Partner Hub" in caught.value.advice


async def test_what_is_sent() -> None:
    sent: list[tuple[str, str, Any]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"id": "C1"})
        body = json.loads(request.content) if request.content else None
        sent.append((request.method, str(request.url).partition("/v1")[2], body))
        assert (body is None) == ("content-type" not in request.headers)
        if request.method == "DELETE":
            return httpx.Response(202)
        return httpx.Response(202, json={"url": "http://localhost/v1/wholesale/customers/C1"})

    async with client(handler) as hub:
        body = UpdateCustomer(packages=("webex_suite",), external_id="\ud800é")
        await hub.customers.update("C1", body, on_behalf_of="O 1")
        await hub.customers.remove("C/1")
    assert sent == [
        (
            "PUT",
            "/wholesale/customers/C1?onBehalfOfSubPartnerOrgId=O+1",
            {"packages": ["webex_suite"], "externalId": "?é"},
        ),
        ("DELETE", "/wholesale/customers/C%2F1", None),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/wholesale/customers/C1",
        "https://localhost/v1/wholesale/customers/C1",
        "http://localhost:81/v1/wholesale/customers/C1",
        "http://localhost@evil.example/v1/wholesale/customers/C1",
        "//evil.example/v1/wholesale/customers/C1",
        "http://localhost/v1/wholesale/customers/",
        "http://localhost/v1/wholesale/customers",
        "http://localhost/v1/wholesale/customers/..",
        "http://localhost/v1/wholesale/customers/a%2Fb",
        "http://localhost/v1/wholesale/customers/C2",
        "javascript:alert(1)",
        "http://[",
        "",
        "?",
    ],
)
async def test_a_link_to_somewhere_else_is_no_answer(url: str) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        if request.method == "GET":
            return httpx.Response(200, json={"id": "C1"})
        headers = {"trackingid": "ATLAS_2"}
        return httpx.Response(202, json={"url": url}, headers=headers)

    async with client(handler, pauses=Pauses()) as hub:
        with pytest.raises(errors.BadAnswer, match="is not done") as caught:
            await hub.customers.update("C1", UpdateCustomer(packages=("webex_suite",)))
    assert seen == ["GET", "PUT", "GET", "GET", "GET"]
    assert caught.value.sent
    assert caught.value.tracking_id == "ATLAS_2"
    assert caught.value.request == "PUT /v1/wholesale/customers/C1"


async def test_a_relative_link_and_a_padded_id_are_fine() -> None:
    answer = httpx.Response(202, json={"id": "C1", "url": "/v1/wholesale/customers/C1=="})
    async with client(lambda _: answer) as hub:
        accepted = await hub.customers.update("C1", UpdateCustomer())
    assert accepted.customer_id == "C1=="


@pytest.mark.parametrize("answer", [httpx.Response(202), httpx.Response(204)])
async def test_nothing_where_something_is_due_is_no_answer(answer: httpx.Response) -> None:
    there = httpx.Response(200, json={"id": "C1"})
    async with client(
        lambda request: there if request.method == "GET" else answer, pauses=Pauses()
    ) as hub:
        with pytest.raises(errors.BadAnswer, match="not JSON"):
            await hub.customers.update("C1", UpdateCustomer(packages=("webex_suite",)))
        await hub.customers.remove("C1")
        await hub.subscribers.remove("S1")
        await hub.subscribers.resend_consent("S1")


async def test_a_change_that_is_not_sent_twice_says_so() -> None:
    calls: list[Callable[[HubClient], Any]] = [
        lambda hub: hub.customers.update("C1", UpdateCustomer(packages=("webex_suite",))),
        lambda hub: hub.customers.remove("C1"),
        lambda hub: hub.subscribers.update("S1", UpdateSubscriber(package="webex_suite")),
        lambda hub: hub.subscribers.remove("S1"),
        lambda hub: hub.locations.create("O1", CreateLocation(name="Annex")),
        lambda hub: hub.workspaces.remove("W1"),
    ]

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method != "GET":
            return error(503, retry_after="1")
        return httpx.Response(200, json={"id": "C1", "items": []})

    async with client(handler, pauses=Pauses()) as hub:
        for call in calls:
            with pytest.raises(errors.PlatformError, match="looked") as caught:
                await call(hub)
            assert caught.value.sent
            assert "again" in caught.value.advice
        assert sum(record.method != "GET" for record in hub.log) == len(calls)


async def test_a_precheck_is_made_again() -> None:
    answers = [error(503), httpx.Response(200, json={"message": "success"})] * 2
    async with client(lambda _: answers.pop(0), pauses=Pauses()) as hub:
        assert (await hub.customers.precheck(ProvisionCustomer())).info == ()
        assert (await hub.subscribers.precheck(PrecheckSubscriber())).message == "success"
        assert [record.attempt for record in hub.log] == [1, 2, 1, 2]
