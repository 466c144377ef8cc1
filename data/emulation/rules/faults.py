"""What is wrong with a request: one fault for each rule that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.emulation.rules.codes import Code


class Fault(NamedTuple):
    """Something that is wrong with a request.

    Attributes:
        field: where, such as `address.country`; empty for the whole request.
        code: what kind of fault.
        text: what is wrong and what is allowed, without the field; no full stop at its end.
        rule: the id of the rule where the code is a general one; empty for the code's own.
    """

    field: str
    code: Code
    text: str
    rule: str = ""

    @property
    def description(self) -> str:
        """Field, words and rule, as the error body carries them."""
        start = f"{self.field}: {self.text}" if self.field else self.text
        rule = self.rule or self.code.rule
        return f"{start} ({rule})." if rule else f"{start}."


def missing(field: str, code: Code, rule: str = "") -> Fault:
    """The fault of a required field that is missing or empty."""
    return Fault(field, code, "is required", rule)


def shown(value: str) -> str:
    """A value that somebody sent, as a fault's text may repeat it: quoted, clipped, no tricks."""
    clipped = value if len(value) <= 40 else value[:39] + "…"
    return repr(clipped)
