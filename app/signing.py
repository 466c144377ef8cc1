"""Signs requests to the emulation in this process, anew where its database was replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable


class Signing(httpx.AsyncBaseTransport):
    """A transport that signs in by itself where a token is not good any more.

    `rtm db reset` and `restore` may give a sandbox other accounts and another secret while consoles
    have it open; nobody can be asked for a token then, since it comes from the database itself.

    Args:
        inner: where requests go.
        sign: makes a token; blocks for some milliseconds.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, sign: Callable[[], str]) -> None:
        self._inner = inner
        self._sign = sign
        self._token = ""

    def token(self) -> str:
        """The token to use now; blocks the first time."""
        self._token = self._token or self._sign()
        return self._token

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and once more with a new token where the one it has is refused.

        Raises:
            DatabaseProblem: the database cannot be read.
        """
        response = await self._inner.handle_async_request(request)
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return response
        try:
            self._token = await in_thread(self._sign, "rtm-sign")
        except LookupError:
            # The account is not there any more: the refusal says what is to be said.
            return response
        signed = f"Bearer {self._token}"
        if request.headers.get("Authorization") == signed:
            return response
        await response.aclose()
        request.headers["Authorization"] = signed
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close what is behind it."""
        await self._inner.aclose()
