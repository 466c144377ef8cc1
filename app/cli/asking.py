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
    if not yes and _answer(question, f"{question} [y/N] ").lower() not in ("y", "yes"):
        raise Stop(_("Nothing was done."))


def require_word(question: str, word: str, *, yes: bool) -> None:
    """Go on only if the person types a word: for what touches many.

    Args:
        question: what is about to happen.
        word: what is to be typed.
        yes: whether it was said already, with `--yes`.

    Raises:
        WrongUse: there is nobody to ask.
        Stop: something else was typed.
    """
    if yes:
        return
    asked = _("{question} Type {word} to do it: ").format(question=question, word=word)
    if _answer(question, asked) != word:
        raise Stop(_("Nothing was done."))


def _answer(question: str, asked: str) -> str:
    """What the person answers.

    Raises:
        WrongUse: there is nobody to ask.
    """
    if not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        raise WrongUse(question, _("There is nobody to ask here: say --yes."))
    sys.stderr.write(asked)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
