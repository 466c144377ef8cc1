from __future__ import annotations

import re

import pytest

from data.emulation.rules.packages import CODES, NAMES
from data.emulation.rules.skus import assist, service_name, skus


@pytest.mark.rule("REP-9")
def test_a_service_is_its_package_in_capitals() -> None:
    assert service_name(CODES["common_area_calling"]) == "COMMON_AREA_CALLING"
    assert service_name(CODES["webex_suite"]) == "WEBEX_SUITE"
    assert {service_name(code) for code in NAMES} == {name.upper() for name in NAMES.values()}


@pytest.mark.rule("REP-9a")
def test_every_package_has_a_line_of_its_own() -> None:
    found = skus()
    assert set(found) == set(NAMES)
    assert len({line.sku for line in found.values()}) == len(found)
    assert all(re.fullmatch(r"[1-9]\d*\.\d\d", line.price) for line in found.values())
    assert all(line.description and line.source == "assumed" for line in found.values())
    assert {line.basis for line in found.values()} == {"month"}


@pytest.mark.rule("SUA-2")
def test_setup_assist_has_a_flat_line_and_one_for_each_user() -> None:
    found = assist()
    assert {kind: line.basis for kind, line in found.items()} == {
        "express": "flat",
        "standard": "user",
    }
    every = [*found.values(), *skus().values()]
    assert len({line.sku for line in every}) == len(every)
    assert all(re.fullmatch(r"[1-9]\d*\.\d\d", line.price) for line in found.values())
