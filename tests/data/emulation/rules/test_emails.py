from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import codes, emails
from tests.data.emulation.rules.hostile import TEXTS


@given(TEXTS)
def test_any_text_is_right_or_named(text: str) -> None:
    faults = emails.check(text, "email", required=False)
    kept = emails.normal(text)
    assert [fault.code for fault in faults] in ([], [codes.BAD_EMAIL])
    if not faults and kept:
        assert kept.isascii()
        assert kept.count("@") == 1
        assert emails.check(kept, "email") == []
        assert emails.normal(kept) == kept


@given(st.emails(domains=st.just("example.com")))
def test_addresses_of_the_standard_are_taken(email: str) -> None:
    assert emails.check(email, "email") == []


@pytest.mark.parametrize(
    "text",
    [
        "ann",
        "ann@",
        "@example.com",
        "ann@example",
        "ann@@example.com",
        "ann@exa mple.com",
        "ann@-example.com",
        "ann@example..com",
        "ann.@example.com",
        "a..b@example.com",
        "ａnn@example.com",
        "\u212aate@example.com",
        "ann@exämple.com",
        "ann@example.com\x00",
        "Ann <ann@example.com>",
        "a" * 65 + "@example.com",
        "ann@" + "a" * 250 + ".com",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    (fault,) = emails.check(text, "customerInfo.primaryEmail")
    assert fault.code == codes.BAD_EMAIL
    assert fault.description.startswith("customerInfo.primaryEmail: must be an email address")


def test_an_address_is_kept_in_lower_case() -> None:
    assert emails.normal("  Ann.O'Neil@Example.COM ") == "ann.o'neil@example.com"
    assert emails.check(" Ann@Example.com ", "email") == []
    (fault,) = emails.check("  ", "email", rule="SBR-1")
    assert fault.description == "email: is required (SBR-1)."
