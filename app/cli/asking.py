"""Asks before something is thrown away."""

from __future__ import annotations

import sys

from app.cli.failures import Stop, WrongUse
from app.terminal import is_terminal
from data.text import _


def require_yes(question: str, *, yes: bool) -> None:
    """Go on only if the person says so.

    Args:
        question: what is about to happen.
        yes: whether it was said already, with `--yes`.

    Raises:
        WrongUse: there is nobody to ask.
        Stop: the answer is no.
    """
    if yes:
        return
    if not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        raise WrongUse(question, _("There is nobody to ask here: say --yes."))
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Stop(_("Nothing was done."))
