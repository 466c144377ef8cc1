"""The signs that the interface is drawn with, as a set of fine ones and a set of plain ones.

`--ascii`, or a locale that is not UTF-8, chooses the plain set before the first widget is drawn:
the width of the fine signs is ambiguous in some terminals. A sign only ever goes with words, so
nothing is said by a sign alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs, each a cell wide; `ellipsis`, `open` and `space` of the plain set are more.

    Attributes:
        cursor: before the row or choice that the cursor is on.
        mark: before a row that is marked.
        ok: before a good state.
        warn: before a state that needs an eye on it.
        error: before a bad state.
        moving: before a state that changes by itself.
        ellipsis: for what does not fit, and for what is not here yet.
        dash: for a value that is not there.
        separator: between the parts of a path.
        dot: between facts on one line.
        rule: a horizontal line, repeated.
        caret: where typed text goes.
        sort_up: after the title of the column sorted from small to great.
        sort_down: after the title of the column sorted from great to small.
        open: the name of the Enter key.
        space: the name of the space bar.
        unknown: for a character that cannot be shown safely.
    """

    cursor: str
    mark: str
    ok: str
    warn: str
    error: str
    moving: str
    ellipsis: str
    dash: str
    separator: str
    dot: str
    rule: str
    caret: str
    sort_up: str
    sort_down: str
    open: str
    space: str
    unknown: str


UNICODE = Signs(
    cursor="▸",
    mark="●",
    ok="✔",
    warn="▲",
    error="✖",
    moving="◷",
    ellipsis="…",
    dash="–",
    separator="›",
    dot="·",
    rule="─",
    caret="▏",
    sort_up="▲",
    sort_down="▼",
    open="⏎",
    space="␣",
    unknown="\N{REPLACEMENT CHARACTER}",
)

ASCII = Signs(
    cursor=">",
    mark="*",
    ok="+",
    warn="!",
    error="x",
    moving="~",
    ellipsis="...",
    dash="-",
    separator=">",
    dot="|",
    rule="-",
    caret="|",
    sort_up="^",
    sort_down="v",
    open="Enter",
    space="Space",
    unknown="?",
)


class _Chosen:
    signs: Signs = UNICODE


def current() -> Signs:
    """The set in use."""
    return _Chosen.signs


def use(signs: Signs) -> None:
    """Draw with this set from now on; what is already on the screen stays until redrawn."""
    _Chosen.signs = signs
