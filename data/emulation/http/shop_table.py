"""Branding, prices, Setup Assist: what only the hub offers a partner (section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.emulation.http.operation import Operation

TABLE: Final[tuple[Operation, ...]] = ()
"""In the order in which paths are matched."""
