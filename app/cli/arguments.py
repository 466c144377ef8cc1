"""Kinds of arguments that several commands take."""

from __future__ import annotations

from argparse import ArgumentTypeError

from data.text import _


def text(word: str) -> str:
    """An argument that is sent to the platform: text that can be sent.

    Raises:
        ArgumentTypeError: it has controls, or is not valid in the locale's encoding.
    """
    if not word.isprintable():
        raise ArgumentTypeError(_("this has characters that are not text"))
    return word


def at_least_one(word: str) -> int:
    """A number from 1.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not word.isascii() or not word.isdecimal() or not int(word[:19]) >= 1 or len(word) > 18:
        raise ArgumentTypeError(_("{word} is not a number from 1").format(word=repr(word)))
    return int(word)
