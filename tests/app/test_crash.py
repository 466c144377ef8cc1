"""Reports of the program's own faults: what finds the fault, and nothing of the customers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crash import KEPT, safe_arguments, write_report

if TYPE_CHECKING:
    from pathlib import Path


def report(error: BaseException, folder: Path, *argv: str) -> str:
    path = write_report(error, folder, argv)
    assert path.stat().st_mode & 0o777 == 0o600
    return path.read_text(encoding="utf-8")


def test_what_a_report_has(tmp_path: Path) -> None:
    secret = "tok-" + "s3cr3t" * 8
    data = ("Acme Dental", "ann@acme.example", "+44 20 7946 0000")
    said = "for ann@acme.example 0207 946 0000"

    def inner(token: str) -> None:
        raise KeyError(token, *data)

    try:
        try:
            inner(secret)
        except KeyError as error:
            raise RuntimeError(f"Bearer {secret} {said}") from error
    except RuntimeError as error:
        text = report(error, tmp_path / "new", "customers", "list", "--q", "Acme", f"--db={secret}")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert "KeyError" in text
    assert "RuntimeError" in text
    assert "in inner" in text
    assert "which led to" in text
    assert "arguments: customers list --q ... --db=..." in text
    assert "textual: " in text
    for word in (secret, "s3cr3t" * 2, "Acme", "ann@", "946"):
        assert word not in text, word


def test_what_failed_in_a_worker_is_told_with_its_traceback(tmp_path: Path) -> None:
    from textual.worker import WorkerFailed

    token = "s3cr" + "3t"

    def deep(secret: str) -> None:
        raise ValueError(f"not '{secret}'")

    try:
        deep(token)
    except ValueError as error:
        text = report(WorkerFailed(error), tmp_path)
    assert "in deep" in text
    assert "builtins.ValueError" in text
    assert text.index("in deep") < text.index("which led to") < text.index("WorkerFailed")
    assert token not in text


def test_a_worker_that_failed_in_a_circle(tmp_path: Path) -> None:
    from textual.worker import WorkerFailed

    inner = ValueError("one")
    inner.__context__ = failed = WorkerFailed(inner)
    assert report(failed, tmp_path).count("ValueError") >= 1


def test_names_of_code_stay(tmp_path: Path) -> None:
    assert "no attribute 'nix'" in report(
        AttributeError("'X' object has no attribute 'nix'"), tmp_path
    )


def test_groups_circles_and_broken_messages(tmp_path: Path) -> None:
    class BrokenError(Exception):
        def __str__(self) -> str:
            raise ValueError

    first, second = ValueError("one"), BrokenError()
    first.__context__, second.__context__ = second, first
    text = report(ExceptionGroup("all", [first, second]), tmp_path)
    assert "1 of the group" in text
    assert "<no message>" in text


def test_the_oldest_reports_go(tmp_path: Path) -> None:
    for _time in range(KEPT + 3):
        newest = write_report(ValueError(), tmp_path)
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == KEPT
    assert kept[-1] == newest


def test_arguments_without_data() -> None:
    argv = ["--profile", "live", "customers", "get", "Acme", "--json", "db", "clock", "+2h"]
    assert safe_arguments(argv) == [
        *("--profile", "...", "customers", "get", "...", "--json", "db", "clock", "...")
    ]
