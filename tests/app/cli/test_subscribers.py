"""`rtm subscribers`, and the short lists, over a backend that tests choose."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import httpx
import pytest

from app import wiring
from tests.app.cli.changing_hub import (
    PROVIDER,
    PROVISIONING_ID,
    ChangingHub,
    subscriber,
    subscriber_id,
)
from tests.app.cli.fake_hub import customer, customer_id
from tests.app.cli.test_customer_changes import configure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

USER = [
    *("--customer", "NC-1", "--email", "jo@acme.example", "--package", "Webex Suite"),
    *("--first-name", "Jo", "--last-name", "Ng", "--extension", "101"),
]


@pytest.fixture
def hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> ChangingHub:
    """A customer with two users, behind a profile that may change something."""
    configure(home, "read_only = false\n")
    fake = ChangingHub([customer(1, "Acme Dental", "NC-1", orgId="org-1")])
    fake.subscribers = [
        subscriber(1, "ann@acme.example", "webex_calling"),
        subscriber(2, "bob@acme.example", "webex_calling", "attendant_console"),
    ]
    monkeypatch.setattr(wiring, "open_profile", fake.open_profile)
    return fake


def query(hub: ChangingHub) -> httpx.QueryParams:
    return httpx.QueryParams(hub.requests[-1].partition("?")[2])


def test_list(rtm: Rtm, hub: ChangingHub) -> None:
    table = rtm("subscribers", "list")
    assert table.code == 0
    assert table.out.splitlines()[1].split() == [
        *("ann@acme.example", "NC-1", "provisioned", "webex_calling")
    ]
    rows = json.loads(rtm("subscribers", "list", "--json").out)
    assert rows[1]["packages"] == ["webex_calling", "attendant_console"]
    assert "found" not in rows[0]
    lines = list(csv.DictReader(io.StringIO(rtm("subscribers", "list", "--csv").out)))
    assert lines[1]["packages"] == "webex_calling attendant_console"
    assert len(json.loads(rtm("subscribers", "list", "--json", "--limit", "1").out)) == 1


def test_filters_go_to_the_platform(rtm: Rtm, hub: ChangingHub) -> None:
    argv = ["--customer", "acme dental", "--status", "Pending-User-Migration", "--sort", "created"]
    argv += ["--email", "ann@acme.example", "--after", "2026-01-01T00:00:00Z", "--desc"]
    assert rtm("subscribers", "list", *argv).code == 0
    asked = query(hub)
    assert asked["customerId"] == customer_id(1)
    assert asked["status"] == "pending_user_migration"
    assert (asked["sortBy"], asked["sortOrder"]) == ("created", "DESC")
    assert (asked["email"], asked["after"]) == ("ann@acme.example", "2026-01-01T00:00:00Z")
    assert rtm("subscribers", "list", "--on-behalf-of", PROVIDER).code == 0
    assert query(hub)["onBehalfOfSubPartnerOrgId"] == PROVIDER


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["list", "--status", "pending"], "--status: there is no 'pending'"),
        (["list", "--sort", "name"], "--sort: there is no 'name'"),
        (["list", "--desc"], "--desc goes only with --sort."),
        (["list", "--on-behalf-of", "nobody"], "--on-behalf-of: No indirect provider"),
        (["get"], "required: SUBSCRIBER"),
        (["create", "--customer", "NC-1"], "--first-name (provisioningParameters.firstName): is"),
        (["create", *USER, "--package", "common area"], "for workspaces"),
        (["create", *USER, "--location", "Dale"], "--location: there is no location 'Dale'."),
        (["update", "ann@acme.example"], "--package: is required."),
        (["delete", "ann@acme.example"], "There is nobody to ask here: say --yes."),
    ],
)
def test_wrong_use(rtm: Rtm, hub: ChangingHub, argv: list[str], says: str) -> None:
    ran = rtm("subscribers", *argv)
    assert (ran.code, ran.out, hub.sent) == (2, "", [])
    assert says in ran.err


@pytest.mark.parametrize("which", [subscriber_id(2), "bob@acme.example"])
def test_get(rtm: Rtm, hub: ChangingHub, which: str) -> None:
    out = rtm("subscribers", "get", which).out
    assert out.startswith("bob@acme.example\n")
    assert "Webex Calling (webex_calling), Attendant Console (attendant_console)" in out
    assert json.loads(rtm("subscribers", "get", which, "--json").out)["id"] == subscriber_id(2)


def test_nobody_is_called_so(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("subscribers", "get", "nobody@acme.example")
    assert (ran.code, ran.out) == (5, "")
    assert "'nobody@acme.example'" in ran.err


def test_several_are_called_so(rtm: Rtm, hub: ChangingHub) -> None:
    hub.subscribers[1]["email"] = "ann@acme.example"
    ran = rtm("subscribers", "delete", "ann@acme.example", "--yes")
    assert (ran.code, hub.sent) == (2, [])
    assert subscriber_id(2) in ran.err


def test_create_update_and_delete(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("subscribers", "create", *USER)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0] == "jo@acme.example: provisioned"
    assert rtm("subscribers", "update", "ann@acme.example", "--package", "suite").code == 0
    assert rtm("subscribers", "delete", "ann@acme.example", "--yes").code == 0
    assert [(one.method, one.path.rpartition("/")[2]) for one in hub.sent] == [
        ("POST", "subscribers"),
        ("PUT", subscriber_id(1)),
        ("DELETE", subscriber_id(1)),
    ]
    assert hub.sent[0].body == {
        "customerId": customer_id(1),
        "email": "jo@acme.example",
        "package": "webex_suite",
        "provisioningParameters": {"firstName": "Jo", "lastName": "Ng", "extension": "101"},
    }


HARBOUR = ("--on-behalf-of", PROVIDER)


@pytest.mark.rule("SUB-9")
@pytest.mark.parametrize("which", [subscriber_id(1), "ann@acme.example"])
def test_a_provider_bounds_what_is_changed(rtm: Rtm, hub: ChangingHub, which: str) -> None:
    hub.subscribers[0]["status"] = "pending_user_migration"
    hub.locations = [{"id": "loc-1", "name": "Pier"}]
    lines = [
        ["delete", which, "--yes"],
        ["update", which, "--package", "suite"],
        ["resend-consent", which],
        ["get", subscriber_id(1)],
    ]
    for argv in lines:
        ran = rtm("subscribers", *argv, *HARBOUR)
        assert (ran.code, ran.out, hub.sent) == (5, "", []), argv
        assert "Acme Dental is not a customer of this provider." in ran.err
    hub.rows[0] |= {"owner": {"orgId": PROVIDER, "name": "Harbour"}, "own": False}
    assert rtm("subscribers", "resend-consent", which, *HARBOUR).code == 0
    hub.subscribers[0]["status"] = "provisioned"
    for argv in lines[:2]:
        assert rtm("subscribers", *argv, *HARBOUR).code == 0
    query = f"?onBehalfOfSubPartnerOrgId={PROVIDER}"
    assert [one.path for one in hub.sent] == [
        f"/subscribers/{subscriber_id(1)}/emails/consentMove{query}",
        f"/wholesale/subscribers/{subscriber_id(1)}{query}",
        f"/wholesale/subscribers/{subscriber_id(1)}{query}",
    ]
    plan = json.loads(rtm("subscribers", *lines[0], *HARBOUR, "--dry-run", "--json").out)
    assert plan["requests"][0]["path"] == hub.sent[1].path
    assert plan["subject"]["onBehalfOf"] == PROVIDER


@pytest.mark.rule("SUB-9")
def test_a_provider_bounds_what_a_file_names(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    path = home / "user.json"
    path.write_text(json.dumps({"customerId": customer_id(1)}))
    ran = rtm("subscribers", "create", *USER[2:], "--from", str(path), *HARBOUR)
    assert (ran.code, hub.sent) == (5, [])


@pytest.mark.rule("PRE-2")
def test_a_dry_run_asks_the_platform(rtm: Rtm, hub: ChangingHub) -> None:
    assert rtm("subscribers", "create", *USER, "--dry-run").code == 0
    assert [one.path for one in hub.sent] == ["/wholesale/subscribers/validate"]
    assert rtm("subscribers", "create", *USER).code == 0
    assert hub.sent[0].body == hub.sent[1].body


def test_a_file_in_the_wires_spelling(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    path = home / "user.json"
    body = {
        "customerId": customer_id(1),
        "email": "jo@acme.example",
        "packages": ["webex_suite"],
        "provisioningParameters": {"firstName": "Jo", "lastName": "Ng", "extension": "101"},
    }
    path.write_text(json.dumps(body))
    ran = rtm("subscribers", "create", "--from", str(path), "--email", "kim@acme.example")
    assert ran.code == 0, ran.err
    assert hub.sent[0].body is not None
    assert hub.sent[0].body["email"] == "kim@acme.example"
    assert hub.sent[0].body["package"] == "webex_suite"


def test_precheck_and_consent(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("subscribers", "precheck", "--email", "jo@acme.example")
    assert ran.out.startswith("jo@acme.example: nothing is in the way.\n")
    assert hub.sent[0].body == {"email": "jo@acme.example"}
    ran = rtm("subscribers", "resend-consent", "ann@acme.example")
    assert (ran.code, len(hub.sent)) == (5, 1)
    assert "ann@acme.example waits for no consent." in ran.err
    hub.subscribers[0]["status"] = "pending_user_migration"
    ran = rtm("subscribers", "resend-consent", "ann@acme.example")
    assert ran.out.startswith("ann@acme.example: waits for consent\n")
    assert "\n  The email that asks for consent was sent again" in ran.out
    assert hub.sent[1].path.endswith("/emails/consentMove")


@pytest.mark.rule("SBR-3")
def test_waiting_for_consent(rtm: Rtm, hub: ChangingHub, monkeypatch: pytest.MonkeyPatch) -> None:
    made = subscriber(99, "jo@acme.example", "webex_suite", status="pending_user_migration")
    looked: list[str] = []

    def route(request: httpx.Request) -> httpx.Response | None:
        if request.method == "GET" and request.url.path.endswith(subscriber_id(99)):
            looked.append(request.url.path)
            if len(looked) == 2:
                raise httpx.ConnectError("away")
            status = "provisioned" if len(looked) == 3 else "pending_user_migration"
            return httpx.Response(200, json={**made, "status": status, "personId": "p9"})
        return None

    hub.fail = route
    monkeypatch.setattr(
        hub, "_done", lambda _request, _body, heads: httpx.Response(202, json=made, headers=heads)
    )
    ran = rtm("subscribers", "create", *USER, "--wait", "--json")
    assert ran.code == 0, ran.err
    value = json.loads(ran.out)
    assert (value["status"], value["personId"], len(looked)) == ("provisioned", "p9", 3)
    assert ran.err == "jo@acme.example: waits for consent\njo@acme.example: provisioned\n"
    looked += [""] * 3
    ran = rtm("subscribers", "create", *USER, "--wait", "--timeout", "1")
    assert (ran.code, ran.out.splitlines()[0]) == (4, "jo@acme.example: waits for consent")
    assert "send it again: rtm subscribers resend-consent jo@acme.example\n" in ran.out
    assert f"rtm subscribers get {subscriber_id(99)}  (Tracking id: T-2)" in ran.err
    assert "After 1 s it is still not settled (waits for consent)" in ran.err
    assert ran.err.endswith("Look again later; it need not be sent again.\n")


@pytest.mark.rule("SUB-9")
def test_consent_is_waited_for_on_behalf(
    rtm: Rtm, hub: ChangingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.rows[0] |= {"owner": {"orgId": PROVIDER, "name": "Harbour"}, "own": False}
    made = subscriber(99, "jo@acme.example", "webex_suite", status="pending_user_migration")
    monkeypatch.setattr(hub, "_done", lambda *_given: httpx.Response(202, json=made))
    hub.subscribers.append({**made, "email": "other@acme.example", "status": "provisioned"})
    ran = rtm("subscribers", "create", *USER, "--wait")
    assert ran.code == 0, ran.err
    assert hub.requests[-1].endswith(f"{subscriber_id(99)}?onBehalfOfSubPartnerOrgId={PROVIDER}")


def test_short_lists(rtm: Rtm, hub: ChangingHub) -> None:
    hub.providers = [
        {"orgId": PROVIDER, "provisioningState": "active"},
        {"orgId": "other", "provisioningState": "suspended"},
    ]
    hub.locations = [{"id": "loc-1", "name": "Pier", "address": {"city": "Hull"}}]
    numbers = {"extension": "77", "phoneNumber": "+442079460000"}
    calling = {"type": "webexCalling", "webexCalling": numbers}
    hub.workspaces = [{"id": "w1", "displayName": "Lobby", "calling": calling}]
    assert PROVISIONING_ID in rtm("templates", "list").out
    assert len(json.loads(rtm("providers", "list", "--json").out)) == 2
    assert [row["orgId"] for row in json.loads(
        rtm("providers", "list", "--state", "suspended", "--json").out
    )] == ["other"]  # fmt: skip
    assert rtm("locations", "list", "NC-1").out.splitlines()[1].split() == ["Pier", "Hull"]
    rows = list(csv.DictReader(io.StringIO(rtm("workspaces", "list", "NC-1", "--csv").out)))
    assert (rows[0]["displayName"], rows[0]["extension"]) == ("Lobby", "77")
    hub.workspaces = []
    assert rtm("workspaces", "list", "NC-1") == (0, "", "It has no workspace.\n")
    del hub.rows[0]["orgId"]
    assert rtm("locations", "list", "NC-1").code == 5


def test_all_providers_are_none_to_act_for(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("templates", "list", "--on-behalf-of", "nobody")
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "There are: own."


def test_templates_of_the_live_platform(rtm: Rtm, hub: ChangingHub) -> None:
    hub.hub = False
    ran = rtm("templates", "list")
    assert (ran.code, ran.out) == (2, "")
    assert "The public API does not offer this: onboarding templates." in ran.err


def test_places(rtm: Rtm, hub: ChangingHub) -> None:
    hub.locations = [{"id": "loc-1", "name": "Pier"}]
    argv = ["--name", "Hill", "--address", "2 Hill", "--city", "Leeds", "--country", "GB"]
    ran = rtm("locations", "create", "NC-1", *argv)
    assert ran.code == 0, ran.err
    assert hub.sent[0] == (
        "POST",
        "/locations?orgId=org-1",
        {
            "name": "Hill",
            "orgId": "org-1",
            "timeZone": "Europe/London",
            "preferredLanguage": "en_US",
            "address": {"address1": "2 Hill", "city": "Leeds", "country": "GB"},
        },
    )
    ran = rtm("locations", "create", "NC-1", *argv[2:], "--name", "pier")
    assert (ran.code, len(hub.sent)) == (5, 1)
    ran = rtm("locations", "create", "NC-1", "--country", "US")
    assert ran.code == 2
    assert "--time-zone (timeZone): is required" in ran.err
    hub.rows[0]["packages"] = ["common_area_calling"]
    ran = rtm("workspaces", "create", "NC-1", "--name", "Lobby", "--extension", "77")
    assert ran.code == 0, ran.err
    numbers = {"extension": "77", "locationId": "loc-1"}
    assert hub.sent[1].body == {
        "displayName": "Lobby",
        "orgId": "org-1",
        "locationId": "loc-1",
        "calling": {"type": "webexCalling", "webexCalling": numbers},
    }


def test_workspaces_want_one_location_and_their_package(rtm: Rtm, hub: ChangingHub) -> None:
    argv = ["NC-1", "--name", "Lobby", "--extension", "77"]
    ran = rtm("workspaces", "create", *argv)
    assert (ran.code, hub.sent) == (2, [])
    assert "--location: is required." in ran.err
    hub.locations = [{"id": "loc-1", "name": "Pier"}, {"id": "loc-2", "name": "Hill"}]
    assert "There are: Pier, Hill." in rtm("workspaces", "create", *argv).err
    ran = rtm("workspaces", "create", *argv, "--location", "hill")
    assert (ran.code, hub.sent) == (5, [])
    assert "Acme Dental does not have Common Area Calling." in ran.err


def test_a_workspace_is_deleted(rtm: Rtm, hub: ChangingHub) -> None:
    room = {"id": "w1", "displayName": "Lobby"}
    hub.fail = lambda request: (
        httpx.Response(200, json=room) if request.url.path.endswith("/workspaces/w1") else None
    )
    ran = rtm("workspaces", "delete", "w1", "--yes")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Lobby: deleted\n")
    assert hub.sent == [("DELETE", "/workspaces/w1", None)]


@pytest.mark.rule("SUB-9")
def test_a_provider_bounds_whose_workspace_is_deleted(rtm: Rtm, hub: ChangingHub) -> None:
    room = {"id": "w1", "displayName": "Lobby", "orgId": "org-2"}
    hub.fail = lambda request: (
        httpx.Response(200, json=room) if request.url.path.endswith("/workspaces/w1") else None
    )
    ran = rtm("workspaces", "delete", "w1", "--yes", *HARBOUR)
    assert (ran.code, hub.sent) == (5, [])
    assert "Lobby is not at a customer of this provider." in ran.err
    room["orgId"] = "org-1"
    assert rtm("workspaces", "delete", "w1", "--yes", *HARBOUR).code == 0
    listed = [one for one in hub.requests if one.startswith("/v1/wholesale/customers?")]
    assert all(f"onBehalfOfSubPartnerOrgId={PROVIDER}" in one for one in listed)
