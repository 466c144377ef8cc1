"""The commands of `rtm`: what one is, and where each is described.

A module named here has `entry() -> Command | Group`. It is imported for its description alone, so
it imports what it works with inside its functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence

    from app.cli.context import Context

MODULES = {
    "customers": "app.cli.customers",
    "subscribers": "app.cli.subscribers",
    "providers": "app.cli.providers",
    "templates": "app.cli.templates",
    "locations": "app.cli.locations",
    "workspaces": "app.cli.workspaces",
    "organizations": "app.cli.organizations",
    "requests": "app.cli.requests",
    "db": "app.cli.db",
    "config": "app.cli.config",
    "doctor": "app.cli.doctor",
    "demo": "app.cli.demo",
    "serve": "app.cli.serve",
    "faults": "app.cli.faults",
}
"""Each first word, in the order of the help."""


def no_arguments(_parser: ArgumentParser) -> None:
    """The arguments of a command that has none."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something `rtm` can do.

    Attributes:
        name: the word that calls it.
        help: a sentence, translated.
        run: does it; answers the exit code.
        arguments: adds its own arguments to a parser.
        formats: machine formats it can give, of json and csv.
    """

    name: str
    help: str
    run: Callable[[Context, Namespace], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments
    formats: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that share a first word."""

    name: str
    help: str
    commands: Sequence[Command]


def entries() -> list[Command | Group]:
    """All commands, described in the language in use."""
    from importlib import import_module

    return [import_module(module).entry() for module in MODULES.values()]
