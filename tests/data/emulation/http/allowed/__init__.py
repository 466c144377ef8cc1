"""What each role opens, written out by hand, a module for each table of operations."""

from __future__ import annotations

from tests.data.emulation.http.allowed import devices, faults, pstn, queues, reports, shop

MODULES = (devices, faults, pstn, queues, reports, shop)


def united(name: str) -> set[str]:
    """The operations of one kind, of all modules: VIEW, MANAGE, OF_FULL or BOTH."""
    return set[str]().union(*(getattr(module, name) for module in MODULES))
