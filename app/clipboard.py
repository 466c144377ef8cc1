"""Copying through the terminal: OSC 52, through tmux and screen where they stand in between."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.terminal import Multiplexer

LIMIT = 74_000
"""Bytes of base64 that terminals commonly take in one sequence."""

SCREEN_CHUNK = 700
"""GNU screen drops longer device control strings."""


def sequence(text: str, multiplexer: Multiplexer | None) -> str | None:
    """What to write to the terminal so that it takes the text; None where it is too long.

    Inside tmux both the plain sequence and the passed-through one are sent: which of the two counts
    depends on its options `set-clipboard` and `allow-passthrough`.
    """
    payload = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(payload) > LIMIT:
        return None
    plain = f"\x1b]52;c;{payload}\x07"
    if multiplexer == "tmux":
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if multiplexer == "screen":
        chunks = [plain[at : at + SCREEN_CHUNK] for at in range(0, len(plain), SCREEN_CHUNK)]
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return plain
