"""Kinds of arguments that several commands take."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from argparse import ArgumentParser

FAULT_EXAMPLE = "customers.create:status=503,share=0.2"
"""What a fault looks like, for the help."""
LONGEST_NAME, LONGEST_PATH = 255, 4095
"""Bytes that file systems take at most."""


def text(word: str) -> str:
    """An argument that is sent to the platform: text that can be sent.

    Raises:
        ArgumentTypeError: it has controls, or is not valid in the locale's encoding.
    """
    if not word.isprintable():
        raise ArgumentTypeError(_("this has characters that are not text"))
    return word


def said(word: str) -> str:
    """Text that says something.

    Raises:
        ArgumentTypeError: it is blank, or no text.
    """
    if not word.strip():
        raise ArgumentTypeError(_("this is empty"))
    return text(word)


def behalf(parser: ArgumentParser) -> None:
    """Let a command look only at what is an indirect provider's."""
    parser.add_argument(
        "--on-behalf-of",
        metavar=_("ORG"),
        type=said,
        default=None,
        help=_("Only what belongs to this indirect provider: its name or its organization id."),
    )


def file(word: str) -> str:
    """A file's path, as far as it can be one at all.

    Raises:
        ArgumentTypeError: it is empty, or longer than a path or a name can be.
    """
    if not word:
        raise ArgumentTypeError(_("this is empty"))
    sent = os.fsencode(word)
    if len(sent) > LONGEST_PATH or max(map(len, sent.split(b"/"))) > LONGEST_NAME:
        raise ArgumentTypeError(_("{word} is too long for a file's name").format(word=quoted(word)))
    return word


def at_least_one(word: str) -> int:
    """A number from 1.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not word.isascii() or not word.isdecimal() or not int(word[:19]) >= 1 or len(word) > 18:
        raise ArgumentTypeError(_("{word} is not a number from 1").format(word=quoted(word)))
    return int(word)


def age(word: str) -> int:
    """A while, as `90s`, `15m`, `2h` or `3d`, in seconds.

    Raises:
        ArgumentTypeError: it is none.
    """
    units = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
    number, unit = word[:-1], word[-1:].lower()
    if unit not in units or not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise ArgumentTypeError(
            _("{word} is no while, as in 90s, 15m, 2h or 3d").format(word=quoted(word))
        )
    return int(number) * units[unit]
