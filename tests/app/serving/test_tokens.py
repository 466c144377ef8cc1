"""The token that a server gives out, and the file that it is kept in."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from app.credentials import CredentialProblem
from app.serving import tokens
from app.serving.opening import opened, pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.emulation.platform import Platform


@pytest.fixture
def platform(seeded: Path, tmp_path: Path) -> Iterator[Platform]:
    path = tmp_path / "world.db"
    shutil.copy(seeded, path)
    with opened(path) as platform:
        yield platform


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_administrators(platform: Platform) -> None:
    found = tokens.account(platform, None, None)
    assert found.email == "rosa.lindqvist@northcoast.example"
    assert found.token == platform.token()


def test_another_account(platform: Platform) -> None:
    email = next(one for one in _staff(platform) if one != "rosa.lindqvist@northcoast.example")
    assert tokens.account(platform, email, None) == (email, platform.token(email))
    with pytest.raises(CredentialProblem, match=r"nobody@x\.example"):
        tokens.account(platform, "nobody@x.example", None)


def test_an_account_in_capitals_and_those_that_there_are(platform: Platform) -> None:
    email = "mei.tanaka@northcoast.example"
    assert tokens.account(platform, email.upper(), None) == (email, platform.token(email))
    with pytest.raises(CredentialProblem) as caught:
        tokens.account(platform, "mei@northcoast.example", None)
    lines = caught.value.advice.splitlines()
    assert f"  {email}  Partner read-only admin (North Coast Telecom)" in lines
    assert lines[-1] == "  5 more: rtm db accounts"
    assert lines.index("Accounts:") == len(lines) - 14


def test_a_file_is_made_and_read(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "token"
    before = os.umask(0)
    try:
        made = tokens.account(platform, None, file)
    finally:
        os.umask(before)
    assert mode(file) == 0o600
    assert file.read_text() == f"{made.token}\n"
    assert tokens.account(platform, None, file) == made
    assert [one.name for one in tmp_path.iterdir() if "token" in one.name] == ["token"]


def test_whose_a_file_is(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "token"
    email = _staff(platform)[1]
    made = tokens.account(platform, email, file)
    # Without a name, the account is the file's.
    assert tokens.account(platform, None, file) == made
    other = _staff(platform)[0]
    with pytest.raises(CredentialProblem, match="another account"):
        tokens.account(platform, other, file)


def test_a_quicker_server(
    platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token"
    made = tokens.account(platform, None, file)
    reads = iter((None, made.token))
    monkeypatch.setattr(tokens, "_read", lambda _file: next(reads))
    assert tokens.account(platform, None, file) == made
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part")]


@pytest.mark.parametrize("wrong", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_can_read(platform: Platform, tmp_path: Path, wrong: int) -> None:
    file = tmp_path / "token"
    tokens.account(platform, None, file)
    file.chmod(wrong)
    with pytest.raises(CredentialProblem, match=f"{wrong:04o}") as found:
        tokens.account(platform, None, file)
    assert "chmod 600" in found.value.advice
    assert mode(file) == wrong


def test_a_file_of_somebody_else(
    platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token"
    tokens.account(platform, None, file)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(CredentialProblem, match="somebody else"):
        tokens.account(platform, None, file)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not a token"),
        ("Bearer sbx.a.b", "not a token"),
        ("sbx.a\nsbx.b", "not a token"),
        ("\N{SNOWMAN}", "not a token"),
        ("x" * 5_000, "none of this database"),
        ("sbx.AAAA.BBBB", "none of this database"),
    ],
)
def test_a_file_without_a_token(
    platform: Platform, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "token"
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(CredentialProblem, match=says) as found:
        tokens.account(platform, None, file)
    assert "sbx" not in str(found.value)
    assert file.read_text(encoding="utf-8") == content


def test_no_place_for_a_file(platform: Platform, tmp_path: Path) -> None:
    with pytest.raises(CredentialProblem, match="No such file"):
        tokens.account(platform, None, tmp_path / "none" / "token")
    with pytest.raises(CredentialProblem, match="no file"):
        tokens.account(platform, None, tmp_path)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(CredentialProblem, match="no file"):
        tokens.account(platform, None, tmp_path / "pipe")


def test_a_pace_is_kept(platform: Platform) -> None:
    assert pace(platform, None) == "demo"
    assert pace(platform, "instant") == "instant"
    assert pace(platform, None) == "instant"


def _staff(platform: Platform) -> list[str]:
    query = "SELECT email FROM staff WHERE partner_id = 1 ORDER BY id"
    return [
        email for (email,) in platform.database.read_blocking(lambda c: c.execute(query).fetchall())
    ]
