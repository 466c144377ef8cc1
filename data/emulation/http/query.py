"""Query parameters: read leniently where the platform does, refused by name where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from data.emulation.rules import codes, ids, reports
from data.emulation.rules.times import parse_moment
from data.emulation.services.problems import Refusal, bad_parameter, one_of

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_FIELDS: Final = 500
_DIGITS: Final = 18
OFFSET_MOST: Final = 1_000_000_000
"""The greatest offset that a list takes."""


class Query:
    """The query parameters of a request; those that nobody asks for are tolerated.

    Every method raises a `Refusal` (400) that names the parameter and what is allowed.
    """

    def __init__(self, text: str) -> None:
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise Refusal(
                400, "The query string of the request cannot be read.", codes.BAD_QUERY
            ) from error
        self._pairs = pairs
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def text(self, name: str, most: int = 500) -> str | None:
        """A parameter as it was given, the last one if it is repeated; None if it is not there.

        Args:
            name: the parameter.
            most: how many characters are allowed.
        """
        values = self._values.get(name)
        if not values:
            return None
        if len(values[-1]) > most:
            raise bad_parameter(name, values[-1], f"at most {most} characters long")
        return values[-1]

    def pairs(self, without: Collection[str] = ()) -> list[tuple[str, str]]:
        """All parameters as they were given, but for some."""
        return [pair for pair in self._pairs if pair[0] not in without]

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of a closed list; None if it is not there or empty."""
        value = self.text(name)
        if not value:
            return None
        if value not in allowed:
            raise bad_parameter(name, value, one_of(allowed))
        return value

    def choices(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Several of a closed list, repeated or comma-joined, each once."""
        found: dict[str, None] = {}
        for given in self._values.get(name, ()):
            for part in given.split(","):
                value = part.strip()
                if value and value not in allowed:
                    raise bad_parameter(name, value, one_of(allowed))
                if value:
                    found[value] = None
        return tuple(found)

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.text(name)
        if not value:
            return default
        plain = value.isascii() and value.isdigit() and len(value) <= _DIGITS
        if not plain or not least <= int(value) <= most:
            raise bad_parameter(name, value, f"a whole number from {least} to {most}")
        return int(value)

    def flag(self, name: str) -> bool:
        """True or false; false if it is not there."""
        return (self.choice(name, ("true", "false", "True", "False")) or "").lower() == "true"

    def moment(self, name: str) -> int | None:
        """A moment in milliseconds, given as epoch milliseconds or ISO 8601."""
        value = self.text(name)
        if not value:
            return None
        # A plus sign that was not escaped arrives as a blank.
        found = parse_moment(value.replace(" ", "+"))
        if found is None:
            raise bad_parameter(name, value, "epoch milliseconds or an ISO 8601 date and time")
        return found

    def day(self, name: str) -> int | None:
        """A day, counted from 1970-01-01, given as YYYY-MM-DD; None if it is not there."""
        value = self.text(name)
        if not value:
            return None
        found = reports.day(value)
        if found is None:
            raise bad_parameter(name, value, "a date of the form YYYY-MM-DD")
        return found

    def uuid(self, name: str, kind: str) -> bytes | None:
        """The uuid in a platform id of a kind; None if it is not there."""
        value = self.text(name)
        if not value:
            return None
        found = ids.decode(kind, value)
        if found is None:
            raise bad_parameter(name, value, f"an id of the kind {kind}")
        return found
