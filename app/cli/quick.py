"""The way to the console without a parser: opening it is what `rtm` is called for most.

argparse and the description of every command take longer to import than everything else that has to
be known before the first picture. Whatever this does not understand at once, the parser gets.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from app.options import THEMES

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

VALUES = {"--db": "db", "--profile": "profile", "--lang": "lang", "--theme": "theme"}
"""Options with a value, as the parser knows them."""

FLAGS = {
    "--ascii": "ascii",
    "--low-bandwidth": "low_bandwidth",
    "--read-only": "read_only",
}
"""Options without one."""

LONGEST = 60
"""Characters of a value that is no mistake for certain."""


def parse_console(argv: Sequence[str]) -> Namespace | None:
    """The options of a call that opens the console, as the parser would give them; else None."""
    options: dict[str, Any] = dict.fromkeys(("command", "format", *VALUES.values()))
    options |= dict.fromkeys(FLAGS.values(), False)
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word in FLAGS:
            options[FLAGS[word]] = True
        elif name in VALUES:
            given = value if equals else next(words, "-")
            # What looks like an option, is empty or very long is for the parser to judge.
            if (not equals and given.startswith("-")) or not 0 < len(given) <= LONGEST:
                return None
            options[VALUES[name]] = given
        else:
            return None
    if options["theme"] not in (None, *THEMES):
        return None
    return cast("Namespace", SimpleNamespace(**options))
