"""`rtm faults`: what the sandbox's platform does wrong on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context
    from app.cli.fault_spec import Spec


def entry() -> Group:
    """The commands."""
    both = ("json", "csv")
    commands = (
        Command("list", _("List the faults that are on."), list_, formats=both),
        Command("add", _("Let requests fail from now on."), add, _added, both),
        Command("reset", _("Take all faults back."), reset, _writing, ("json",)),
    )
    return Group("faults", _("Let the sandbox's platform fail on purpose."), commands)


def list_(context: Context, _options: Namespace) -> int:
    """List faults with what they have seen and hit."""
    from app.cli.fault_commands import show

    return show(context)


def add(context: Context, options: Namespace) -> int:
    """Add faults and list them."""
    from app.cli.fault_commands import add as run

    return run(context, options.faults, write=options.write)


def reset(context: Context, options: Namespace) -> int:
    """Take all faults back."""
    from app.cli.fault_commands import reset as run

    return run(context, write=options.write)


def _fault(word: str) -> Spec:
    from app.cli.fault_spec import fault

    return fault(word)


def _added(parser: ArgumentParser) -> None:
    from app.cli.arguments import FAULT_EXAMPLE

    parser.add_argument(
        "faults",
        metavar=_("FAULT"),
        nargs="+",
        type=_fault,
        help=_("Operations and what happens to them, as {example}; or maintenance.").format(
            example=FAULT_EXAMPLE
        ),
    )
    _writing(parser)


def _writing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--write", action="store_true", help=_("Change something in a read-only profile.")
    )
