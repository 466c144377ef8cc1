from __future__ import annotations

import pytest

from data.emulation.rules import restricted
from data.emulation.rules.restricted import RESTRICTIONS

ALWAYS = {
    "call_priority",
    "call_settings",
    "call_recording",
    "pstn_management",
    "location_call_recording",
    "number_management",
}


@pytest.mark.rule("RST-1", "ATT-7")
def test_the_mode_is_on_unless_the_organization_was_attached() -> None:
    assert restricted.begins_on(attached=False)
    assert not restricted.begins_on(attached=True)


@pytest.mark.rule("RST-2")
def test_the_rights_of_any_role_shrink_and_a_banner_says_so() -> None:
    for names in ("add_user work_number reports", "user_details domain", "", "reports"):
        role = frozenset(names.split())
        left = restricted.rights(role, on=True)
        assert left == role - (restricted.ITEMS - {"user_details"})
        assert left <= restricted.rights(role, on=False) <= role
    assert restricted.banner(on=True)
    assert not restricted.banner(on=False)


@pytest.mark.rule("RST-2a")
@pytest.mark.parametrize("item", sorted(restricted.ITEMS))
def test_the_partner_alone_changes_what_is_restricted(item: str) -> None:
    assert restricted.may_change(item, on=True, partner=True)
    assert restricted.may_change(item, on=True, partner=False) == (item == "user_details")


@pytest.mark.rule("RST-3")
def test_users() -> None:
    found = {one.item: one.effect for one in RESTRICTIONS if one.rule == "RST-3"}
    assert found.pop("user_details") == "editable"
    assert found.pop("manage_users") == "greyed"
    assert found.pop("service_status") == "partial"
    assert {found.pop("directory_sync"), found.pop("work_number")} == {"read_only"}
    assert found == dict.fromkeys(
        (
            "add_user",
            "change_user",
            "csv_add",
            "csv_change",
            "claim_users",
            "automatic_licences",
            "reset_package",
            "edit_services",
        ),
        "unavailable",
    )


@pytest.mark.rule("RST-4")
def test_account_security_and_organization() -> None:
    found = {one.item: (one.area, one.effect) for one in RESTRICTIONS if one.rule == "RST-4"}
    assert found == {
        "company_name": ("account", "read_only"),
        "authentication": ("security", "read_only"),
        "sso": ("security", "read_only"),
        "domain": ("organization", "read_only"),
        "admin_invite_suppression": ("organization", "read_only"),
        "email_locale": ("organization", "read_only"),
    }


@pytest.mark.rule("RST-5")
def test_calling_and_services() -> None:
    found = {one.item: one.effect for one in RESTRICTIONS if one.rule == "RST-5"}
    assert found == {
        "call_priority": "read_only",
        "calling_behaviour": "read_only",
        "local_gateway": "hidden",
        "cisco_pstn": "hidden",
        "migrations": "hidden",
        "connected_uc": "hidden",
    }


@pytest.mark.rule("RST-6")
@pytest.mark.parametrize("item", sorted(restricted.ITEMS))
def test_some_things_are_never_theirs(item: str) -> None:
    assert restricted.restricted(item, on=False) == (item in ALWAYS)
    assert restricted.restricted(item, on=True) >= restricted.restricted(item, on=False)


@pytest.mark.rule("RST-7")
def test_with_the_mode_off_they_add_users_and_change_packages() -> None:
    for item in restricted.PROVISIONING:
        assert not restricted.may_change(item, on=True, partner=False)
        assert restricted.may_change(item, on=False, partner=False)


def test_what_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        restricted.restricted("coffee", on=True)
