"""A refusal of the platform in full: every problem on a line, with the option that it is about."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.cli.change_input import labelled, option
from app.cli.failures import ExitCode, Stop, judge
from data.models.advice import advice
from data.operations.customers.ordering import CALLING
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.client import HubError
    from data.client.errors import Reason
    from data.operations.operation import Operation

_PLACE = re.compile(r"([A-Za-z][\w.\[\]]{0,99}): ")
"""How a description of the platform begins that is about a field."""


class Refused(Stop):
    """The platform refuses a change, and says why; its cause is the platform's own error.

    Attributes:
        option: the option that gives a place of the request; empty where there is none.
    """

    def __init__(self, operation: Operation, text: str, advice: str, code: ExitCode) -> None:
        super().__init__(text, advice, code)
        self.option = partial(option, operation)


def refusal(operation: Operation, error: HubError) -> HubError | Refused:
    """An error with every problem in it; one that names none stays as it is."""
    verdict = judge(error)
    if not error.problems or verdict is None or verdict.code is not ExitCode.REFUSED:
        return error
    status = "" if error.status is None else f" ({error.status})"
    lines = [_("The platform refuses this{status}:").format(status=status)]
    for words, known in problem_words(operation, error.problems):
        lines.append(f"  {words}")
        if known:
            lines.append(f"    -> {known}")
    foot = [] if any(error.advice in line for line in lines) else [error.advice]
    if error.tracking_id:
        foot.append(_("Tracking id: {id}").format(id=error.tracking_id))
    return Refused(operation, "\n".join(lines), "\n".join(foot), verdict.code)


def problem_words(operation: Operation, problems: Sequence[Reason]) -> Iterator[tuple[str, str]]:
    """Each problem in a line, with its code and its option, and what to do about it.

    The first location has the billing address where it was given none: what is wrong with that is
    told once.
    """
    told: set[tuple[int | None, str]] = set()
    for code, description in problems:
        found = _PLACE.match(description)
        place = found[1] if found else ""
        key = (code, place.removeprefix(f"{CALLING}."))
        if key in told and place.startswith(f"{CALLING}.address."):
            continue
        told.add(key)
        words = description[found.end() :] if found else description
        number = "" if code is None else f"{code} "
        yield f"{number}{labelled(operation, place)}{words}", advice(code)
