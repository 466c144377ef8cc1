"""What the program believes about a terminal from its environment."""

from __future__ import annotations

import io
import os
import pty
from typing import TextIO

import pytest

from app.terminal import Terminal, detect, is_terminal


def see(**environ: str) -> Terminal:
    return detect(environ, io.StringIO(), io.StringIO())


@pytest.mark.parametrize(
    ("environ", "colors"),
    [
        ({"TERM": "xterm"}, "16"),
        ({}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "tmux-direct"}, "truecolor"),
        ({"TERM": "screen.xterm-256color", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/x,1,0"}, "truecolor"),
        ({"TERM": "vt100"}, "none"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),
    ],
)
def test_colour_depth(environ: dict[str, str], colors: str) -> None:
    assert see(**environ).colors == colors


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "ja_JP.utf8"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),  # put there by Python, not by a person
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
    ],
)
def test_encoding(environ: dict[str, str], utf8: bool) -> None:
    assert see(**environ).utf8 is utf8


def test_what_stands_between() -> None:
    assert see(TERM="xterm").multiplexer is None
    assert see(TERM="screen-256color", TMUX="/tmp/x,1,0").multiplexer == "tmux"
    assert see(TERM="tmux-256color").multiplexer == "tmux"
    assert see(TERM="screen", STY="1.pts").multiplexer == "screen"
    assert see(SSH_CONNECTION="10.0.0.1 1 10.0.0.2 22").ssh
    assert not see().ssh


def test_no_terminal() -> None:
    seen = see(TERM="xterm", COLUMNS="132", LINES="0")
    assert not seen.interactive
    assert not seen.usable
    assert not seen.clipboard
    assert (seen.columns, seen.rows) == (132, 24)
    closed = io.StringIO()
    closed.close()
    assert not is_terminal(closed)
    assert not is_terminal(None)


def test_a_real_terminal() -> None:
    leader, follower = pty.openpty()
    try:
        with os.fdopen(follower, "r+b", buffering=0) as raw:
            stream: TextIO = io.TextIOWrapper(raw)
            seen = detect({"TERM": "xterm", "LANG": "ja_JP.UTF-8"}, stream, stream)
            assert seen.interactive
            assert seen.usable
            assert seen.clipboard
            assert seen.language == "ja_JP.UTF-8"
            assert not detect({"TERM": "dumb"}, stream, stream).usable
            assert not detect({"TERM": "linux"}, stream, stream).clipboard
            assert not detect({"TERM": "xterm"}, io.StringIO(), stream).interactive
    finally:
        os.close(leader)
