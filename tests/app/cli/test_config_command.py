"""`rtm config`: shows where tokens come from and never a token."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

TEXT = """
default = "live"
[profiles.live]
kind = "live"
token_file = "live.token"
[profiles.lab]
db = "lab.db"
keys = {"customers.sort" = "o\\u001b"}
"""


@pytest.fixture
def file(home: Path) -> Path:
    """A configuration with a token beside it."""
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    path = folder / "config.toml"
    path.write_text(TEXT)
    (folder / "live.token").write_text("s3cr3t\n")
    (folder / "live.token").chmod(0o600)
    return path


def test_path(rtm: Rtm, home: Path) -> None:
    assert rtm("config", "path").out == f"{home / 'config' / 'rtm' / 'config.toml'}\n"


def test_without_a_file(rtm: Rtm) -> None:
    code, out, _err = rtm("config", "show")
    assert code == 0
    assert "does not exist" in out
    assert "[sandbox] (default)" in out
    assert rtm("config", "validate").code == 0


def test_show(rtm: Rtm, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RTM_TOKEN", "s3cr3t")
    code, out, err = rtm("config", "show")
    assert (code, err) == (0, "")
    assert "[live] (default)" in out
    assert f"token = from the file {file.parent / 'live.token'}" in out
    assert "read_only = true" in out
    assert "\x1b" not in out
    shown = rtm("config", "show", "--json").out
    value = json.loads(shown)
    assert (value["default"], value["exists"]) == ("live", True)
    assert [profile["name"] for profile in value["profiles"]] == ["lab", "live", "sandbox"]
    assert value["profiles"][0]["db"] == str(file.parent / "lab.db")
    assert "s3cr3t" not in out + shown


def test_validate(rtm: Rtm, file: Path) -> None:
    assert rtm("config", "validate") == (0, "", "3 profiles, nothing wrong.\n")
    (file.parent / "live.token").chmod(0o644)
    code, out, err = rtm("config", "validate")
    assert (code, out) == (1, "")
    assert "chmod 600" in err
    assert "s3cr3t" not in err


def test_keys_are_checked_as_the_console_does(rtm: Rtm, file: Path) -> None:
    keys = '"customers.srt" = "o"\n"customers.copy" = "s"\n"table.mark" = "m"\n'
    file.write_text(f"[profiles.lab.keys]\n{keys}[profiles.other]\n")
    code, out, err = rtm("config", "validate")
    assert (code, out) == (1, "")
    assert "lab: The configuration gives a key to “customers.srt”, which is none." in err
    assert "lab: The key s is used twice, by customers.copy and customers.sort." in err
    assert str(file) in err
    assert len(err.splitlines()) == 3
    assert "customers.srt" in rtm("config", "show").out


def test_a_token_that_is_missing_is_told(
    rtm: Rtm, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('[profiles.live]\nkind = "live"\ntoken_env = "HUB_TOKEN"\n')
    code, out, err = rtm("config", "validate")
    assert (code, out) == (1, "")
    assert "live: The variable HUB_TOKEN" in err
    monkeypatch.setenv("HUB_TOKEN", "s3cr3t")
    assert rtm("config", "validate").code == 0


def test_a_wrong_profile_is_in_nobodys_way(rtm: Rtm, file: Path, small: Path) -> None:
    file.write_text(
        f'[profiles.plain]\nbase_url = "http://hub.example.com/v1"\n'
        f'[profiles.other]\ndb = "{small}"\n[profiles.live]\nkind = "live"\n'
    )
    assert rtm("customers", "list", "--db", str(small)).code == 0
    assert rtm("customers", "list", "--profile", "other").code == 0
    assert rtm("db", "path").code == 0
    said = f"{file}:2: profiles.plain.base_url: "
    used = rtm("customers", "list", "--profile", "plain")
    assert (used.code, used.out) == (2, "")
    assert said in used.err
    for argv in (["config", "show"], ["config", "show", "--profile", "plain"]):
        shown = rtm(*argv)
        assert shown.code == 0
        assert "[other]\n" in shown.out
        assert f"[plain] (wrong)\n  {said}" in shown.out
    value = json.loads(rtm("config", "show", "--json").out)
    assert [one["name"] for one in value["profiles"]] == ["live", "other", "sandbox"]
    assert value["wrong"]["plain"][0].startswith(said)
    checked = rtm("config", "validate")
    assert checked.code == 2
    assert said in checked.err
    assert "live: The variable RTM_TOKEN" in checked.err
    found = rtm("doctor", "--profile", "other").out
    assert "warn configuration: " in found
    assert "plain" in found


def test_a_wrong_default_does_not_concern_a_database_by_name(
    rtm: Rtm, file: Path, small: Path
) -> None:
    file.write_text('default = "sandbox"\n[profiles.sandbox]\ndbb = "x.db"\n')
    assert rtm("customers", "list", "--db", str(small)).code == 0
    assert "database: " in rtm("doctor", "--db", str(small)).out
    assert rtm("customers", "list").code == 2
    assert "[sandbox] (default, wrong)" in rtm("config", "show").out


def test_mistakes_are_wrong_use_everywhere(rtm: Rtm, file: Path) -> None:
    file.write_text('theme = "pink"\n[profiles.x]\nknd = "live"\n')
    for argv in (["config", "validate"], ["config", "show"], ["customers", "list"], ["db", "path"]):
        code, out, err = rtm(*argv)
        assert (code, out) == (2, "")
        assert f"{file}:1: theme: " in err
        assert f"{file}:3: profiles.x.knd: " in err
    assert rtm("config", "path").code == 0
