"""Write a list to a file: CSV that is safe to open in a spreadsheet, or JSON."""

from __future__ import annotations

import csv
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these, behind blanks or not, is a formula to some spreadsheet."""


def spreadsheet_safe(cell: str) -> str:
    """The cell as text that no spreadsheet runs: an apostrophe leads what looks like a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write to that takes the path's place once it is whole, readable by its owner only.

    Raises:
        OSError: the folder is not there, not writable, or full; the path is as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


async def write_csv(
    path: Path, header: Sequence[str], pages: AsyncIterator[Sequence[Sequence[str]]]
) -> int:
    """Write pages of rows as CSV in UTF-8 and give their number."""
    total = 0
    with replacing(path) as file:
        writer = csv.writer(file)
        writer.writerow([spreadsheet_safe(cell) for cell in header])
        async for page in pages:
            writer.writerows([spreadsheet_safe(cell) for cell in row] for row in page)
            total += len(page)
    return total


async def write_json(path: Path, pages: AsyncIterator[Sequence[Mapping[str, object]]]) -> int:
    """Write pages of objects as one JSON array and give their number."""
    total = 0
    with replacing(path) as file:
        file.write("[")
        async for page in pages:
            for item in page:
                file.write(",\n" if total else "\n")
                json.dump(item, file, ensure_ascii=False, default=str)
                total += 1
        file.write("\n]\n")
    return total
