"""A fault in one word, as `rtm serve --fault` and `rtm faults add` take it and lists show it.

    customers.create:status=503,share=0.2,after,seed=7
    customers.*:cut,most=3
    *:delay=250
    maintenance

Operations, a colon, then words in any order: what happens (`status=N`, `cut`, `garble`, `drop`,
`delay=MS`; a delay goes with any other), and to which requests (`before`, `after`, `share=0.2` or
`share=20%`, `most=N`, `seed=N`).
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any, Final

from app.cli.arguments import FAULT_EXAMPLE
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Spec = dict[str, Any]
"""The members of a fault as the wire spells them."""

NONE: Final = "none"
MAINTENANCE: Final = "maintenance"
_ENDS: Final = ("cut", "garble", "drop")
_MOMENTS: Final = ("before", "after")
_DIGITS: Final = 9


def fault(word: str) -> Spec:
    """A fault.

    Raises:
        ArgumentTypeError: it is none; the words say what is wrong and how one looks.
    """
    if word == MAINTENANCE:
        return {"kind": MAINTENANCE}
    operations, colon, rest = word.partition(":")
    if not colon or not operations:
        raise _wrong(word, _("it has no operations before a colon"))
    spec: Spec = {"operations": operations}
    for part in rest.split(","):
        _take(word, spec, part.strip())
    if "kind" not in spec:
        if "delayMs" not in spec:
            raise _wrong(word, _("it does not say what happens"))
        spec["kind"] = "delay"
    return spec


def fault_or_none(word: str) -> Spec:
    """A fault, or nothing at all for the word that takes all faults back.

    Raises:
        ArgumentTypeError: it is neither.
    """
    return {} if word == NONE else fault(word)


def spec_of(found: Mapping[str, Any]) -> str:
    """The word for a fault; what is as usual is left out.

    Args:
        found: its members as the wire spells them.
    """
    if found["kind"] == MAINTENANCE:
        return MAINTENANCE
    parts = [found["kind"]] if found["kind"] in _ENDS else []
    if found["kind"] == "status":
        parts.append(f"status={found['status']}")
    if found.get("delayMs"):
        parts.append(f"delay={found['delayMs']}")
    if found.get("moment") == "after":
        parts.append("after")
    parts += [
        f"{name}={found[name]:g}" if name == "share" else f"{name}={found[name]}"
        for name, usual in (("share", 1), ("most", None), ("seed", 1))
        if found.get(name, usual) != usual
    ]
    return f"{found['operations']}:{','.join(parts)}"


def _take(word: str, spec: Spec, part: str) -> None:
    """Put a part into a fault.

    Raises:
        ArgumentTypeError: it says nothing, or something that was said already.
    """
    name, equals, value = part.partition("=")
    found: Spec
    if not equals and name in _ENDS:
        found = {"kind": name}
    elif not equals and name in _MOMENTS:
        found = {"moment": name}
    elif equals and name in _NUMBERS:
        key, read = _NUMBERS[name]
        number = read(value)
        if number is None:
            raise _wrong(word, _("{name} wants a number").format(name=name))
        found = {key: number, "kind": "status"} if name == "status" else {key: number}
    else:
        known = "status=N, cut, garble, drop, delay=MS, before, after, share=0.2, most=N, seed=N"
        raise _wrong(word, _("it takes {known}").format(known=known))
    if spec.keys() & found.keys():
        raise _wrong(word, _("{name} says something that was said already").format(name=name))
    spec |= found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def _share(text: str) -> float | None:
    """A share, also in percent."""
    plain, percent, rest = text.partition("%")
    before, _point, behind = plain.partition(".")
    digits = before + behind
    if rest or not digits.isascii() or not digits.isdecimal() or len(digits) > _DIGITS:
        return None
    return float(plain) / 100 if percent else float(plain)


_NUMBERS: Final[dict[str, tuple[str, Callable[[str], float | None]]]] = {
    "status": ("status", _whole),
    "delay": ("delayMs", _whole),
    "share": ("share", _share),
    "most": ("most", _whole),
    "seed": ("seed", _whole),
}


def _wrong(word: str, reason: str) -> ArgumentTypeError:
    from data.words import quoted

    return ArgumentTypeError(
        _("{word} is no fault: {reason}; one is {example}").format(
            word=quoted(word), reason=reason, example=FAULT_EXAMPLE
        )
    )
