"""The command line as a whole: options, exit codes, words."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import app
from app.cli import failures, parser
from app.cli.failures import ExitCode, judge
from app.cli.parser import parse
from app.cli.quick import parse_console
from app.cli.registry import MODULES, Command, entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]


def test_version(rtm: Rtm) -> None:
    assert rtm("--version") == (0, f"rtm {app.__version__}\n", "")
    assert rtm("--lang", "en", "--version").out == f"rtm {app.__version__}\n"


def test_help_lists_what_works_and_the_exit_codes(rtm: Rtm) -> None:
    code, out, err = rtm("--help")
    assert (code, err) == (0, "")
    for word in MODULES:
        assert f"\n    {word}" in out
    for exit_code in ExitCode:
        assert f"\n  {exit_code.value:<5}" in out


def test_every_command_describes_itself(rtm: Rtm) -> None:
    assert [entry.name for entry in entries()] == list(MODULES)
    for entry in entries():
        commands = [entry] if isinstance(entry, Command) else entry.commands
        for command in commands:
            words = [entry.name] if command is entry else [entry.name, command.name]
            code, out, _err = rtm(*words, "--help")
            assert code == 0
            assert command.help.split()[0] in out
            assert "--profile" in out


@pytest.mark.parametrize(
    "argv",
    [
        ["--db", "x.db", "--json", "--lang", "en", "customers", "list"],
        ["customers", "list", "--db", "x.db", "--json", "--lang", "en"],
        ["customers", "--db", "x.db", "--json", "--lang", "en", "list"],
        ["--json", "customers", "--lang=en", "list", "--db=x.db", "--json"],
        ["--db", "y.db", "--csv", "customers", "--", "list"],
        ["customers", "--", "list", "--db=x.db"],
    ],
)
def test_global_options_before_and_after(argv: list[str]) -> None:
    if "--" in argv:
        with pytest.raises(failures.WrongUse):
            parse(argv)
        return
    options = parse(argv)
    assert (options.db, options.format, options.lang) == ("x.db", "json", "en")
    assert options.command.name == "list"


def test_the_later_global_option_wins() -> None:
    options = parse(["--db", "a", "customers", "--db", "b", "list", "--db", "c", "--csv"])
    assert (options.db, options.format) == ("c", "csv")
    assert parse(["--db", "a", "customers", "--db", "b", "list"]).db == "b"
    kept = parse(["--db", "a", "--profile", "p", "customers", "list"])
    assert (kept.db, kept.profile, kept.format) == ("a", "p", None)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["custmers", "list"], "Did you mean customers?"),
        (["config", "shwo"], "Did you mean show?"),
        (["config"], "required: COMMAND"),
        (["config", "path", "extra"], "extra"),
        (["config", "path", "--csv"], "gives no CSV"),
        (["customers", "list", "--json", "--csv"], "do not go together"),
        (["--csv", "customers", "--json", "list"], "do not go together"),
        (["customers", "list", "--stauts", "x"], "Did you mean --status?"),
        (["customers", "list", "--stauts=x"], "Try: rtm customers list --help"),
        (["customers", "list", "surplus"], "rtm customers list takes no 'surplus'."),
        (["customers", "--x", "list"], "Try: rtm customers --help"),
        (["--x", "customers", "list"], "Try: rtm --help"),
        (["customers", "list", "--" + "x" * 9000], "xxx...'"),
        (["--profile", "x" * 9000, "config", "show"], "xxx...'"),
        (["--lang", "x" * 9000], "xxx...'"),
        (["--theme", "a\x01'"], 'there is no "a\\x01\'"; there are: dark, light, terminal.'),
        (["--db", ""], "this is empty"),
        (["--db", "x" * 9000], "xxx...' is too long for a file's name"),
        (["--db", "x/" * 4000, "db", "path"], "too long"),
        (["db", "backup", ""], "this is empty"),
        (["customers", "get", " "], "this is empty"),
        (["--json"], "console gives no JSON"),
        (["--theme", "pink"], "dark, light, terminal"),
        (["--them"], "--them"),
        (["--lang", "tlh", "config", "path"], "there are: en"),
        (["--lang=tlh"], "there are: en"),
        (["--db"], "expected one argument"),
        (["config", "show", "--profile", "nix"], "There is no profile 'nix'"),
        (["customers", "list", "--limit", "0"], "not a number from 1"),
        (["customers", "list", "--limit", "٣"], "not a number from 1"),
        (["customers", "get"], "required: CUSTOMER"),
        (["customers", "get", "a\x1b[2J"], "not text"),
        (["customers", "get", "\udcff"], "not text"),
        (["demo", "--db", "x"], "--db"),
        (["demo", "--size", "large"], "small, partner"),
    ],
)
def test_wrong_use_is_2_and_says_what_is_right(rtm: Rtm, argv: list[str], says: str) -> None:
    code, out, err = rtm(*argv)
    assert code == 2
    assert bool(out) is ("--json" in argv and "--csv" not in argv)
    assert says in err
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_without_a_terminal_the_console_says_what_to_do(rtm: Rtm, home: Path) -> None:
    for argv in ((), ("--db", str(home / "none.db")), ("demo",)):
        code, out, err = rtm(*argv)
        assert (code, out) == (2, "")
        assert "rtm customers list" in err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--db", "x"],
        ["--db=x", "--profile", "p", "--lang=en", "--theme", "light"],
        ["--db", "x", "--db", "y", "--db="],
        ["--ascii", "--low-bandwidth", "--read-only"],
        ["--theme", ""],
        ["--db", ""],
    ],
)
def test_the_quick_way_is_the_parsers(argv: list[str]) -> None:
    options = parse_console(argv)
    try:
        parsed = vars(parse(argv))
    except failures.WrongUse:
        assert options is None
        return
    assert options is not None
    assert vars(options) == parsed


@pytest.mark.parametrize(
    "argv",
    [["customers"], ["--json"], ["--version"], ["-h"], ["--db"], ["--db", "--ascii"], ["--theme=x"],
     ["--", "--ascii"], ["--ascii=1"], ["--db", "x", "db", "path"]],
)  # fmt: skip
def test_the_quick_way_leaves_the_rest_to_the_parser(argv: list[str]) -> None:
    assert parse_console(argv) is None


def fail(error: BaseException) -> Callable[[object], None]:
    def raising(_argv: object) -> None:
        raise error

    return raising


def test_interrupted(rtm: Rtm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "parse", fail(KeyboardInterrupt()))
    assert rtm("config", "path")[::2] == (130, "Interrupted.\n")


def test_broken_pipe_is_quiet(rtm: Rtm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "parse", fail(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert rtm("config", "path") == (0, "", "")


def test_errors_of_the_system_are_one_sentence(rtm: Rtm, monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/x/y\x1b[2J")
    monkeypatch.setattr(parser, "parse", fail(error))
    code, _out, err = rtm("config", "path")
    assert (code, err) == (1, "/x/y\ufffd[2J: No space left on device.\n")


def test_own_faults_leave_a_report(rtm: Rtm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "parse", fail(ValueError("Acme")))
    code, _out, err = rtm("config", "path")
    assert code == 1
    assert "ValueError" in err
    path = Path(err.rpartition(": ")[2].strip())
    assert path.stat().st_mode & 0o777 == 0o600
    assert "test_entry.py" in path.read_text()


def test_own_faults_without_a_place_for_the_report(
    rtm: Rtm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "file"))
    monkeypatch.setattr(parser, "parse", fail(ValueError("Acme")))
    code, _out, err = rtm("config", "path")
    assert code == 1
    assert "No report could be written: " in err


def test_missing_packages(rtm: Rtm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "parse", fail(ModuleNotFoundError("no", name="httpx._main")))
    code, _out, err = rtm("config", "path")
    assert code == 1
    assert err.startswith("The package httpx._main is missing.\nInstall rtm anew")
    monkeypatch.setattr(parser, "parse", fail(ModuleNotFoundError("no", name="data.nix")))
    assert "A report" not in rtm("config", "path").err
    assert "send this report" in rtm("config", "path").err


def test_errors_of_the_platform() -> None:
    from data.client import errors

    codes = {
        errors.Unreachable: 3,
        errors.TimedOut: 4,
        errors.Unauthorized: 5,
        errors.Forbidden: 5,
        errors.NotFound: 5,
        errors.Conflict: 5,
        errors.Invalid: 5,
        errors.Throttled: 5,
        errors.PlatformError: 1,
        errors.BadAnswer: 1,
        errors.Unsafe: 1,
        errors.NotOffered: 2,
    }
    for kind, code in codes.items():
        error = kind("Said so.", tracking_id="T-1")
        verdict = judge(error)
        assert verdict is not None
        assert verdict.code == code, kind
        assert verdict.lines == ["Said so.", error.advice, "Tracking id: T-1"]


def test_errors_of_databases() -> None:
    from data.sqlite import problems

    path = Path("/x.db")
    wrong = (
        problems.NoDatabase,
        problems.NotAFile,
        problems.NotADatabase,
        problems.ForeignDatabase,
    )
    for kind in (*wrong, problems.ReadOnlyDatabase, problems.NewerDatabase):
        by_name, by_profile = judge(kind(path), named=True), judge(kind(path))
        assert by_name is not None
        assert by_profile is not None
        assert by_name.code == (2 if kind in wrong else 1)
        assert by_profile.code == 1
        assert "/x.db" in by_name.lines[0]
        assert len(by_name.lines) == 2


def test_what_is_nobodys_fault_but_ours() -> None:
    assert judge(ValueError("x")) is None
