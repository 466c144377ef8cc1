"""From what went wrong to an exit code and words on standard error."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """How `rtm` ends; an interface that scripts rely on."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2
    NO_CONNECTION = 3
    TIMED_OUT = 4
    REFUSED = 5
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class Stop(Exception):  # noqa: N818 -- ends a command with a sentence; not always an error
    """Ends a command with a sentence, what to do, and an exit code."""

    def __init__(self, text: str, advice: str = "", code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(text)
        self.advice = advice
        self.code = code


class WrongUse(Stop):
    """The command cannot be meant as it was typed; exit code 2."""

    def __init__(self, text: str, advice: str = "") -> None:
        super().__init__(text, advice, ExitCode.WRONG_USE)


def unknown(what: str, word: str, known: Sequence[str], near: str | None = None) -> str:
    """A sentence about a word that is not known, with those that are and the likeliest.

    Args:
        what: where it stands, as in `--status`.
        word: the word.
        known: those that are, as they are to be shown.
        near: the likeliest, where that is not among these as they stand.
    """
    from data.words import nearest, quoted

    sentence = _("{what}: there is no {word}; there are: {known}.").format(
        what=what, word=quoted(word), known=", ".join(known)
    )
    near = near or nearest(word, known)
    return f"{sentence} {_('Did you mean {word}?').format(word=near)}" if near else sentence


class Ended(SystemExit):
    """Somebody ended the program with a signal; unwinds, so that everything is tidied up.

    It is a `SystemExit` because an event loop lets nothing else but an interruption through.
    """

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number

    def __str__(self) -> str:
        from signal import Signals

        return _("Ended by {signal}.").format(signal=Signals(self.number).name)


class Verdict(NamedTuple):
    """What a failure comes to.

    Attributes:
        code: the exit code.
        lines: what to say, most important first.
    """

    code: ExitCode
    lines: Sequence[str]


def judge(error: BaseException, *, named: bool = False) -> Verdict | None:
    """What an error comes to; None for one that is the program's own fault.

    Args:
        error: what was raised.
        named: whether the person named the database with `--db`: then a file that is not one of
            ours is wrong use and not a failure.
    """
    if isinstance(error, Stop):
        return Verdict(error.code, _words(error, error.advice))
    for find in (_ended, _configuration, _database, _platform):
        verdict = find(error, named)
        if verdict is not None:
            return verdict
    if isinstance(error, ModuleNotFoundError) and not _is_ours(error.name or ""):
        said = _("The package {name} is missing.").format(name=error.name)
        advice = _("Install rtm anew in an environment of its own, as with: pipx install .")
        return Verdict(ExitCode.FAILED, [said, advice])
    if isinstance(error, OSError) and error.strerror:
        # An error without a file comes from writing what was asked for.
        name = error.filename or _("The output cannot be written")
        return Verdict(ExitCode.FAILED, [f"{name}: {error.strerror}."])
    return None


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in ("app", "screens", "widgets", "data")


def _words(error: BaseException, advice: str) -> list[str]:
    return [line for line in (str(error), advice) if line]


def _ended(error: BaseException, _named: bool) -> Verdict | None:
    if isinstance(error, Ended):
        return Verdict(ExitCode(128 + error.number), [str(error)])
    if isinstance(error, KeyboardInterrupt):
        return Verdict(ExitCode.INTERRUPTED, [_("Interrupted.")])
    return None


def _configuration(error: BaseException, _named: bool) -> Verdict | None:
    config = sys.modules.get("app.config")
    if config is not None and isinstance(error, config.ConfigProblem | config.UnknownProfile):
        return Verdict(ExitCode.WRONG_USE, _words(error, error.advice))
    credentials = sys.modules.get("app.credentials")
    if credentials is not None and isinstance(error, credentials.CredentialProblem):
        return Verdict(ExitCode.WRONG_USE, _words(error, error.advice))
    return None


def _database(error: BaseException, named: bool) -> Verdict | None:
    # Where the module was never imported, the error cannot be one of its own.
    problems = sys.modules.get("data.sqlite.problems")
    if problems is None or not isinstance(error, problems.DatabaseProblem):
        return None
    not_ours = (
        problems.NoDatabase,
        problems.NotAFile,
        problems.NotADatabase,
        problems.ForeignDatabase,
    )
    wrong = isinstance(error, problems.SameFile) or (named and isinstance(error, not_ours))
    code = ExitCode.WRONG_USE if wrong else ExitCode.FAILED
    return Verdict(code, _words(error, error.advice))


def _platform(error: BaseException, _named: bool) -> Verdict | None:
    errors = sys.modules.get("data.client.errors")
    if errors is None or not isinstance(error, errors.HubError):
        return None
    lines = _words(error, error.advice)
    if error.tracking_id:
        lines.append(_("Tracking id: {id}").format(id=error.tracking_id))
    # Whether it was done is not known; what ended the call is.
    ended = error.__cause__ if isinstance(error, errors.Unsettled) else error
    if isinstance(ended, errors.Unreachable):
        return Verdict(ExitCode.NO_CONNECTION, lines)
    if isinstance(ended, errors.TimedOut):
        return Verdict(ExitCode.TIMED_OUT, lines)
    if isinstance(error, errors.NotOffered):
        return Verdict(ExitCode.WRONG_USE, lines)
    failed = isinstance(error, errors.PlatformError | errors.Unsafe | errors.Unsettled)
    return Verdict(ExitCode.FAILED if failed else ExitCode.REFUSED, lines)
