"""A failure as one JSON object, for whatever reads what `--json` gives."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from app.cli.failures import ExitCode, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.cli.failures import Verdict
    from data.client.errors import HubError
    from data.operations.inputs.reading import WrongInput
    from data.operations.plan import Blocker

    Json = dict[str, Any]

_PLACE = re.compile(r"([A-Za-z][\w.\[\]]{0,99}): ")
"""How a description of the platform begins that is about a field."""
_RULE = re.compile(r" \(([A-Z]{3}-\d{1,2}[a-z]?)\)\.?$")
"""How one ends that tells the rule."""


def failure_object(error: BaseException, verdict: Verdict) -> Json:
    """What went wrong: `{"error": {"exit": 5, "kind": "Conflict", ...}}`.

    Args:
        error: what ended the command.
        verdict: what it comes to.

    Returns:
        `exit`, `kind`, `message` and `advice` always; what the platform told, and what is wrong
        or in the way one by one, where there is such.
    """
    platform = _platform(error)
    lines = verdict.lines
    value: Json = {
        "exit": int(verdict.code),
        "kind": _kind(error, verdict.code) if platform is None else type(platform).__name__,
        "message": "\n".join(lines[:1]) if platform is None else str(platform),
        "advice": "\n".join(lines[1:]) if platform is None else platform.advice,
    }
    option: Callable[[str], str] = getattr(error, "option", None) or (lambda _place: "")
    if platform is not None:
        value |= _told(platform)
        errors = list(_problems(platform, option))
    else:
        errors = list(_wrong(getattr(error, "wrong", None), option))
    if errors:
        value["errors"] = errors
    blockers: Sequence[Blocker] = getattr(error, "blockers", ())
    if blockers:
        value["blockers"] = [{"reason": one.reason, "advice": one.advice} for one in blockers]
    return {"error": value}


def _platform(error: BaseException) -> HubError | None:
    """The platform's own error, also where a sentence for people stands before it."""
    # Where the module was never imported, the error cannot be one of its own.
    errors = sys.modules.get("data.client.errors")
    one = error.__cause__ if isinstance(error, Stop) else error
    if errors is None or not isinstance(one, errors.HubError):
        return None
    found: HubError = one
    return found


def _kind(error: BaseException, code: ExitCode) -> str:
    """A word for what went wrong: the error's own, or what a command's end comes to."""
    if not isinstance(error, Stop):
        return type(error).__name__
    if getattr(error, "blockers", ()):
        return "Blocked"
    return {ExitCode.WRONG_USE: "WrongUse", ExitCode.REFUSED: "Refused"}.get(code, "Failed")


def _told(error: HubError) -> Json:
    """Facts of a call that failed."""
    facts = {
        "status": error.status,
        "trackingId": error.tracking_id,
        "request": error.request,
        "retryAfter": error.retry_after,
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "")}


def _wrong(wrong: WrongInput | None, option: Callable[[str], str]) -> Iterator[Json]:
    """What cannot be meant, before the platform was asked."""
    for one in () if wrong is None else wrong.problems:
        yield _bare(
            {
                "field": one.field,
                "description": one.text,
                "option": option(one.field) if one.field else "",
            }
        )


def _problems(error: HubError, option: Callable[[str], str]) -> Iterator[Json]:
    """What the platform refuses, reason by reason."""
    from data.models.advice import advice

    for code, description in error.problems:
        found, rule = _PLACE.match(description), _RULE.search(description)
        field = found[1] if found else ""
        yield _bare(
            {
                "errorCode": code,
                "field": field,
                "rule": rule[1] if rule else "",
                "description": description,
                "option": option(field) if field else "",
                "advice": advice(code),
            }
        )


def _bare(value: Json) -> Json:
    """An object without what is not known."""
    return {name: one for name, one in value.items() if one not in (None, "")}
