"""Statuses and packages as people write them."""

from __future__ import annotations

import pytest

from data.models.packages import TITLES, short
from data.models.statuses import STATUSES, label
from data.operations.choices import choose, likeliest, listed, package_words, status_words


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_by_each_of_its_names(status: str) -> None:
    for typed in (status, status.upper(), status.replace("_", " "), label(status), f" {status}"):
        assert choose(typed, status_words()) == status


@pytest.mark.parametrize("package", TITLES)
def test_a_package_by_each_of_its_names(package: str) -> None:
    for typed in (package, package.replace("_", "-"), TITLES[package], short(package)):
        assert choose(typed, package_words()) == package


@pytest.mark.rule("PKG-2")
def test_the_platforms_other_name_of_a_package() -> None:
    assert choose("customer_assist", package_words()) == "cx_essentials"


def test_what_is_none() -> None:
    assert choose("", status_words()) is None
    assert choose("__", status_words()) is None
    assert choose("bogus", package_words()) is None
    assert likeliest("web ex suit", package_words()) == "Webex Suite"
    assert listed(status_words())[:2] == ["provisioned", "provisioned_with_errors (with errors)"]
