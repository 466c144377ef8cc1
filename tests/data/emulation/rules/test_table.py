"""The rules, the models and the database name the same packages."""

from __future__ import annotations

import pytest

from data.emulation.rules.licenses import license_uuids
from data.emulation.rules.packages import PACKAGES
from data.models.packages import TITLES
from tests.data.emulation.builder import World


@pytest.mark.rule("PKG-1")
def test_the_tables_agree() -> None:
    rows = World().connection.execute("SELECT code, name, title, kind FROM packages ORDER BY code")
    assert rows.fetchall() == [(p.code, p.name, p.title, p.kind) for p in PACKAGES]
    assert {p.name: p.title for p in PACKAGES} == TITLES
    assert list(TITLES) == [p.name for p in PACKAGES]


def test_licenses_are_always_the_same_and_differ() -> None:
    found = {
        license_uuids(organization, package, "provisioned")
        for organization in (bytes(16), bytes([1] * 16))
        for package in (1, 2)
    }
    assert len(found) == 4
    assert all(len(uuid) == 16 for (uuid,) in found)
    assert license_uuids(bytes(16), 1, "error") == ()
