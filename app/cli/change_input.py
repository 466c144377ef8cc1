"""From a file and options to the input of an operation, in the wire's spelling."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from app.cli.change_arguments import dest
from app.cli.failures import WrongUse
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from data.operations.inputs.reading import WrongInput
    from data.operations.operation import Field, Operation

    Json = dict[str, Any]

LARGEST = 1024 * 1024
"""Characters of an input that is none."""

LIMIT_DIGITS = 9
"""Digits of a package limit at most."""

LOOKED_UP = ("customer", "subscriber")
"""Kinds of fields whose value the platform has to be asked about."""


class WrongChange(WrongUse):
    """What was said of a change cannot be meant.

    Attributes:
        wrong: each thing that is wrong.
        option: the option that gives a place of the request; empty where there is none.
    """

    def __init__(self, operation: Operation, wrong: WrongInput) -> None:
        super().__init__(
            "\n".join(
                f"{labelled(operation, one.field)}{_ended(one.text)}" for one in wrong.problems
            ),
            wrong.advice,
        )
        self.wrong = wrong
        self.option = partial(option, operation)


def _ended(text: str) -> str:
    """A sentence with one mark at its end."""
    return text if text.endswith("?") else f"{text.rstrip('.')}."


def collect(operation: Operation, options: Namespace) -> Json:
    """All that was said, but for what has to be looked up.

    Raises:
        WrongUse: the file cannot be read or is no JSON object, or an option makes no sense.
    """
    given = _read(options.source) if options.source is not None else {}
    for field in operation.fields:
        value = getattr(options, dest(field))
        if value is not None and field.kind not in LOOKED_UP:
            _put(given, field, value)
    return given


def refused(operation: Operation, error: WrongInput) -> WrongUse:
    """The wrong use that a wrong input is here, with the options to put it right."""
    return WrongChange(operation, error)


def labelled(operation: Operation, place: str) -> str:
    """A place in a request as a line begins with it: `--city (address.city): `.

    Args:
        operation: whose options are meant.
        place: the place, in the wire's spelling; empty for the whole request.
    """
    if not place:
        return ""
    label = option(operation, place)
    if not label:
        return f"{place}: "
    return f"{label}: " if label.lstrip("-") == place else f"{label} ({place}): "


def option(operation: Operation, place: str) -> str:
    """The option that gives a place; empty where there is none."""
    same = {"provisioningId": "template", "packages": "package", "package": "packages"}
    for wanted in (place, same.get(place, "")):
        for field in operation.fields:
            inside = field.kind in ("packages", "limits") and place.startswith(
                (f"{field.path}.", f"{field.path}[")
            )
            if wanted and (field.path == wanted or inside):
                return field.label
    return ""


def _put(given: Json, field: Field, value: Any) -> None:
    """Set a field in the input, in the place of what the file has there."""
    if field.kind == "template":
        from data.operations.customers.templates import is_provisioning_id

        given.pop("provisioningId", None)
        given.pop("template", None)
        given["provisioningId" if is_provisioning_id(value) else "template"] = value
        return
    if field.kind == "packages":
        value = [part for one in value for part in _parts(one)]
    elif field.kind == "limits":
        value = dict(_limits(field, value))
    *above, last = field.path.split(".")
    place = given
    for name in above:
        inner = place.setdefault(name, {})
        if not isinstance(inner, dict):
            # What the file has there is no object; the reader will say so.
            return
        place = inner
    place[last] = value


def _parts(text: str) -> list[str]:
    """What stands between commas; one empty part where there is nothing else."""
    return [part.strip() for part in text.split(",") if part.strip()] or [""]


def _limits(field: Field, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Numbers by package from words such as `webex_suite=20`."""
    for part in (part for word in words for part in _parts(word)):
        name, equals, number = part.rpartition("=")
        if not equals or not name or not number.isascii() or not number.isdecimal():
            raise WrongUse(
                _("{option}: {word} is not PACKAGE=NUMBER.").format(
                    option=field.label, word=quoted(part)
                )
            )
        if len(number.lstrip("0")) > LIMIT_DIGITS:
            raise WrongUse(
                _(
                    "{option}: {word} is more than a limit can be; leave it out for no limit."
                ).format(option=field.label, word=quoted(part))
            )
        # Zeros in front are not worth a refusal, but Python reads no number of thousands of them.
        yield name.strip(), int(number.lstrip("0") or "0")


def _read(name: str) -> Json:
    """The JSON object in a file, or in standard input.

    Raises:
        WrongUse: it cannot be read, or is something else.
    """
    import json

    try:
        text = _text(name)
    except UnicodeDecodeError as error:
        if error.object[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise WrongUse(_("--from: this is UTF-16 text; save it as UTF-8.")) from None
        raise WrongUse(_("--from: this is not UTF-8 text.")) from None
    except OSError as error:
        raise WrongUse(
            _("--from: {file}: {reason}.").format(file=quoted(name), reason=error.strerror)
        ) from None
    if len(text) > LARGEST:
        raise WrongUse(_("--from: this is too long for an input."))
    try:
        value = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise WrongUse(
            _("--from: this is not JSON (line {line}, column {column}).").format(
                line=error.lineno, column=error.colno
            )
        ) from None
    except RecursionError:
        raise WrongUse(_("--from: this is nested too deep.")) from None
    except ValueError:
        raise WrongUse(_("--from: a number in this is too long.")) from None
    if not isinstance(value, dict):
        raise WrongUse(_("--from: this must be a JSON object."))
    return value


def _object(pairs: list[tuple[str, Any]]) -> Json:
    """An object in which every name stands once: of two values one would be passed over."""
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongUse(_("--from: {name} is there twice.").format(name=quoted(twice)))
    return value


def _no_number(word: str) -> None:
    raise WrongUse(_("--from: {word} is no number in JSON.").format(word=word))


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read(LARGEST + 1)
    from app.paths import expand

    with expand(name).open(encoding="utf-8") as file:
        return file.read(LARGEST + 1)
