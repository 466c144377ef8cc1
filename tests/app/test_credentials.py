"""Where a live profile's token comes from, and that nothing repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.credentials import CredentialProblem, read_token
from app.profiles import Profile

if TYPE_CHECKING:
    from pathlib import Path


def live(token_file: Path | None = None) -> Profile:
    return Profile("live", kind="live", token_env="RTM_TOKEN", token_file=token_file)


def test_from_the_environment() -> None:
    assert read_token(live(), {"RTM_TOKEN": " abc-DEF_1\n"}) == "abc-DEF_1"
    with pytest.raises(CredentialProblem) as caught:
        read_token(live(), {})
    assert "RTM_TOKEN" in str(caught.value)
    assert "token_file" in caught.value.advice


def test_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("abc\n")
    path.chmod(0o640)
    with pytest.raises(CredentialProblem) as caught:
        read_token(live(path), {})
    assert "0640" in str(caught.value)
    assert caught.value.advice.endswith(f"chmod 600 {path}")
    path.chmod(0o600)
    assert read_token(live(path), {"RTM_TOKEN": "other"}) == "abc"


@pytest.mark.parametrize(
    "text", ["", "Bearer s3cr3t", "s3cr3t\ns3cr3t", "s3cr3t\x1b[2J", "s3cr3té"]
)
def test_what_is_no_token_is_not_repeated(text: str) -> None:
    with pytest.raises(CredentialProblem) as caught:
        read_token(live(), {"RTM_TOKEN": text})
    assert "s3cr3t" not in str(caught.value) + caught.value.advice


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(CredentialProblem, match="cannot be read"):
        read_token(live(tmp_path / "none"), {})
    (tmp_path / "binary").write_bytes(b"\xff\xff")
    (tmp_path / "binary").chmod(0o600)
    with pytest.raises(CredentialProblem, match="not text"):
        read_token(live(tmp_path / "binary"), {})
