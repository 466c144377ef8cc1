"""Why there is no connection, in a few words."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING

from data.client.plain import plain
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator


def reason(error: BaseException) -> str:
    """The words for the first cause that a person knows, else the error's own."""
    for cause in _causes(error):
        if words := _known(cause):
            return words
    return plain(str(error), 160).rstrip(".") or _("the connection failed")


def is_untrusted(error: BaseException) -> bool:
    """Whether the connection failed because of the other side's certificate."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def _known(cause: BaseException) -> str:
    """The words for a cause; empty if it is not a known one."""
    if isinstance(cause, OSError) and cause.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return _("there is no way to it in this network")
    words = (
        (socket.gaierror, _("its name is not known")),
        (ssl.SSLCertVerificationError, _("its certificate is not trusted")),
        (ssl.SSLError, _("it does not speak TLS as expected")),
        (ConnectionRefusedError, _("nothing listens there")),
        (ConnectionError, _("the connection was cut")),
    )
    return next((text for kind, text in words if isinstance(cause, kind)), "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The causes of an error, the deepest first."""
    chain: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting and len(chain) < 20:
        current = waiting.pop()
        if current in chain:
            continue
        chain.append(current)
        waiting.extend(e for e in (current.__context__, current.__cause__) if e is not None)
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
    yield from reversed(chain)
