"""`rtm db clock`: only forward, whatever the word."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.cli import db, serve
from data.emulation.rules import paces
from data.emulation.services import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

SEEDED = 1_790_000_000_000
START = datetime.fromtimestamp(SEEDED / 1000, UTC)


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall shows the moment that the world was made at."""
    monkeypatch.setattr(clock, "wall_ms", lambda: SEEDED)


def state(ran: Ran) -> tuple[datetime, str, float]:
    assert ran.code == 0, ran.err
    value = json.loads(ran.out)
    return datetime.fromisoformat(value["now"]), value["mode"], value["rate"]


def test_show(rtm: Rtm, small: Path) -> None:
    before = small.read_bytes()
    assert state(rtm("db", "clock", "--db", str(small), "--json")) == (START, "real", 1)
    text = rtm("db", "clock", "--db", str(small)).out
    assert text.startswith("2026-09-21T")
    assert "real" in text
    assert small.read_bytes() == before


def test_every_word(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small), "--json")
    now, mode, _rate = state(rtm("db", "clock", "+2h", *db))
    assert (now, mode) == (START + timedelta(hours=2), "offset")
    now, mode, rate = state(rtm("db", "clock", "freeze", *db))
    assert (now, mode, rate) == (START + timedelta(hours=2), "frozen", 0)
    now, mode, _rate = state(rtm("db", "clock", "+1d12h30m", *db))
    assert (now, mode) == (START + timedelta(days=1, hours=14, minutes=30), "frozen")
    assert state(rtm("db", "clock", "x60", *db))[1:] == ("scaled", 60)
    assert state(rtm("db", "clock", "run", *db))[1:] == ("offset", 1)
    there = START + timedelta(days=30)
    assert state(rtm("db", "clock", there.isoformat(), *db))[0] == there
    # Time that is ahead of the wall stands still until that has caught up.
    ran = rtm("db", "clock", "real", *db)
    assert state(ran) == (there, "real", 0)
    assert f"stands until {there:%Y-%m-%d}T" in ran.err
    assert "rtm db clock run" in ran.err
    assert rtm("db", "clock", "run", *db).err == ""
    assert rtm("db", "check", "--db", str(small)).code == 0


def test_the_pace(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small), "--json")

    def pace_after(*words: str) -> tuple[str, str]:
        ran = rtm("db", "clock", *words, *db)
        assert ran.code == 0, ran.err
        value = json.loads(ran.out)
        return value["mode"], value["pace"]

    assert pace_after() == ("real", "demo")
    assert pace_after("--pace", "instant") == ("real", "instant")
    assert pace_after("pace=real") == ("real", "real")
    assert pace_after("+2h", "--pace", "demo") == ("offset", "demo")
    # A word about the time leaves the pace alone.
    assert pace_after("freeze") == ("frozen", "demo")
    assert "pace demo: " in rtm("db", "clock", "--db", str(small)).out


@pytest.mark.parametrize(
    "argv",
    [
        ["--pace", "fast"],
        ["pace=fast"],
        ["pace="],
        ["pace=demo", "--pace", "demo"],
        ["+2q", "--pace", "instant"],
    ],
)
def test_a_pace_that_is_none(rtm: Rtm, small: Path, argv: list[str]) -> None:
    before = small.read_bytes()
    code, out, _err = rtm("db", "clock", *argv, "--db", str(small))
    assert (code, out) == (2, "")
    assert small.read_bytes() == before


def test_paces_are_those_of_the_rules() -> None:
    assert db.PACES == serve.PACES == paces.PACES


@pytest.mark.parametrize(
    "word", ["2h", "+", "+2", "+2y", "+h", "+2h!", "noon", "2026", "x", "x0", "x-1", "x1e9", "xnan"]
)
def test_words_it_does_not_know(rtm: Rtm, small: Path, word: str) -> None:
    before = small.read_bytes()
    code, out, err = rtm("db", "clock", word, "--db", str(small))
    assert (code, out) == (2, "")
    assert "+2h" in err
    assert small.read_bytes() == before


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("2020-01-01", "never goes back"),
        ("+999999999w", "too far ahead"),
        ("9999-12-31T23:59:59+00:00", None),
    ],
)
def test_how_far(rtm: Rtm, small: Path, word: str, says: str | None) -> None:
    code, _out, err = rtm("db", "clock", word, "--yes", "--db", str(small))
    assert code == (2 if says else 0)
    assert (says or "") in err


@pytest.mark.parametrize("word", ["+100000d", "+367d", "2299-01-01"])
def test_a_leap_wants_a_yes(rtm: Rtm, small: Path, word: str) -> None:
    before = small.read_bytes()
    code, out, err = rtm("db", "clock", word, "--db", str(small))
    assert (code, out) == (2, "")
    assert "never goes back" in err
    assert "--yes" in err
    assert small.read_bytes() == before
    assert rtm("db", "clock", "+366d", "--db", str(small)).code == 0
    assert rtm("db", "clock", word, "--yes", "--db", str(small)).code == 0


def test_no_database(rtm: Rtm, home: Path) -> None:
    code, _out, err = rtm("db", "clock", "--db", str(home / "none.db"))
    assert code == 2
    assert "rtm db seed" in err
