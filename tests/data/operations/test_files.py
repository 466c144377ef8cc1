"""Paths that a person types."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.paths import expand
from data.operations.files import NewFile, check_path, default_path, typed_path
from tests.console import AT

CSV = (".csv", ".json")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("typed", ["x.csv", "x.JSON", "~/x.csv", "./x.json", "ü 北.csv"])
def test_a_name_that_can_be_written(typed: str) -> None:
    assert check_path(typed, CSV) == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "type a file's name"),
        ("  ", "type a file's name"),
        (".", "folder"),
        ("x", "must end with .csv or .json"),
        (".csv", "must end with .csv or .json"),
        ("x.csv/", "must end with"),
        ("~nobody-here/x.csv", "no folder ~nobody-here"),
        ("nowhere/x.csv", "no folder nowhere"),
        ("a/" * 400 + "x.csv", "no folder ..."),
        ("x" * 300 + ".csv", "name too long"),
        ("x" * 300 + "/x.csv", "name too long"),
        ("x\0.csv", "not text"),
        ("~\0/x.csv", "not text"),
        ("x\x1b[2J.csv", "not text"),
        ("x\ud800.csv", "not text"),
        ("there.csv", "already"),
        ("link.csv", "already"),
        ("folder.csv", "is a folder"),
        ("there.csv/x.csv", "no folder there.csv"),
    ],
)
def test_a_name_that_cannot(here: Path, typed: str, says: str) -> None:
    (here / "there.csv").write_text("mine")
    (here / "link.csv").symlink_to("nowhere")
    (here / "folder.csv").mkdir()
    if typed == "x.csv/":
        # Path takes the slash away; the name is that of a file then.
        assert check_path(typed, CSV) == ""
        return
    assert says.lower() in check_path(typed, CSV).lower()


def test_a_folder_without_the_right_to_write(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "cannot be written" in check_path("x.csv", CSV)


def test_a_folder_that_one_may_not_look_into(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(here), "lstat", refuse)
    assert check_path("x.csv", CSV) == "The file cannot be written: Permission denied."
    assert default_path("x", ".csv", AT) == "x-2026-11-24.csv"


@pytest.mark.parametrize("typed", ["~/x", "~nobody-here/x", "x", "/x", "", "~"])
def test_paths_are_read_as_everywhere(typed: str) -> None:
    assert typed_path(typed) == expand(typed)


def test_the_first_free_name_is_proposed(here: Path) -> None:
    for wanted in ("customers-2026-11-24.csv", "customers-2026-11-24-2.csv"):
        assert default_path("customers", ".csv", AT) == wanted
        (here / wanted).write_text("mine")
    assert default_path("customers", ".csv", AT) == "customers-2026-11-24-3.csv"


def test_a_new_file_is_its_owners_and_leaves_nothing_beside_it(here: Path) -> None:
    path = here / ("n" * 240 + ".csv")
    file = NewFile(path)
    file.text.write("whole\n")
    assert not path.exists()
    file.keep()
    file.discard()
    assert path.read_text() == "whole\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(here.iterdir()) == [path]


def test_a_file_that_came_meanwhile_stays(here: Path) -> None:
    path = here / "x.csv"
    file = NewFile(path)
    file.text.write("new")
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="already"):
        file.keep()
    file.discard()
    assert path.read_text() == "mine"
    assert list(here.iterdir()) == [path]


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links, such as exFAT."""

    def refuse(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(type(Path()), "hardlink_to", refuse)


def test_a_kill_at_any_step_leaves_the_file_whole_or_not_there(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here / "x.csv"
    seen: list[bool] = []

    def watched(step: str) -> None:
        original = getattr(type(here), step)

        def look(self: Path, *args: object, **named: object) -> object:
            seen.append(not path.exists() or path.read_bytes() == b"whole")
            return original(self, *args, **named)

        monkeypatch.setattr(type(here), step, look)

    for step in ("hardlink_to", "replace", "rename", "unlink"):
        watched(step)
    file = NewFile(path)
    file.text.write("whole")
    file.keep()
    assert seen
    assert all(seen)
    assert list(here.iterdir()) == [path]


def test_without_hard_links_a_file_still_gets_its_name(here: Path, no_links: None) -> None:
    path = here / "x.csv"
    first, second = NewFile(path), NewFile(path)
    first.text.write("whole")
    first.keep()
    with pytest.raises(FileExistsError, match="already"):
        second.keep()
    first.discard()
    second.discard()
    assert path.read_text() == "whole"
    assert list(here.iterdir()) == [path]


def test_where_the_last_step_fails_nothing_is_left(
    here: Path, no_links: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    file = NewFile(here / "x.csv")
    monkeypatch.setattr(type(here), "replace", fail)
    with pytest.raises(OSError, match="Input/output"):
        file.keep()
    file.discard()
    assert list(here.iterdir()) == []
