"""`rtm requests replay`: what changes nothing, asked once more of the same platform."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.backend import with_hub
from app.cli.failures import WrongUse
from app.cli.request_log import find, repetition_of, sheet
from data.operations.history.keeping import kept
from data.operations.history.replaying import changed_lines, difference, why_not
from data.text import _
from widgets.text import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from app.cli.context import Context
    from data.client import HubClient, RequestRecord
    from data.local.requests import KeptRequest


def replayed(context: Context, options: Namespace) -> int:
    """Ask it, and say what differs; whatever the answer is, the command has done its work.

    Raises:
        Stop: there is no such request.
        WrongUse: it is not one that is asked once more.
        HubError: there was no answer.
    """
    profile = context.profile()
    before = find(profile, options.number)
    reason = why_not(before, profile.place)
    if reason:
        advice = _("Look at it, and at its line for curl, with: rtm requests show {n}")
        raise WrongUse(reason, advice.format(n=before.n))

    async def work(hub: HubClient) -> RequestRecord:
        return await hub.replays.send(before.method, before.target, before.host)

    record = with_hub(context, work)
    after = replace(kept(record, "command", profile.place), n=repetition_of(profile, before))
    value = {
        "before": before.as_dict(),
        "after": after.as_dict(),
        "difference": difference(before, after),
        "changedLines": changed_lines(before, after, None),
    }
    context.output.one(value, lambda: _lines(before, after))
    return 0


def _lines(before: KeptRequest, after: KeptRequest) -> Iterator[str]:
    yield from sheet(after)
    yield ""
    yield _("Against request {n}").format(n=before.n)
    yield f"  {difference(before, after)}"
    yield from (f"  {clean(line)}" for line in changed_lines(before, after))
