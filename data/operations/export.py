"""Write a list to a new file without holding up the event loop."""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from data.operations.files import NewFile
from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from data.operations.forms import Form

RowT = TypeVar("RowT")


async def write(path: Path, form: Form[RowT], pages: AsyncIterator[Sequence[RowT]]) -> int:
    """Write pages of rows to a new file that only its owner may read, and give their number.

    The file appears when it is whole. Where anything fails, or this is cancelled, nothing is left
    of it, and whatever has the name stays as it was.

    Raises:
        FileExistsError: the name is taken by now.
        OSError: the folder is not there, not writable, or full.
        ValueError: no path can be so.
    """
    work = _Writing(path, form)
    total = 0
    try:
        await in_thread(work.begin, "rtm-write")
        async for rows in pages:
            await in_thread(partial(work.add, rows), "rtm-write")
            total += len(rows)
        await in_thread(work.end, "rtm-write")
    except BaseException:
        await in_thread(work.discard, "rtm-write")
        raise
    return total


class _Writing(Generic[RowT]):
    """The blocking part, one step at a time; a step whose caller was cancelled still ends."""

    def __init__(self, path: Path, form: Form[RowT]) -> None:
        self._path = path
        self._form = form
        self._file: NewFile | None = None
        self._lock = Lock()
        self._over = False

    def begin(self) -> None:
        with self._lock:
            if not self._over:
                self._file = NewFile(self._path)

    def add(self, rows: Sequence[RowT]) -> None:
        with self._lock:
            if self._file is not None:
                self._file.text.write(self._form.page(rows))

    def end(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.text.write(self._form.end())
                self._file.keep()

    def discard(self) -> None:
        with self._lock:
            file, self._file, self._over = self._file, None, True
            if file is not None:
                file.discard()
