"""Runs the command that the arguments name and turns whatever happens into an exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from app.cli.context import Context
from app.cli.failures import Ended, ExitCode, Verdict, WrongUse, judge
from app.cli.output import Output
from app.cli.quick import parse_console
from app.terminal import detect
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from app.terminal import Terminal


def run(argv: Sequence[str]) -> int:
    """Run `rtm` with these arguments; never raises."""
    _prepare_streams()
    made: list[Context] = []
    try:
        try:
            with _ending_well():
                code = _run(argv, made)
        except Ended:
            raise
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else ExitCode.DONE
        sys.stdout.flush()
        return code
    except BaseException as error:  # noqa: BLE001 -- the last place that can answer
        return fail(error, argv, made[0] if made else None)


@contextmanager
def _ending_well() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the command, so that nothing half-made stays behind.

    What is ignored, as SIGHUP under nohup, stays so. The console puts its own in their place.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    ours = [number for number, handler in before.items() if handler == signal.SIG_DFL]

    def end(number: int, _frame: FrameType | None) -> None:
        for one in ours:
            # Nothing shall interrupt the tidying up.
            signal.signal(one, signal.SIG_IGN)
        raise Ended(number)

    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _run(argv: Sequence[str], made: list[Context]) -> int:
    """Run a command; `made` takes its circumstances as soon as they are known."""
    terminal = detect()
    _speak(argv, terminal)
    options = parse_console(argv)
    if options is None:
        from app.cli.parser import parse

        options = parse(argv)
    if options.command is None:
        from app.cli.console import open_console

        return open_console(Context(options, terminal), options)
    _check_format(options)
    context = Context(options, terminal)
    made.append(context)
    code: int = options.command.run(context, options)
    return code


def _speak(argv: Sequence[str], terminal: Terminal) -> None:
    """Choose the language before the parser describes itself in it."""
    from app.languages import choose, code, known

    asked = _option(argv, "--lang")
    if asked is not None and code(asked) not in known():
        choose(terminal.language)
        raise WrongUse(
            _("There is no language {word}; there are: {known}.").format(
                word=quoted(asked), known=", ".join(known())
            )
        )
    choose(asked or terminal.language)


def _option(argv: Sequence[str], name: str) -> str | None:
    """The last value of a global option, found without a parser."""
    value = None
    for index, word in enumerate(argv):
        if word == "--":
            break
        if word == name and index + 1 < len(argv):
            value = argv[index + 1]
        elif word.startswith(f"{name}="):
            value = word.partition("=")[2]
    return value


def _check_format(options: Namespace) -> None:
    allowed = options.command.formats
    if options.format is not None and options.format not in allowed:
        raise WrongUse(
            _("This command gives no {format}.").format(format=options.format.upper()),
            _("It gives: {known}.").format(known=", ".join(allowed)) if allowed else "",
        )


def fail(error: BaseException, argv: Sequence[str], context: Context | None = None) -> int:
    """Say what went wrong and answer the exit code; with `--json` in an object, too.

    Args:
        error: what was raised.
        argv: the arguments.
        context: the circumstances of the command, where it had begun.
    """
    if isinstance(error, BrokenPipeError):
        # Whoever read the output has enough of it, as in `| head`.
        _abandon(sys.stdout)
        return ExitCode.DONE
    named = any(word == "--db" or word.startswith("--db=") for word in argv)
    verdict = judge(error, named=named)
    if verdict is None:
        verdict = Verdict(ExitCode.FAILED, _report(error, argv))
    output = _output(argv) if context is None else context.output
    if output is not None:
        _write_object(output, error, verdict)
    _flush()
    try:
        for line in verdict.lines:
            print(_shown(line), file=sys.stderr)  # noqa: T201 -- words for the person
    except (OSError, ValueError):
        # The terminal is gone, as after SIGHUP.
        _abandon(sys.stderr)
    return verdict.code


def _output(argv: Sequence[str]) -> Output | None:
    """Where the JSON goes that was asked for in arguments that make no sense otherwise."""
    words = argv[: argv.index("--")] if "--" in argv else argv
    alone = "--json" in words and "--csv" not in words
    return Output("json", detect()) if alone else None


def _write_object(output: Output, error: BaseException, verdict: Verdict) -> None:
    """Write what went wrong as JSON, where that was asked for and no data stands there."""
    if not output.takes_failure:
        return
    from app.cli.failure_object import failure_object

    try:
        output.failed(failure_object(error, verdict))
    except (OSError, ValueError):
        # Nobody reads there any more; the words follow.
        _abandon(sys.stdout)


def _report(error: BaseException, argv: Sequence[str]) -> list[str]:
    said = _("rtm failed in a way it should not ({kind}).").format(kind=type(error).__name__)
    try:
        from app.crash import write_report
        from app.paths import crash_folder

        path = write_report(error, crash_folder(), argv)
    except Exception as problem:  # noqa: BLE001 -- the first error is the one to be told of
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        return [said, _("No report could be written: {reason}.").format(reason=reason)]
    return [said, _("Please send this report to those who look after it: {path}").format(path=path)]


def _shown(text: str) -> str:
    """Text without anything that acts on a terminal; line ends stay."""
    if text.isprintable():
        return text
    return "\n".join(
        "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
        for line in text.split("\n")
    )


def _prepare_streams() -> None:
    """Let no closed stream, and no character that an encoding lacks, end the program."""
    nothing = Path(os.devnull)
    if sys.stdout is None:
        sys.stdout = nothing.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = nothing.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    """Write out what waits; after a failure it no longer matters whether that works."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    """Point standard output at nothing, so that the interpreter's last flush cannot fail."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
