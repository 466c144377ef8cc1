"""Devices of persons and workspaces (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.emulation.http.operation import Operation

TABLE: Final[tuple[Operation, ...]] = ()
"""In the order in which paths are matched."""
