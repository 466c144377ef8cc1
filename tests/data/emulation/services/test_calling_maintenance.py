"""While calling is in maintenance its packages become ready with a warning (PRV-9)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from data.emulation.rules.fault_rules import DROP, EVERY, MAINTENANCE, FaultRule
from data.emulation.store import faults

if TYPE_CHECKING:
    from tests.data.emulation.services.ordering import Shop

HOUR = 3_600_000


def begin(shop: Shop) -> None:
    faults.add(shop.world.connection, FaultRule(EVERY, MAINTENANCE), shop.now)


def warnings(shop: Shop, uuid: bytes) -> list[list[int]]:
    """Codes of the warnings of each package."""
    found = shop.customer(uuid).packages
    return [[one["errorCode"] for one in json.loads(p.warnings or "[]")] for p in found]


@pytest.mark.rule("PRV-9")
def test_calling_packages_become_ready_with_a_warning(shop: Shop) -> None:
    begin(shop)
    uuid = shop.order(shop.body(packages=["webex_calling", "webex_meetings"]))
    assert warnings(shop, uuid) == [[], []]
    shop.later(HOUR)
    assert set(shop.packages(uuid).values()) == {"provisioned"}
    assert sorted(warnings(shop, uuid)) == [[], [2560]]
    # It is a warning, no error.
    assert shop.status(uuid) == "provisioned"
    (row,) = faults.rows(shop.world.connection)
    assert (row.seen, row.fired) == (1, 1)


@pytest.mark.rule("PRV-9")
def test_the_next_change_after_it_takes_the_warning_away(shop: Shop) -> None:
    begin(shop)
    uuid = shop.order()
    shop.later(HOUR)
    shop.update(uuid, packages=["webex_calling"], externalId="NC-2")
    shop.later(HOUR)
    assert warnings(shop, uuid) == [[2560]]
    faults.reset(shop.world.connection)
    assert warnings(shop, uuid) == [[2560]]
    shop.update(uuid, packages=["webex_calling"], externalId="NC-3")
    assert warnings(shop, uuid) == [[2560]]
    shop.later(HOUR)
    assert warnings(shop, uuid) == [[]]
    assert shop.packages(uuid) == {"webex_calling": "provisioned"}


def test_a_package_that_is_added_meets_it_and_those_that_are_ready_do_not(shop: Shop) -> None:
    uuid = shop.order()
    shop.later(HOUR)
    begin(shop)
    shop.update(uuid, packages=["webex_calling", "webex_suite"])
    shop.later(HOUR)
    assert sorted(warnings(shop, uuid)) == [[], [2560]]


def test_what_counts_is_when_it_was_ordered(shop: Shop) -> None:
    uuid = shop.order()
    begin(shop)
    shop.later(HOUR)
    assert warnings(shop, uuid) == [[]]


def test_other_faults_are_no_maintenance(shop: Shop) -> None:
    faults.add(shop.world.connection, FaultRule(EVERY, DROP), shop.now)
    uuid = shop.order()
    shop.later(HOUR)
    assert warnings(shop, uuid) == [[]]
