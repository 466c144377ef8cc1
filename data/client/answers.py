"""What an answer means: a value, or one of the errors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from data.client.errors import (
    BadAnswer,
    Conflict,
    Forbidden,
    HubError,
    Invalid,
    NotFound,
    PlatformError,
    Reason,
    Throttled,
    TimedOut,
    Unauthorized,
)
from data.client.plain import plain
from data.client.retry import BUSY, LOCKED, retry_after
from data.models.base import Nothing, WireModel
from data.text import _, _n

if TYPE_CHECKING:
    import httpx

    from data.client.redact import Redactor

ModelT = TypeVar("ModelT", bound=WireModel)

PROBLEMS = 200
"""Entries of an error body that are kept."""

CODES = 10**9
"""Above every code: a larger number is none."""


def read_value(model: type[ModelT], response: httpx.Response, body: bytes) -> ModelT:
    """The value in a good answer; whatever stands in one that needs no body does not matter.

    Nulls where the contract has text or a list count as left out, and characters that are none
    become question marks, so that one odd row does not hide a page.

    Raises:
        BadAnswer: it is something else.
    """
    if issubclass(model, Nothing):
        return model()
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind != "application/json" and not kind.endswith("+json"):
        raise BadAnswer(
            _("The answer is not JSON but {kind}.").format(kind=plain(kind, 60)),
            status=response.status_code,
        )
    try:
        return model.model_validate_json(body)
    except ValidationError:
        pass
    try:
        # A deeply nested text ends in a RecursionError.
        loaded = _mended(json.loads(body.decode("utf-8", "replace")))
    except (ValueError, RecursionError):
        raise BadAnswer(
            _("The answer is not JSON, or it was cut off."),
            status=response.status_code,
            passing=True,
        ) from None
    try:
        return model.model_validate(loaded)
    except ValidationError as error:
        # Only places: pydantic's own text would repeat values.
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = plain(".".join(str(part) for part in first["loc"]), 100) or model.__name__
        raise BadAnswer(
            _("The answer has an unknown shape, first at {place}.").format(place=place),
            status=response.status_code,
        ) from None


def failure(response: httpx.Response, body: bytes, redactor: Redactor) -> HubError:
    """The error that an answer other than 2xx means."""
    status = response.status_code
    message, problems, tracking_id = _error_body(body, redactor)
    kind, words = _meaning(status)
    if 300 <= status < 400:
        # Redirects are not followed: the token stays with the host that it is for.
        message, problems = redactor.url(response.headers.get("location", "")), ()
    detail = plain(problems[0].description if problems else message)
    if detail and len(problems) > 1:
        more = len(problems) - 1
        words = _n("{first}; and {n} more.", "{first}; and {n} more.", more)
        detail = words.format(first=detail.rstrip("."), n=more)
    text = _("{what} ({status}): {detail}") if detail else _("{what} ({status}).")
    after = retry_after(response)
    return kind(
        text.format(what=words, status=status, detail=detail),
        status=status,
        problems=problems,
        tracking_id=tracking_id,
        retry_after=after,
        passing=status in BUSY or (status == LOCKED and after is not None),
    )


def _meaning(status: int) -> tuple[type[HubError], str]:
    """The class and the words for a status."""
    known: dict[int, tuple[type[HubError], str]] = {
        401: (Unauthorized, _("The platform does not accept the token")),
        403: (Forbidden, _("The platform does not allow this")),
        404: (NotFound, _("There is no such thing")),
        408: (TimedOut, _("The platform gave up waiting")),
        409: (Conflict, _("This cannot be done now")),
        410: (NotFound, _("This is gone")),
        423: (Conflict, _("It is locked while something else is under way")),
        428: (Conflict, _("A condition for this is missing")),
        429: (Throttled, _("Too many requests")),
        502: (PlatformError, _("The platform is not available")),
        503: (PlatformError, _("The platform is not available")),
        504: (PlatformError, _("The platform is not available")),
    }
    classes: dict[int, tuple[type[HubError], str]] = {
        3: (BadAnswer, _("The platform points to another place")),
        4: (Invalid, _("The platform refuses the request")),
        5: (PlatformError, _("The platform failed")),
    }
    return (
        known.get(status)
        or classes.get(status // 100)
        or (
            BadAnswer,
            _("The answer makes no sense"),
        )
    )


def _error_body(body: bytes, redactor: Redactor) -> tuple[str, tuple[Reason, ...], str]:
    """Message, problems and tracking id of an error body, as far as it is one."""
    try:
        loaded = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return "", (), ""
    if not isinstance(loaded, dict):
        return "", (), ""

    def text(source: dict[Any, Any], key: str) -> str:
        value = source.get(key)
        return plain(redactor.text(value)) if isinstance(value, str) else ""

    entries = loaded.get("errors")
    problems = tuple(
        Reason(_code(entry), text(entry, "description"))
        for entry in (entries[:PROBLEMS] if isinstance(entries, list) else ())
        if isinstance(entry, dict)
    )
    return text(loaded, "message"), problems, text(loaded, "trackingId")


def _code(entry: dict[Any, Any]) -> int | None:
    """An error's code; reports spell its name differently, and some services send it as text."""
    value = entry.get("errorCode", entry.get("code"))
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < CODES:
        return value
    return None


def _mended(value: Any) -> Any:
    """JSON without members that are null, and without halves of characters."""
    if isinstance(value, dict):
        return {_mended(k): _mended(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return value
