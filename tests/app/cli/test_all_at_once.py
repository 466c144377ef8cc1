"""What is wrong with an input is said in one go, not in rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import wiring
from tests.app.cli.changing_hub import ChangingHub
from tests.app.cli.fake_hub import customer
from tests.app.cli.test_customer_changes import ORDER, ZONE, configure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]


@pytest.fixture
def hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> ChangingHub:
    configure(home, "read_only = false\n")
    fake = ChangingHub([customer(1, "Acme Dental", "NC-1", orgId="org-1")])
    fake.locations = [{"id": "loc-1", "name": "Pier"}]
    monkeypatch.setattr(wiring, "open_profile", fake.open_profile)
    return fake


def test_all_that_can_be_known_is_said_at_once(rtm: Rtm, hub: ChangingHub) -> None:
    argv = [
        *("--name", "Acme Marine", "--email", "jo@acme.example", "--external-id", " NC-7"),
        *("--package", "suite", "--template", "Nothing such", "--address", "1 Pier"),
        *("--city", "Hull", "--zip", "1", "--country", "USA", "--billing-start", "soon"),
        *("--language", "english"),
    ]
    ran = rtm("customers", "create", *argv)
    assert (ran.code, ran.out, hub.sent) == (2, "", [])
    for word in (
        "--external-id (externalId): must not begin or end",
        "--country (address.country): must be two letters of ISO 3166; did you mean US?",
        "--state (address.stateOrProvince): is required in this country",
        f"--time-zone ({ZONE}): is required",
        "--template (provisioningId): no template is called 'Nothing such'",
        "(billingStartDate): must be a date",
        "(customerInfo.language): must be a language",
        "There are: Standard US.",
    ):
        assert word in ran.err, word


def test_a_state_alone_is_for_the_platform_to_ask_for(rtm: Rtm, hub: ChangingHub) -> None:
    argv = [*ORDER[:-1], "US", "--time-zone", "America/Chicago"]
    assert rtm("customers", "create", *argv).code == 0


def test_all_that_can_be_known_of_a_user_is_said_at_once(rtm: Rtm, hub: ChangingHub) -> None:
    argv = ["--customer", "NC-1", "--email", "nobody", "--package", "calling", "--extension", "x1"]
    ran = rtm("subscribers", "create", *argv, "--phone", "12", "--location", "Nowhere")
    assert (ran.code, ran.out, hub.sent) == (2, "", [])
    for word in ("--email", "--first-name", "--last-name", "2 to 10 digits", "as +12065550100",
                 "there is no location 'Nowhere'"):  # fmt: skip
        assert word in ran.err, word
