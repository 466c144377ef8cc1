"""`rtm db`: whole worlds, copies, and everything that can be wrong with a file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.cli import db_seed
from data.emulation import maintenance
from data.emulation.invariants import Finding
from data.emulation.maintenance import UNCHECKED
from data.emulation.store.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]


def customers(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM customers ORDER BY id")]
    finally:
        connection.close()


def seed_of(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return str(
            connection.execute("SELECT value FROM settings WHERE key = 'seed'").fetchone()[0]
        )
    finally:
        connection.close()


def forget(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("UPDATE customers SET name = 'Forgotten'")
        connection.commit()
    finally:
        connection.close()


def test_seed(rtm: Rtm, home: Path) -> None:
    path = home / "x.db"
    made = rtm("db", "seed", "--size", "small", "--db", str(path), "--json", "--at", "2026-10-01")
    assert made.code == 0
    value = json.loads(made.out)
    assert (value["path"], value["size"], value["seed"]) == (str(path), "small", 1)
    assert value["at"] == "2026-10-01T00:00:00.000Z"
    assert value["counts"]["customers"] == len(customers(path)) >= 60
    assert path.stat().st_mode & 0o777 == 0o600
    assert "%" not in made.err  # no progress where nobody looks

    again = rtm("--db", str(path), "db", "seed", "--size", "small")
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    forget(path)
    assert rtm("--db", str(path), "db", "seed", "--size", "small", "--force").code == 0
    assert "Forgotten" not in customers(path)
    assert sorted(file.name for file in home.iterdir()) == ["x.db"]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--at", "2026"], "is no time"),
        (["--at", "noon"], "2026-10-01"),
        (["--customers", "500"], "--size large"),
        (["--size", "large", "--customers", "5"], "--size large"),
        (["--size", "huge"], "small, partner, large"),
        (["--seed", "0"], "not a number"),
    ],
)
def test_seed_used_wrongly(rtm: Rtm, home: Path, argv: list[str], says: str) -> None:
    code, _out, err = rtm("db", "seed", "--db", str(home / "x.db"), *argv)
    assert code == 2
    assert says in err
    assert list(home.iterdir()) == []


def test_check_backup_restore(rtm: Rtm, small: Path, home: Path) -> None:
    db, kept = ("--db", str(small)), home / "kept.db"
    assert rtm("db", "check", *db) == (0, "", f"{small}: nothing wrong.\n")
    assert rtm("db", "backup", str(kept), *db).code == 0
    assert kept.stat().st_mode & 0o777 == 0o600
    assert rtm("db", "backup", str(kept), *db).code == 2
    assert rtm("db", "backup", str(kept), "--force", *db).code == 0

    names = customers(small)
    forget(small)
    asked = rtm("db", "restore", str(kept), *db)
    assert asked.code == 2
    assert "--yes" in asked.err
    assert customers(small)[0] == "Forgotten"
    assert rtm("db", "restore", str(kept), "--yes", *db).code == 0
    assert customers(small) == names
    fresh = home / "fresh.db"
    assert rtm("db", "restore", str(kept), "--db", str(fresh)).code == 0
    assert customers(fresh) == names


def test_check_finds_what_is_wrong(rtm: Rtm, small: Path) -> None:
    connection = sqlite3.connect(small)
    connection.execute("UPDATE customer_counts SET n = n + 1")
    connection.commit()
    connection.close()
    code, out, err = rtm("db", "check", "--db", str(small), "--json")
    value = json.loads(out)
    assert (code, err, value["ok"]) == (1, "It can be made anew: rtm db repair\n", False)
    assert value["findings"][0]["what"] == "counter"
    told = rtm("db", "check", "--db", str(small))
    assert told.out.startswith("counter: ")
    assert "rtm db repair" in told.err


def test_check_says_what_it_did_not_look_at(
    rtm: Rtm, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked = Finding(UNCHECKED, "The search indexes were not compared.", 0)
    monkeypatch.setattr(maintenance, "check", lambda *_given, **_more: [unchecked])
    told = rtm("db", "check", "--db", str(small))
    assert told == (
        0,
        "unchecked: The search indexes were not compared.\n",
        f"{small}: nothing wrong in what was looked at.\n",
    )
    value = json.loads(rtm("db", "check", "--db", str(small), "--json").out)
    assert (value["ok"], value["findings"][0]["what"]) == (True, "unchecked")
    wrong = Finding("counter", "A count differs: 1")
    monkeypatch.setattr(maintenance, "check", lambda *_given, **_more: [wrong, unchecked])
    told = rtm("db", "check", "--db", str(small))
    assert told.code == 1
    assert "rtm db repair" in told.err


def test_repair_makes_anew_what_is_derived(rtm: Rtm, small: Path) -> None:
    connection = sqlite3.connect(small)
    connection.execute("UPDATE customer_counts SET n = n + 1")
    connection.execute("DROP VIEW customers_places")
    connection.execute("DROP INDEX customers_by_name")
    connection.commit()
    connection.close()
    assert rtm("db", "check", "--db", str(small)).code == 1
    assert rtm("db", "repair", "--db", str(small)) == (0, "", f"{small}: nothing wrong.\n")


def test_what_cannot_be_made_anew_takes_a_backup(rtm: Rtm, small: Path) -> None:
    connection = sqlite3.connect(small)
    connection.execute("UPDATE customers SET status = 'error' WHERE external_id = 'NC-004411'")
    connection.commit()
    connection.close()
    told = rtm("db", "repair", "--db", str(small))
    assert told.code == 1
    assert "rtm db restore FILE" in told.err


def test_reset(rtm: Rtm, small: Path, home: Path) -> None:
    db, names = ("--db", str(small)), customers(small)
    forget(small)
    asked = rtm("db", "reset", *db)
    assert (asked.code, customers(small)[0]) == (2, "Forgotten")
    done = rtm("db", "reset", "--yes", *db)
    assert done.code == 0
    assert customers(small) == names
    (kept,) = home.glob("*.before-reset.*.bak")
    assert str(kept) in done.err
    assert customers(kept)[0] == "Forgotten"
    assert rtm("db", "reset", "--yes", "--no-backup", "--seed", "2", *db).code == 0
    assert seed_of(small) == "2"
    assert list(home.glob("*.bak")) == [kept]
    assert rtm("db", "reset", "--yes", "--db", str(home / "none.db")).code == 2


def test_a_copy_onto_itself_is_wrong_use(rtm: Rtm, small: Path) -> None:
    db, before = ("--db", str(small)), small.read_bytes()
    copied = rtm("db", "backup", str(small), "--force", *db)
    assert (copied.code, copied.out) == (2, "")
    assert "is the database itself" in copied.err
    assert rtm("db", "restore", str(small), "--yes", *db).code == 2
    assert small.read_bytes() == before


def test_a_reset_keeps_the_number_of_customers(rtm: Rtm, home: Path) -> None:
    path = home / "n2.db"
    db = ("--db", str(path))
    assert rtm("db", "seed", "--size", "large", "--customers", "150", *db).code == 0
    names = customers(path)
    forget(path)
    done = rtm("db", "reset", "--yes", "--no-backup", *db)
    assert done.code == 0
    assert done.err.startswith("To be made: size large with 150 customers, seed 1.\n")
    assert len(customers(path)) == len(names)
    other = rtm("db", "reset", "--yes", "--no-backup", "--customers", "120", *db)
    assert other.code == 0
    assert len(customers(path)) < len(names)
    small = rtm("db", "reset", "--yes", "--no-backup", "--size", "small", *db)
    assert "To be made: size small, seed 1.\n" in small.err


def test_a_large_world_that_does_not_say_its_number_has_it_asked(
    rtm: Rtm, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(small)
    connection.execute("UPDATE settings SET value = 'large' WHERE key = 'size'")
    connection.commit()
    connection.close()
    monkeypatch.setattr(db_seed, "build", lambda *_given, **_more: pytest.fail("not asked"))
    code, _out, err = rtm("db", "reset", "--yes", "--db", str(small))
    assert code == 2
    assert "--customers N" in err
    assert [file.name for file in small.parent.iterdir()] == [small.name]


def test_asking_at_a_terminal(rtm: Rtm, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["n\n", "", "yes\n"])
    monkeypatch.setattr("app.cli.asking.is_terminal", lambda _stream: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: next(answers), raising=False)
    monkeypatch.setattr(db_seed, "_replace", lambda *_: pytest.fail("not asked"))
    for _time in range(2):
        code, _out, err = rtm("db", "reset", "--no-backup", "--db", str(small))
        assert code == 1
        assert err.endswith("[y/N] Nothing was done.\n")
    monkeypatch.undo()


def test_path(rtm: Rtm, home: Path) -> None:
    there = home / "data" / "rtm" / "sandbox.db"
    assert rtm("db", "path") == (0, f"{there}\n", "")
    assert json.loads(rtm("db", "path", "--json").out) == {"path": str(there), "exists": False}
    assert rtm("db", "path", "--db", "~/x.db").out == f"{Path('~/x.db').expanduser()}\n"


def test_a_live_profile_has_no_database(rtm: Rtm, home: Path) -> None:
    (home / "config" / "rtm").mkdir(parents=True)
    (home / "config" / "rtm" / "config.toml").write_text('[profiles.live]\nkind = "live"\n')
    for argv in (["db", "path"], ["db", "path", "--db", "x.db"]):
        code, _out, err = rtm(*argv, "--profile", "live")
        assert code == 2
        assert "live platform" in err


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def newer_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {SCHEMA.application_id}")
    connection.execute(f"PRAGMA user_version = {SCHEMA.version + 1}")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


def text_file(path: Path) -> None:
    path.write_text("customers, of all things\n" * 50)


def folder(path: Path) -> None:
    path.mkdir()


def nothing(_path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (nothing, 2, "rtm db seed --db"),
        (folder, 2, "is not a file"),
        (text_file, 2, "is not an SQLite database"),
        (other_database, 2, "of another program"),
        (newer_database, 1, "newer release"),
    ],
)
@pytest.mark.parametrize(
    "argv", [["db", "check"], ["db", "reset", "--yes"], ["customers", "list"], ["doctor"]]
)
def test_files_that_cannot_be_used(
    rtm: Rtm, home: Path, make: Callable[[Path], None], code: int, says: str, argv: list[str]
) -> None:
    path = home / "x.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    ran = rtm(*argv, "--db", str(path))
    # To doctor it is a finding like any other.
    assert ran.code == (1 if argv == ["doctor"] else code)
    assert says in ran.out + ran.err
    assert str(path) in ran.out + ran.err
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {file.name for file in home.iterdir()} <= {"x.db"}


@pytest.mark.parametrize("make", [text_file, other_database, newer_database])
def test_force_replaces_only_databases_of_ours(
    rtm: Rtm, home: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "x.db"
    make(path)
    before = path.read_bytes()
    built: list[object] = []
    monkeypatch.setattr(db_seed, "build", lambda *given, **_: built.append(given))
    ran = rtm("db", "seed", "--size", "small", "--force", "--db", str(path))
    assert ran.code == (1 if make is newer_database else 2)
    assert built == []
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(rtm: Rtm, home: Path) -> None:
    path = home / "none" / "x.db"
    code, _out, err = rtm("db", "seed", "--size", "small", "--db", str(path))
    assert code == 2
    assert f"{path}." in err
