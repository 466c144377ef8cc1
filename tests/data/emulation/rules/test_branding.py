"""What a brand is made of, and whose an organization shows."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given

from data.emulation.rules import branding as rules
from tests.data.emulation.rules.hostile import TEXTS

PNG = b"\x89PNG\r\n\x1a\n"


def picture(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


@pytest.mark.rule("BRD-1")
@pytest.mark.parametrize(
    ("colour", "good"),
    [
        ("#1A2b3C", True),
        ("", True),
        ("#1A2B3", False),
        ("1A2B3C", False),
        ("#1A2B3C\n", False),
        ("#１A2B3C", False),
        ("red", False),
    ],
)
def test_colours(colour: str, good: bool) -> None:
    found = rules.check_colours("dark", {"link": colour})
    assert [fault.field for fault in found] == ([] if good else ["dark.link"])


@pytest.mark.rule("BRD-1")
@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://help.example", True),
        ("https://help.example:8443/a/b?c=d#e", True),
        ("", True),
        ("http://help.example", False),
        ("https://", False),
        ("https://user@help.example", False),
        ("https://help..example", False),
        ("https://-help.example", False),
        ("https://help.example/<script>", False),
        ('https://help.example/"onload="', False),
        ("https://help.example/\u202ebad", False),
        ("https://hélp.example", False),
        ("javascript:alert(1)", False),
        ("https://help.example/" + "x" * 2_048, False),
        ("https://" + "a-" * 50_000, False),
    ],
)
def test_addresses(url: str, good: bool) -> None:
    assert [fault.field for fault in rules.check_url("supportUrl", url)] == (
        [] if good else ["supportUrl"]
    )
    assert (rules.check_logo(url) == []) is good


@pytest.mark.rule("BRD-1")
@pytest.mark.parametrize(
    ("logo", "good"),
    [
        (picture(PNG), True),
        (picture(PNG + bytes(rules.PICTURE_MOST - len(PNG))), True),
        (picture(PNG + bytes(rules.PICTURE_MOST - len(PNG) + 1)), False),
        (picture(b"GIF89a"), False),
        (picture(b""), False),
        ("data:image/png;base64,@@@@", False),
        ("data:image/png;base64,é", False),
        ("data:image/svg+xml;base64,PHN2Zz4=", False),
        ("data:text/html,<script>", False),
    ],
)
def test_logos(logo: str, good: bool) -> None:
    assert [fault.field for fault in rules.check_logo(logo)] == ([] if good else ["logo"])


@pytest.mark.rule("BRD-1")
def test_basic_branding_is_had_and_not_chosen() -> None:
    assert rules.check_kind("advanced") == rules.check_kind("") == []
    (fault,) = rules.check_kind("basic")
    assert "withdrawn" in fault.text
    assert "withdrawn" not in rules.check_kind("none")[0].text
    assert [rules.recommended(kind) for kind in ("advanced", "basic", "none")] == [
        "",
        "advanced",
        "advanced",
    ]


@pytest.mark.rule("BRD-2")
@pytest.mark.parametrize(
    ("own", "partners", "keeps", "expected"),
    [
        ("none", "advanced", False, "partner"),
        ("none", "none", True, "partner"),
        ("basic", "advanced", False, "partner"),
        ("basic", "advanced", True, "own"),
        ("basic", "basic", False, "own"),
        ("basic", "none", False, "own"),
    ],
)
def test_whose_branding_is_shown(own: str, partners: str, keeps: bool, expected: str) -> None:
    assert rules.shown(own, partners, keeps=keeps) == expected


@given(TEXTS)
def test_hostile_texts_are_refused_or_harmless(text: str) -> None:
    for found in (rules.check_url("logo", text), rules.check_logo(text), rules.check_kind(text)):
        assert len(found) <= 1
    if text and not rules.check_logo(text):
        assert text.isascii()
        assert not set(text) & set('<>"\\ \n')
