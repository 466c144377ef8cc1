"""`rtm serve`: the emulation over HTTP, for other programs."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from app.cli.failures import ExitCode, Stop, WrongUse
from app.cli.registry import Command
from data.text import _

if TYPE_CHECKING:
    import socket
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from app.cli.context import Context
    from app.cli.fault_spec import Spec
    from app.serving.tokens import Account

    Faults = Sequence[Mapping[str, Any]]

HOST: Final = "127.0.0.1"
"""Where it listens unless told otherwise: only this machine gets there."""
PORT: Final = 8765
"""The port unless told otherwise."""
PACES: Final = ("instant", "demo", "real")
"""How long things can take."""


def entry() -> Command:
    """The command."""
    return Command("serve", _("Serve the sandbox's platform to other programs."), run, _arguments)


def run(context: Context, options: Namespace) -> int:
    """Serve until a signal ends it: 0 then, 130 after ctrl+c."""
    from signal import SIGINT

    from app.cli.progress import Progress
    from app.paths import expand
    from app.sandbox import prepare

    if options.faults:
        from app.cli.fault_commands import require_writable

        require_writable(context, write=options.write)
    path = context.database()
    file = None if options.token_file is None else expand(options.token_file)
    with closing(_listener(options.host, options.port)) as listener:
        with Progress() as progress:
            prepare(context.profile(), context.say, progress)
        from app.serving import faults, opening, server, tokens
        from app.serving.listening import url_of

        with (
            opening.opened(path, options.rate) as platform,
            _well_told(faults.played(platform, options.faults)) as on,
        ):
            account = tokens.account(platform, options.account, file)
            pace = opening.pace(platform, options.pace)

            def ready() -> None:
                # It serves whether or not somebody reads on.
                with suppress(BrokenPipeError):
                    print(url_of(listener), flush=True)  # noqa: T201 -- the command's output
                with suppress(BrokenPipeError):
                    for words in [*_words(listener, account, file), *_faults(on)]:
                        context.say(words)
                    context.say(_("Serving {path}, pace {pace}.").format(path=path, pace=pace))

            number = server.run(platform, listener, ready)
    return ExitCode.INTERRUPTED if number == SIGINT else ExitCode.DONE


@contextmanager
def _well_told(played: AbstractContextManager[Faults]) -> Iterator[Faults]:
    """Faults that are played.

    Raises:
        WrongUse: one of them is none.
    """
    from app.serving.faults import WrongFault

    try:
        with played as on:
            yield on
    except WrongFault as error:
        raise WrongUse(f"--fault: {error}") from None


def _faults(on: Faults) -> list[str]:
    """Which faults are on, in one sentence; none for none."""
    from app.cli.fault_spec import spec_of

    words = _("Faults are on: {faults}")
    return [words.format(faults="  ".join(map(spec_of, on)))] if on else []


def _listener(host: str, port: int) -> socket.socket:
    """A bound socket; looked for first, since it is what other programs most often have taken.

    Raises:
        WrongUse: the host is none of this machine's.
        Stop: the port is taken, or not to be had.
    """
    import errno
    import socket

    from app.serving.listening import bound
    from data.words import quoted

    try:
        return bound(host, port)
    except (socket.gaierror, UnicodeError):
        raise WrongUse(
            _("There is no host {host}.").format(host=quoted(host)),
            _("Leave --host out, or name an address of this machine."),
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise WrongUse(
                _("{host} is no address of this machine.").format(host=quoted(host)),
                _("Leave --host out, or name an address of this machine."),
            ) from None
        if error.errno == errno.EADDRINUSE:
            text = _("Port {port} is in use by another program.").format(port=port)
        else:
            text = _("Port {port} cannot be had: {reason}.").format(
                port=port, reason=error.strerror
            )
        raise Stop(text, _("Take another one (--port N), or a free one: --port 0")) from None


def _words(listener: socket.socket, account: Account, file: Path | None) -> list[str]:
    """What a person has to know, a sentence a line."""
    from app.serving.listening import host_of
    from data.hosts import is_loopback
    from widgets.text import clean

    words = []
    host, email = host_of(listener), clean(account.email)
    if not is_loopback(host):
        words.append(
            _(
                "Warning: it listens on {host}, not only for this machine. Who can reach it and has"
                " the token can do everything, and nothing on the way is encrypted."
            ).format(host=host)
        )
    if file is None:
        token = _("The token of {email}: {token}")
        words.append(token.format(email=email, token=account.token))
    else:
        words.append(_("The token of {email} is in {path}.").format(email=email, path=file))
    return words


def _fault(word: str) -> Spec:
    from app.cli.fault_spec import fault_or_none

    return fault_or_none(word)


def _arguments(parser: ArgumentParser) -> None:
    from app.cli.arguments import FAULT_EXAMPLE, file, said

    add = parser.add_argument
    add(
        "--host",
        metavar=_("HOST"),
        type=said,
        default=HOST,
        help=_("Listen on this address; unless said, only this machine gets there."),
    )
    add(
        "--port",
        metavar="N",
        type=_port,
        default=PORT,
        help=_("Listen on this port and not {port}; 0 is a free one.").format(port=PORT),
    )
    add("--token-file", metavar=_("FILE"), type=file, help=_("Read the token there, or make it."))
    add(
        "--as",
        dest="account",
        metavar=_("EMAIL"),
        type=said,
        help=_("Give the token of this account; unless said, of the administrator."),
    )
    add("--pace", choices=PACES, help=_("How long things take, from now on."))
    add(
        "--rate",
        metavar="N",
        type=_rate,
        help=_("Let each account send so many requests a second; 0 is no limit."),
    )
    add("--write", action="store_true", help=_("Take --fault in a read-only profile, too."))
    add(
        "--fault",
        dest="faults",
        metavar=_("FAULT"),
        action="append",
        type=_fault,
        default=[],
        help=_("Let requests fail meanwhile, as {example}; none takes back what is on.").format(
            example=FAULT_EXAMPLE
        ),
    )


def _port(word: str) -> int:
    from argparse import ArgumentTypeError

    from data.words import quoted

    if not word.isascii() or not word.isdecimal() or len(word) > 5 or int(word) > 65_535:
        raise ArgumentTypeError(_("{word} is no port (0 to 65535)").format(word=quoted(word)))
    return int(word)


def _rate(word: str) -> int:
    from argparse import ArgumentTypeError

    from data.words import quoted

    if not word.isascii() or not word.isdecimal() or len(word) > 6:
        raise ArgumentTypeError(_("{word} is no rate (0 to 999999)").format(word=quoted(word)))
    return int(word)
