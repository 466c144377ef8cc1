"""The console in a real terminal: find, open, sort, mark, resize, leave."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.tmux import RTM, Terminal, needs_tmux

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.e2e, needs_tmux]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_find_a_customer_open_it_and_come_back(
    world: Path, terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    window = terminal(f"{RTM} --db {world}", size)
    window.wait("North Coast Telecom › Customers")
    window.wait(" of ")
    window.type("/acme")
    window.wait(lambda seen: "Acme Dental" in seen and "Acme Freight" in seen)
    window.keys("Enter", "Enter")
    window.wait("Customers › Acme")
    seen = window.wait("Packages")
    assert "External id" in seen
    window.keys("Escape")
    window.wait(lambda seen: "› Acme" not in seen and "Acme Dental" in seen)
    window.keys("Escape")
    window.wait(lambda seen: "/ name, external id" in seen)


def test_sort_mark_resize_and_quit(world: Path, terminal: Callable[..., Terminal]) -> None:
    window = terminal(f"{RTM} --db {world}")
    window.wait(" of ")
    window.type("s")
    window.wait("Sort by")
    window.keys("Down", "Enter")
    window.wait("External id▲")
    window.keys("Space", "Space")
    window.wait("2 marked")
    window.resize(120, 40)
    window.wait(lambda seen: len(seen.splitlines()) == 40 and "Packages" in seen)
    window.resize(40, 10)
    window.wait("RTM needs a terminal")
    window.resize(80, 24)
    window.wait("2 marked")
    window.type("q")
    window.wait("EXIT 0")


def test_sixteen_colours_and_plain_signs(world: Path, terminal: Callable[..., Terminal]) -> None:
    window = terminal(f"TERM=xterm LC_ALL=C {RTM} --db {world}")
    window.wait(" of ")
    window.type("/acme")
    window.wait(lambda seen: "Acme Dental" in seen and "Birchwood" not in seen)
    window.keys("Enter", "f")
    seen = window.wait("Conditions")
    assert seen.isascii(), [c for c in seen if not c.isascii()]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_gives_the_terminal_back(
    world: Path, terminal: Callable[..., Terminal], number: signal.Signals, code: int
) -> None:
    window = terminal(f"{RTM} --db {world}")
    window.wait(" of ")
    os.kill(_program(world), number)
    window.wait(f"EXIT {code}")
    check = subprocess.run(
        [RTM, "db", "check", "--db", world], check=False, capture_output=True, text=True
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_a_dropped_terminal_ends_the_console(
    world: Path, terminal: Callable[..., Terminal]
) -> None:
    window = terminal(f"{RTM} --db {world}")
    window.wait(" of ")
    process = _program(world)
    window.close()
    end = time.monotonic() + 5
    while time.monotonic() < end and _alive(process):
        time.sleep(0.05)
    assert not _alive(process)


def _program(world: Path) -> int:
    """The console's process id."""
    found = subprocess.run(
        ["pgrep", "-f", f"rtm --db {world}$"], check=True, capture_output=True, text=True
    )
    pids = [int(pid) for pid in found.stdout.split()]
    named = [pid for pid in pids if "python" in str(Path(f"/proc/{pid}/exe").readlink())]
    assert len(named) == 1, pids
    return named[0]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
