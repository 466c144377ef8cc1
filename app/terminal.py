"""What the terminal can do, found out from the environment before anything is drawn.

Nothing here writes to the terminal or waits for an answer from it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

ColorDepth = Literal["none", "16", "256", "truecolor"]
"""How many colours may be sent; none is plain text with bold and reverse."""

Multiplexer = Literal["tmux", "screen"]

MONOCHROME = frozenset({"dumb", "vt100", "vt102", "vt220", "vt320", "xterm-mono"})
"""Kinds of terminal without colour."""

TRUECOLOR = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "iterm2")
"""Kinds of terminal with all colours that say so only in TERM when SSH drops COLORTERM."""

UNUSABLE = frozenset({"dumb", "unknown"})
"""Kinds of terminal that cannot place the cursor."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as its environment describes it.

    Attributes:
        interactive: standard input and output are both a terminal.
        term: the value of TERM, empty where it is not set.
        colors: how many colours may be sent.
        utf8: whether the locale's encoding is UTF-8; if not, only ASCII is drawn.
        columns: width in cells.
        rows: height in cells.
        multiplexer: the program in between, if any.
        ssh: whether the session came over SSH.
        language: the language that the locale asks for, as in `ja_JP.UTF-8`; empty if none.
    """

    interactive: bool
    term: str
    colors: ColorDepth
    utf8: bool
    columns: int
    rows: int
    multiplexer: Multiplexer | None
    ssh: bool
    language: str

    @property
    def usable(self) -> bool:
        """Whether a full-screen program can run here."""
        return self.interactive and self.term not in UNUSABLE

    @property
    def color_system(self) -> str:
        """The depth in the words of Rich: standard, 256 or truecolor (`none` draws in standard)."""
        return {"none": "standard", "16": "standard"}.get(self.colors, self.colors)

    @property
    def clipboard(self) -> bool:
        """Whether copying by OSC 52 has a chance: not on the bare console of a machine."""
        return self.interactive and self.term not in UNUSABLE | {"linux", "vt100", "vt220"}


def detect(
    environ: Mapping[str, str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
) -> Terminal:
    """Look at the environment and the standard streams.

    Args:
        environ: variables to believe; the process's own if None.
        stdin: where keys come from; `sys.stdin` if None.
        stdout: where the screen goes; `sys.stdout` if None.
    """
    variables = os.environ if environ is None else environ
    source = sys.stdin if stdin is None else stdin
    target = sys.stdout if stdout is None else stdout
    columns, rows = _size(variables, target)
    multiplexer = _multiplexer(variables)
    return Terminal(
        interactive=is_terminal(source) and is_terminal(target),
        term=variables.get("TERM", ""),
        colors=_colors(variables, multiplexer),
        utf8=_utf8(variables),
        columns=columns,
        rows=rows,
        multiplexer=multiplexer,
        ssh=bool(variables.get("SSH_CONNECTION") or variables.get("SSH_TTY")),
        language=language_of(variables),
    )


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; a closed or missing one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def language_of(environ: Mapping[str, str]) -> str:
    """The language that the locale asks for messages; empty if none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    return ""


def _colors(environ: Mapping[str, str], multiplexer: Multiplexer | None) -> ColorDepth:
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in MONOCHROME:
        return "none"
    full = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if full or term.startswith(TRUECOLOR) or term.endswith("-direct"):
        # GNU screen inherits COLORTERM from outside and then garbles 24-bit colours.
        return "256" if multiplexer == "screen" else "truecolor"
    return "256" if "256color" in term else "16"


def _multiplexer(environ: Mapping[str, str]) -> Multiplexer | None:
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    if environ.get("STY"):
        return "screen"
    # Over SSH only TERM is left of the two; tmux of old called itself screen too.
    return "screen" if term.startswith("screen") else None


def _utf8(environ: Mapping[str, str]) -> bool:
    general = environ.get("LC_ALL") or environ.get("LANG") or ""
    ctype = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    if ctype == "C.UTF-8" and general in ("", "C", "POSIX"):
        # Python itself puts LC_CTYPE=C.UTF-8 there when it is started in the C locale (PEP 538).
        return False
    return "utf8" in ctype.lower().replace("-", "")


def _size(environ: Mapping[str, str], stream: TextIO | None) -> tuple[int, int]:
    try:
        if stream is not None:
            size = os.get_terminal_size(stream.fileno())
            if size.columns > 0 and size.lines > 0:
                return size.columns, size.lines
    except (OSError, ValueError):
        pass
    return _number(environ.get("COLUMNS"), 80), _number(environ.get("LINES"), 24)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) > 0 else default
