"""Commands that change or check something, made from the operations (decision 8)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.cli.registry import Command
from data.operations.catalogue import of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context
    from data.operations.operation import Operation


def commands(thing: str) -> tuple[Command, ...]:
    """The commands on a kind of thing.

    Args:
        thing: customers, subscribers, locations or workspaces.
    """
    return tuple(
        Command(one.word, one.help, partial(_run, one), partial(_arguments, one), ("json",))
        for one in of(thing)
    )


def _run(operation: Operation, context: Context, options: Namespace) -> int:
    from app.cli.change_run import run

    return run(operation, context, options)


def _arguments(operation: Operation, parser: ArgumentParser) -> None:
    from app.cli.change_arguments import add

    add(operation, parser)
