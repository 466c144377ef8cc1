"""What became of a change whose answer was lost (architecture, decision 9).

A change is never sent again on a guess. After a time-out, a cut connection, an answer that is none
or a 5xx, nobody knows whether it took effect; so the client looks: at once, and, since the platform
may still be at it, again after short pauses (`Settings.looks`). Where what was asked is there, the
call has succeeded, and its result is marked as found. Where it is not, the error says so. Where it
cannot be told, it is `Unsettled`.

What a POST makes is looked for by its external id, email or name, and has to be the work of this
call. Something may have been there before it (then the lost answer was a conflict), so the client
looks once before the POST, too, and remembers what it saw: a call with an exact filter, which is
little beside the minutes that a provisioning takes. It is also the cheapest moment to learn that
the platform cannot be reached, as nothing has happened yet. What came meanwhile from somebody else
is told apart by what it is, and is a `Conflict`; where that is the same as well, what was ordered
is there, whoever was quicker.

What a PUT changes is compared with what was asked (`data.client.compare`); what a DELETE removes is
gone, whoever removed it.

An account that may change things but not see them cannot look: it is told that nobody knows. A call
that is cancelled ends at once; whether it had an effect, whoever cancelled it has to look.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from data.client.errors import (
    Conflict,
    Forbidden,
    HubError,
    Invalid,
    NotFound,
    PlatformError,
    TimedOut,
    Unauthorized,
    Unreachable,
    Unsettled,
)
from data.models.answers import Done
from data.models.base import Findable
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from data.client.calls import Settings

RowT = TypeVar("RowT")
ResultT = TypeVar("ResultT", bound=Findable)
SeenT = TypeVar("SeenT")

UNSEEN = (Forbidden, Invalid, NotFound, Unauthorized)
"""What a look before a change may end in; the change itself says better what is wrong."""


class Unclear(Exception):  # noqa: N818 - a look that leaves the question open
    """What is there does not tell whether a change took effect."""


@dataclass(frozen=True, slots=True)
class Search(Generic[RowT, ResultT]):
    """How to find what a POST would make.

    Attributes:
        look: gives what has the external id, the email or the name that was sent; None where the
            request has none, so that nothing can be looked for.
        identity: the id of a row.
        ordered: whether a row is what was ordered.
        result: what the POST would have answered for a row.
    """

    look: Callable[[], Awaitable[Iterable[RowT]]] | None
    identity: Callable[[RowT], str]
    ordered: Callable[[RowT], Awaitable[bool]]
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
        Unsettled: nobody can say whether it was made.
        Conflict: as the platform says, or somebody else has just made another one of that name.
        HubError: it was not made; `sent` is False where it surely was not sent, and the sentence
            tells what came of looking for it.
    """
    before = await _before(search)
    try:
        return await send()
    except HubError as error:
        if not is_doubtful(error):
            raise
        find = search.look
        if find is None or before is None:
            raise _unknown(error) from error
        known, problem = before, error
    other = False

    async def look() -> RowT | None:
        nonlocal other
        other = False
        for row in await find():
            if search.identity(row) not in known:
                if await search.ordered(row):
                    return row
                other = True
        return None

    row = await _watched(settings, look, problem)
    if row is not None:
        return search.result(row).as_found()
    if other:
        raise Conflict(
            _("Somebody else has made another one of that name meanwhile."),
            status=problem.status,
            tracking_id=problem.tracking_id,
        ) from problem
    words = _("It has been looked for and is not there.")
    raise _absent(problem, words)


async def change(
    settings: Settings,
    send: Callable[[], Awaitable[ResultT]],
    look: Callable[[], Awaitable[ResultT | None]],
) -> ResultT:
    """Change something that there is, and find out what happened where the answer does not come.

    Args:
        settings: how long to wait, and when to look.
        send: the PUT or DELETE.
        look: gives what it would have answered if what is there is as was asked, None if it is
            not; raises Unclear where that cannot be told.

    Raises:
        Unsettled: nobody can say whether it was done.
        HubError: it was not done, as far as can be seen.
    """
    try:
        return await send()
    except HubError as error:
        if not is_doubtful(error):
            raise
        problem = error
    found = await _watched(settings, look, problem)
    if found is not None:
        return found.as_found()
    words = _("It has been looked at and is not done.")
    raise _absent(problem, words)


async def remove(
    settings: Settings,
    send: Callable[[], Awaitable[object]],
    look: Callable[[], Awaitable[bool]],
) -> Done:
    """Remove something, as `change`.

    Args:
        settings: how long to wait, and when to look.
        send: the DELETE.
        look: reads the thing and says whether its removal has begun; NotFound is that it is gone.
    """

    async def sent() -> Done:
        await send()
        return Done()

    async def gone() -> Done | None:
        try:
            return Done() if await look() else None
        except NotFound:
            return Done()

    return await change(settings, sent, gone)


def is_doubtful(error: HubError) -> bool:
    """Whether a change may have taken effect in spite of an error."""
    return error.sent and isinstance(error, TimedOut | Unreachable | PlatformError)


async def seen_before(look: Callable[[], Awaitable[SeenT]]) -> SeenT | None:
    """What is there before a change; None if the account may not look.

    Raises:
        HubError: the platform cannot be asked; nothing was sent then.
    """
    try:
        return await look()
    except UNSEEN:
        return None
    except HubError as error:
        error.sent = False
        raise


async def _before(search: Search[RowT, ResultT]) -> frozenset[str] | None:
    """Ids of what a POST would be taken for; None if the account may not look."""
    find = search.look
    if find is None:
        return None

    async def ids() -> frozenset[str]:
        return frozenset(search.identity(row) for row in await find())

    return await seen_before(ids)


async def _watched(
    settings: Settings, look: Callable[[], Awaitable[SeenT | None]], problem: HubError
) -> SeenT | None:
    """What a look gives, a few times, within the time of one call; None if it is surely not there.

    Raises:
        Unsettled: nobody can say.
    """
    end = settings.timer() + settings.timeouts.total
    asked, unclear = False, False
    for pause in settings.looks:
        if settings.timer() + pause >= end:
            break
        if pause:
            await settings.wait(pause)
        try:
            async with asyncio.timeout(max(0.0, end - settings.timer())):
                found = await look()
        except Unclear:
            asked, unclear = True, True
        except (HubError, TimeoutError):
            continue
        else:
            if found is not None:
                return found
            asked, unclear = True, False
    if unclear:
        words = _("What is there now does not tell whether it was done.")
        raise Unsettled.of(problem, words) from problem
    if not asked:
        words = _("Whether it was done could not be looked up either.")
        raise Unsettled.of(problem, words) from problem
    return None


def _unknown(error: HubError) -> Unsettled:
    """The error where there is no way to look."""
    return Unsettled.of(error, _("Whether it was done could not be looked up."))


def _absent(error: HubError, words: str) -> HubError:
    """What the call ended in, with what came of looking."""
    error.remark(words)
    error.looked = True
    return error
