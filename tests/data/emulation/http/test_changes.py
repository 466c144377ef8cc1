"""Whoever follows `/hub/v1/changes` hears of each customer that looks different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids
from data.emulation.rules.times import iso
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground
from tests.data.emulation.http.test_neighbours import place, room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    template = ground.world.insert(
        "templates",
        uuid=b"t" * 16,
        owner_id=1,
        name="Standard",
        country="US",
        language="en_US",
        created_ms=0,
    )
    ground.customer(template_id=template)
    ground.customer(name="Other")
    ground.provision(1, "ann@acme.example")
    ground.send("POST", "/v1/workspaces", room(ground, 1))
    yield ground
    ground.close()


def url(ground: Ground, customer: int = 1) -> str:
    return f"/hub/v1/customers/{ground.id(ids.CUSTOMER, 'customers', customer)}"


def named(ground: Ground, since: Any) -> list[str]:
    found: list[str] = ground.get(f"/hub/v1/changes?owner=all&since={since}")["items"]
    return found


def _subscriber(ground: Ground) -> str:
    return f"{SUBSCRIBERS}/{ground.id(ids.SUBSCRIBER, 'subscribers', 1)}"


def _approve(ground: Ground) -> None:
    """What waits is decided, and the status stays: it was to be decided by itself."""
    ground.world.insert(
        "decisions", customer_id=1, kind="approval", opened_ms=NOW, deadline_ms=NOW + 10**9
    )
    ground.run("UPDATE customers SET status = 'provisioning'")
    ground.run("UPDATE customer_packages SET status = 'provisioning'")
    body = {"kind": "approval", "outcome": "approved"}
    assert ground.send("POST", f"{url(ground)}/decision", body).status == 200


CHANGES: dict[str, Callable[[Ground], Any]] = {
    "a setting": lambda g: g.send("PUT", f"{url(g)}/settings", {"restrictedByPartner": False}),
    "a place": lambda g: g.send("POST", f"/v1/locations?orgId={g.org(1)}", place()),
    "a workspace": lambda g: g.send("POST", "/v1/workspaces", room(g, 1, "501")),
    "one less": lambda g: g.send(
        "DELETE", f"/v1/workspaces/{g.id(ids.WORKSPACE, 'workspaces', 1)}"
    ),
    "a user": lambda g: g.provision(1, "bea@acme.example"),
    "another package": lambda g: g.send("PUT", _subscriber(g), {"package": "webex_suite"}),
    "a user less": lambda g: g.send("DELETE", _subscriber(g)),
    "a template": lambda g: g.send(
        "PUT",
        f"/hub/v1/templates/{ids.encode_provisioning_id(b't' * 16)}",
        {"name": "Anew"},
    ),
    "a decision": _approve,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_named(ground: Ground, what: str) -> None:
    since, before = ground.get("/hub/v1/clock")["now"], ground.get(url(ground))
    assert named(ground, since) == []
    CHANGES[what](ground)
    assert ground.get(url(ground)) != before
    assert named(ground, since) == [ground.id(ids.CUSTOMER, "customers", 1)]
    assert ground.get(url(ground, 2))["history"] == []


def test_what_no_status_shows_is_no_history(ground: Ground) -> None:
    before = ground.get(url(ground))
    CHANGES["a setting"](ground)
    CHANGES["a place"](ground)
    after = ground.get(url(ground))
    assert after["history"] == before["history"]
    assert (after["status"], after["statusSince"]) == (before["status"], before["statusSince"])


@pytest.mark.parametrize(("mode", "expected"), [("frozen", 0), ("offset", 1), ("scaled", 1)])
def test_a_change_that_was_committed_late_is_named(
    ground: Ground, mode: str, expected: int
) -> None:
    # It began before the look and was seen by nobody yet.
    CHANGES["a setting"](ground)
    rate = {"rate": 60} if mode == "scaled" else {}
    ground.run("UPDATE clock SET platform_ms = high_ms + 500")
    ground.send("PUT", "/hub/v1/clock", {"mode": mode, **rate})
    began = ground.one("SELECT max(due_ms) FROM steps")
    assert len(named(ground, iso(began + 400))) == expected
    assert named(ground, iso(began + 70_000)) == []
