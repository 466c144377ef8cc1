"""Tables of the domain as CSV files, each row marked `documented` or `assumed` (contract)."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, by the names in its first line.

    Args:
        name: the file beside this module.
    """
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
