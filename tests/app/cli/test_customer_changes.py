"""`rtm customers create|update|delete|precheck|attach` over a backend that tests choose."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

from app import wiring
from app.cli import asking
from tests.app.cli.changing_hub import PROVIDER, PROVISIONING_ID, ChangingHub
from tests.app.cli.fake_hub import customer, customer_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

ORDER = [
    *("--name", "Acme Marine", "--email", "jo@acme.example", "--external-id", "NC-7"),
    *("--package", "Webex Calling,suite", "--template", PROVISIONING_ID),
    *("--address", "1 Pier", "--city", "Hull", "--zip", "HU1", "--country", "GB"),
]

PLACE = "provisioningParameters.calling.location"
ZONE = f"{PLACE}.timezone"
SEVERAL = "the country has several time zones, or none that is known here"


def configure(home: Path, lines: str) -> None:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(
        f'default = "fake"\n[profiles.fake]\nkind = "live"\nbase_url = "http://localhost"\n{lines}'
    )


@pytest.fixture
def hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> ChangingHub:
    """A backend with two customers, behind a profile that may change something."""
    configure(home, "read_only = false\n")
    fake = ChangingHub(
        [
            customer(3, "Acme Dental", "NC-1", packageUsers={"webex_suite": 3}),
            customer(14, "Acme Freight", "NC-2"),
        ]
    )
    monkeypatch.setattr(wiring, "open_profile", fake.open_profile)
    return fake


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a person sit at the terminal who types these lines."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(asking, "is_terminal", lambda _stream: True)

    return typed


def test_create_in_one_line(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "create", *ORDER)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0] == "Acme Marine: provisioning"
    assert customer_id(99) in ran.out
    assert len(hub.sent) == 1
    method, path, body = hub.sent[0]
    assert (method, path) == ("POST", "/wholesale/customers")
    assert body is not None
    assert body["packages"] == ["webex_calling", "webex_suite"]
    assert body["provisioningId"] == PROVISIONING_ID
    assert body["customerInfo"] == {"name": "Acme Marine", "primaryEmail": "jo@acme.example"}
    assert body["provisioningParameters"]["calling"]["location"]["timezone"] == "Europe/London"


def test_the_outcome_as_json(rtm: Rtm, hub: ChangingHub) -> None:
    value = json.loads(rtm("customers", "create", *ORDER, "--json").out)
    assert value == {
        "operation": "customers.create",
        "kind": "customer",
        "id": customer_id(99),
        "name": "Acme Marine",
        "status": "provisioning",
        "url": f"http://localhost/v1/wholesale/customers/{customer_id(99)}",
        "changed": True,
        "found": False,
        "trackingIds": ["T-1"],
    }


def test_a_dry_run_sends_nothing(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "create", *ORDER, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert [one.path for one in hub.sent] == ["/wholesale/customers/validate"]
    hub.sent.clear()
    assert ran.out.startswith("Create the customer Acme Marine\n  Creates Acme Marine and its")
    assert "\nWould be sent:\n  POST /wholesale/customers\n    {\n" in ran.out
    plan = json.loads(rtm("customers", "delete", "NC-2", "--dry-run", "--json").out)
    assert plan["touches"] == 14
    assert plan["requests"] == [
        {"method": "DELETE", "path": f"/wholesale/customers/{customer_id(14)}", "body": None}
    ]
    assert (plan["danger"], plan["changes"], hub.sent) == ("loss", True, [])


@pytest.mark.rule("PRE-1")
def test_a_dry_run_tells_what_the_platform_would_refuse(rtm: Rtm, hub: ChangingHub) -> None:
    said = {"description": "address.city: is not there (ADR-3).", "errorCode": 90061}
    hub.refuse = 400, {"message": "No.", "errors": [said], "trackingId": "T-1"}
    ran = rtm("customers", "create", *ORDER, "--dry-run", "--json")
    assert ran.code == 5
    plan = json.loads(ran.out)
    assert [one["reason"] for one in plan["blockers"]] == [
        "90061 --city (address.city): is not there (ADR-3)."
    ]
    hub.refuse = 403, {"message": "No.", "trackingId": "T-1"}
    ran = rtm("customers", "attach", *ORDER[4:], "--org-id", "org-9", "--dry-run")
    assert ran.code == 0
    assert "Not checked by the platform" in ran.err
    assert {one.path for one in hub.sent} == {"/wholesale/customers/validate"}
    ran = rtm("customers", "update", "NC-1", "--external-id", "x", "--dry-run")
    assert (ran.code, len(hub.sent)) == (0, 2)
    assert ran.err == "The platform itself checks this only when it is sent.\n"


def test_a_file_and_options_over_it(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    order = {
        "provisioningId": PROVISIONING_ID,
        "packages": ["webex_meetings"],
        "externalId": "NC-8",
        "address": {"addressLine1": "1 Pier", "city": "Hull", "country": "GB"},
        "customerInfo": {"name": "From file", "primaryEmail": "jo@acme.example"},
    }
    path = home / "order.json"
    path.write_text(json.dumps(order))
    assert rtm("customers", "create", "--from", str(path), "--city", "Leeds").code == 0
    body = hub.sent[0].body
    assert body == {**order, "address": {**order["address"], "city": "Leeds"}}  # type: ignore[dict-item] # it is an object


def test_a_template_by_name_over_the_files_id(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    path = home / "order.json"
    path.write_text('{"provisioningId": "another"}')
    argv = ["--from", str(path), "--template", "Standard US"]
    named = [word for word in ORDER if word not in ("--template", PROVISIONING_ID)]
    assert rtm("customers", "create", *named, *argv).code == 0
    assert hub.sent[0].body is not None
    assert hub.sent[0].body["provisioningId"] == PROVISIONING_ID


def test_what_takes_it_back_is_said_to_people(
    rtm: Rtm, hub: ChangingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.change_run.is_terminal", lambda _stream: True)
    ran = rtm("customers", "update", "NC-1", "--add-package", "meetings", "--city", "Leeds Bay")
    words = "--city Hull --remove-package webex_meetings"
    assert ran.err == f"Taken back with: rtm customers update {customer_id(3)} {words}\n"
    assert rtm("customers", "update", "NC-1", "--add-package", "meetings", "--json").err == ""
    ran = rtm("customers", "update", "NC-1", "--address2", "Floor 2", "--state", "Humber")
    assert ran.err.endswith(f"rtm customers update {customer_id(3)} --address2 '' --state ''\n")
    hub.rows[0]["address"] |= {"addressLine2": "Floor 2", "stateOrProvince": "Humber"}
    assert rtm("customers", "update", "NC-1", "--address2", "", "--state", "").code == 0
    assert hub.sent[-1].body is not None
    assert hub.sent[-1].body["address"] == {
        "addressLine1": "1 Pier",
        "city": "Hull",
        "country": "GB",
    }


def test_standard_input(rtm: Rtm, hub: ChangingHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"externalId": "NC-9"}'))
    assert rtm("customers", "update", "NC-1", "--from", "-").code == 0
    assert hub.sent[0].body == {"packages": ["webex_calling", "webex_suite"], "externalId": "NC-9"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "--from: this must be a JSON object."),
        ("{", "--from: this is not JSON (line 1, column 2)."),
        ('{"a": NaN}', "--from: NaN is no number in JSON."),
        ('{"a": {"b": 1, "b": 2}}', "--from: 'b' is there twice."),
        ('{"a": ' + "9" * 6000 + "}", "--from: a number in this is too long."),
        ('\ufeff{"a": 1}', "a: is not known here; there are:"),
        ("\udcff\udcfe{", "--from: this is UTF-16 text; save it as UTF-8."),
        ('{"externlId": "x"}', "externlId: is not known here; did you mean externalId?\n"),
        ('{"address": {"citi": "x"}}', "address.citi: is not known here; did you mean city?"),
        ('{"address": []}', "address: must be an object."),
        ('{"externalId": 5}', "--external-id (externalId): must be text."),
        ("\udcff", "--from: this is not UTF-8 text."),
        ("[" * 100_000, "--from: this is nested too deep."),
        ('"' + "x" * 1_100_000, "--from: this is too long"),
    ],
)
def test_wrong_files(rtm: Rtm, hub: ChangingHub, home: Path, text: str, says: str) -> None:
    path = home / "order.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = rtm("customers", "create", "--from", str(path))
    assert (ran.code, ran.out, hub.requests) == (2, "", [])
    assert says in ran.err


def test_no_such_file(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    ran = rtm("customers", "create", "--from", str(home / "none.json"))
    assert (ran.code, ran.out) == (2, "")
    assert "No such file" in ran.err


def test_what_is_missing_is_said_by_its_option(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "create", "--package", "calling", "--country", "US")
    assert (ran.code, ran.out, hub.requests) == (2, "", [])
    assert ran.err.splitlines() == [
        "--external-id (externalId): is required.",
        "--name (customerInfo.name): is required.",
        "--email (customerInfo.primaryEmail): is required.",
        "--address (address.addressLine1): is required.",
        "--city (address.city): is required.",
        f"--time-zone ({ZONE}): is required: {SEVERAL}.",
        "--state (address.stateOrProvince): is required in this country.",
    ]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--package-limit", "suite"], "--package-limit: 'suite' is not PACKAGE=NUMBER."),
        (["--package-limit", "suite=x"], "is not PACKAGE=NUMBER"),
        (["--package", "Webx Suite"], "--package (packages): there is no package 'Webx Suite'"),
        (["--package-limit", "nix=3"], "--package-limit (provisioningParameters.packages.limits)"),
        (["--timeout", "0"], "not a number from 1"),
        (["--on-behalf-of", "nobody"], "--on-behalf-of (onBehalfOf): No indirect provider"),
        (["--nmae", "x"], "Did you mean --name?"),
        (["--csv"], "This command gives no CSV."),
    ],
)
def test_wrong_options(rtm: Rtm, hub: ChangingHub, argv: list[str], says: str) -> None:
    ran = rtm("customers", "create", *ORDER, *argv)
    assert (ran.code, ran.out, hub.sent) == (2, "", [])
    assert says in ran.err


@pytest.mark.parametrize("number", ["12345678901", "1" * 5000], ids=["long", "very long"])
def test_a_limit_is_never_cut(rtm: Rtm, hub: ChangingHub, number: str) -> None:
    ran = rtm("customers", "create", *ORDER, "--package-limit", f"suite={number}")
    assert (ran.code, hub.sent) == (2, [])
    assert ran.err.startswith("--package-limit: 'suite=1")
    assert "is more than a limit can be" in ran.err
    assert rtm("customers", "create", *ORDER, "--package-limit", "suite=0000000000012").code == 0
    body = hub.sent[0].body
    assert body is not None
    assert body["provisioningParameters"]["packages"]["limits"] == {"webex_suite": 12}


def test_limits_by_package(rtm: Rtm, hub: ChangingHub) -> None:
    limits = ["--package-limit", "suite=5,calling=6", "--package-limit", "webex_suite=7"]
    assert rtm("customers", "create", *ORDER, *limits).code == 0
    body = hub.sent[0].body
    assert body is not None
    assert body["provisioningParameters"]["packages"]["limits"] == {
        "webex_suite": 7,
        "webex_calling": 6,
    }


def test_update_without_loss_asks_nothing(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "update", "acme dental", "--add-package", "meetings")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "Acme Dental: updating"
    ran = rtm("customers", "update", "NC-1")
    assert (ran.code, ran.out, len(hub.sent)) == (0, "Nothing changes.\n", 1)


def test_a_loss_is_asked_about(rtm: Rtm, hub: ChangingHub, answers: Callable[..., None]) -> None:
    argv = ("customers", "update", "NC-1", "--remove-package", "suite")
    answers("n")
    ran = rtm(*argv)
    assert (ran.code, hub.sent) == (1, [])
    assert "Removes Webex Suite from Acme Dental: 3 users lose their service." in ran.err
    assert "Change Acme Dental (NC-1)? [y/N] Nothing was done." in ran.err
    answers("y")
    assert rtm(*argv).code == 0
    assert hub.sent[0].method == "PUT"


@pytest.mark.rule("CMG-1a")
def test_what_changed_while_a_person_was_asked_is_not_undone(
    rtm: Rtm, hub: ChangingHub, answers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ("customers", "update", "NC-1", "--remove-package", "suite")

    def meanwhile(_question: str, *, yes: bool) -> None:
        hub.rows[0]["packages"] = ["webex_calling", "webex_suite", "webex_meetings"]

    monkeypatch.setattr("app.cli.change_run.require_yes", meanwhile)
    ran = rtm(*argv)
    assert (ran.code, ran.out, hub.sent) == (5, "", [])
    assert ran.err.splitlines()[-2:] == [
        "Acme Dental has changed meanwhile; nothing was done.",
        "Do it once more, so that it is planned from what there is now.",
    ]
    assert rtm(*argv).code == 0
    assert hub.sent[0].body == {"packages": ["webex_calling", "webex_meetings"]}


def test_more_than_five_users_want_the_word(
    rtm: Rtm, hub: ChangingHub, answers: Callable[..., None]
) -> None:
    answers("y")
    ran = rtm("customers", "delete", "NC-2")
    assert (ran.code, hub.sent) == (1, [])
    assert "Delete Acme Freight (NC-2)? Type delete to do it: " in ran.err
    answers("delete")
    assert rtm("customers", "delete", "NC-2").code == 0
    assert [one.method for one in hub.sent] == ["DELETE"]


def test_nobody_to_ask(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "delete", "NC-1")
    assert (ran.code, ran.out, hub.sent) == (2, "", [])
    assert "There is nobody to ask here: say --yes." in ran.err
    ran = rtm("customers", "delete", "NC-1", "--yes")
    assert (ran.code, len(hub.sent)) == (0, 1)
    assert ran.out.startswith("Acme Dental: deleting\n")


def test_what_is_in_the_way(rtm: Rtm, hub: ChangingHub) -> None:
    hub.rows[0]["status"] = "pending_rpl_review"
    ran = rtm("customers", "update", "NC-1", "--external-id", "x")
    assert (ran.code, ran.out, hub.sent) == (5, "", [])
    assert "  The denied-party review of Acme Dental is pending.\n    -> Wait" in ran.err
    ran = rtm("customers", "update", "NC-1", "--external-id", "x", "--dry-run", "--json")
    assert ran.code == 5
    assert json.loads(ran.out)["blockers"][0]["reason"].startswith("The denied-party review")
    ran = rtm("customers", "update", "NC-1", "--remove-package", "suite", "--yes")
    assert (ran.code, hub.sent) == (5, [])


def test_every_problem_of_a_refusal(rtm: Rtm, hub: ChangingHub) -> None:
    hub.refuse = (
        400,
        {
            "message": "The request is not valid.",
            "errors": [
                {"description": "address.city: is not there (ADR-3).", "errorCode": 90061},
                {"description": "provisioningId: nobody has it.", "errorCode": 90012},
                {"description": "The email is in use.", "errorCode": 10022},
                {"description": "customerInfo.nix: odd.\x1b[2J"},
                {"description": f"{PLACE}.address.city: is not there (ADR-3).", "errorCode": 90061},
                {"description": f"{PLACE}.address.nix: is not there (ADR-3).", "errorCode": 90061},
            ],
            "trackingId": "T-1",
        },
    )
    ran = rtm("customers", "create", *ORDER)
    assert (ran.code, ran.out) == (5, "")
    lines = ran.err.splitlines()
    assert lines[0] == "The platform refuses this (400):"
    assert lines[1] == "  90061 --city (address.city): is not there (ADR-3)."
    assert any(line.startswith("  90012 --template (provisioningId): nobody") for line in lines)
    at = lines.index("  10022 The email is in use.")
    assert lines[at + 1].startswith("    -> ")
    assert any(line.startswith("  customerInfo.nix: odd.") for line in lines)
    assert lines[-1] == "Tracking id: T-1"
    assert "\x1b" not in ran.err
    # The location's address is the billing address: one line tells of both.
    assert "location.address.city" not in ran.err
    assert "location.address.nix" in ran.err


@pytest.mark.parametrize(("status", "code"), [(401, 5), (403, 5), (409, 5), (429, 5), (500, 1)])
def test_other_refusals(rtm: Rtm, hub: ChangingHub, status: int, code: int) -> None:
    hub.refuse = status, {"message": "No.", "trackingId": "T-1"}
    ran = rtm("customers", "delete", "NC-1", "--yes")
    assert (ran.code, ran.out) == (code, "")
    assert "T-1" in ran.err


def test_a_read_only_profile(rtm: Rtm, hub: ChangingHub, home: Path) -> None:
    configure(home, "")
    ran = rtm("customers", "delete", "NC-1", "--yes")
    assert (ran.code, ran.out, hub.requests) == (2, "", [])
    assert ran.err.splitlines()[0] == "The profile fake is read-only."
    assert "--write" in ran.err
    ran = rtm("customers", "delete", "NC-1", "--dry-run")
    assert (ran.code, hub.sent) == (0, [])
    assert "The profile fake is read-only. Say --write," in ran.err
    assert rtm("customers", "precheck", *ORDER).code == 0
    assert rtm("customers", "delete", "NC-1", "--yes", "--write").code == 0


def test_precheck(rtm: Rtm, hub: ChangingHub) -> None:
    argv = ["--email", "jo@acme.example", "--address", "1 Pier", "--city", "Hull"]
    ran = rtm("customers", "precheck", *argv, "--country", "GB")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "jo@acme.example: nothing is in the way.",
        "  100 All is well.",
    ]
    assert hub.sent[0].path == "/wholesale/customers/validate"
    value = json.loads(rtm("customers", "precheck", *ORDER, "--json").out)
    assert (value["changed"], value["info"][0]["infoCode"]) == (False, 100)


def test_attach(rtm: Rtm, hub: ChangingHub) -> None:
    argv = [*ORDER[4:], "--org-id", "org-9"]
    ran = rtm("customers", "attach", *argv)
    assert ran.code == 0, ran.err
    body = hub.sent[0].body
    assert body is not None
    assert (body["orgId"], "customerInfo" in body) == ("org-9", False)


def test_wait(rtm: Rtm, hub: ChangingHub) -> None:
    made: dict[str, Any] = customer(99, "Acme Marine", "x", orgId="org-99")
    hub.rows.append(made)
    ran = rtm("customers", "create", *ORDER, "--wait", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["status"] == "provisioned"
    assert json.loads(ran.out)["orgId"] == "org-99"
    assert "Acme Marine: provisioned" in ran.err
    made |= {
        "status": "error",
        "errors": [{"errorCode": 90301, "description": "Not settled."}],
    }
    ran = rtm("customers", "create", *ORDER, "--wait")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "Acme Marine: error"
    assert "90301 Not settled." in ran.err


def test_an_accepted_order_is_told_though_waiting_fails(rtm: Rtm, hub: ChangingHub) -> None:
    hub.rows.append(customer(99, "Acme Marine", "x", status="updating"))
    argv = ["customers", "create", *ORDER, "--wait", "--timeout", "1"]
    ran = rtm(*argv, "--json")
    assert ran.code == 4
    value = json.loads(ran.out)
    assert (value["id"], value["status"]) == (customer_id(99), "updating")
    assert value["trackingIds"] == ["T-1"]
    assert f"works on it. Look how far it is: rtm customers get {customer_id(99)}" in ran.err
    hub.rows.pop()
    ran = rtm(*argv)
    assert (ran.code, ran.out.splitlines()[0]) == (5, "Acme Marine: provisioning")
    assert f"{customer_id(99)}  (Tracking id: T-2)" in ran.err


def test_an_accepted_order_is_told_though_waiting_is_interrupted(
    rtm: Rtm, hub: ChangingHub
) -> None:
    hub.rows.append(customer(99, "Acme Marine", "x", status="provisioning"))

    def interrupted(request: httpx.Request) -> None:
        if hub.sent and request.method == "GET" and customer_id(99) in request.url.path:
            signal.raise_signal(signal.SIGINT)

    hub.fail = interrupted
    ran = rtm("customers", "create", *ORDER, "--wait", "--json")
    assert ran.code == 130
    assert json.loads(ran.out)["id"] == customer_id(99)
    assert f"rtm customers get {customer_id(99)}" in ran.err
    assert ran.err.endswith("Interrupted.\n")


def test_a_change_that_is_interrupted_may_have_arrived(
    rtm: Rtm, hub: ChangingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def remove(*_given: object, **_more: object) -> None:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(30)

    monkeypatch.setattr("data.client.customer_actions.CustomerActions.remove", remove)
    ran = rtm("customers", "delete", "NC-1", "--yes")
    assert (ran.code, ran.out) == (130, "")
    assert "Whether the platform has taken this is not known" in ran.err


@pytest.mark.rule("SUB-9")
def test_a_provider_bounds_a_customer_named_by_its_id(rtm: Rtm, hub: ChangingHub) -> None:
    behalf = ("--on-behalf-of", PROVIDER)
    ran = rtm("customers", "delete", customer_id(3), "--yes", *behalf)
    assert (ran.code, hub.sent) == (5, [])
    assert "Acme Dental is not a customer of this provider." in ran.err
    hub.rows[0] |= {"owner": {"orgId": PROVIDER, "name": "Harbour"}, "own": False}
    assert rtm("customers", "delete", customer_id(3), "--yes", *behalf).code == 0
    assert hub.sent[0].path.endswith(f"?onBehalfOfSubPartnerOrgId={PROVIDER}")


def test_candidates_are_listed(rtm: Rtm, hub: ChangingHub) -> None:
    ran = rtm("customers", "delete", "Acme", "--yes")
    assert (ran.code, hub.sent) == (2, [])
    assert "Acme Freight" in ran.err
    # What a part of a name means may be another customer tomorrow.
    for words in (["delete", "Freight", "--yes"], ["update", "Freight", "--add-package", "call"]):
        ran = rtm("customers", *words)
        assert (ran.code, hub.sent) == (2, [])
        assert ran.err.splitlines()[:2] == [
            "No customer is called 'Freight'; these have it in their name, external id or email:",
            f"  Acme Freight  NC-2  North Coast  {customer_id(14)}",
        ]
    assert rtm("locations", "list", "Freight").code == 5
    assert rtm("customers", "get", "Freight").code == 0
    assert rtm("customers", "delete", "nobody", "--yes").code == 5
