"""Wholesale beside Flex: hybrid customers and the user's hub (UHB)."""

from __future__ import annotations

from typing import Final

WHOLESALE: Final = "wholesale"
FLEX: Final = "flex"
HYBRID: Final = "hybrid"
NONE: Final = "none"

ENTERPRISE_SETTINGS: Final = (
    "number_management",
    "pstn_management",
    "call_priority",
    "call_recording_provider",
)
"""What the partner can keep from the administrators of a hybrid customer (UHB-3)."""


def kind_of(*, wholesale: bool, flex: bool) -> str:
    """What an organization is by its subscriptions: wholesale, flex, hybrid or none (UHB-2)."""
    if wholesale:
        return HYBRID if flex else WHOLESALE
    return FLEX if flex else NONE


def with_wholesale(kind: str) -> str:
    """What an organization of a kind is once wholesale was attached to it (UHB-2)."""
    return kind_of(wholesale=True, flex=kind in (FLEX, HYBRID))


def without_wholesale(kind: str) -> str:
    """What an organization of a kind is once wholesale was taken off it (UHB-2, CMG-3)."""
    return kind_of(wholesale=False, flex=kind in (FLEX, HYBRID))


def kind_now(kind: str, *, served: bool) -> str:
    """What an organization is at a moment, whatever is written of it before or after (UHB-2).

    Args:
        kind: what is written; an attach turns it when it is ordered, a removal when it begins.
        served: whether it is a customer, and its attach, if it is one, is done.
    """
    return with_wholesale(kind) if served else without_wholesale(kind)


def opens_hub(kind: str) -> bool:
    """Whether the wholesale menu of the user's hub opens, and the partner sees a link (UHB-1)."""
    return kind in (WHOLESALE, HYBRID)


def may_restrict(kind: str) -> bool:
    """Whether the partner is offered to restrict the enterprise settings (UHB-3)."""
    return kind == HYBRID


def locked(setting: str, kind: str, *, on: bool) -> bool:
    """Whether the customer's administrators find an enterprise setting locked (UHB-3).

    Args:
        setting: one of `ENTERPRISE_SETTINGS`; nothing else is ever locked by this.
        kind: the organization's.
        on: the switch; it counts where it is offered only.
    """
    return on and may_restrict(kind) and setting in ENTERPRISE_SETTINGS


def checks_flex(kind: str) -> bool:
    """Whether services of Flex are given by the Flex licence alone, as ever (UHB-4)."""
    return kind in (FLEX, HYBRID)
