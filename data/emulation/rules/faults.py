"""What is wrong with a request: one fault for each rule that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.emulation.rules.codes import Code


class Fault(NamedTuple):
    """Something that is wrong with a request.

    Attributes:
        field: where, such as `address.country`; empty for the whole request.
        code: which rule.
        text: what is wrong and what is allowed, without the field; no full stop at its end.
    """

    field: str
    code: Code
    text: str

    @property
    def description(self) -> str:
        """Field, words and rule, as the error body carries them."""
        start = f"{self.field}: {self.text}" if self.field else self.text
        return f"{start} ({self.code.rule})." if self.code.rule else f"{start}."


def missing(field: str, code: Code) -> Fault:
    """The fault of a required field that is missing or empty."""
    return Fault(field, code, "is required")
