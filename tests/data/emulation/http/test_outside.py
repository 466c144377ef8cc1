"""Organizations without wholesale, and what an attach of each would meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.hub_site import Hub, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        found.world.connection.execute("DELETE FROM organizations WHERE kind = 'trial'")
        yield found


def add(hub: Hub, name: str, **columns: object) -> None:
    given = {"kind": "none", "created_ms": NOW - DAY, "active_ms": NOW - DAY, **columns}
    hub.world.insert("organizations", uuid=hub.world.uuid(), name=name, **given)


@pytest.mark.rule("ATT-1", "ATT-2", "ATT-6", "PRV-3")
def test_what_an_attach_meets(hub: Hub) -> None:
    add(hub, "Small", licences="active")
    add(hub, "Bare")
    add(hub, "Many", existing_users=100)
    add(hub, "Trial", kind="trial")
    add(hub, "Old", kind="broadworks")
    add(hub, "Flex", kind="flex", manager_id=1, licences="active")
    items = {one["displayName"]: one for one in hub.get("/organizations")["items"]}
    told = {n: (o["right"], o["approval"], bool(o["obstacle"])) for n, o in items.items()}
    assert told == {
        "Small": ("provisioning", False, False),
        "Bare": ("full", False, False),
        "Many": ("full", True, False),
        "Trial": ("", False, True),
        "Old": ("", False, True),
        "Flex": ("full", False, False),
    }
    assert list(items) == sorted(items)


@pytest.mark.rule("SUB-3")
def test_who_is_managed_by_somebody_else_is_not_told(hub: Hub) -> None:
    add(hub, "Theirs", manager_id=4)
    add(hub, "Mine", manager_id=1)
    add(hub, "To come", active_ms=NOW + DAY)
    assert [one["displayName"] for one in hub.get("/organizations")["items"]] == ["Mine"]
    assert hub.get("/organizations", partner=2)["items"] == []


def test_it_is_searched_and_cut(hub: Hub) -> None:
    for name in ("Alder", "Birch", "Cedar"):
        add(hub, name)
    assert [one["displayName"] for one in hub.get("/organizations?q=IR")["items"]] == ["Birch"]
    assert [one["displayName"] for one in hub.get("/organizations?max=2")["items"]] == [
        "Alder",
        "Birch",
    ]
