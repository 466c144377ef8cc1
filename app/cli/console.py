"""Opens the console: decides everything that must be decided before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.failures import WrongUse
from data.text import _, language

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context
    from app.options import ConsoleOptions
    from app.profiles import Profile
    from app.terminal import Terminal


def open_console(context: Context, options: Namespace) -> int:
    """Open the console on the profile that the options ask for.

    Returns:
        The exit code.

    Raises:
        WrongUse: this is no terminal, or a machine format was asked for.
    """
    if options.format is not None:
        raise WrongUse(
            _("The console gives no {format}.").format(format=options.format.upper()),
            _("Name a command, such as: rtm customers list --{format}").format(
                format=options.format
            ),
        )
    require_terminal(context.terminal)
    profile = context.profile()
    _prepare(profile, context)
    return show(console_options(context, options, profile))


def require_terminal(terminal: Terminal) -> None:
    """Refuse to draw where nothing can be drawn.

    Raises:
        WrongUse: it is no terminal, or one that cannot place the cursor.
    """
    advice = _("For output to a file or a program use a command, such as: rtm customers list")
    if not terminal.interactive:
        raise WrongUse(_("The console needs a terminal for its input and its output."), advice)
    if not terminal.usable:
        raise WrongUse(
            _("The console cannot be drawn on a terminal of kind {term}.").format(
                term=repr(terminal.term)
            ),
            _("Set TERM to what it is, as in TERM=xterm-256color, or use rtm customers list"),
        )


def console_options(
    context: Context, options: Namespace, profile: Profile, *, demo: bool = False
) -> ConsoleOptions:
    """What the console is given: a flag decides over the profile, the profile over the terminal."""
    from app.options import ConsoleOptions

    terminal = context.terminal
    plain = options.ascii or (not terminal.utf8 if profile.ascii is None else profile.ascii)
    return ConsoleOptions(
        profile=profile,
        terminal=terminal,
        lang=language(),
        theme=options.theme or profile.theme,
        ascii=plain,
        low_bandwidth=options.low_bandwidth or profile.low_bandwidth,
        read_only=options.read_only or profile.read_only,
        demo=demo,
    )


def show(options: ConsoleOptions) -> int:
    """Run the console."""
    from app.console import run

    return run(options)


def _prepare(profile: Profile, context: Context) -> None:
    """Find what would keep the backend from opening while words can still be read."""
    if profile.kind == "live":
        from app.credentials import read_token

        read_token(profile)
        return
    from app.cli.progress import Progress
    from app.sandbox import prepare

    with Progress() as progress:
        prepare(profile, context.say, progress)
