"""What an identity provider is described by."""

from __future__ import annotations

import pytest

from data.emulation.rules import identity_providers as rules

ENDPOINTS = {
    "authorization": "https://id.example/authorize",
    "token": "https://id.example/token",
}


@pytest.mark.rule("SSO-2")
@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("Okta", True),
        ("a.b_c~d-9", True),
        ("x" * 128, True),
        ("x" * 129, False),
        ("", False),
        ("a b", False),
        ("a/b", False),
        ("\u00e9", False),
        ("a\n", False),
    ],
)
def test_names(name: str, good: bool) -> None:
    assert (rules.check_name(name) == []) is good
    assert rules.name_key(name) == rules.name_key(name.upper()) or not name.isascii()


@pytest.mark.rule("SSO-2")
@pytest.mark.parametrize(
    ("scopes", "good"),
    [
        ("openid email", True),
        ("profile  email\topenid", True),
        ("openid", False),
        ("email", False),
        ("openidemail", False),
        ("OpenID email", False),
        ("", False),
        ("openid email \u00e9", False),
        ("openid email " + "x" * 1_000, False),
    ],
)
def test_scopes(scopes: str, good: bool) -> None:
    assert (rules.check_scopes(scopes) == []) is good


@pytest.mark.rule("SSO-2")
def test_endpoints_or_discovery() -> None:
    assert rules.check_endpoints(ENDPOINTS) == []
    assert rules.check_endpoints({"discovery": "https://id.example"}) == []
    assert [fault.field for fault in rules.check_endpoints({})] == [
        "authorizationEndpoint",
        "tokenEndpoint",
    ]
    for url in ("http://id.example", "https://", "https://a b", "x", "https://a/" + "b" * 2_048):
        (fault,) = rules.check_endpoints({**ENDPOINTS, "keySet": url})
        assert fault.field == "keySetEndpoint"
        assert fault.description.endswith("(SSO-2).")


@pytest.mark.rule("SSO-2")
def test_the_redirect_uri_is_each_ones_own() -> None:
    one, other = rules.redirect_uri(bytes(16)), rules.redirect_uri(b"\x01" * 16)
    assert one != other
    assert one.startswith("https://")
