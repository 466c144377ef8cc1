"""A platform over a world of its own file, for the tests of the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from data.emulation.platform import Platform
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.migrate import migrate
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.worlds import MINUTE, PROBLEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Site(NamedTuple):
    """A platform, the world in it, and tokens by the rowid of the partner."""

    platform: Platform
    world: World
    tokens: dict[int, str]

    def get(self, url: str, partner: int = 1) -> Reply:
        """Ask as the staff of a partner."""
        return ask(self.platform.app, url, self.tokens[partner])


def fill(world: World) -> World:
    """Partner 1 with sub-partners 2 and 3, partner 4; a customer of every kind."""
    top = world.partner("North Coast", region="EMEA")
    world.partner("Harbour Voice", top, billing_start_ms=NOW)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    for partner in range(1, 5):
        world.staff(partner, f"s{partner}@example.com")
    template = world.insert(
        "templates",
        uuid=world.uuid(),
        owner_id=1,
        name="Standard",
        country="US",
        language="en_US",
        created_ms=NOW - DAY,
    )
    world.insert(
        "identity_providers",
        uuid=world.uuid(),
        owner_id=1,
        kind="saml",
        name="north-coast",
        name_key="north-coast",
        entity_id="https://login.north.example",
        state="registered",
        created_ms=NOW - DAY,
    )
    world.insert("denied_parties", name="Nightjar Holdings", name_key="nightjar holdings")
    # Used up, so that it disturbs nobody.
    world.insert(
        "faults",
        operations="*",
        kind="drop",
        most=1,
        seen=1,
        fired=1,
        created_ms=NOW,
    )
    failed = {"errors": [PROBLEM], "warnings": [PROBLEM]}
    acme = world.customer(
        1,
        "Acme Dental",
        packages=["webex_calling", "webex_suite"],
        steps=[
            (NOW - 9 * MINUTE, "provisioning", {"note": "Accepted"}),
            (NOW - MINUTE, "provisioned_with_errors", {"errors": [PROBLEM]}),
        ],
        package_steps={"webex_suite": [(NOW - MINUTE, "error", failed)]},
        email="office@acme.example",
        external_id="NC-000001",
        template_id=template,
        language="en_US",
        billing_start_ms=NOW,
        address2="Suite 5",
        state="OR",
        zip="97475",
        created_ms=NOW - 9 * MINUTE,
    )
    world.connection.execute("UPDATE customer_packages SET limit_n = 5 WHERE package = 4")
    place = world.location(acme)
    world.location(acme, "Annex")
    _queue(world, place)
    world.insert("pstn_connections", location_id=place, option_id="prairie-exchange", since_ms=NOW)
    world.insert(
        "numbers", organization_id=1, location_id=place, phone="+15415550190", created_ms=NOW
    )
    world.subscriber(acme, location_id=place, add_ons=128, email="ann@acme.example")
    world.subscriber(acme, "pending_user_migration", package="webex_suite", location_id=place)
    world.subscriber(acme, "deleted")
    world.insert(
        "emails",
        owner_id=1,
        at_ms=NOW,
        kind="consent",
        customer_id=acme,
        subscriber_id=2,
        address="a@b.example",
    )
    for ended in (None, NOW):
        world.insert(
            "workspaces",
            uuid=world.uuid(),
            customer_id=acme,
            location_id=place,
            name="Lobby",
            package=1,
            created_ms=NOW - DAY,
            ended_ms=ended,
        )
    world.insert(
        "devices",
        uuid=world.uuid(),
        organization_id=1,
        person_id=1,
        model="Customer Managed IP Phone",
        mac="0A0B0C0D0E0F",
        has_secret=1,
        created_ms=NOW,
    )
    world.insert(
        "setup_assist_requests",
        uuid=world.uuid(),
        owner_id=1,
        customer_id=acme,
        location_id=place + 1,
        sku="A-RTM-SUA-EXP",
        seats=2,
        cents=24_000,
        onboarding_day=NOW // DAY + 20,
        created_ms=NOW - DAY,
    )
    review = world.customer(
        1, "Review GmbH", "pending_rpl_review", active_ms=NOW + DAY, created_ms=NOW
    )
    world.insert(
        "decisions", customer_id=review, kind="review", opened_ms=NOW, deadline_ms=NOW + 3 * DAY
    )
    world.customer(1, "Moving Ltd", steps=[(NOW, "updating"), (NOW + MINUTE, "provisioned")])
    world.customer(1, "Gone Inc", "deleted")
    harbour = world.customer(2, "Harbour Café", external_id="NC-000001", attached=1)
    world.subscriber(harbour, email="bea@harbour.example")
    stranger = world.customer(4, "Stranger Acme", external_id="NC-000001")
    world.subscriber(stranger, email="sam@stranger.example")
    world.location(stranger)
    world.insert(
        "organizations",
        uuid=world.uuid(),
        name="Trial Theatre",
        kind="trial",
        created_ms=NOW - DAY,
        active_ms=NOW - DAY,
    )
    world.insert(
        "billing_reports",
        uuid=world.uuid(),
        owner_id=1,
        type="CUSTOMER",
        start_day=NOW // DAY - 30,
        end_day=NOW // DAY - 1,
        staff_id=1,
        created_ms=NOW - MINUTE,
        due_ms=NOW - MINUTE,
    )
    return world


def _queue(world: World, place: int) -> None:
    line = world.insert(
        "virtual_lines",
        uuid=world.uuid(),
        location_id=place,
        first_name="Front",
        last_name="Desk",
        extension="790",
        created_ms=NOW - DAY,
    )
    queue = world.insert(
        "queues",
        uuid=world.uuid(),
        location_id=place,
        name="Appointments",
        name_key="appointments",
        extension="791",
        policy="WEIGHTED",
        created_ms=NOW - DAY,
    )
    world.insert("queue_agents", queue_id=queue, position=0, virtual_line_id=line, weight=100)


def open_site(path: Path) -> Site:
    """A platform over a file, filled."""
    connection = connect(path, create=True, synchronous="OFF", application_id=SCHEMA.application_id)
    migrate(connection, path, SCHEMA.migrations, SCHEMA.application_id)
    world = fill(World(connection))
    platform = Platform.open(path, synchronous="NORMAL")
    tokens = {n: platform.token(f"s{n}@example.com") for n in range(1, 5)}
    return Site(platform, world, tokens)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that tests only read."""
    found = open_site(tmp_path_factory.mktemp("site") / "platform.db")
    yield found
    found.platform.close()
    found.world.connection.close()


@pytest.fixture
def memory() -> Iterator[World]:
    """The same world in memory."""
    world = fill(World())
    yield world
    world.connection.close()
