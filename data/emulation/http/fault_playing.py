"""How faults are played around a request: held back, answered otherwise, damaged, broken off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from data.emulation.http.answers import Answer, Response, refuse, respond
from data.emulation.http.faulting import BrokenError
from data.emulation.http.wire_refusals import internal, too_many
from data.emulation.rules import codes, fault_rules
from data.emulation.rules.fault_rules import AFTER, BEFORE
from data.emulation.services.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.types import Receive, Send

    from data.emulation.http.incoming import Request
    from data.emulation.http.operation import Operation
    from data.emulation.rules.fault_rules import FaultRule

CLOSE: Final = "rtm.close"
"""A server's extension of a scope: a function that closes the connection once all is sent."""
_STUB: Final = {"message": "This would be the answer."}
_TOO_MANY: Final = 429
_WORDS: Final = {
    423: "The resource is locked by another request.",
    502: "The service got no valid answer from one that it needs.",
    503: "The service is not available at the moment.",
    504: "The service got no answer in time from one that it needs.",
}


async def play(
    hits: Iterable[FaultRule],
    operation: Operation,
    request: Request,
    work: Callable[[], Awaitable[Response]],
) -> Response:
    """Answer a request that faults hit.

    Args:
        hits: the faults, in their order; only the last one may end the request.
        operation: what is asked.
        request: the request.
        work: does what is asked.

    Raises:
        Refusal: the request itself is refused, or a fault says so.
        BrokenError: the answer has to end early.
    """
    found = tuple(hits)
    for rule in found:
        if rule.moment == BEFORE:
            await _hold(rule)
            if rule.ends and not _is_harmless(rule, operation):
                return _end(rule, request, _stub(operation, request))
    answer = await _answer(request, work)
    for rule in found:
        if rule.moment == AFTER:
            await _hold(rule)
        if rule.ends:
            answer = _end(rule, request, answer)
    return answer


async def break_off(broken: BrokenError, request: Request, receive: Receive, send: Send) -> None:
    """End an answer early: within its body, or before it has begun.

    Over a server that offers no way to close the connection (`CLOSE`) the answer has a head at
    least.
    """
    close = (request.scope.get("extensions") or {}).get(CLOSE)
    answer = broken.answer
    if answer is None and close is None:
        answer = respond(Answer(_STUB), request.tracking_id)._replace(body=b"")
    if answer is not None:
        headers = [*answer.headers, *request.marks]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        half = answer.body[: len(answer.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
    if close is not None:
        close()
        while (await receive())["type"] != "http.disconnect":
            continue


async def _hold(rule: FaultRule) -> None:
    if rule.delay_ms:
        await asyncio.sleep(rule.delay_ms / 1_000)


def _is_harmless(rule: FaultRule, operation: Operation) -> bool:
    """Whether the request can be answered for its answer to be damaged, as it changes nothing."""
    return not operation.writes and rule.kind in (fault_rules.CUT, fault_rules.GARBLE)


def _stub(operation: Operation, request: Request) -> Response:
    """An answer to something that was not done."""
    body = _STUB if operation.model else None
    return respond(Answer(body, operation.statuses[0]), request.tracking_id)


async def _answer(request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """What is answered; a refusal is an answer too, which can be lost like another one."""
    try:
        return await work()
    except Refusal as refusal:
        return refuse(refusal, request.tracking_id, request.code)


def _end(rule: FaultRule, request: Request, answer: Response) -> Response:
    """What a fault makes of an answer.

    An answer without a body has nothing that could be damaged: none comes.

    Raises:
        Refusal: another answer comes instead.
        BrokenError: none comes, or not all of it.
    """
    if rule.kind == fault_rules.STATUS:
        raise _refusal(rule.status or 500)
    bare = not answer.body or request.method == "HEAD"
    if rule.kind == fault_rules.DROP or bare:
        raise BrokenError(None)
    if rule.kind == fault_rules.CUT:
        raise BrokenError(answer)
    half = len(answer.body) // 2
    return answer._replace(body=answer.body[:half] + b"#" * (len(answer.body) - half))


def _refusal(status: int) -> Refusal:
    """A failure in the platform's own form."""
    if status == _TOO_MANY:
        return too_many(fault_rules.RETRY_AFTER)
    if status not in _WORDS:
        return internal()
    waits = status in fault_rules.WAITING
    headers = {"retry-after": str(fault_rules.RETRY_AFTER)} if waits else {}
    return Refusal(status, _WORDS[status], codes.UNAVAILABLE, headers=headers)
