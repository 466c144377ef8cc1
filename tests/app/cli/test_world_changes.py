"""Changes from the command line on a small world, through everything that stands behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from data.client import Settings
from data.emulation.services import clock
from data.operations.zones import _zones

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

SEEDED = 1_790_000_000_000
"""When the small world was made."""

PLACE = [
    *("--address", "1 Main St", "--city", "Springfield", "--state", "IL", "--zip", "62701"),
    *("--country", "US", "--time-zone", "America/Chicago"),
]
ORDER = ["--name", "X", "--email", "a@b.example", "--external-id", "NC-1", *PLACE]


class Wall:
    """The wall's clock, which a test moves."""

    now = SEEDED


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    found = Wall()
    monkeypatch.setattr(clock, "wall_ms", lambda: found.now)
    return found


@pytest.fixture
def on(rtm: Rtm, small: Path) -> Callable[..., Ran]:
    """`rtm` on the small world."""

    def run(*argv: str) -> Ran:
        return rtm(*argv, "--db", str(small))

    return run


def value(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.rule("PRV-1")
@pytest.mark.rule("PRV-5")
def test_from_precheck_to_removal(on: Rtm, wall: Wall) -> None:
    order = [*ORDER, "--package", "webex_calling", "--template", "Standard US"]
    assert on("customers", "precheck", *order).code == 0
    made = value(on("customers", "create", *order, "--json"))
    assert made["status"] == "provisioning"
    wall.now += 120_000
    shown = value(on("customers", "get", made["id"], "--json"))
    assert (shown["name"], shown["status"]) == ("X", "provisioned")
    user = ["--customer", "NC-1", "--email", "jo@x.example", "--package", "calling"]
    names = ["--first-name", "Jo", "--last-name", "Ng", "--extension", "101"]
    assert value(on("subscribers", "create", *user, *names, "--json"))["status"] == "provisioned"
    plan = value(on("customers", "update", "NC-1", "--package", "suite", "--dry-run", "--json"))
    assert plan["effects"] == [
        "Adds Webex Suite to X.",
        "Removes Webex Calling from X: 1 user loses the service.",
    ]
    assert on("customers", "update", "NC-1", "--add-package", "suite").code == 0
    busy = on("customers", "update", "NC-1", "--add-package", "meetings")
    assert (busy.code, busy.out) == (5, "")
    wall.now += 120_000
    update = ["subscribers", "update", "jo@x.example", "--package"]
    assert value(on(*update, "suite", "--json"))["package"] == "webex_suite"
    back = on(*update, "calling")
    assert back.code == 5
    assert "--package: " in back.err
    assert on("customers", "delete", "NC-1", "--yes").out.startswith("X: deleting\n")
    wall.now += 120_000
    assert on("customers", "get", made["id"]).code == 5


def test_a_refusal_names_its_options(on: Rtm) -> None:
    order = [*ORDER[:4], "--external-id", "NC-1", "--package", "webex_calling"]
    order += ["--template", "Standard US", "--address", "1 Main St", "--city", "Springfield"]
    ran = on("customers", "create", *order, "--country", "US", "--time-zone", "America/Chicgo")
    assert (ran.code, ran.out) == (5, "")
    for option in ("--state (address.stateOrProvince): ", "--zip (address.zipOrPostalCode): "):
        assert sum(option in line for line in ran.err.splitlines()) == 1
    assert "--time-zone (provisioningParameters.calling.location.timezone): " in ran.err


@pytest.mark.rule("SUB-9")
@pytest.mark.rule("SUB-11")
def test_for_a_provider(on: Rtm, wall: Wall) -> None:
    states = {
        row["name"]: row["provisioningState"] for row in value(on("providers", "list", "--json"))
    }
    active = next(name for name, state in states.items() if state == "active")
    suspended = next(name for name, state in states.items() if state == "suspended")
    order = [*ORDER, "--package", "webex_meetings"]
    ran = on("customers", "create", *order, "--on-behalf-of", suspended)
    assert (ran.code, ran.out) == (5, "")
    assert f"{suspended} is suspended." in ran.err
    made = value(on("customers", "create", *order, "--on-behalf-of", active, "--json"))
    wall.now += 120_000
    assert value(on("customers", "get", made["id"], "--json"))["owner"]["name"] == active
    wrong = on("customers", "delete", "NC-1", "--yes", "--on-behalf-of", suspended)
    assert wrong.code == 5
    assert on("customers", "delete", "NC-1", "--yes", "--on-behalf-of", active).code == 0


@pytest.mark.rule("SUB-9")
def test_users_of_others_are_none_of_a_providers(on: Rtm) -> None:
    rows = value(on("providers", "list", "--json"))
    active = next(row["name"] for row in rows if row["provisioningState"] == "active")
    one = value(on("subscribers", "list", "--json", "--limit", "1"))[0]
    for which in (one["id"], one["email"]):
        for argv in (["delete", which, "--yes"], ["get", which]):
            ran = on("subscribers", *argv, "--on-behalf-of", active)
            assert (ran.code, ran.out) == (5, "")
    assert value(on("subscribers", "get", one["id"], "--json"))["status"] == one["status"]


def test_places_and_templates(on: Rtm) -> None:
    names = [row["name"] for row in value(on("templates", "list", "--json"))]
    assert "Standard US" in names
    before = value(on("locations", "list", "NC-004411", "--json"))
    assert on("locations", "create", "NC-004411", "--name", "Annex", *PLACE).code == 0
    after = value(on("locations", "list", "NC-004411", "--json"))
    assert {row["name"] for row in after} - {row["name"] for row in before} == {"Annex"}
    again = on("locations", "create", "NC-004411", "--name", "annex", *PLACE)
    assert (again.code, again.out) == (5, "")


@pytest.mark.rule("ATT-1", "ATT-2", "ATT-6")
def test_an_organization_is_found_and_attached(on: Rtm, wall: Wall) -> None:
    rows = {row["displayName"]: row for row in value(on("organizations", "list", "--json"))}
    assert "trial" in rows["Moonlight Trial Theatre"]["obstacle"]
    assert "asks its administrator" in on("organizations", "list", "--q", "cedar creek").out
    books = rows["Driftwood Books"]
    assert (books["approval"], books["right"], books["obstacle"]) == (False, "full", "")
    order = ["--org-id", books["orgId"], "--external-id", "NC-DW", *PLACE]
    order += ["--package", "webex_meetings", "--template", "Standard US", "--json"]
    made = value(on("customers", "attach", *order))
    wall.now += 120_000
    detail = value(on("customers", "get", made["id"], "--json"))
    assert (detail["name"], detail["right"]) == ("Driftwood Books", "full")
    assert on("organizations", "list", "--q", "driftwood").out == ""


def test_dry_runs_change_nothing(on: Rtm, small: Path) -> None:
    before = on("customers", "list", "--owner", "all", "--json").out
    lines = [
        ["customers", "create", *ORDER, "--package", "calling", "--template", "Standard US"],
        ["customers", "update", "NC-004411", "--external-id", "x"],
        ["customers", "delete", "NC-004411"],
    ]
    for argv in lines:
        assert on(*argv, "--dry-run").code == 0
    assert on("customers", "list", "--owner", "all", "--json").out == before


def test_waiting_in_the_demo_pace(on: Rtm, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    async def quickly(seconds: float) -> None:
        # While the program waits, the platform's clock goes on.
        wall.now += int(seconds * 1000)

    monkeypatch.setattr("data.client.hub.Settings", lambda: Settings(wait=quickly))
    order = [*ORDER, "--package", "webex_meetings", "--template", "Standard US", "--wait"]
    ran = on("customers", "create", *order)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0] == "X: provisioned"
    assert ran.err.splitlines()[-1] == "X: provisioned"
    ran = on("customers", "delete", "NC-1", "--yes", "--wait", "--json")
    assert value(ran)["status"] == "deleted"


def test_every_guessed_zone_is_one_of_the_platforms() -> None:
    from data.emulation.rules import time_zones

    wrong = [zone for zone in _zones().values() if time_zones.check(zone, "timezone")]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "says"),
    [(["freeze"], "time stands: nothing"), (["+5d", "real"], "time stands until 2026-09-26T")],
)
def test_waiting_says_at_once_that_the_time_stands(on: Rtm, words: list[str], says: str) -> None:
    for word in words:
        on("db", "clock", word)
    ran = on("customers", "delete", "NC-004411", "--yes", "--wait", "--timeout", "1")
    assert ran.code == 4
    assert says in ran.err
    assert ran.err.count("rtm db clock run") == 1
    on("db", "clock", "run")
    assert "time stands" not in on("customers", "delete", "NC-004411", "--yes", "--wait").err
