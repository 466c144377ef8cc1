"""What can go wrong between the client and the platform (architecture, decision 10).

HubError
├── Unreachable       no connection, or it broke before an answer
│   └── Untrusted     its certificate is not trusted
├── TimedOut          no answer in time
│   └── NotSettled    what was accepted is still going on when the time to wait is up
├── Unauthorized      401: the token is missing, wrong or old
├── Forbidden         403: the account may not do this
├── NotFound          404, 410
├── Conflict          409, 423, 428: the thing is not in a state for this now
│   └── Changed       it is no longer what a plan was made for; nothing was sent
├── Invalid           400 and the other 4xx: the request is wrong
├── Throttled         429: too many requests
├── PlatformError     5xx: the platform failed
│   └── BadAnswer     an answer that is none: cut, no JSON, another shape, another place
├── Unsettled         a change's answer was lost, and nobody can say what became of it
├── Unsafe            refused by the client before anything was sent
└── NotOffered        the public API has no such thing

`str(error)` is one sentence that is safe to show: no control characters, no token, of bounded
length. `error.advice` says what to do next, in the language in use.
"""

# ruff: noqa: N818 - the architecture names them; each says itself what went wrong.

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.models.advice import advice
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self


class Reason(NamedTuple):
    """One entry of the platform's error body: its code, if it has one, and its words."""

    code: int | None
    description: str


class HubError(Exception):
    """A call that did not give what was asked.

    Attributes:
        status: the HTTP status, None where there was no answer.
        problems: what the platform said, as pairs of code and description.
        tracking_id: the platform's name for the call, for its support.
        request: the method and the path with its query, without secrets.
        retry_after: seconds after which the platform said to come again.
        sent: whether the platform may have received the request; where True and the request was
            to change something, look before it is sent again.
        passing: whether it may be over in a moment, so that a safe call is made again.
        looked: whether what was to be made or changed was looked for, and is not there.
    """

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        problems: Sequence[Reason] = (),
        tracking_id: str = "",
        retry_after: float | None = None,
        sent: bool = True,
        passing: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.problems = tuple(problems)
        self.tracking_id = tracking_id
        self.request = ""
        self.retry_after = retry_after
        self.sent = sent
        self.passing = passing
        self.looked = False

    def remark(self, sentence: str) -> None:
        """Add a sentence to what the error says."""
        said = str(self)
        stop = "" if said.endswith((".", "…")) else "."
        self.args = (f"{said}{stop} {sentence}",)

    @property
    def codes(self) -> tuple[int, ...]:
        """The platform's error codes, in its order."""
        return tuple(problem.code for problem in self.problems if problem.code is not None)

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Try again; if it stays, report it.")

    def _by_code(self) -> str:
        """What to do about the first of the platform's codes that is known; else empty."""
        return next((words for code in self.codes if (words := advice(code))), "")


class Unreachable(HubError):
    """There is no connection to the platform."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.looked:
            return _look_again()
        return _("Check the network, the address of the profile and any proxy, then try again.")


class Untrusted(Unreachable):
    """The platform's certificate is not one that this machine trusts."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _(
            "Check the address of the profile and this machine's clock. If your company signs "
            "certificates itself, name the file of its authority in the variable SSL_CERT_FILE."
        )


class TimedOut(HubError):
    """The platform did not answer in time."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.looked:
            return _look_again()
        return _("Try again in a moment. If something was to be changed, look first: it may be.")


class NotSettled(TimedOut):
    """Something that the platform accepted takes longer than somebody wants to wait."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Look again later; it need not be sent again.")


class Unauthorized(HubError):
    """The platform does not accept the token."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Get a new token (a personal one lives 12 hours) and give it to the profile.")


class Forbidden(HubError):
    """The account may not do this."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return self._by_code() or _(
            "Ask an administrator of the partner for the role or scope that this needs."
        )


class NotFound(HubError):
    """There is no such thing, or the account may not see it."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return self._by_code() or _("Refresh the list; it may have been deleted.")


class Conflict(HubError):
    """The thing is not in a state for this now."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.retry_after is not None:
            return _wait(self.retry_after)
        return self._by_code() or _("Look at its present state, then decide again.")


class Changed(Conflict):
    """The thing is no longer what a plan was made for."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Do it once more, so that it is planned from what there is now.")


class Invalid(HubError):
    """The platform refuses the request as wrong."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return self._by_code() or _("Correct what the message names and send it again.")


class Throttled(HubError):
    """Too many requests."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.retry_after is not None:
            return _wait(self.retry_after)
        return _("Wait a minute, then try again.")


class PlatformError(HubError):
    """The platform failed."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.looked:
            return _look_again()
        if self.tracking_id:
            return _("Try again later; the platform's support asks for the tracking id.")
        return _("Try again later.")


class BadAnswer(PlatformError):
    """An answer that is none."""

    @property
    def advice(self) -> str:
        """What to do next."""
        if self.looked:
            return _look_again()
        return _("Try again; if it stays, check that the address is that of the platform.")


class Unsettled(HubError):
    """A change that may have been done or not; its cause is the error that its answer ended in."""

    @classmethod
    def of(cls, error: HubError, sentence: str) -> Self:
        """What such an error comes to where looking did not tell either.

        Args:
            error: what came instead of the answer.
            sentence: what came of looking.
        """
        made = cls(
            str(error), status=error.status, problems=error.problems, tracking_id=error.tracking_id
        )
        made.request = error.request
        made.remark(sentence)
        return made

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Look at it in a moment, and send it again only if it was not done.")


class Unsafe(HubError):
    """Refused by the client before anything was sent."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("Check the profile: its address and its token do not go together.")


class NotOffered(HubError):
    """The public API has no such thing; only the emulation does."""

    @property
    def advice(self) -> str:
        """What to do next."""
        return _("On the live platform, use Partner Hub for this.")


def not_offered(what: str) -> NotOffered:
    """The error for a thing that the public API lacks; `what` is a translated noun."""
    return NotOffered(
        _("The public API does not offer this: {what}.").format(what=what), sent=False
    )


def _look_again() -> str:
    """The advice where a change was looked for and is not there; it may still come."""
    return _("Look again before it is sent again.")


def _wait(seconds: float) -> str:
    """The advice to wait."""
    return _("Wait {n} s, then try again.").format(n=max(1, round(seconds)))
