"""Refusals of the platform; `data.emulation.http` puts them into the error dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.emulation.rules.codes import Code

_SHOWN: Final = 60


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """The platform does not do what was asked.

    Attributes:
        status: the HTTP status.
        message: what happened, one sentence.
        code: why; None leaves `errors` out. The first of several.
        description: the same with the particulars.
        headers: more headers of the answer.
        problems: pairs of code and description, as the error body lists them.
        commits: whether what was changed before it stays; else all of it is undone.
    """

    commits = False

    def __init__(
        self,
        status: int,
        message: str,
        code: Code | None = None,
        description: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.description = description or message
        self.headers = headers or {}
        self.problems = [] if code is None else [(code, self.description)]

    @classmethod
    def of(cls, status: int, message: str, faults: Sequence[Fault]) -> Refusal:
        """A refusal that names several faults.

        Args:
            status: the HTTP status.
            message: what happened, one sentence.
            faults: at least one.
        """
        found = cls(status, message, faults[0].code, faults[0].description)
        found.problems = [(fault.code, fault.description) for fault in faults]
        return found


def require_valid(faults: Sequence[Fault]) -> None:
    """Check that a request is right.

    Raises:
        Refusal: 400, with every fault.
    """
    if faults:
        raise Refusal.of(400, "The request is not valid.", faults)


def conflict(code: Code, text: str, field: str = "") -> Refusal:
    """409: the request is right, but not now or not beside what there is.

    Args:
        code: which rule.
        text: what is in the way, without a full stop at its end.
        field: the field that it is about.
    """
    return Refusal.of(
        409, "The request conflicts with the present state.", [Fault(field, code, text)]
    )


def require_free(faults: Sequence[Fault]) -> None:
    """Check that a request conflicts with nothing.

    Raises:
        Refusal: 409, with every fault.
    """
    if faults:
        raise Refusal.of(409, "The request conflicts with the present state.", faults)


def bad_parameter(name: str, value: str, allowed: str) -> Refusal:
    """400: a query parameter's value.

    Args:
        name: the parameter.
        value: what was given; it is shown clipped.
        allowed: what is allowed, as the end of "must be …".
    """
    shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return Refusal(
        400,
        f"The value of the parameter '{name}' is not allowed.",
        codes.BAD_PARAMETER,
        f"{name}: {shown!r} is not allowed; it must be {allowed}.",
    )


def one_of(values: Iterable[str]) -> str:
    """The end of "must be …" for a closed list."""
    return "one of " + ", ".join(values)


def unauthorized() -> Refusal:
    """401, without a word about what was wrong with the token."""
    return Refusal(
        401,
        "The request requires a valid access token in the Authorization header.",
        codes.UNAUTHORIZED,
        headers={"www-authenticate": 'Bearer realm="wholesale"'},
    )


def forbidden(why: str) -> Refusal:
    """403: the account's roles do not allow it.

    Args:
        why: which role or scope is missing, one sentence.
    """
    return Refusal(403, "The roles of the account do not allow this.", codes.FORBIDDEN, why)


def no_customer() -> Refusal:
    """404 for a customer; the same whether it is someone else's or nobody's."""
    return Refusal(404, "The customer could not be found.", codes.NO_CUSTOMER)


def no_organization() -> Refusal:
    """404 for an organization."""
    return Refusal(404, "The organization could not be found.", codes.NO_ORGANIZATION)


def no_subscriber() -> Refusal:
    """404 for a subscriber."""
    return Refusal(404, "The subscriber could not be found.", codes.NO_SUBSCRIBER)


def no_provider(parameter: str) -> Refusal:
    """404 for a sub-partner that a parameter names."""
    return Refusal(
        404,
        "The sub-partner could not be found.",
        codes.NO_PROVIDER,
        f"{parameter}: no sub-partner of yours has this organization id.",
    )
