"""What the wire itself refuses, before or instead of an operation."""

from __future__ import annotations

from data.emulation.rules import codes
from data.emulation.services.problems import Refusal


def unknown_path(path: str) -> Refusal:
    """404: nothing has this path."""
    return Refusal(
        404,
        "The requested resource could not be found.",
        codes.UNKNOWN_PATH,
        f"No operation has the path {path[:200]}.",
    )


def bad_method(method: str, allow: str) -> Refusal:
    """405: the path has other methods."""
    return Refusal(
        405,
        "The request method is not allowed here.",
        codes.BAD_METHOD,
        f"{method[:20]} is not allowed here; {allow} are.",
        {"allow": allow},
    )


def too_large(most: int) -> Refusal:
    """400: a body of more than `most` bytes."""
    return Refusal(
        400,
        "The body of the request is too long.",
        codes.TOO_LARGE,
        f"A body has at most {most} bytes.",
    )


def unsupported(wanted: str) -> Refusal:
    """415: the body has to be of another media type."""
    return Refusal(
        415,
        "The media type of the body is not supported.",
        codes.UNSUPPORTED_MEDIA,
        f"The body must be {wanted}, and the Content-Type header has to say so.",
    )


def too_many(seconds: int) -> Refusal:
    """429: come again in so many seconds."""
    return Refusal(
        429,
        "Too many requests were sent by this account.",
        codes.TOO_MANY,
        f"The next one is taken in {seconds} s.",
        {"retry-after": str(seconds)},
    )


def unavailable() -> Refusal:
    """503: the database cannot be used now."""
    return Refusal(
        503,
        "The service is not available at the moment.",
        codes.UNAVAILABLE,
        headers={"retry-after": "1"},
    )


def internal() -> Refusal:
    """500: a defect of ours; the log says where."""
    return Refusal(500, "An unexpected error occurred.", codes.INTERNAL)
