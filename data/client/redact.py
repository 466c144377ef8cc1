"""Takes secrets out of whatever is kept or shown of a call (architecture, decision 12).

Three nets: names that announce a secret (`token`, `client_secret`, a `code` that is no number, ...)
lose their values; so do parameters of addresses anywhere in a text, which is how a signed address
gives itself away; and every token that this client has used is taken out wherever it turns up, also
in what a server echoes.
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from data.hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

REQUEST_HEADERS = frozenset({"accept", "content-type", "content-length", "user-agent"})
RESPONSE_HEADERS = frozenset(
    {
        "allow",
        "content-length",
        "content-type",
        "date",
        "link",
        "location",
        "retry-after",
        "rtm-faults",
        "server",
        "trackingid",
    }
)
"""The only headers that are ever kept."""

_WORDS = (
    *("token", "secret", "passw", "passphrase", "authoriz", "credential", "cookie", "apikey"),
    *("downloadurl", "privatekey", "signature", "accesskey"),
)
_SIGNERS = ("xamz", "xgoog")
"""How parameters of signed addresses begin."""
_POLICY = 24
"""A policy that was signed is longer than this; what else has that name is a word."""
_SIGNS = (
    *(word.encode() for word in _WORDS if word not in ("apikey", "privatekey")),
    b"api",
    b"private",
    b"access",
    *(b"amz", b"goog", b'sig"', b"sig\\", b"sig=", b"policy"),
    b"bearer",
    b"basic",
    b"sbx.",
    b'"code"',
    b"code=",
    b"\\u00",
    b"%",
)
_SEPARATORS = str.maketrans("", "", "-_. ")
_LONG = 8
"""Characters that a token has at least; anything shorter would turn up everywhere."""
_KEPT = 16
"""Tokens remembered; older ones have run out."""

_BEARER = re.compile(r"\bBearer\s+[A-Za-z0-9._~+/=-]{16,}", re.IGNORECASE)
_BASIC = re.compile(r"\bBasic\s+([A-Za-z0-9+/]{4,}={0,2})", re.IGNORECASE)
_SANDBOX = re.compile(r"\bsbx\.[A-Za-z0-9._~+/=-]{8,}")
_PARAMETER = re.compile(r"([\w.%-]{1,64})=([^&#\s]*)")
_IN_TEXT = re.compile(
    r"(?:^|[?&;\s\"'(\[{,]|\\u0026|%26|%3F)([\w.-]{1,64}|[\w.%-]{1,64}?)(=|%3D|\\u003d)",
    re.IGNORECASE,
)
"""The name of a parameter in an address that stands in a text, perhaps escaped."""
_ECHOED = re.compile(r'(\\{0,15})"([^"\\]{1,64})\1"\s*:\s*')
"""The name of a member of JSON that stands in a text, perhaps within other JSON."""
_TO_THE_END = re.compile(r"[^&#\s\"'\\<>;,]*")
_TO_THE_NEXT = re.compile(r"(?:(?!%26)[^&#\s\"'\\<>;,])*", re.IGNORECASE)
_NAME = re.compile(r'("(?:[^"\\]|\\.){0,128}")\s*:\s*')
"""The name of a member; longer ones cannot be looked for without taking time for each quote."""
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|[-+.\w]+')


def is_secret(name: str) -> bool:
    """Whether a field, header or parameter of this name may hold a secret."""
    folded = name.lower().translate(_SEPARATORS)
    return any(word in folded for word in _WORDS) or folded.startswith(_SIGNERS) or folded == "sig"


def _hides_parameter(name: str, value: str) -> bool:
    """Whether a parameter may be a secret; the rest of what was signed goes with it."""
    return _hides(name, value) or name.lower() in ("expires", "policy")


def _hides(name: str, value: str) -> bool:
    """Whether a value may be a secret: `code` is one of OAuth's, unless it is a number."""
    folded, inner = name.lower(), value.strip('\\"')
    return (
        is_secret(name)
        or (folded == "code" and not inner.isdecimal())
        or (folded == "policy" and len(inner) > _POLICY)
    )


def _parameter(match: re.Match[str]) -> str:
    """A parameter of a query or a form, without its value if its name announces a secret."""
    return f"{match[1]}={HIDDEN}" if _hides_parameter(unquote(match[1]), match[2]) else match[0]


def _addresses(text: str) -> str:
    """A text in whose addresses no parameter has its value if its name announces a secret."""
    done: list[str] = []
    at = 0
    while match := _IN_TEXT.search(text, at):
        done.append(text[at : match.end()])
        at = match.end()
        # In an address within an address the next parameter begins with an escaped sign.
        value = (_TO_THE_END if match[2] == "=" else _TO_THE_NEXT).match(text, at)
        if value is not None and _hides_parameter(unquote(match[1]), value[0]):
            done.append(HIDDEN)
            at = value.end()
    return "".join([*done, text[at:]])


def _echoes(text: str) -> str:
    """A text in which JSON, as a server may repeat it, lost what `_members` takes out."""
    done: list[str] = []
    at = 0
    while match := _ECHOED.search(text, at):
        done.append(text[at : match.end()])
        at = match.end()
        quoted = f'{match[1]}"'
        if not text.startswith(quoted, at):
            value = _VALUE.match(text, at)
            end = None if value is None else value.end()
        else:
            end = _end_of(text, at + len(quoted), quoted)
        if _hides(match[2], text[at:end].strip('\\"')):
            done.append(f"{quoted}{HIDDEN}{quoted}")
            if end is None:
                return "".join(done)
            at = end
    return "".join([*done, text[at:]])


def _end_of(text: str, at: int, quoted: str) -> int | None:
    """Where a value ends that began before; None where it was cut off."""
    while (at := text.find(quoted, at)) >= 0:
        # More of these signs than at its beginning: a mark within the value.
        if text[at - 1] != "\\":
            return at + len(quoted)
        at += len(quoted)
    return None


def _pair(match: re.Match[str]) -> str:
    """What stands behind "Basic", unless it is no name with a password."""
    try:
        told = b64decode(match[1] + "=" * (-len(match[1]) % 4))
    except ValueError:
        return match[0]
    return f"Basic {HIDDEN}" if b":" in told else match[0]


def _members(text: str) -> str:
    """JSON, perhaps cut off, without the values of members whose names announce a secret."""
    done: list[str] = []
    at = 0
    while match := _NAME.search(text, at):
        done.append(text[at : match.end()])
        at = match.end()
        name = re.sub(r"\\u00([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), match[1])
        value = _VALUE.match(text, at)
        if _hides(name.strip('"'), "" if value is None else value[0]):
            done.append(f'"{HIDDEN}"')
            if value is None:
                # An object, a list, or a text that was cut off: the rest goes with it.
                return "".join(done)
            at = value.end()
    return "".join([*done, text[at:]])


class Redactor:
    """Knows the tokens in use and hides them."""

    __slots__ = ("_forms", "_tokens")

    def __init__(self) -> None:
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._forms: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Redactor of {len(self._tokens)} tokens>"

    def learn(self, token: str) -> None:
        """Hide `token` from now on."""
        if token in self._tokens or len(token) < _LONG:
            return
        self._tokens[token] = tuple({token, quote(token, safe=""), token.replace("/", "\\/")})
        if len(self._tokens) > _KEPT:
            del self._tokens[next(iter(self._tokens))]
        self._forms = tuple(form for forms in self._tokens.values() for form in forms)

    def text(self, text: str) -> str:
        """`text` without any token."""
        for form in self._forms:
            text = text.replace(form, HIDDEN)
        if "sbx." in text:
            text = _SANDBOX.sub(HIDDEN, text)
        lowered = text.lower()
        if "bearer" in lowered:
            text = _BEARER.sub(f"Bearer {HIDDEN}", text)
        if "basic" in lowered:
            text = _BASIC.sub(_pair, text)
        if '"' in text:
            text = _echoes(text)
        if "=" in text or "%3d" in lowered or "\\u003d" in lowered:
            text = _addresses(text)
        return text

    def url(self, target: str) -> str:
        """A path with its query, or a whole URL, without secrets in its parameters."""
        path, mark, query = target.partition("?")
        if "@" in path:
            # A password in front of a host is no part of any address that is kept.
            path = re.sub(r"//[^/@]*@", "//", path)
        if mark:
            query = _PARAMETER.sub(_parameter, query)
        return self.text(f"{path}{mark}{query}")

    def headers(
        self, raw: Iterable[tuple[bytes, bytes]], allowed: frozenset[str]
    ) -> dict[str, str]:
        """The headers that may be kept."""
        kept: dict[str, str] = {}
        for key, value in raw:
            name = key.decode("latin-1").lower()
            if name in allowed:
                text = value.decode("latin-1")
                known = self.url(text) if name in ("link", "location") else self.text(text)
                kept[name] = f"{kept[name]}, {known}" if name in kept else known
        return kept

    def body(self, body: bytes, limit: int) -> bytes:
        """At most `limit` bytes of the beginning of `body`, without secrets."""
        longest = max(map(len, self._forms), default=0)
        whole = len(body) <= limit
        head = body if whole else body[: limit + longest]
        lowered = head.lower()
        if any(sign in lowered for sign in _SIGNS):
            text = head.decode("utf-8", "replace")
            json = lowered.lstrip().startswith((b"{", b"["))
            head = self.text(_members(text) if json else _PARAMETER.sub(_parameter, text)).encode()
        else:
            for form in self._forms:
                head = head.replace(form.encode(), HIDDEN.encode())
        if whole:
            return head
        # The cut may run through a token: its beginning goes with it.
        return head[: max(0, len(head) - longest)][:limit]
