"""What became of a provisioning whose answer was lost (architecture, decision 9).

A POST that makes something is never sent again on a guess. After a time-out, a cut connection, an
answer that is none or a 5xx, nobody knows whether it took effect; so the client looks for what it
would have made: at once, and, since the platform may still be at it, again after short pauses
(`Settings.looks`). Found, it is the result, marked as found. Not found, the error says so.

What is found must be the work of this call. Something may have been there before it (then the lost
answer was a conflict), so the client looks once before the POST, too, and remembers what it saw: a
call with an exact filter, which is little beside the minutes that a provisioning takes. It is also
the cheapest moment to learn that the platform cannot be reached, as nothing has happened yet. What
came meanwhile from somebody else is told apart by its packages and its organization; where these
are the same as well, what was ordered is there, whoever was quicker.

An account that may make things but not see them cannot look: its errors say that it is not known.
A call that is cancelled ends at once; whether it had an effect, whoever cancelled it has to look.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from data.client.errors import (
    Forbidden,
    HubError,
    Invalid,
    NotFound,
    PlatformError,
    TimedOut,
    Unauthorized,
    Unreachable,
)
from data.models.base import Findable
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from data.client.calls import Settings

RowT = TypeVar("RowT")
ResultT = TypeVar("ResultT", bound=Findable)


@dataclass(frozen=True, slots=True)
class Search(Generic[RowT, ResultT]):
    """How to find what a POST would make.

    Attributes:
        look: gives what has the external id or the email that was sent; None where the request
            names none, so that nothing can be looked for.
        identity: the id of a row.
        ordered: whether a row is what was ordered.
        result: what the POST would have answered for a row.
    """

    look: Callable[[], Awaitable[Iterable[RowT]]] | None
    identity: Callable[[RowT], str]
    ordered: Callable[[RowT], bool]
    result: Callable[[RowT], ResultT]


async def provision(
    settings: Settings, send: Callable[[], Awaitable[ResultT]], search: Search[RowT, ResultT]
) -> ResultT:
    """Make something, and find out what happened where the answer does not come.

    Args:
        settings: how long to wait, and when to look.
        send: the POST.
        search: how to find what it makes.

    Raises:
        HubError: it was not made, or nobody can say; `sent` is False where it surely was not
            sent, and the sentence tells what came of looking for it.
    """
    before = await _before(search)
    try:
        return await send()
    except HubError as error:
        if not is_doubtful(error):
            raise
        if search.look is None or before is None:
            error.remark(_("Whether it was done could not be looked up."))
            raise
        try:
            row = await _find(settings, search, before)
        except _NotThere as verdict:
            error.remark(str(verdict))
            raise error from None
    result = search.result(row)
    return result.as_found()


def is_doubtful(error: HubError) -> bool:
    """Whether a change may have taken effect in spite of an error."""
    return error.sent and isinstance(error, TimedOut | Unreachable | PlatformError)


class _NotThere(Exception):  # noqa: N818 - the end of a search, said in words
    """Nothing was found; the words tell how sure that is."""


async def _before(search: Search[RowT, ResultT]) -> frozenset[str] | None:
    """Ids of what was there before; None if the account may not look.

    Raises:
        HubError: the platform cannot be asked; nothing was sent then.
    """
    if search.look is None:
        return None
    try:
        return frozenset(search.identity(row) for row in await search.look())
    except (Forbidden, Invalid, NotFound, Unauthorized):
        # The POST says better what is wrong.
        return None
    except HubError as error:
        error.sent = False
        raise


async def _find(settings: Settings, search: Search[RowT, ResultT], before: frozenset[str]) -> RowT:
    """Look for what was made, a few times, within the time of one call.

    Raises:
        _NotThere: it was not found.
    """
    assert search.look is not None  # noqa: S101 - asked before
    end = settings.timer() + settings.timeouts.total
    asked = other = False
    for pause in settings.looks:
        if settings.timer() + pause >= end:
            break
        if pause:
            await settings.wait(pause)
        try:
            async with asyncio.timeout(max(0.0, end - settings.timer())):
                rows = await search.look()
        except (HubError, TimeoutError):
            continue
        asked, other = True, False
        for row in rows:
            if search.identity(row) not in before:
                if search.ordered(row):
                    return row
                other = True
    raise _NotThere(_verdict(asked=asked, other=other))


def _verdict(*, asked: bool, other: bool) -> str:
    """What looking for it gave, in words."""
    if not asked:
        return _("Whether it was done could not be looked up either.")
    if other:
        return _("Somebody else has made another one of that name meanwhile.")
    return _("It has been looked for and is not there; look again before it is sent again.")
