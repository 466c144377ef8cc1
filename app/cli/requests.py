"""`rtm requests`: what the console and the commands asked of the platform, without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import age, at_least_one, text
from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context

SHOWN = 50
"""Requests that are listed unless more are asked for."""


def entry() -> Group:
    """The commands."""
    both = ("json", "csv")
    return Group(
        "requests",
        _("List what was asked of the platform, look at one, ask it once more."),
        (
            Command("list", _("List requests, newest first."), list_, _list_arguments, both),
            Command(
                "show",
                _("Show a request with its answer, and as a line for curl."),
                show,
                _number,
                ("json",),
            ),
            Command(
                "replay",
                _("Ask once more what changes nothing, and say what differs."),
                replay,
                _number,
                ("json",),
            ),
            Command("clear", _("Forget all requests of the profile."), clear, formats=("json",)),
        ),
    )


def list_(context: Context, options: Namespace) -> int:
    """List requests; asks nothing of the platform, and is not recorded."""
    from app.cli.request_log import listed

    return listed(context, options)


def show(context: Context, options: Namespace) -> int:
    """Show one request; asks nothing of the platform, and is not recorded."""
    from app.cli.request_log import shown

    return shown(context, options)


def replay(context: Context, options: Namespace) -> int:
    """Ask once more what a request asked."""
    from app.cli.request_replay import replayed

    return replayed(context, options)


def clear(context: Context, options: Namespace) -> int:
    """Forget all."""
    from app.cli.request_log import cleared

    return cleared(context, options)


def _list_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--limit", metavar="N", type=at_least_one, default=SHOWN,
        help=_("At most so many; {n} without it.").format(n=SHOWN))  # fmt: skip
    add("--failed", action="store_true", help=_("Only those that did not give what was asked."))
    add("--since", metavar="2h", type=age, default=None,
        help=_("Only of the last so many seconds (s), minutes, hours or days."))  # fmt: skip
    add("--text", metavar=_("TEXT"), type=text, default="",
        help=_("Only with these words in method, path, answer or tracking id."))  # fmt: skip


def _number(parser: ArgumentParser) -> None:
    parser.add_argument("number", metavar="N", type=at_least_one, help=_("Its number in the list."))
