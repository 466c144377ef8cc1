"""Statuses and packages as people write them."""

from __future__ import annotations

import pytest

from data.models.packages import FORMER, TITLES, short
from data.models.statuses import STATUSES, label
from data.operations.choices import (
    choose,
    in_whole_words,
    is_called,
    likeliest,
    listed,
    longest,
    meant,
    named,
    package_words,
    status_words,
)


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


@pytest.mark.rule("PKG-17")
def test_what_a_product_was_called_before_finds_it_and_is_never_shown() -> None:
    assert choose("webex voice", package_words()) == "webex_voice"
    assert choose("Customer Experience Essentials", package_words()) == "cx_essentials"
    assert meant("customer exp", named(package_words())) == ("cx_essentials",)
    shown = [*listed(package_words()), *TITLES.values(), *map(short, TITLES)]
    assert not [name for name in FORMER if any(name.lower() in word.lower() for word in shown)]


def test_what_is_none() -> None:
    assert choose("", status_words()) is None
    assert choose("__", status_words()) is None
    assert choose("bogus", package_words()) is None
    assert likeliest("web ex suit", package_words()) == "Webex Suite"
    assert listed(status_words())[:2] == ["provisioned", "provisioned_with_errors (with errors)"]


def test_what_a_beginning_may_mean() -> None:
    statuses = named(status_words())
    assert meant("with", statuses) == ("provisioned_with_errors",)
    assert meant("provisioned", statuses) == ("provisioned",)
    assert meant("REVIEW", statuses) == ("pending_rpl_review",)
    assert meant("voice", named(package_words())) == ("webex_voice", "cx_voice_ports")
    assert meant("", statuses) == meant("-", statuses) == meant("zz", statuses) == ()
    names = {"1": ("Hôtel du Lac",), "2": ("Lacroix",)}
    assert meant("hotel-du", names) == ("1",)
    assert meant("lac", names) == ("1", "2")


def test_whole_words_and_whole_names() -> None:
    names = {"1": ("Harbour Light",)}
    assert is_called("harbour-light", names)
    assert not is_called("harbour", names)
    assert in_whole_words("harbour", names)
    assert not in_whole_words("harbour li", names)
    assert not in_whole_words("", names)
    assert (longest(names), longest({})) == (2, 0)
