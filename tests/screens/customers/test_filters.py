"""The typed filter of the customer list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.customers.filters import CustomerFilter, facts, parse

PROVIDERS = {"org-1": "Harbor Voice", "org-2": "Harbor Line", "org-3": "Summit Telecom"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("acme dental", CustomerFilter(text="acme dental")),
        ("status:error", CustomerFilter(statuses=("error",))),
        ("status:error,updating x", CustomerFilter(text="x", statuses=("error", "updating"))),
        ("STATUS:Error", CustomerFilter(statuses=("error",))),
        ("status:pend", CustomerFilter(statuses=("pending_rpl_review",))),
        ("package:suite", CustomerFilter(packages=("webex_suite",))),
        ("package:customer_assist", CustomerFilter(packages=("cx_essentials",))),
        ("owner:all", CustomerFilter(owner="all")),
        ("owner:summit", CustomerFilter(owner="org-3")),
        ("owner:org-2", CustomerFilter(owner="org-2")),
        ("owner:harbor-voice", CustomerFilter(owner="org-1")),
        ("owner:súmmit", CustomerFilter(owner="org-3")),
        ("status:rpl-review", CustomerFilter(statuses=("pending_rpl_review",))),
        ("package:webex-suite", CustomerFilter(packages=("webex_suite",))),
        ("12:30 re:status", CustomerFilter(text="12:30 re:status")),
    ],
)
def test_a_filter_is_read(typed: str, expected: CustomerFilter) -> None:
    assert parse(typed, PROVIDERS) == (expected, "")


LONG = {"org-1": "Harbour Light Communications", "org-2": "Prairie, Voice & Sons"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('owner:"Harbour Light Communications"', CustomerFilter(owner="org-1")),
        ('owner:"Harbour Light" acme', CustomerFilter(text="acme", owner="org-1")),
        ('owner:"harbour li', CustomerFilter(owner="org-1")),
        ("owner:“Prairie, Voice” x", CustomerFilter(text="x", owner="org-2")),
        ('owner:"', CustomerFilter()),
        ("acme owner:harbour light x", CustomerFilter(text="acme x", owner="org-1")),
        ("owner:harbour li", CustomerFilter(owner="org-1")),
        ("owner:harbour dental", CustomerFilter(text="dental", owner="org-1")),
        ("owner:harbour light,harbour", CustomerFilter(owner="org-1")),
        ("owner:ow", CustomerFilter()),
        ('status:"with errors"', CustomerFilter(statuses=("provisioned_with_errors",))),
        ("status:with errors x", CustomerFilter("x", ("provisioned_with_errors",))),
        ("status:rpl review", CustomerFilter(statuses=("pending_rpl_review",))),
        ("status:with", CustomerFilter(statuses=("provisioned_with_errors",))),
        ("status:rpl", CustomerFilter(statuses=("pending_rpl_review",))),
        ("status:err", CustomerFilter(statuses=("error",))),
        ("status: error", CustomerFilter(statuses=("error",))),
        ("status: acme", CustomerFilter(text="acme")),
        ("status:error, updating x", CustomerFilter("x", ("error", "updating"))),
        ("status:error,error", CustomerFilter(statuses=("error",))),
        (
            "status:with errors,error bar",
            CustomerFilter("bar", ("provisioned_with_errors", "error")),
        ),
        ("status:error status:updating", CustomerFilter(statuses=("error", "updating"))),
        ("package:webex suite", CustomerFilter(packages=("webex_suite",))),
        ("package:calling plan", CustomerFilter(packages=("cisco_calling_plan",))),
        ("package:calling p", CustomerFilter("p", packages=("webex_calling",))),
    ],
)
def test_names_of_several_words(typed: str, expected: CustomerFilter) -> None:
    assert parse(typed, LONG) == (expected, "")


@pytest.mark.parametrize("typed", ["owner:harbour,prairie", "owner:harbour owner:own", "owner:x,y"])
def test_one_owner_at_a_time(typed: str) -> None:
    found, problem = parse(typed, {**LONG, "x": "x", "y": "y"})
    assert problem == "One owner at a time."
    assert found == CustomerFilter()


@pytest.mark.rule("PKG-2")
def test_other_names_of_a_package_are_understood() -> None:
    assert parse("package:customer_assist", {})[0].packages == ("cx_essentials",)
    assert parse("package:assist", {})[0].packages == ("cx_essentials",)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("status:eror", "error"),
        ("status:provisioned_with", ""),
        ("package:webex_suit", ""),
        ("package:siute", "try suite"),
        ("owner:harbor", "Harbor Voice, Harbor Line"),
        ("status:p", "may be: provisioned, with errors, provisioning, RPL review"),
        ("package:voice", "may be: enhanced, cx voice ports"),
        (
            "status:x",
            "try provisioned, with errors, provisioning, updating, deleting, error, RPL review",
        ),
    ],
)
def test_an_unknown_value_is_named_with_the_likeliest(typed: str, says: str) -> None:
    found, problem = parse(typed, PROVIDERS)
    assert (says in problem) if says else problem == ""
    if says:
        assert found == CustomerFilter()
        assert typed.partition(":")[2] in problem


def test_what_was_picked_holds_until_something_else_is_typed() -> None:
    picked = CustomerFilter(statuses=("error",), owner="all")
    assert parse("acme", {}, picked)[0] == CustomerFilter("acme", ("error",), (), "all")
    assert parse("status:updating", {}, picked)[0].statuses == ("updating",)
    assert parse("owner:own", {}, picked)[0].owner == "own"


def test_conditions_are_said_in_words() -> None:
    chosen = CustomerFilter(statuses=("error",), packages=("webex_suite",), owner="org-3")
    assert facts(chosen, PROVIDERS) == ("status error", "package suite", "owner Summit Telecom")
    chosen = CustomerFilter(statuses=("provisioned_with_errors", "pending_rpl_review"))
    assert facts(chosen, {})[0] == "status with errors, RPL review"
    assert facts(CustomerFilter(), {}) == ("status any", "package any", "owner own")


@given(st.text(max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    found, _problem = parse(typed, PROVIDERS)
    assert found.owner in {"own", "all", *PROVIDERS}
