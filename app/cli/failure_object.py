"""A failure as one JSON object, for whatever reads what `--json` gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.cli.failures import ExitCode, Stop
from data.client.errors import HubError
from data.models.advice import advice
from data.operations.inputs.reading import WrongInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.cli.failures import Verdict
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
    cause = _cause(error)
    if cause is error or not isinstance(cause, HubError):
        message = verdict.lines[0] if verdict.lines else ""
    else:
        message = str(cause)
    value: Json = {
        "exit": int(verdict.code),
        "kind": _kind(cause, verdict.code),
        "message": message,
        "advice": _advice(cause, verdict),
    }
    if isinstance(cause, HubError):
        value |= _told(cause)
    value |= _one_by_one(error, cause)
    return {"error": value}


def _cause(error: BaseException) -> BaseException:
    """What is behind a sentence that ends a command, where that is of a known kind."""
    behind = error.__cause__
    return behind if isinstance(error, Stop) and isinstance(behind, HubError) else error


def _kind(cause: BaseException, code: ExitCode) -> str:
    """A word for what went wrong: the error's own, or what a command's end comes to."""
    if not isinstance(cause, Stop):
        return type(cause).__name__
    if getattr(cause, "blockers", ()):
        return "Blocked"
    return {ExitCode.WRONG_USE: "WrongUse", ExitCode.REFUSED: "Refused"}.get(code, "Failed")


def _advice(cause: BaseException, verdict: Verdict) -> str:
    own = getattr(cause, "advice", None)
    return own if isinstance(own, str) else "\n".join(verdict.lines[1:])


def _told(error: HubError) -> Json:
    """Facts of a call that failed."""
    facts = {
        "status": error.status,
        "trackingId": error.tracking_id,
        "request": error.request,
        "retryAfter": error.retry_after,
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "")}


def _one_by_one(error: BaseException, cause: BaseException) -> Json:
    """Each thing that is wrong, with its field and option, or that is in the way."""
    option: Callable[[str], str] = getattr(error, "option", None) or (lambda _place: "")
    wrong = getattr(error, "wrong", None)
    errors: list[Json] = []
    if isinstance(cause, HubError):
        errors = list(_problems(cause, option))
    elif isinstance(wrong, WrongInput):
        errors = [
            _bare({"field": one.field, "description": one.text, "option": option(one.field)})
            for one in wrong.problems
        ]
    blockers: Sequence[Blocker] = getattr(error, "blockers", ())
    value: Json = {"errors": errors} if errors else {}
    if blockers:
        value["blockers"] = [
            {"reason": one.reason.strip(), "advice": one.advice} for one in blockers
        ]
    return value


def _problems(error: HubError, option: Callable[[str], str]) -> Iterator[Json]:
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
