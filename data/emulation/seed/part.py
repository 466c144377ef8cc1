"""A file that grows under a passing name and gets its own when it is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from data.sqlite.connect import translate, translate_os
from data.sqlite.examine import SIDE_FILES, examine
from data.sqlite.problems import DatabaseProblem
from data.sqlite.volumes import publish, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDING: Final = ".seeding"
"""The end of the passing name; before it stands the process that works."""


@contextmanager
def growing(path: Path) -> Iterator[Path]:
    """The passing name, beside `path`; when the block ends well the file there is `path`.

    Otherwise nothing is there. What killed processes left beside it is swept away.

    Raises:
        FileExistsError: there is something at `path`, before or by now; it stays as it is.
        DatabaseProblem: the file cannot be made there.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(f"There is a file already at {path}.")
    examine(path, create=True)
    sweep(path)
    part = path.with_name(f".{path.name}.{os.getpid()}{ENDING}")
    # A dead process may have had this number.
    _remove(part)
    try:
        yield part
        _to_disk(part)
        publish(part, path)
        _to_disk(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise translate_os(error, path) from error
    except sqlite3.Error as error:
        raise translate(error, path) from error
    except DatabaseProblem as problem:
        # Nobody knows the passing name.
        raise type(problem)(path) from problem
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for end in ("", *SIDE_FILES):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
