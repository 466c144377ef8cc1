"""Downloads from addresses that are secrets themselves: no token goes there, no log has them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final

import httpx

from data.client.address import Address
from data.client.calls import Caller
from data.client.errors import BadAnswer, Unsafe
from data.client.plain import plain
from data.hosts import is_loopback
from data.models.base import Nothing
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.client.trace import Attempt

LONGEST: Final = 600.0
"""Seconds that a download takes at most, with its repetitions."""
_PAGES: Final = frozenset({"text/html", "application/json"})
"""What a file surely is not: pages and errors of something on the way."""


async def read(caller: Caller, operation: str, url: str) -> bytes:
    """What is behind an address, in memory.

    Args:
        caller: whose connections and log are used; not its token.
        operation: its name in the log.
        url: the address, as the platform told it.

    Raises:
        Unsafe: the address is none, or would be read over plain http from elsewhere.
        HubError: there is no file, or it did not come.
    """
    sink = BytesIO()
    await _Download(caller, url, sink).run(operation)
    return sink.getvalue()


async def save(caller: Caller, operation: str, url: str, path: Path) -> int:
    """Write what is behind an address to a new file, for nobody else to read; its bytes.

    Args:
        caller: whose connections and log are used; not its token.
        operation: its name in the log.
        url: the address, as the platform told it.
        path: where to; what is there stays, and nothing is left of a download that fails.

    Raises:
        FileExistsError: there is such a file.
        OSError: it cannot be written.
        Unsafe: the address is none, or would be read over plain http from elsewhere.
        HubError: there is no file, or it did not come.
    """
    download = _Download(caller, url, BytesIO())
    with _new(path) as sink:
        download.sink = sink
        await download.run(operation)
        return sink.tell()


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """A new file, which goes again where something fails."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "wb") as sink:
            yield sink
    except BaseException:
        path.unlink(missing_ok=True)
        raise


class _Download(Caller):
    """A caller that sends no token and hands on what comes, part by part.

    Args:
        caller: whose connections and log it uses.
        url: the address.
        sink: where to write.
    """

    def __init__(self, caller: Caller, url: str, sink: BinaryIO) -> None:
        settings = caller.settings
        longest = replace(settings.timeouts, total=max(LONGEST, settings.timeouts.total))
        address = _address(url)
        super().__init__(caller.http, address, "", caller.log, replace(settings, timeouts=longest))
        self.faults = caller.faults
        self.sink = sink

    async def run(self, operation: str) -> None:
        """Read the file."""
        await self.call(operation, "GET", str(self.address.url), Nothing)

    async def _request(self, method: str, url: str, content: bytes) -> httpx.Request:
        headers = [
            ("Accept", "text/csv, */*"),
            ("Accept-Encoding", "gzip"),
            ("User-Agent", self.settings.user_agent),
        ]
        extensions = {"timeout": self.settings.timeouts.as_extension()}
        return httpx.Request(method, url, headers=headers, content=content, extensions=extensions)

    async def _exchange(self, attempt: Attempt) -> None:
        attempt.secret_address = True
        await super()._exchange(attempt)

    async def _receive(self, attempt: Attempt, response: httpx.Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not response.is_success:
            await super()._receive(attempt, response)
            return
        if kind in _PAGES:
            words = _("The answer is no file but {kind}.").format(kind=plain(kind, 60))
            raise BadAnswer(words, status=response.status_code)
        # What an attempt before this one wrote goes.
        self.sink.seek(0)
        self.sink.truncate()
        async for chunk in response.aiter_bytes():
            self.sink.write(chunk)
            attempt.streamed += len(chunk)


def _address(url: str) -> Address:
    """Where a download goes, if it may go there.

    Raises:
        Unsafe: it is no address, or would be read over plain http from elsewhere.
    """
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError):
        found = httpx.URL("")
    secure = found.scheme == "https" or (found.scheme == "http" and is_loopback(found.host))
    if not found.host or found.userinfo or not secure:
        shown = plain(str(found.copy_with(query=None, userinfo=b"", fragment=None)), 100)
        raise Unsafe(_("A file is not read from this address: {url}").format(url=shown), sent=False)
    root = str(found.copy_with(query=None, path="/")).rstrip("/")
    return Address(root, root, found)
