"""Models of devices, MAC addresses and SIP passwords (DEV)."""

from __future__ import annotations

import pytest

from data.emulation.rules import devices


@pytest.mark.rule("DEV-1")
def test_the_table_of_models() -> None:
    found = devices.models().values()
    assert {one.kind for one in found} == set(devices.KINDS)
    assert all(one.people or one.place for one in found)
    assert all(one.lines > 0 and one.source in ("documented", "assumed") for one in found)
    # A request may name either.
    assert all(devices.find(one.model) is devices.find(one.title) is one for one in found)
    ciscos = {one.kind for one in found if one.maker == "Cisco"}
    assert ciscos == {devices.MPP, devices.ROOM_OS}
    assert not any(one.place for one in found if one.kind == devices.ROOM_OS)


@pytest.mark.rule("DEV-2")
def test_other_makers_are_offered_to_those_who_asked() -> None:
    more = set(devices.offered(third_party=True)) - set(devices.offered(third_party=False))
    assert {one.maker for one in more} == {"Poly", "Yealink"}
    assert {one.kind for one in more} == {devices.THIRD_PARTY}


@pytest.mark.parametrize(
    ("text", "mac"),
    [
        ("aabbccddeeff", "AABBCCDDEEFF"),
        ("AA:bb:CC:dd:EE:ff", "AABBCCDDEEFF"),
        ("aabb.ccdd.eeff", "AABBCCDDEEFF"),
        (" 00-11-22-33-44-55 ", "001122334455"),
        ("aabbccddeef", None),
        ("aabbccddeeff0", None),
        ("aabbccddeefg", None),
        ("ａａbbccddeeff", None),
        ("aa/bb/cc/dd/ee/ff", None),
        (":" * 300 + "aabbccddeeff", None),
    ],
)
def test_how_a_mac_address_is_written(text: str, mac: str | None) -> None:
    faults = devices.check_mac(text)
    assert bool(faults) is (mac is None)
    if mac is not None:
        assert devices.normal_mac(text) == mac


@pytest.mark.rule("DEV-3")
def test_passwords() -> None:
    mpp, own = devices.find("Cisco 8811"), devices.find("Customer Managed IP Phone")
    assert mpp is not None
    assert own is not None
    for model in (mpp, None):
        assert devices.check_password(model, "") == []
    assert devices.check_password(own, "")[0].code.number == 47004
    for right in ("Abcdefgh12", "A1" + "b" * 62):
        assert devices.check_password(own, right) == []
    for wrong in ("Abcdefgh1", "A1" + "b" * 63, "abcdefgh12", "Abcdefgh1 2", "Ábcdefgh12A"):
        (fault,) = devices.check_password(own, wrong)
        assert wrong not in fault.text


def test_credentials_are_always_the_same() -> None:
    assert devices.user_name(bytes(16)) == devices.user_name(bytes(16)) == "d000000000000"
    assert devices.outbound_proxy("c.example") == "proxy.c.example"
    assert devices.outbound_proxy("") == ""
