"""Asking once more what was asked before, exactly, where that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.errors import HubError, Unsafe
from data.client.resources import Resource
from data.models.base import Nothing
from data.text import _

if TYPE_CHECKING:
    from data.client.trace import RequestRecord

METHODS = ("GET", "HEAD")
"""What changes nothing."""

OPERATION = "requests.replay"
"""How it is called in the log."""


class Replays(Resource):
    """Requests by their method and target, as the log has them."""

    @property
    def host(self) -> str:
        """Whom requests go to, as the log has it."""
        return self._caller.address.url.netloc.decode("ascii", "replace")

    async def send(self, method: str, target: str, host: str) -> RequestRecord:
        """Ask, with the token of now, and again where that is promising.

        Args:
            method: GET or HEAD.
            target: path and query.
            host: whom it was asked before.

        Returns:
            The record of the last attempt, whatever the answer was.

        Raises:
            HubError: there was no answer, or nothing was sent since it is not safe.
        """
        caller = self._caller
        if method not in METHODS or host != self.host or not target.startswith("/"):
            raise Unsafe(_("This request cannot be sent once more."), sent=False)
        before = caller.log.made
        url = caller.address.url.copy_with(raw_path=target.encode("ascii", "replace"))
        try:
            await caller.call(OPERATION, method, str(url), Nothing)
        except HubError as error:
            if error.status is None:
                raise
        made = [one for one in caller.log if one.operation == OPERATION and one.target == target]
        if not made or caller.log.made == before:
            raise Unsafe(_("This request cannot be sent once more."), sent=False)
        return made[-1]
