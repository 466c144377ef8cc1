"""`rtm customers` over a backend that tests choose."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import httpx
import pytest

from app import wiring
from tests.app.cli.fake_hub import FakeHub, customer, customer_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

OPEN_PROFILE = wiring.open_profile
HOSTILE = "=cmd|' /C calc'!A0\x1b]0;owned\x07\u202e"


@pytest.fixture
def hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    """A backend with three customers, behind a live profile."""
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        'default = "fake"\n[profiles.fake]\nkind = "live"\nbase_url = "http://localhost"\n'
    )
    fake = FakeHub(
        [
            customer(1, "Acme Dental", "NC-1"),
            customer(2, HOSTILE, "NC-2", status="error", orgId="org-2"),
            customer(3, "acme dental", "Acme", status="updating"),
        ]
    )
    monkeypatch.setattr(wiring, "open_profile", fake.open_profile)
    return fake


def objects(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    found: list[dict[str, object]] = json.loads(ran.out)
    return found


def test_json_has_the_contracts_names(rtm: Rtm, hub: FakeHub) -> None:
    rows = objects(rtm("customers", "list", "--json"))
    assert [row["externalId"] for row in rows] == ["NC-1", "NC-2", "Acme"]
    assert rows[0]["id"] == customer_id(1)
    assert rows[0]["created"] == "2026-01-02T03:04:05.000Z"
    assert rows[0]["packages"] == ["webex_calling", "webex_suite"]
    assert rows[1]["name"] == HOSTILE
    assert "orgId" not in rows[0]
    assert "key" not in rows[0]


def test_tables_and_csv_are_harmless(rtm: Rtm, hub: FakeHub) -> None:
    table = rtm("customers", "list")
    assert table.code == 0
    assert table.out.splitlines()[0].split() == [
        *("Customer", "External", "id", "Status", "Packages", "Users")
    ]
    text = rtm("customers", "list", "--csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["externalId"] for row in rows] == ["NC-1", "NC-2", "Acme"]
    assert rows[1]["name"].startswith("'=cmd")
    assert rows[1]["ownerName"] == "North Coast"
    assert rows[0]["country"] == "GB"
    for out in (table.out, text):
        assert all(sign.isprintable() or sign == "\n" for sign in out)


def test_filters_go_to_the_backend(rtm: Rtm, hub: FakeHub) -> None:
    argv = ["--q", "dent", "--status", "error,RPL review", "--status", "With Errors"]
    argv += ["--package", "customer_assist,Webex  Suite,enhanced", "--owner", "ALL"]
    rtm("customers", "list", *argv, "--sort", "external-id", "--desc", "--limit", "2")
    query = httpx.QueryParams(hub.requests[-1].partition("?")[2])
    assert query["q"] == "dent"
    assert query["status"] == "error,pending_rpl_review,provisioned_with_errors"
    assert query["package"] == "cx_essentials,webex_suite,webex_voice"
    assert (query["owner"], query["sort"], query["order"]) == ("all", "externalId", "desc")
    assert query["max"] == "2"


def test_all_pages_come(rtm: Rtm, hub: FakeHub) -> None:
    hub.rows = [customer(n, f"Customer {n}", f"X-{n}") for n in range(1, 1_203)]
    rows = objects(rtm("customers", "list", "--json"))
    assert [row["users"] for row in rows] == list(range(1, 1_203))
    assert sum("/customers?" in path for path in hub.requests) == 3
    assert len(objects(rtm("customers", "list", "--json", "--limit", "501"))) == 501
    assert objects(rtm("customers", "list", "--json", "--status", "error")) == []


def test_nothing_matches(rtm: Rtm, hub: FakeHub) -> None:
    hub.rows = []
    assert rtm("customers", "list") == (0, "", "No customer matches.\n")
    assert rtm("customers", "list", "--json").out == "[]\n"
    assert rtm("customers", "list", "--csv").out.startswith("id,orgId,name,")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--status", "bogus"], "pending_rpl_review (RPL review)"),
        (["--status", "RLP review"], "Did you mean RPL review?"),
        (["--package", "Webx Suite"], "Did you mean Webex Suite?"),
        (["--package", "bogus"], "webex_suite, cx_essentials (Customer Assist)"),
        (["--owner", ""], "--owner: this is empty"),
        (["--external-id", ""], "--external-id: this is empty"),
        (["--status", "provisoned"], "Did you mean provisioned?"),
        (["--package", "webex_calin"], "Did you mean webex_calling?"),
        (["--sort", "nam"], "Did you mean name?"),
        (["--status", "error,,bogus"], "no 'bogus'"),
        (["--status", ","], "there is no ''"),
        (["--external-id", "x", "--q", "y"], "--external-id and --org-id go only with"),
        (["--org-id", "x", "--owner", "all"], "--external-id and --org-id go only with"),
    ],
)
def test_unknown_filters(rtm: Rtm, hub: FakeHub, argv: list[str], says: str) -> None:
    code, out, err = rtm("customers", "list", *argv)
    assert (code, out) == (2, "")
    assert says in err
    assert hub.requests == []


def test_one_external_id(rtm: Rtm, hub: FakeHub) -> None:
    rows = objects(rtm("customers", "list", "--external-id", "NC-1", "--json"))
    assert [row["name"] for row in rows] == ["Acme Dental"]
    assert "history" not in rows[0]


def test_the_live_platform(rtm: Rtm, hub: FakeHub) -> None:
    hub.hub = False
    hub.rows = [customer(n, f"Customer {n}", f"X-{n}") for n in range(1, 251)]
    rows = objects(rtm("customers", "list", "--json"))
    assert len(rows) == 250
    assert "name" not in rows[0]
    table = rtm("customers", "list", "--limit", "1").out
    assert table.splitlines()[0].split() == ["Id", "External", "id", "Status", "Packages"]
    assert customer_id(1) in table
    assert json.loads(rtm("customers", "get", "X-7", "--json").out)["externalId"] == "X-7"


def test_the_live_platform_is_searched_by_reading_it(rtm: Rtm, hub: FakeHub) -> None:
    hub.hub = False
    hub.rows = [customer(n, f"Customer {n:03}", f"X-{n}", orgId=f"org-{n}") for n in range(1, 251)]
    ran = rtm("customers", "list", "--q", "customer 1", "--sort", "name", "--desc", "--json")
    rows = objects(ran)
    assert [row["name"] for row in rows] == [
        f"Customer {n:03}" for n in range(250, 0, -1) if "1" in str(n)
    ]
    assert "Reading all customers" in ran.err
    wrong = rtm("customers", "list", "--sort", "users")
    assert (wrong.code, wrong.out) == (2, "")
    assert "name, externalId, created" in wrong.err
    assert rtm("customers", "get", "customer 007").out.startswith("Customer 007\n")
    assert rtm("customers", "get", "stomer 007").out.startswith("Customer 007\n")
    several = rtm("customers", "get", "customer")
    assert (several.code, several.out) == (2, "")
    assert "and 240 more" in several.err
    assert rtm("customers", "get", "nobody").code == 5


@pytest.mark.parametrize("which", [customer_id(1), "NC-1"])
def test_get(rtm: Rtm, hub: FakeHub, which: str) -> None:
    code, out, _err = rtm("customers", "get", which)
    assert code == 0
    assert out.startswith("Acme Dental\n")
    for word in ("NC-1", "North Coast", "1 Pier, Hull, GB", "provisioned"):
        assert word in out
    value = json.loads(rtm("customers", "get", which, "--json").out)
    assert (value["name"], value["id"]) == ("Acme Dental", customer_id(1))
    assert next(csv.DictReader(io.StringIO(rtm("customers", "get", which, "--csv").out)))["users"]


def test_get_by_name(rtm: Rtm, hub: FakeHub) -> None:
    several = rtm("customers", "get", "acme DENTAL")
    assert (several.code, several.out) == (2, "")
    assert several.err.count("\n  ") == 2
    assert customer_id(3) in several.err
    hub.rows.append(customer(4, "Acme", "NC-4"))
    # An external id counts before a name, and a part of a name only where it is one customer's.
    assert "acme dental" in rtm("customers", "get", "Acme").out
    parts = rtm("customers", "get", "Dental")
    assert (parts.code, parts.out) == (2, "")
    assert "2 customers have 'Dental' in their name" in parts.err
    hub.rows[0]["name"] = "Acme Optics"
    assert rtm("customers", "get", "Optic").out.startswith("Acme Optics\n")
    none = rtm("customers", "get", "Bakery")
    assert (none.code, none.out) == (5, "")
    assert "--q TEXT" in none.err
    hostile = rtm("customers", "get", HOSTILE.split("\x1b", maxsplit=1)[0])
    assert "NC-2" in hostile.out
    assert rtm("customers", "get", HOSTILE).code == 2


def test_get_shows_hostile_text_harmlessly(rtm: Rtm, hub: FakeHub) -> None:
    out = rtm("customers", "get", "NC-2").out
    assert all(sign.isprintable() or sign == "\n" for sign in out)


def refuse(status: int) -> Callable[[httpx.Request], httpx.Response | None]:
    def answer(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("capabilities"):
            return None
        body = {"message": "No, because.\x1b[2J", "trackingId": "T-1"}
        return httpx.Response(status, json=body, headers={"trackingid": "T-1"})

    return answer


@pytest.mark.parametrize(
    ("status", "code"), [(400, 5), (401, 5), (403, 5), (404, 5), (409, 5), (501, 1)]
)
def test_refused_by_the_platform(rtm: Rtm, hub: FakeHub, status: int, code: int) -> None:
    hub.fail = refuse(status)
    ran = rtm("customers", "list", "--json")
    said = json.loads(ran.out)["error"]
    assert (ran.code, said["exit"], said["status"]) == (code, code, status)
    assert said["trackingId"] == "T-1"
    assert said["request"].startswith("GET /hub/v1/customers?")
    assert said["kind"] in (
        "Invalid",
        "Unauthorized",
        "Forbidden",
        "NotFound",
        "Conflict",
        "PlatformError",
    )
    assert said["message"].startswith(ran.err.splitlines()[0])
    assert "T-1" in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()) == 3


def test_no_token(rtm: Rtm, hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "open_profile", OPEN_PROFILE)
    code, out, err = rtm("customers", "list")
    assert (code, out) == (2, "")
    assert "RTM_TOKEN" in err


@pytest.mark.parametrize(
    ("error", "code"), [(httpx.ConnectError("no"), 3), (httpx.ReadTimeout("late"), 4)]
)
def test_no_answer(rtm: Rtm, hub: FakeHub, error: Exception, code: int,
                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    async def at_once(_seconds: float) -> None:
        pass

    from data.client import Settings

    async def open_profile(_profile: object) -> wiring.Backend:
        from data.client import HubClient

        def answer(_request: httpx.Request) -> httpx.Response:
            raise error

        transport = httpx.MockTransport(answer)
        settings = Settings(wait=at_once)
        return wiring.Backend(
            HubClient("http://localhost", "tok", transport=transport, settings=settings)
        )

    monkeypatch.setattr(wiring, "open_profile", open_profile)
    ran = rtm("customers", "list")
    assert (ran.code, ran.out) == (code, "")
    assert len(ran.err.splitlines()) == 2


def test_get_says_what_to_do_about_errors(rtm: Rtm, hub: FakeHub) -> None:
    hub.rows[0] |= {
        "errors": [{"errorCode": 90301, "description": "Not settled."}],
        "resourceDetails": {
            "packages": [
                {
                    "name": "webex_calling",
                    "status": "error",
                    "errors": [{"code": 90202, "description": "No address."}],
                    "warnings": [{"errorCode": 77, "description": "Odd."}],
                }
            ]
        },
    }
    lines = rtm("customers", "get", "NC-1").out.splitlines()
    assert lines[lines.index("  90301 Not settled.") + 1].startswith("    -> Onboarding does not")
    assert lines[lines.index("    90202 No address.") + 1].startswith(
        "      -> Ask for an emergency"
    )
    assert lines[lines.index("    77 Odd.") + 1] == "Errors"
