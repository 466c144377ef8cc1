"""Text from elsewhere, made safe to show in a sentence."""

from __future__ import annotations

import re

SENTENCE = 300
"""Characters that a foreign text may take up in a message."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
    "+"
)
_SPACES = re.compile(r"\s+")


def plain(text: str, limit: int = SENTENCE) -> str:
    """One line of `text` without control characters, bidi marks and lone surrogates.

    Args:
        text: anything that came over the wire.
        limit: characters kept; a longer text ends in an ellipsis.
    """
    # A text far beyond the limit is cut first, so that a hostile one costs no time.
    line = _SPACES.sub(" ", _UNSEEN.sub(" ", text[: limit * 4])).strip()
    if len(line) > limit or len(text) > limit * 4:
        return line[: limit - 1].rstrip() + "…"
    return line


def plain_lines(text: str) -> str:
    """`text` with its line breaks and tabs, but without any other control character."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        "\t".join(_UNSEEN.sub(" ", part) for part in line.split("\t")) for line in lines
    )
