"""Bodies of requests: read with all that is wrong with their shape, which rules then add to."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.services.problems import Refusal
from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from data.models.base import WireModel

ModelT = TypeVar("ModelT", bound="WireModel")

LONGEST: Final = 1_048_576
"""Bytes of a body at most."""
MOST: Final = 1_000
"""Entries of a list, and members of an object within a body, at most."""
_AT_ONCE: Final = 8_192
"""Bytes of a body that the event loop decodes itself: some tenths of a millisecond."""
_FAULTS: Final = 100
_KEPT: Final = 65_536
"""Bytes of a body that are kept at most."""
_FIELDS: Final = 50
_SECRET: Final = frozenset({"secret", "clientsecret", "password", "token"})
_TOO_MANY: Final = f"must have at most {MOST:,} entries"
_HOLDING: Final = frozenset({"tuple_type", "dict_type", "model_type", "model_attributes_type"})
_WANTED: Final = {
    "string_type": "text",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}


class Body(NamedTuple):
    """A body that was decoded, once for all that look at it.

    Attributes:
        loaded: the JSON object; empty where there is none. Nobody changes it.
        kept: what the record of requests keeps: JSON without secrets; None for a long body.
        form: a form, as it came.
    """

    loaded: Mapping[str, Any] = {}
    kept: str | None = None
    form: bytes = b""


async def decoded(content: bytes, *, form: bool) -> Body:
    """A body decoded, a large one beside the event loop.

    Args:
        content: the body.
        form: whether it is a form instead of JSON.

    Raises:
        Refusal: 400, it is no JSON object.
    """
    if form:
        return Body(form=content)
    if len(content) <= _AT_ONCE:
        return decode(content)
    return await in_thread(lambda: decode(content), "rtm-body")


def decode(content: bytes) -> Body:
    """A body of JSON decoded.

    Raises:
        Refusal: 400, it is no JSON object.
    """
    try:
        loaded = _cleaned(_decode(content.decode("utf-8")))
        if isinstance(loaded, _TooMany):
            # Unknown members are tolerated, however many of them there are.
            loaded = loaded.value
        if not isinstance(loaded, dict):
            raise _no_object()
        return Body(loaded, _kept(loaded) if len(content) <= _KEPT else None)
    except _TwiceError as twice:
        text = f"A member stands twice in the same object: {str(twice)[:60]!r}."
        raise _no_object(text) from None
    except (ValueError, RecursionError):
        raise _no_object() from None


def read(model: type[ModelT], content: Body | bytes) -> tuple[ModelT, list[Fault]]:
    """The value of a body, and what is wrong with its shape.

    Unknown fields are tolerated, null is the same as missing. A field of another type is left out
    of the value and named, so that the rules can say what else is wrong.

    Args:
        model: the body's model, of which every field may be missing.
        content: the body, decoded or as it came.

    Raises:
        Refusal: 400, it is no JSON object, or very many fields are wrong.
    """
    from pydantic import ValidationError

    loaded = (content if isinstance(content, Body) else decode(content)).loaded
    faults: list[Fault] = []
    while True:
        try:
            # The wire's spelling only: another one is an unknown field.
            return model.model_validate(loaded, by_alias=True, by_name=False), faults
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False)
            found.sort(key=lambda one: len(one["loc"]), reverse=True)
            faults += [Fault(_path(one["loc"]), codes.BAD_TYPE, _words(one)) for one in found]
            if len(faults) > _FAULTS:
                raise Refusal.of(400, "The request is not valid.", faults[:_FAULTS]) from None
            for one in found:
                loaded = _without(loaded, one["loc"])


def read_form(content: Body) -> tuple[dict[str, str], list[Fault]]:
    """The fields of a form, and what is wrong with them. Unknown ones are tolerated.

    Args:
        content: the body.

    Raises:
        Refusal: 400, it is no form.
    """
    try:
        pairs = parse_qsl(content.form.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        raise Refusal(400, "The body of the request is no form.", codes.BAD_BODY) from None
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for name, value in pairs:
        if name in found:
            faults.append(Fault(name[:200], codes.BAD_FORM, "is given twice"))
        found[name] = value
    return found, faults


def _kept(loaded: dict[str, Any]) -> str:
    return json.dumps(_shown(loaded), ensure_ascii=False, separators=(",", ":"))


def _shown(value: Any) -> Any:
    if isinstance(value, _TooMany):
        value = value.value
    if isinstance(value, dict):
        return {k: _shown(v) for k, v in value.items() if k.lower() not in _SECRET}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value


class _TooMany:
    """In place of a list or an object with so many entries that none of them is looked at."""

    def __init__(self, value: Any) -> None:
        self.value = value


class _TwiceError(Exception):
    """A member stands twice in an object, so that nobody knows which one counts."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _TwiceError(name)
            seen.add(name)
    return found


def _number(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(text)
    return found


def _no_number(text: str) -> Any:
    raise ValueError(text)


_decode: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_constant=_no_number
).decode


def _no_object(text: str = "") -> Refusal:
    return Refusal(400, "The body of the request is no JSON object.", codes.BAD_BODY, text)


def _cleaned(value: Any) -> Any:
    """JSON without members that are null, without halves of characters, and nothing too long."""
    if isinstance(value, dict):
        members = {_cleaned(k): _cleaned(v) for k, v in value.items() if v is not None}
        return members if len(members) <= MOST else _TooMany(members)
    if isinstance(value, list):
        items = [_cleaned(item) for item in value]
        return items if len(items) <= MOST else _TooMany(items)
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return value


def _path(place: Sequence[int | str]) -> str:
    """A place such as `packages[1]` or `address.country`."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text[:200]


def _words(error: ErrorDetails) -> str:
    """What pydantic found, in the platform's words."""
    if isinstance(error["input"], _TooMany) and error["type"] in _HOLDING:
        return _TOO_MANY
    return f"must be {_WANTED.get(error['type'], 'something else')}"


def _without(loaded: Mapping[Any, Any], place: Sequence[int | str]) -> dict[Any, Any]:
    """An object without the value at a place; an entry of a list takes the list along."""
    part, *rest = place
    found = {name: value for name, value in loaded.items() if name != part}
    inner = loaded.get(part)
    if rest and isinstance(inner, dict):
        found[part] = _without(inner, rest)
    return found
