"""Devices of the seed (DEV)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from data.emulation.invariants import check_content
from data.emulation.rules import devices
from data.emulation.seed import build

if TYPE_CHECKING:
    from pathlib import Path


def test_users_and_workspaces_have_devices(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    build(path, size="small")
    with closing(sqlite3.connect(path)) as connection:
        assert check_content(connection) == []
        rows = connection.execute("SELECT model, mac, has_secret, workspace_id FROM devices")
        found = rows.fetchall()
        (asked,) = connection.execute(
            "SELECT count(*) FROM organizations WHERE third_party_devices"
        ).fetchone()
    models = devices.models()
    assert {models[model].kind for model, *_ in found} == {"mpp", "roomos", "customer_managed"}
    # Nobody has asked for phones of other makers yet (DEV-2).
    assert asked == 0
    assert all(devices.check_mac(mac) == [] for _, mac, *_ in found)
    for model, _, secret, room in found:
        assert bool(secret) is (models[model].kind in devices.EXTERNAL)
        assert models[model].people if room is None else models[model].place
