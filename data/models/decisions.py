"""Decisions that the emulation's hub offers: reviews (RPL-3) and approvals of attaches (ATT-1)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.requests import RequestBody


class Decision(WireModel):
    """Something about a customer that waits for a decision, or waited.

    Attributes:
        kind: review, or approval by the administrator of an organization that is attached.
        reason: why it waits, one sentence.
        deadline: when it ends by itself.
        outcome: approved or refused; None while it waits.
    """

    customer_id: str
    customer_name: str = ""
    kind: str = ""
    reason: str = ""
    opened: datetime | None = None
    deadline: datetime | None = None
    outcome: str | None = None
    decided: datetime | None = None


class Decide(RequestBody):
    """What is decided about a customer: kind review or approval, outcome approved or refused."""

    kind: str = ""
    outcome: str = ""
