"""Write the customer list as it is filtered and shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from data.operations.export import write_csv, write_json
from data.text import _
from widgets.record_table.source import Position
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from data.models.customers import HubCustomer
    from widgets.record_table.columns import Cell, Column
    from widgets.record_table.source import Source

ENDINGS = (".csv", ".json")

PAGE = 500
"""Rows asked for at a time."""


def default_path(now: datetime) -> str:
    """A name that is free: in the present folder, with the platform's day."""
    return f"customers-{now:%Y-%m-%d}.csv"


def check_path(typed: str) -> str:
    """Why a path cannot be written; empty if it can."""
    path = _path(typed)
    if path.suffix.lower() not in ENDINGS:
        return _("The name must end with .csv or .json.")
    if path.is_dir():
        return _("This is a folder; add a file's name.")
    if path.exists():
        return _("There is such a file already; choose another name.")
    if not path.parent.is_dir():
        return _("There is no folder {folder}.").format(folder=path.parent)
    if not os.access(path.parent, os.W_OK):
        return _("The folder {folder} cannot be written.").format(folder=path.parent)
    return ""


def _text(value: str | Cell) -> str:
    return clean(value if isinstance(value, str) else value.text)


def _path(typed: str) -> Path:
    return Path(typed).expanduser()


async def pages(source: Source[HubCustomer]) -> AsyncIterator[Sequence[HubCustomer]]:
    """All rows of a list, window by window."""
    position = Position()
    while True:
        window = await source.window(position, PAGE)
        yield window.rows
        if not window.has_next or not window.rows:
            return
        position = Position(after=source.key_of(window.rows[-1]))


async def export(
    typed: str,
    columns: Sequence[Column[HubCustomer]],
    rows: AsyncIterator[Sequence[HubCustomer]],
) -> int:
    """Write the list; CSV has the shown columns, JSON the contract's fields.

    Returns:
        How many customers were written.

    Raises:
        OSError: the file cannot be written.
    """
    path = _path(typed)
    if path.suffix.lower() == ".json":

        async def objects() -> AsyncIterator[list[dict[str, object]]]:
            async for page in rows:
                yield [row.model_dump(mode="json", by_alias=True, exclude={"key"}) for row in page]

        return await write_json(path, objects())

    async def cells() -> AsyncIterator[list[list[str]]]:
        async for page in rows:
            yield [
                [_text((column.export or column.value)(row)) for column in columns] for row in page
            ]

    return await write_csv(path, [column.title for column in columns], cells())
