"""What the console is given, and what is said before it opens."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.cli import console, entry
from app.temporary import PREFIX
from app.terminal import Terminal
from data.emulation import seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.options import ConsoleOptions
    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

TERMINAL = Terminal(
    interactive=True,
    term="xterm-256color",
    colors="256",
    utf8=True,
    columns=80,
    rows=24,
    multiplexer=None,
    ssh=False,
    language="en_GB.UTF-8",
)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[ConsoleOptions]:
    """What the console was given; it is not opened."""
    given: list[ConsoleOptions] = []

    def show(options: ConsoleOptions) -> int:
        assert options.profile.kind == "live" or options.profile.database.exists()
        given.append(options)
        return 0

    monkeypatch.setattr(console, "show", show)
    sit_at(TERMINAL, monkeypatch)
    return given


def sit_at(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "detect", lambda: terminal)


def configure(home: Path, text: str) -> None:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)


def test_a_database_by_name(rtm: Rtm, shown: list[ConsoleOptions], small: Path) -> None:
    assert rtm("--db", str(small)) == (0, "", "")
    (options,) = shown
    assert options.profile.db == small
    assert (options.terminal, options.lang, options.theme) == (TERMINAL, "en", None)
    assert (options.ascii, options.low_bandwidth, options.read_only) == (False, False, False)
    assert not options.demo


def test_flags_decide_over_the_profile(
    rtm: Rtm, shown: list[ConsoleOptions], small: Path, home: Path
) -> None:
    configure(home, f'[profiles.lab]\ndb = "{small}"\ntheme = "light"\nascii = true\n')
    rtm("--profile", "lab")
    rtm("--profile", "lab", "--theme", "dark", "--low-bandwidth", "--read-only")
    assert [(o.theme, o.ascii, o.low_bandwidth, o.read_only) for o in shown] == [
        ("light", True, False, False),
        ("dark", True, True, True),
    ]


@pytest.mark.parametrize(
    ("utf8", "line", "flag", "ascii"),
    [
        (True, "", [], False),
        (True, "", ["--ascii"], True),
        (False, "", [], True),
        (False, "ascii = false", [], False),
        (False, "ascii = false", ["--ascii"], True),
    ],
)
def test_ascii(
    rtm: Rtm,
    shown: list[ConsoleOptions],
    small: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    utf8: bool,
    line: str,
    flag: list[str],
    ascii: bool,  # noqa: A002 -- the name of the option
) -> None:
    configure(home, line)
    sit_at(replace(TERMINAL, utf8=utf8), monkeypatch)
    rtm("--db", str(small), *flag)
    assert shown[0].ascii is ascii


def test_live_is_read_only_and_needs_its_token_first(
    rtm: Rtm, shown: list[ConsoleOptions], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(home, '[profiles.live]\nkind = "live"\n')
    code, _out, err = rtm("--profile", "live")
    assert (code, shown) == (2, [])
    assert "RTM_TOKEN" in err
    monkeypatch.setenv("RTM_TOKEN", "s3cr3t")
    assert rtm("--profile", "live").code == 0
    assert shown[0].read_only
    assert "s3cr3t" not in repr(shown)


def test_what_is_wrong_is_said_before_it_opens(
    rtm: Rtm, shown: list[ConsoleOptions], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _out, err = rtm("--db", str(home / "none.db"))
    assert code == 2
    assert f"rtm db seed --db {home / 'none.db'}" in err
    sit_at(replace(TERMINAL, term="dumb"), monkeypatch)
    code, _out, err = rtm()
    assert code == 2
    assert "TERM=xterm-256color" in err
    assert shown == []
    assert list(home.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes wherever it likes")
def test_a_database_that_may_not_be_written(
    rtm: Rtm, shown: list[ConsoleOptions], small: Path
) -> None:
    small.chmod(0o400)
    code, _out, err = rtm("--db", str(small))
    assert (code, shown) == (1, [])
    assert "cannot be written" in err


def test_the_first_run(
    rtm: Rtm, shown: list[ConsoleOptions], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[object] = []

    def build(path: Path, *, size: object, progress: object) -> object:
        sizes.append(size)
        return real(path, size="small")

    real = seed.build
    monkeypatch.setattr(seed, "build", build)
    code, out, err = rtm()
    path = home / "data" / "rtm" / "sandbox.db"
    assert (code, out, sizes) == (0, "", ["partner"])
    assert str(path) in err
    assert path.stat().st_mode & 0o777 == 0o600
    assert shown[0].profile.name == "sandbox"
    assert rtm() == (0, "", "")


def test_demo(rtm: Rtm, shown: list[ConsoleOptions], home: Path,
              monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("tempfile.tempdir", str(home))
    assert rtm("demo", "--size", "small", "--ascii").code == 0
    (options,) = shown
    assert (options.demo, options.ascii, options.profile.name) == (True, True, "demo")
    assert options.profile.database.parent.name.startswith(PREFIX)
    assert list(home.iterdir()) == []
