"""Bodies of requests: read with all that is wrong with their shape, which rules then add to."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import parse_qsl

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.services.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.models.base import WireModel

ModelT = TypeVar("ModelT", bound="WireModel")

LONGEST: Final = 1_048_576
"""Bytes of a body at most."""
_FAULTS: Final = 100
_KEPT: Final = 65_536
"""Bytes of a body that are kept at most."""
_FIELDS: Final = 50
_SECRET: Final = frozenset({"secret", "clientsecret", "password", "token"})
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


def read(model: type[ModelT], content: bytes) -> tuple[ModelT, list[Fault]]:
    """The value of a body, and what is wrong with its shape.

    Unknown fields are tolerated, null is the same as missing. A field of another type is left out
    of the value and named, so that the rules can say what else is wrong.

    Args:
        model: the body's model, of which every field may be missing.
        content: the body.

    Raises:
        Refusal: 400, it is no JSON object.
    """
    from pydantic import ValidationError

    loaded = _loads(content)
    faults: list[Fault] = []
    while True:
        try:
            # The wire's spelling only: another one is an unknown field.
            return model.model_validate(loaded, by_alias=True, by_name=False), faults
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False, include_input=False)
            for one in sorted(found, key=lambda one: len(one["loc"]), reverse=True):
                place = one["loc"]
                words = _WANTED.get(one["type"], "something else")
                faults.append(Fault(_path(place), codes.BAD_TYPE, f"must be {words}"))
                _remove(loaded, place)
            if len(faults) > _FAULTS:
                raise Refusal.of(400, "The request is not valid.", faults[:_FAULTS]) from None


def read_form(content: bytes) -> tuple[dict[str, str], list[Fault]]:
    """The fields of a form, and what is wrong with them. Unknown ones are tolerated.

    Args:
        content: the body.

    Raises:
        Refusal: 400, it is no form.
    """
    try:
        pairs = parse_qsl(content.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        raise Refusal(400, "The body of the request is no form.", codes.BAD_BODY) from None
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for name, value in pairs:
        if name in found:
            faults.append(Fault(name[:200], codes.BAD_FORM, "is given twice"))
        found[name] = value
    return found, faults


def kept(content: bytes) -> str | None:
    """A body as the record of requests keeps it: JSON without secrets.

    None if it is no JSON object, or a long one.
    """
    if not content or len(content) > _KEPT:
        return None
    try:
        loaded = _loads(content)
    except Refusal:
        return None
    return json.dumps(_shown(loaded), ensure_ascii=False, separators=(",", ":"))


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _shown(v) for k, v in value.items() if k.lower() not in _SECRET}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return value


def wrong_places(faults: Sequence[Fault]) -> frozenset[str]:
    """The fields that `read` left out, lists for their entries too: rules need not miss them."""
    fields = [fault.field for fault in faults]
    return frozenset(fields + [field.partition("[")[0] for field in fields])


def _loads(content: bytes) -> dict[str, Any]:
    try:
        loaded = _cleaned(_decode(content.decode("utf-8")))
    except _TwiceError as twice:
        text = f"A member stands twice in the same object: {str(twice)[:60]!r}."
        raise _no_object(text) from None
    except (ValueError, RecursionError):
        raise _no_object() from None
    if not isinstance(loaded, dict):
        raise _no_object()
    return loaded


class _TwiceError(Exception):
    """A member stands twice in an object, so that nobody knows which one counts."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
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
    """JSON without members that are null, and without halves of characters."""
    if isinstance(value, dict):
        return {_cleaned(k): _cleaned(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    return value


def _path(place: Sequence[int | str]) -> str:
    """A place such as `packages[1]` or `address.country`."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text[:200]


def _remove(loaded: dict[Any, Any], place: Sequence[int | str]) -> None:
    """Take the value at a place away; an entry of a list takes the list along."""
    for number, part in enumerate(place):
        inner = loaded.get(part)
        if number == len(place) - 1 or not isinstance(inner, dict):
            loaded.pop(part, None)
            return
        loaded = inner
