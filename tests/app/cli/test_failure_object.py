"""With `--json` a failure is an object on standard output, beside the words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app import wiring
from app.cli import parser
from tests.app.cli.changing_hub import PROVISIONING_ID, ChangingHub
from tests.app.cli.fake_hub import FakeHub, customer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

ORDER = (
    *("--name", "Acme Marine", "--email", "jo@acme.example", "--external-id", "NC-7"),
    *("--package", "meetings", "--template", PROVISIONING_ID),
    *("--address", "1 Pier", "--city", "Hull", "--zip", "HU1", "--country", "GB"),
)


@pytest.fixture
def hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> ChangingHub:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        'default = "fake"\n[profiles.fake]\nkind = "live"\nbase_url = "http://localhost"\n'
        "read_only = false\n"
    )
    made = ChangingHub([customer(n, f"Customer {n}", f"NC-{n}") for n in range(1, 4)])
    monkeypatch.setattr(wiring, "open_profile", made.open_profile)
    return made


def failure(ran: Ran) -> dict[str, Any]:
    """The object; the words stand on the other stream, and the code is the same."""
    value: dict[str, Any] = json.loads(ran.out)
    assert list(value) == ["error"]
    error: dict[str, Any] = value["error"]
    assert error["exit"] == ran.code != 0
    assert ran.err
    return error


def test_a_refusal_of_the_platform(rtm: Rtm, hub: ChangingHub) -> None:
    hub.refuse = (
        409,
        {
            "message": "There is a conflict.",
            "errors": [
                {"description": "externalId: is in use (CUS-3).", "errorCode": 40900},
                {"description": "Odd."},
            ],
            "trackingId": "T-1",
        },
    )
    said = failure(rtm("customers", "create", *ORDER, "--json"))
    assert (said["exit"], said["kind"], said["status"]) == (5, "Conflict", 409)
    assert said["trackingId"] == "T-1"
    assert said["request"] == "POST /v1/wholesale/customers"
    first, second = said["errors"]
    assert first.pop("advice")
    assert first == {
        "errorCode": 40900,
        "field": "externalId",
        "rule": "CUS-3",
        "description": "externalId: is in use (CUS-3).",
        "option": "--external-id",
    }
    assert second == {"description": "Odd."}


def test_what_cannot_be_meant(rtm: Rtm, hub: ChangingHub) -> None:
    said = failure(rtm("customers", "create", "--city", "Milpitas", "--json"))
    assert (said["exit"], said["kind"]) == (2, "WrongUse")
    wrong = {one["field"]: one for one in said["errors"]}
    assert wrong["externalId"]["option"] == "--external-id"
    assert wrong["externalId"]["description"] == "is required"
    assert hub.sent == []


def test_what_is_in_the_way(rtm: Rtm, hub: ChangingHub) -> None:
    hub.rows[0]["status"] = "deleting"
    said = failure(rtm("customers", "update", "NC-1", "--external-id", "x", "--json"))
    assert (said["exit"], said["kind"]) == (5, "Blocked")
    assert said["blockers"][0]["reason"]
    assert hub.sent == []


def test_no_such_thing_and_arguments_that_make_no_sense(rtm: Rtm, hub: ChangingHub) -> None:
    said = failure(rtm("customers", "get", "nobody at all", "--json"))
    assert (said["exit"], said["kind"]) == (5, "Refused")
    assert "nobody at all" in said["message"]
    for argv in (["custmers", "list"], ["customers", "list", "--stauts"], ["config", "path"]):
        assert failure(rtm(*argv, "--json", "--profile", "nix"))["exit"] == 2
    assert rtm("custmers", "--json", "--csv").out == ""
    assert rtm("customers", "list", "--", "--json").out == ""


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (httpx.ConnectError("no"), "Unreachable", 3),
        (httpx.ReadTimeout("late"), "TimedOut", 4),
    ],
)
def test_no_connection_and_no_answer(
    rtm: Rtm, hub: FakeHub, error: Exception, kind: str, code: int
) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error

    hub.fail = answer
    said = failure(rtm("customers", "list", "--json"))
    assert (said["kind"], said["exit"]) == (kind, code)
    assert said["advice"]


def test_a_failure_behind_data_leaves_the_data_alone(rtm: Rtm, hub: ChangingHub) -> None:
    hub.rows[:] = [customer(n, f"Customer {n}", f"NC-{n}") for n in range(1, 1_300)]
    pages = 0

    def answer(request: httpx.Request) -> httpx.Response | None:
        nonlocal pages
        if request.url.path.endswith("/customers"):
            pages += 1
            if pages > 1:
                return httpx.Response(400, json={"message": "No more."})
        return None

    hub.fail = answer
    ran = rtm("customers", "list", "--json")
    assert ran.code == 5
    assert ran.out.startswith("[\n{")
    assert '"error"' not in ran.out


def test_a_failure_of_the_program_itself(
    rtm: Rtm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(_argv: object) -> None:
        raise ValueError("Acme")

    monkeypatch.setattr(parser, "parse", work)
    said = failure(rtm("customers", "list", "--json"))
    assert (said["exit"], said["kind"]) == (1, "ValueError")
    assert "Acme" not in said["message"]
    assert list(home.rglob("*.txt")) or said["advice"]
