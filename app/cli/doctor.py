"""`rtm doctor`: what the program found out about its surroundings, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command
from data.text import _

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from app.cli.context import Context
    from app.doctor import Finding


def entry() -> Command:
    """The command."""
    return Command(
        "doctor", _("Check what rtm stands on and say what to do."), run, formats=("json",)
    )


def run(context: Context, options: Namespace) -> int:
    """Look at everything; exit code 1 if something fails."""
    from app.doctor import examine
    from app.paths import expand

    db = expand(options.db) if options.db is not None else None
    found = list(examine(context.terminal, options.profile, db))
    objects = [
        {"topic": f.topic, "level": f.level, "text": f.text, "advice": f.advice} for f in found
    ]
    context.output.one({"findings": objects}, lambda: _lines(found))
    return int(any(finding.level == "fail" for finding in found))


def _lines(found: list[Finding]) -> Iterator[str]:
    from widgets.text import clean

    for finding in found:
        text = clean(finding.text)
        yield f"{finding.level:<5}{finding.topic}: {text}"
        if finding.advice:
            yield f"     -> {clean(finding.advice)}"
