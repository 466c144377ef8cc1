"""Where the platform is, and which token may go there (architecture, decision 12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from data.client.errors import BadAnswer, Unauthorized, Unsafe
from data.client.plain import plain
from data.hosts import is_loopback
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Token = str | Callable[[], str | Awaitable[str]]
    """A token, or a function that gives the one to use now; it is asked before every attempt."""

SANDBOX_TOKENS = ("sbx.",)
"""How the emulation's tokens begin."""
LIVE_HOSTS = frozenset({"webexapis.com"})
"""Hosts of the platform itself: they are never asked whether they are an emulation."""

HIGHEST_PORT = 65_535

# What a bearer token consists of (RFC 6750, section 2.1): no line break gets into a header.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_ID = re.compile(r"[A-Za-z0-9_-]{1,500}=*")


@dataclass(frozen=True, slots=True)
class Address:
    """The two roots of a backend's paths.

    Attributes:
        api: the public API, as `https://webexapis.com/v1`.
        hub: the emulation's own routes, as `http://localhost/hub/v1`.
        url: the address as httpx sees it.
    """

    api: str
    hub: str
    url: httpx.URL

    @classmethod
    def parse(cls, base_url: str) -> Address:
        """Read an address, with or without `/v1` at its end.

        Raises:
            Unsafe: it is no http or https URL, or carries a name, a query or a fragment.
        """
        try:
            url = httpx.URL(base_url.strip())
        except (httpx.InvalidURL, TypeError, ValueError):
            url = httpx.URL("")
        if (
            url.scheme not in ("http", "https")
            or not url.host
            or (url.userinfo or url.query or url.fragment)
            or (url.port or 0) > HIGHEST_PORT
        ):
            # What stands before an @ may be a password.
            shown = plain(re.sub(r"//.*@", "//", base_url), 100)
            raise Unsafe(
                _("This is not the address of a platform: {url}").format(url=shown), sent=False
            )
        root = str(url).rstrip("/").removesuffix("/v1").rstrip("/")
        return cls(f"{root}/v1", f"{root}/hub/v1", url)

    @property
    def is_loopback(self) -> bool:
        """Whether the address stays on this machine."""
        return is_loopback(self.url.host)

    @property
    def is_live(self) -> bool:
        """Whether this is the platform itself."""
        return self.url.host.lower().rstrip(".") in LIVE_HOSTS

    def check(self, token: str) -> None:
        """Refuse a token that must not go to this address.

        Raises:
            Unsafe: a real token would go over plain http, or a sandbox's to a real host.
            Unauthorized: it is no token at all.
        """
        if not _TOKEN.fullmatch(token):
            raise Unauthorized(
                _("There is no token.") if not token else _("What is given as token is none."),
                sent=False,
            )
        if self.is_loopback:
            return
        host = plain(self.url.host, 100)
        if self.url.scheme != "https":
            raise Unsafe(_("A token goes to {host} only over https.").format(host=host), sent=False)
        if token.startswith(SANDBOX_TOKENS):
            raise Unsafe(
                _("A sandbox's token is never sent to {host}.").format(host=host), sent=False
            )

    def follow(self, link: str, request: httpx.URL) -> str:
        """The URL that a link in an answer names.

        Args:
            link: as it stands in the answer; may be relative.
            request: what the answer is an answer to.

        Raises:
            BadAnswer: it leads to another host, port or scheme; the token is not taken there.
        """
        url = self._own(link, request)
        if url is None:
            words = _("The next page would be at another place: {url}")
            raise BadAnswer(words.format(url=_shown(link, request)))
        return str(url)

    def last_segment(self, link: str, collection: str, request: httpx.URL) -> str:
        """The id at the end of a link to a member of a collection; nothing is fetched.

        Args:
            link: as it stands in the answer; may be relative.
            collection: the segment before the id, as `customers`.
            request: what the answer is an answer to.

        Raises:
            BadAnswer: it leads to another host, port or scheme, or has no such id.
        """
        url = self._own(link, request) if "/" in link else None
        parent, _slash, found = ("" if url is None else url.path).rpartition("/")
        if not parent.endswith(f"/{collection}") or not _ID.fullmatch(found):
            words = _("The answer names no place of this platform: {url}")
            raise BadAnswer(words.format(url=_shown(link, request)))
        return found

    def _own(self, link: str, request: httpx.URL) -> httpx.URL | None:
        """The URL that a link names, if it is of this backend."""
        url = _joined(link, request)
        if (url.scheme, url.host, _port(url)) != (self.url.scheme, self.url.host, _port(self.url)):
            return None
        return url


def _joined(link: str, request: httpx.URL) -> httpx.URL:
    """The URL that a link names; an empty one if it is no link."""
    try:
        return request.join(link)
    except (httpx.InvalidURL, ValueError):
        return httpx.URL("")


def _shown(link: str, request: httpx.URL) -> str:
    """A link for a message: without its query, which may hold a secret, and a password."""
    return plain(str(_joined(link, request).copy_with(query=None, userinfo=b"")) or link, 100)


def _port(url: httpx.URL) -> int:
    """The port, the scheme's own if none is named."""
    return url.port or (443 if url.scheme == "https" else 80)
