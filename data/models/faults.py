"""Faults that the emulation plays (contract, section 9)."""

from __future__ import annotations

from datetime import datetime

from pydantic import StrictInt

from data.models.base import WireModel
from data.models.requests import RequestBody


class FaultInput(RequestBody):
    """POST of a fault; what is not named is as usual.

    Attributes:
        operations: the name of an operation, as customers.create, or several with stars.
        kind: delay, status, cut, garble, drop, or maintenance of calling.
        moment: before (as usual) or after the request takes effect.
        status: what is answered, for the kind status.
        delay_ms: milliseconds that the answer is held back, for any kind.
        share: of the requests, more than 0 and at most 1, which is usual.
        most: how many requests it hits at most; usually there is no end.
        seed: which requests it hits; usually 1.
    """

    operations: str = ""
    kind: str = ""
    moment: str = ""
    status: StrictInt | None = None
    delay_ms: StrictInt | None = None
    share: float | None = None
    most: StrictInt | None = None
    seed: StrictInt | None = None


class Fault(WireModel):
    """A fault, with how many requests it has seen and how many of them it has hit."""

    id: str
    operations: str
    kind: str
    moment: str = ""
    status: int | None = None
    delay_ms: int = 0
    share: float = 1.0
    most: int | None = None
    seed: int = 1
    seen: int = 0
    fired: int = 0
    created: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether it can meet another request."""
        return self.most is None or self.fired < self.most
