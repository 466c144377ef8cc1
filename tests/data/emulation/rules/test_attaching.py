from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import attaching, codes
from data.emulation.rules.attaching import Facts

PLAIN = Facts(
    kind="flex",
    users=12,
    domain_verified=False,
    domain_claimed=False,
    licences="active",
    right="",
    invites_admins=True,
)
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(["none", "flex", "wholesale", "hybrid", "trial", "broadworks"]),
    users=st.integers(0, 10**6),
    domain_verified=st.booleans(),
    domain_claimed=st.booleans(),
    licences=st.sampled_from(["none", "active", "suspended", "cancelled"]),
    right=st.sampled_from(["", "provisioning", "full"]),
    invites_admins=st.booleans(),
)


@pytest.mark.rule("ATT-1")
@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({}, False),
        ({"users": 99}, False),
        ({"users": 100}, True),
        ({"domain_verified": True}, True),
        ({"domain_claimed": True}, True),
        ({"domain_claimed": True, "right": "provisioning"}, True),
    ],
)
def test_when_the_administrator_has_to_agree(changes: dict[str, object], needed: bool) -> None:
    assert attaching.needs_approval(Facts(**{**PLAIN._asdict(), **changes})) is needed


@pytest.mark.rule("ATT-4")
@given(FACTS)
def test_nobody_asks_where_the_partner_is_full_administrator(facts: Facts) -> None:
    full = facts._replace(right="full")
    assert not attaching.needs_approval(full)
    assert attaching.right_gained(full) == "full"
    assert attaching.faults(full, "orgId") == attaching.faults(
        full._replace(invites_admins=not full.invites_admins), "orgId"
    )


@pytest.mark.rule("ATT-2")
@pytest.mark.parametrize(
    ("licences", "right"),
    [
        ("active", "provisioning"),
        ("none", "full"),
        ("suspended", "full"),
        ("cancelled", "full"),
    ],
)
def test_the_right_depends_on_the_licences_that_are_there(licences: str, right: str) -> None:
    assert attaching.right_gained(PLAIN._replace(licences=licences)) == right


def test_an_approval_makes_full_administrator() -> None:
    assert attaching.right_gained(PLAIN._replace(users=100)) == "full"


@pytest.mark.rule("PRV-3")
@given(FACTS)
def test_broadworks_customers_are_refused(facts: Facts) -> None:
    found = [fault.code for fault in attaching.faults(facts, "orgId")]
    assert (codes.BROADWORKS in found) == (facts.kind == "broadworks")


@pytest.mark.rule("ATT-6", "ADM-5")
@given(FACTS)
def test_trials_are_never_attached(facts: Facts) -> None:
    found = [fault.code for fault in attaching.faults(facts, "orgId")]
    assert (codes.TRIAL in found) == (facts.kind == "trial")


@pytest.mark.rule("ATT-4")
@given(FACTS)
def test_whom_nobody_may_ask_cannot_agree(facts: Facts) -> None:
    found = [fault.code for fault in attaching.faults(facts, "orgId")]
    silent = attaching.needs_approval(facts) and not facts.invites_admins
    assert (codes.NEEDS_APPROVAL in found) == silent


def test_a_refusal_says_all_reasons() -> None:
    facts = PLAIN._replace(
        kind="trial", users=400, domain_verified=True, domain_claimed=True, invites_admins=False
    )
    trial, approval = attaching.faults(facts, "orgId")
    assert trial.description == (
        "orgId: the organization is a trial; such are not attached (ATT-6)."
    )
    assert "100 users or more and a verified domain and a claimed domain" in approval.text
    assert attaching.faults(PLAIN, "orgId") == []
