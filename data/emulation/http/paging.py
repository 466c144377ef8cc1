"""Places in lists on the wire: opaque keys and `Link` headers (RFC 8288)."""

from __future__ import annotations

import json
from binascii import Error, a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from data.emulation.http.query import OFFSET_MOST
from data.emulation.services.problems import bad_parameter
from data.emulation.store.positions import Key, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.emulation.http.answers import Call
    from data.emulation.http.query import Query
    from data.emulation.services.problems import Refusal

_LONGEST: Final = 16_384
_GREATEST: Final = 2**63
_BACK: Final = "before"
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_FROM_URL: Final = str.maketrans("-_", "+/")


def key_text(key: Key, *rest: str) -> str:
    """A key as it goes out: base64url of the JSON list of sort value and rowid."""
    plain = _encode([*key, *rest]).encode()
    return b2a_base64(plain, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def read_key(name: str, text: str, *, numeric: bool) -> tuple[Key, bool]:
    """A key from a parameter, and whether it is one that a page ends before.

    Args:
        name: the parameter.
        text: its value.
        numeric: whether the sort order's values are numbers.

    Raises:
        Refusal: 400, it is no key of that sort order.
    """
    try:
        bare = text.translate(_FROM_URL).rstrip("=")
        plain = a2b_base64(bare + "=" * (-len(bare) % 4)).decode()
        value, rowid, *rest = json.loads(plain)
        # JSON can spell halves of signs, which are no text.
        str(value).encode()
    except (Error, ValueError, TypeError, RecursionError) as error:
        raise _no_key(name, text) from error
    whole = [rowid, value] if numeric else [rowid]
    if not all(type(number) is int and abs(number) < _GREATEST for number in whole):
        raise _no_key(name, text)
    if not (numeric or isinstance(value, str)) or rest not in ([], [_BACK]):
        raise _no_key(name, text)
    return Key(value, rowid), bool(rest)


def _no_key(name: str, text: str) -> Refusal:
    return bad_parameter(name, text, "a key that a list of this order gave")


def key_parameter(query: Query, name: str, *, numeric: bool) -> Key | None:
    """The key in a parameter of a request, None if it is not there."""
    text = query.text(name, _LONGEST)
    return read_key(name, text, numeric=numeric)[0] if text else None


def public_place(query: Query, also: str = "") -> Place:
    """Where a page of a public list begins: behind or before a key, else at an offset.

    Args:
        query: the parameters.
        also: the other name of `offset` that lists of telephony have, `start`; empty for none.
    """
    offset = _offset(query, also)
    text = query.text("key", _LONGEST)
    if not text:
        return Place(offset=offset)
    key, back = read_key("key", text, numeric=True)
    return Place(before=key) if back else Place(after=key)


def public_links(
    call: Call,
    size: int,
    keys: Sequence[Key],
    *,
    has_previous: bool,
    has_next: bool,
    also: str = "",
) -> dict[str, str]:
    """The `Link` header of a public list: first, prev and next, each with `offset`.

    Next and prev carry an opaque key too: who follows them sees each row that stays once, while
    others come and go. Where the list has another name for `offset`, `also`, links have that one.
    """
    offset, name = _offset(call.query, also), also or "offset"
    links: dict[str, Mapping[str, object]] = {}
    if keys and has_next:
        links["next"] = {name: offset + len(keys), "key": key_text(keys[-1])}
    if keys and has_previous:
        links["prev"] = {name: max(0, offset - size), "key": key_text(keys[0], _BACK)}
    if has_previous:
        links["first"] = {name: 0}
    return _header(call, links, ("offset", also, "key", "max"), {"max": size})


def _offset(query: Query, also: str) -> int:
    offset = query.integer("offset", 0, 0, OFFSET_MOST)
    return query.integer(also, offset, 0, OFFSET_MOST) if also else offset


def hub_links(
    call: Call, items: Sequence[Mapping[str, Any]], *, has_previous: bool, has_next: bool
) -> dict[str, str]:
    """The `Link` header of the console's list: next and prev, by key."""
    links: dict[str, Mapping[str, object]] = {}
    if has_next and items:
        links["next"] = {"after": items[-1]["key"]}
    if has_previous and items:
        links["prev"] = {"before": items[0]["key"]}
    return _header(call, links, ("offset", "after", "before", "from", "end"), {})


def _header(
    call: Call,
    links: Mapping[str, Mapping[str, object]],
    without: Sequence[str],
    always: Mapping[str, object],
) -> dict[str, str]:
    if not links:
        return {}
    kept = call.query.pairs(without)
    queries = {
        name: urlencode([*kept, *always.items(), *place.items()], quote_via=quote)
        for name, place in links.items()
    }
    parts = (f'<{call.url}?{query}>; rel="{name}"' for name, query in queries.items())
    return {"link": ", ".join(parts)}
