"""Every operation of the emulation, once: routes, documents and tests are made from this table."""

from __future__ import annotations

from typing import Final

from data.emulation.http import (
    customer_table,
    device_table,
    fault_table,
    hub_change_table,
    hub_table,
    neighbour_table,
    pstn_table,
    public_table,
    queue_table,
    report_table,
    shop_table,
    subscriber_table,
    token_table,
)
from data.emulation.http.operation import Operation

__all__ = ["OPERATIONS", "Operation"]

OPERATIONS: Final[tuple[Operation, ...]] = (
    *token_table.TABLE,
    *customer_table.TABLE,
    *subscriber_table.TABLE,
    *public_table.TABLE,
    # After people/me, which is no person's id.
    *neighbour_table.TABLE,
    *report_table.TABLE,
    *pstn_table.TABLE,
    *device_table.TABLE,
    *queue_table.TABLE,
    *hub_change_table.TABLE,
    *shop_table.TABLE,
    *fault_table.TABLE,
    *hub_table.TABLE,
)
"""The table, in the order in which paths are matched."""
