"""What doctor finds, and what it says to do."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app import doctor, doctor_platform
from app.doctor import Finding, examine
from app.terminal import Terminal, detect
from data.emulation.store.schema import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from app.profiles import Profile

GOOD = Terminal(
    interactive=True,
    term="xterm-256color",
    colors="256",
    utf8=True,
    columns=120,
    rows=40,
    multiplexer=None,
    ssh=False,
    language="en_GB.UTF-8",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("RTM_TOKEN", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def found(
    terminal: Terminal = GOOD, profile: str | None = None, db: Path | None = None
) -> dict[str, Finding]:
    return {finding.topic: finding for finding in examine(terminal, profile, db)}


def config(home: Path, text: str) -> None:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)


def test_all_is_well(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 52, 0))
    seen = found()
    assert {finding.level for finding in seen.values()} == {"ok"}
    assert list(seen) == [
        *("python", "packages", "modules", "sqlite", "terminal", "colours", "locale"),
        *("clipboard", "configuration", "database", "disk", "requests"),
    ]
    assert "made on the first run" in seen["database"].text
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("version", "level"),
    [((3, 36, 9), "fail"), ((3, 37, 0), "warn"), ((3, 51, 2), "warn"), ((3, 51, 3), "ok")],
)
def test_sqlite(version: tuple[int, int, int], level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    finding = found()["sqlite"]
    assert finding.level == level
    assert ("newer Python" in finding.advice) == (level != "ok")


@pytest.mark.parametrize(
    ("changes", "topic", "level", "says"),
    [
        ({"interactive": False}, "terminal", "warn", "Not a terminal"),
        ({"term": "dumb"}, "terminal", "fail", "export TERM"),
        ({"term": ""}, "terminal", "warn", "export TERM"),
        ({"columns": 60}, "terminal", "warn", "80x24"),
        ({"ssh": True, "multiplexer": "tmux"}, "terminal", "ok", "tmux, SSH"),
        ({"multiplexer": "tmux"}, "clipboard", "hint", "allow-passthrough"),
        ({"multiplexer": "screen"}, "clipboard", "hint", "768 bytes"),
        ({"term": "linux"}, "clipboard", "warn", "No way"),
        ({"utf8": False}, "locale", "warn", "export LANG=C.UTF-8"),
        ({"colors": "16", "term": "xterm"}, "colours", "hint", "TERM=xterm-256color"),
        ({"colors": "none"}, "colours", "ok", "no colour"),
    ],
)
def test_terminals(changes: dict[str, Any], topic: str, level: str, says: str) -> None:
    finding = found(replace(GOOD, **changes))[topic]
    assert finding.level == level
    assert says in finding.text + finding.advice


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("echo '0 external'", "hint"),
        ("echo 'off off'", "hint"),
        ("echo '1 external'", "ok"),
        ("echo 'all off'", "ok"),
        ("echo '0 on'", "ok"),
        ("exit 1", "hint"),
    ],
)
def test_tmux_is_asked_whether_it_lets_copies_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, level: str
) -> None:
    command = tmp_path / "tmux"
    command.write_text(f"#!/bin/sh\n{answer}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    finding = found(replace(GOOD, multiplexer="tmux"))["clipboard"]
    assert finding.level == level
    assert bool(finding.advice) == (level != "ok")


def test_what_is_well_needs_no_advice(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (GOOD, replace(GOOD, multiplexer="screen"), replace(GOOD, term="linux")):
        for finding in found(terminal).values():
            assert finding.level != "ok" or not finding.advice


def test_another_package_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stranger").mkdir()
    (tmp_path / "stranger" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    finding = doctor._ours(("app", "stranger", "nowhere_at_all"))
    assert finding.level == "fail"
    assert "app (" not in finding.text
    assert str(tmp_path / "stranger") in finding.text
    assert "nowhere_at_all (not found)" in finding.text
    assert doctor._ours().level == "ok"


def test_missing_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("textual", "no-such-distribution"))
    finding = found()["packages"]
    assert (finding.level, finding.text) == ("fail", "Missing: no-such-distribution.")


def test_configuration(home: Path) -> None:
    config(home, 'theme = "pink"')
    seen = found()
    assert seen["configuration"].level == "fail"
    assert "config.toml:1: theme" in seen["configuration"].text
    assert "database" not in seen


def test_unknown_profile() -> None:
    assert found(profile="nix")["configuration"].level == "fail"


def test_a_live_profile(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config(home, '[profiles.live]\nkind = "live"')
    seen = found(profile="live")
    assert seen["token"].level == "fail"
    assert "database" not in seen
    assert seen["platform"].level == "hint"
    assert "was not tried" in seen["platform"].text
    monkeypatch.setenv("RTM_TOKEN", "s3cr3t")
    asked: list[str] = []

    async def ask(profile: Profile, _limit: float) -> str:
        asked.append(profile.name)
        return "Ann"

    monkeypatch.setattr(doctor_platform, "_ask", ask)
    seen = found(profile="live")
    assert asked == ["live"]
    assert seen["platform"].level == "ok"
    assert seen["platform"].text == "https://webexapis.com answers; the token is of Ann."
    assert seen["token"].level == "ok"
    assert seen["token"].text.startswith(
        "There is one for https://webexapis.com, from the variable"
    )
    assert "s3cr3t" not in json.dumps([str(finding) for finding in seen.values()])


def test_databases(home: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = found(db=seeded)["database"]
    assert finding.level == "ok"
    assert f"schema {SCHEMA.version}" in finding.text
    assert finding.advice == ""
    monkeypatch.setattr(doctor, "QUICK", 1)
    assert "rtm db check" in found(db=seeded)["database"].advice
    missing = found(db=home / "none.db")["database"]
    assert missing.level == "fail"
    assert "rtm db seed" in missing.advice


def test_a_sandbox_that_fails_on_purpose(seeded: Path, tmp_path: Path) -> None:
    assert "faults" not in found(db=seeded)
    path = tmp_path / "failing.db"
    shutil.copy(seeded, path)
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO faults (operations, kind, most, fired, created_ms) VALUES"
        " ('*', 'drop', NULL, 5, 0), ('*', 'cut', 2, 1, 0), ('*', 'cut', 2, 2, 0)"
    )
    connection.commit()
    connection.close()
    finding = found(db=path)["faults"]
    assert (finding.level, finding.text[-2:]) == ("warn", " 2")
    assert "rtm faults reset" in finding.advice


def test_a_damaged_database(home: Path, seeded: Path) -> None:
    path = home / "damaged.db"
    content = bytearray(seeded.read_bytes())
    content[200_000:260_000] = os.urandom(60_000)
    path.write_bytes(content)
    assert found(db=path)["database"].level == "fail"


def test_disks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(db=home / "deep" / "down" / "x.db")["disk"].text.startswith(f"{home}: ")
    monkeypatch.setattr(doctor, "ROOM", 1 << 60)
    assert found()["disk"].level == "warn"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert found()["disk"].level == "fail"


def test_the_terminal_of_a_test_is_none() -> None:
    assert not detect({}, io.StringIO(), io.StringIO()).interactive
