"""The parser of the command line, made from the registry.

The global options stand on the program, on every group and on every command, so they are understood
before, between and behind the words of a command; the later one wins.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any, NoReturn

from app.cli.arguments import file
from app.cli.failures import WrongUse, unknown
from app.cli.registry import Command, entries
from data.text import _
from data.words import nearest, quoted

if TYPE_CHECKING:
    from argparse import Action, Namespace, _SubParsersAction
    from collections.abc import Sequence


FORMATS = ("json", "csv")
"""Machine formats that some commands give."""


class Parser(ArgumentParser):
    """An ArgumentParser that raises WrongUse instead of leaving the program."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    # argparse has two overloads for this one; a command is only ever parsed the first way.
    def parse_known_args(  # type: ignore[override] # see above
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Read arguments, and refuse here what is left: the command knows its own help.

        Raises:
            WrongUse: something is not understood.
        """
        found, left = super().parse_known_args(args, namespace)
        if left:
            self._refuse(left)
        return found, left

    def _refuse(self, left: Sequence[str]) -> NoReturn:
        word = left[0].partition("=")[0]
        shown = quoted(word)
        if not word.startswith("-"):
            message = _("{command} takes no {word}.").format(command=self.prog, word=shown)
        else:
            message = _("{command} has no option {word}.").format(command=self.prog, word=shown)
            # A dash or two are no likeness.
            names = {name.lstrip("-"): name for name in self._option_string_actions}
            near = nearest(word.lstrip("-"), names)
            if near:
                message += " " + _("Did you mean {word}?").format(word=names[near])
        self._stop(message)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments, with the help to look at.

        Raises:
            WrongUse: always.
        """
        self._stop(message[:1].upper() + message[1:].rstrip(".") + ".")

    def _stop(self, message: str) -> NoReturn:
        raise WrongUse(message, _("Try: {command} --help").format(command=self.prog))

    def _check_value(self, action: Action, value: object) -> None:
        """Refuse a value that is no choice, with the likeliest."""
        if action.choices is not None and value not in action.choices:
            names = action.option_strings or (action.metavar or action.dest,)
            self._stop(unknown(str(names[-1]), str(value), [str(one) for one in action.choices]))


def parse(argv: Sequence[str]) -> Namespace:
    """Read the arguments.

    Returns:
        `command` (None for the console), `db`, `profile`, `lang`, `format` (json, csv or None),
        the console's options, and the command's own.

    Raises:
        WrongUse: they make no sense.
        SystemExit: help or the version was asked for and has been printed.
    """
    options = _build().parse_args(argv)
    asked = [name for name in FORMATS if name in options]
    if len(asked) > 1:
        raise WrongUse(_("--json and --csv do not go together: leave one of the two out."))
    options.format = asked[0] if asked else None
    return options


def _build() -> Parser:
    from app import __version__

    parser = Parser(
        prog="rtm",
        formatter_class=RawDescriptionHelpFormatter,
        description=_("Administers a wholesale business. Without a command it opens the console."),
        epilog=_epilog(),
    )
    parser.add_argument(
        "--version", action="version", version=f"rtm {__version__}", help=_("Print the version.")
    )
    parser.set_defaults(command=None, db=None, profile=None, lang=None)
    add_console_options(parser)
    _add_globals(parser)
    words = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    for entry in entries():
        if isinstance(entry, Command):
            _add_command(words, entry)
            continue
        group = words.add_parser(entry.name, help=entry.help, description=entry.help)
        group.set_defaults(command=None)
        _add_globals(group)
        inner = group.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
        for command in entry.commands:
            _add_command(inner, command)
    return parser


def _add_command(words: _SubParsersAction[Parser], command: Command) -> None:
    parser = words.add_parser(command.name, help=command.help, description=command.help)
    parser.set_defaults(command=command)
    command.arguments(parser)
    _add_globals(parser)


def _add_globals(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(_("options of every command"))
    add = group.add_argument
    add(
        "--db",
        metavar=_("PATH"),
        type=file,
        default=SUPPRESS,
        help=_("Work on this sandbox database."),
    )
    add("--profile", metavar=_("NAME"), default=SUPPRESS, help=_("Use this profile."))
    add("--lang", metavar=_("L"), default=SUPPRESS, help=_("Speak this language, as in en."))
    for name in FORMATS:
        words = _("Print {format} instead of a table.").format(format=name.upper())
        add(f"--{name}", action="store_true", default=SUPPRESS, help=words)


def add_console_options(parser: ArgumentParser) -> None:
    """The options of whatever opens the console."""
    from app.options import THEMES

    group = parser.add_argument_group(_("options of the console"))
    add = group.add_argument
    add(
        "--theme",
        choices=THEMES,
        default=None,
        help=_("One of: {known}.").format(known=", ".join(THEMES)),
        metavar=_("THEME"),
    )
    add("--ascii", action="store_true", help=_("Draw with ASCII signs only."))
    add("--low-bandwidth", action="store_true", help=_("Send as little as possible."))
    add("--read-only", action="store_true", help=_("Leave changing actions out."))


def _epilog() -> str:
    return _(
        "Data goes to standard output, words to standard error.\n\n"
        "exit codes:\n"
        "  0    done\n"
        "  1    failed; a database that cannot be used\n"
        "  2    wrong use; also a --db, a configuration or a token that is not one\n"
        "  3    no connection\n"
        "  4    timed out\n"
        "  5    refused by the platform (also: no such thing, or known to be in the way)\n"
        "  129  ended by SIGHUP\n"
        "  130  interrupted\n"
        "  143  ended by SIGTERM"
    )
