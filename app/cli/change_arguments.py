"""The options of a command that is made from an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import at_least_one, behalf, file, said, text
from data.operations.operation import Danger
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from data.operations.operation import Field, Operation

REPEATED = ("packages", "limits")
"""Kinds of fields that may be given more than once."""

WAIT = 600
"""Seconds that --wait waits unless something else is said."""


def dest(field: Field) -> str:
    """Where a field's value stands among the parsed options."""
    return f"given {field.name}"


def add(operation: Operation, parser: ArgumentParser) -> None:
    """Add an operation's options to a parser."""
    for field in operation.fields:
        sign = field.sign or field.name
        if field.is_subject:
            parser.add_argument(dest(field), metavar=sign, type=said, help=field.help)
        elif field.kind in REPEATED:
            parser.add_argument(
                field.label,
                dest=dest(field),
                metavar=sign,
                type=text,
                action="append",
                default=None,
                help=field.help,
            )
        else:
            parser.add_argument(
                field.label,
                dest=dest(field),
                metavar=sign,
                type=text,
                default=None,
                help=field.help,
            )
    if not any(field.name == "on-behalf-of" for field in operation.fields):
        behalf(parser)
    _add_common(operation, parser)


def _add_common(operation: Operation, parser: ArgumentParser) -> None:
    one = parser.add_argument
    one(
        "--from",
        dest="source",
        metavar=_("FILE"),
        type=file,
        default=None,
        help=_("Read the input from a JSON file, - for standard input; options decide over it."),
    )
    one(
        "--dry-run",
        action="store_true",
        help=_("Only say what would be done and sent; change nothing."),
    )
    if operation.danger is not Danger.NONE:
        one("--yes", action="store_true", help=_("Do not ask."))
        one("--write", action="store_true", help=_("Change something in a read-only profile."))
    if operation.waits:
        one("--wait", action="store_true", help=_("Wait until the platform has done it."))
        one(
            "--timeout",
            metavar=_("SECONDS"),
            type=at_least_one,
            default=WAIT,
            help=_("Seconds that --wait waits at most (default: {n}).").format(n=WAIT),
        )
