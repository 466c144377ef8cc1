"""A console for tests: headless, on a database with a frozen clock."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from app.options import ConsoleOptions
from app.profiles import Profile
from app.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from app.shell import Shell

AT = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
"""The moment in which test worlds are."""

TERMINAL = Terminal(
    interactive=True,
    term="xterm-256color",
    colors="truecolor",
    utf8=True,
    columns=120,
    rows=40,
    multiplexer=None,
    ssh=False,
    language="en_US.UTF-8",
)


def seeded(path: Path, size: Literal["small", "partner"] = "small", seed: int = 1) -> Path:
    """A fresh world at `AT`, where time stands still."""
    from data.emulation.seed import build

    build(path, size=size, seed=seed, at_ms=int(AT.timestamp() * 1000))
    freeze(path)
    return path


def freeze(path: Path, at: datetime = AT) -> None:
    """Let the platform's clock stand at a moment."""
    import sqlite3
    from contextlib import closing

    ms = int(at.timestamp() * 1000)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE clock SET mode = 'frozen', rate = 0, platform_ms = ?1, high_ms = ?1",
            (ms,),
        )
        connection.commit()


def options_on(path: Path, **changes: Any) -> ConsoleOptions:
    """What the command line would hand over for `rtm --db PATH`."""
    options = ConsoleOptions(profile=Profile(name="sandbox", db=path), terminal=TERMINAL)
    return replace(options, **changes)


def console_on(path: Path, **changes: Any) -> Shell:
    """The console, not yet running."""
    from app.console import prepare
    from app.shell import Shell

    options = options_on(path, **changes)
    prepare(options)
    return Shell(options)


async def rtm(*arguments: str) -> None:
    """Run the command line in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app",
        *arguments,
        stderr=asyncio.subprocess.PIPE,
    )
    _out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
