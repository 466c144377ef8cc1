"""What is wrong with a request: one fault for each rule that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def unsaid(shape: Sequence[Fault], found: Iterable[Fault]) -> list[Fault]:
    """All that is wrong with a request: its shape first, then what rules say beside that.

    A field whose shape is wrong is left out of what rules see. What they say of it, of the whole
    that it is in or of its parts is not said twice.

    Args:
        shape: the faults of its shape.
        found: those of the rules.
    """
    places = [fault.field for fault in shape]
    return [*shape, *(fault for fault in found if not _is_said(fault.field, places))]


def _is_said(field: str, places: Sequence[str]) -> bool:
    return any(
        field == place or _is_within(field, place) or _is_within(place, field) for place in places
    )


def _is_within(field: str, place: str) -> bool:
    return bool(place) and field.startswith((f"{place}.", f"{place}["))


def shown(value: str) -> str:
    """A value that somebody sent, as a fault's text may repeat it: quoted, clipped, no tricks."""
    clipped = value if len(value) <= 40 else value[:39] + "…"
    return repr(clipped)
