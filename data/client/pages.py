"""Lists page by page: follows `Link` (RFC 8288), and drops what a shifted list repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

from data.client.errors import BadAnswer
from data.models.base import Items, WireModel, items_of
from data.text import _

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from data.client.calls import Answer, Caller

ItemT = TypeVar("ItemT", bound=WireModel)

STALLED = 3
"""Pages in a row that bring nothing new before a list counts as endless."""

_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w!#$&+.^`|~*-]+\s*(?:=\s*(?:"[^"]*"|[^\s",;]*))?)*)')
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~*-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s",;]*)))?')


def links(header: str) -> dict[str, str]:
    """The targets in a Link header by their relation, in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        for name, quoted, bare in _PARAMETER.findall(parameters):
            if name.lower() == "rel":
                for relation in (quoted or bare).lower().split():
                    found.setdefault(relation, target.strip())
                break
    return found


class Pages(Generic[ItemT]):
    """A list as it comes, page by page; each `async for` begins anew.

    Attributes:
        shifted: whether rows came twice, so that the list moved while it was read: rows may also
            have been missed, which nobody can see. Meant for the live platform, whose pages are
            offsets.
        fetched: how many pages were read.

    Args:
        caller: makes the calls.
        operation: their name in the log.
        url: the first page.
        model: a row.
        identity: what tells a row from another.
        body: a page, where its rows stand under another name than `items`.
    """

    def __init__(
        self,
        caller: Caller,
        operation: str,
        url: str,
        model: type[ItemT],
        identity: Callable[[ItemT], str],
        body: type[Items[ItemT]] | None = None,
    ) -> None:
        self._caller = caller
        self._operation = operation
        self._url = url
        self._model = body or items_of(model)
        self._identity = identity
        self.shifted = False
        self.fetched = 0

    async def __aiter__(self) -> AsyncIterator[list[ItemT]]:
        """The pages, without rows that came before.

        Raises:
            HubError: a page could not be had; those before it were complete.
        """
        self.shifted, self.fetched = False, 0
        url: str | None = self._url
        # Hashes are enough to know a row again, and a million of them are no burden.
        seen: set[int] = set()
        stalled = 0
        while url is not None:
            answer: Answer[Items[ItemT]] = await self._caller.fetch(
                self._operation, url, self._model
            )
            self.fetched += 1
            fresh: list[ItemT] = []
            for item in answer.value.items:
                key = hash(self._identity(item))
                if key in seen:
                    self.shifted = True
                else:
                    seen.add(key)
                    fresh.append(item)
            url = self._next(answer)
            stalled = 0 if fresh else stalled + 1
            if url is not None and stalled >= STALLED:
                raise BadAnswer(_("The list does not end: its pages bring nothing new."))
            if fresh:
                yield fresh

    async def each(self) -> AsyncIterator[ItemT]:
        """The rows one by one."""
        async for page in self:
            for item in page:
                yield item

    async def all(self) -> list[ItemT]:
        """All rows; for lists that are known to be short."""
        return [item async for item in self.each()]

    def _next(self, answer: Answer[Items[ItemT]]) -> str | None:
        """Where the next page is, if there is one."""
        target = links(answer.link).get("next")
        return None if target is None else self._caller.address.follow(target, answer.url)
