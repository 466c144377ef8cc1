"""OSC 52, plain and wrapped."""

from __future__ import annotations

import base64
import re

from app.clipboard import LIMIT, sequence


def test_plain() -> None:
    assert sequence("abc", None) == "\x1b]52;c;YWJj\x07"


def test_tmux_gets_it_plain_and_passed_through() -> None:
    plain = "\x1b]52;c;YWJj\x07"
    assert sequence("abc", "tmux") == plain + "\x1bPtmux;\x1b" + plain + "\x1b\\"


def test_screen_gets_it_in_pieces_that_it_takes() -> None:
    text = "x" * 2000
    written = sequence(text, "screen")
    assert written is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", written, re.DOTALL)
    assert max(map(len, pieces)) <= 700
    payload = "".join(pieces).removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert base64.b64decode(payload).decode() == text


def test_too_much_is_refused() -> None:
    assert sequence("x" * (LIMIT * 3 // 4 + 10), None) is None


def test_text_cannot_end_the_sequence() -> None:
    written = sequence("\x1b\\\x07", None)
    assert written is not None
    assert written.count("\x07") == 1
