"""Writes a report of the program's own fault, for those who look after it.

The report has what finds the fault and nothing of the customers': the lines of code that were
running, but no values of variables, and messages without what stands in quotation marks.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

KEPT = 20
"""Reports that a folder keeps; the oldest go first."""

_ABOUT_CODE = (AttributeError, ImportError, NameError, TypeError, SyntaxError)
"""Errors whose quoted words are names in the program, not data."""

_SECRETS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)*"), "<email>"),
    (re.compile(r"(?i)\bbearer\s+\S+"), "Bearer <token>"),
    (re.compile(r"[\w+/=-]{32,}"), "<long>"),
    (re.compile(r"\+?\d[\d ()./-]{6,}\d"), "<number>"),
)
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)


def write_report(error: BaseException, folder: Path, argv: Sequence[str] = ()) -> Path:
    """Write a report, readable by its owner only.

    Args:
        error: what was raised, with its traceback.
        folder: where reports are kept; made if it is not there.
        argv: the arguments of the program; only the words that are not data are kept.

    Raises:
        OSError: it cannot be written.
    """
    from app.paths import make_private

    make_private(folder)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    path = folder / f"crash-{stamp}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(f"{line}\n" for line in _report(error, argv))
    for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def safe_arguments(argv: Sequence[str]) -> list[str]:
    """The arguments with everything that could be data left out: words of the program stay."""
    from app.cli.registry import MODULES

    shown = []
    for index, word in enumerate(argv):
        if word.startswith("--"):
            name, equals, _value = word.partition("=")
            shown.append(f"{name}=..." if equals else name)
        elif word in MODULES or (index > 0 and argv[index - 1] in MODULES and word.isalpha()):
            shown.append(word)
        else:
            shown.append("...")
    return shown


def _report(error: BaseException, argv: Sequence[str]) -> Iterator[str]:
    yield f"rtm {__version__}"
    yield f"time: {datetime.now(UTC).isoformat(timespec='seconds')}"
    yield f"python: {sys.version.split()[0]} on {sys.platform}"
    for name, version in _versions():
        yield f"{name}: {version}"
    yield "arguments: " + " ".join(safe_arguments(argv))
    yield ""
    yield from _chain(error, set())


def _versions() -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("textual", "httpx", "pydantic", "starlette", "sqlite-utils"):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "not installed"
    sqlite3 = sys.modules.get("sqlite3")
    if sqlite3 is not None:
        yield "sqlite", sqlite3.sqlite_version


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    """An error after those that led to it, oldest first, as Python prints them."""
    seen.add(id(error))
    before = _before(error)
    if before is not None and id(before) not in seen:
        yield from _chain(before, seen)
        yield ""
        yield "which led to:"
        yield ""
    for entry in traceback.format_tb(error.__traceback__):
        yield entry.rstrip("\n")
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_message(error)}"
    if isinstance(error, BaseExceptionGroup):
        for number, inner in enumerate(error.exceptions, 1):
            if id(inner) not in seen:
                yield ""
                yield f"{number} of the group:"
                yield from _chain(inner, seen)


def _before(error: BaseException) -> BaseException | None:
    """What led to an error. A worker's failure was never raised: it only holds what was."""
    kind = type(error)
    if (kind.__module__, kind.__qualname__) == ("textual.worker", "WorkerFailed"):
        held = getattr(error, "error", None)
        if isinstance(held, BaseException):
            return held
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _message(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 -- a broken __str__ must not cost the report
        return "<no message>"
    if not isinstance(error, _ABOUT_CODE):
        text = _QUOTED.sub("'...'", text)
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text[:2_000]
