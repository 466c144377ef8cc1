"""The command line. `rtm --version` is answered here, before anything else is imported."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run `rtm`.

    Args:
        argv: the arguments behind the program's name; those of the process if None.

    Returns:
        The exit code: 0 done, 1 failed, 2 wrong use, 3 no connection, 4 timed out, 5 refused by
        the platform, 130 interrupted.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"] and sys.stdout is not None:
        from app import __version__

        try:
            sys.stdout.write(f"rtm {__version__}\n")
            sys.stdout.flush()
            return 0
        except OSError as error:
            from app.cli.entry import fail

            return fail(error, arguments)
    from app.cli.entry import run

    return run(arguments)
