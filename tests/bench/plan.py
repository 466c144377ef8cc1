"""How much is measured, and where."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.bench.worlds import World

ROOT: Final = Path(__file__).parents[2]
"""The folder that the programs are started in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each thing is done.

    Attributes:
        customers: the size of the world that most is measured on.
        sizes: the worlds that growth is measured on, smallest first.
        starts: starts of each program.
        versions: calls of `--version`.
        presses: keys pressed in each program, and as many lines scrolled.
        idle: seconds of doing nothing.
        repeats: how often what hardly varies is done.
        names: names typed into the filter.
        searches: texts looked for in the store.
        pages: pages read in the store.
        requests: requests to the emulation.
        loaded: customers of the world that is loaded twice.
    """

    customers: int = 1_000_000
    sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    starts: int = 21
    versions: int = 31
    presses: int = 600
    idle: float = 10.0
    repeats: int = 10
    names: int = 60
    searches: int = 500
    pages: int = 3_000
    requests: int = 400
    loaded: int = 100_000

    def for_customers(self, customers: int) -> Plan:
        """The same on another size of world."""
        from dataclasses import replace

        smaller = tuple(size for size in self.sizes if size < customers)
        return replace(self, customers=customers, sizes=(*smaller, customers))


FULL: Final = Plan()
QUICK: Final = Plan(
    customers=10_000,
    sizes=(1_000, 10_000),
    starts=3,
    versions=7,
    presses=60,
    idle=2.0,
    repeats=3,
    names=4,
    searches=60,
    pages=200,
    requests=40,
    loaded=2_000,
)
"""Under a minute: shows that it works, and roughly what comes out."""
TINY: Final = Plan(
    customers=300,
    sizes=(100, 300),
    starts=1,
    versions=1,
    presses=6,
    idle=0.3,
    repeats=1,
    names=1,
    searches=5,
    pages=10,
    requests=5,
    loaded=200,
)
"""For the tests of the bench itself."""
PLANS: Final = {"full": FULL, "quick": QUICK, "tiny": TINY}
"""By name."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part of the bench is given.

    Attributes:
        plan: how much to do.
        worlds: the databases by size.
        folder: for what is made and thrown away; the programs' own files too.
    """

    plan: Plan
    worlds: dict[int, World]
    folder: Path

    @property
    def world(self) -> World:
        """The world that most is measured on."""
        return self.worlds[self.plan.customers]

    def environment(self) -> dict[str, str]:
        """The XDG folders, so that nobody's configuration has a say."""
        names = ("CONFIG", "DATA", "STATE", "CACHE")
        return {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in names}

    def rtm(self, *arguments: str) -> list[str]:
        """The program as people call it."""
        found = Path(sys.executable).with_name("rtm")
        command = [str(found)] if shutil.which(found) else [sys.executable, "-m", "app"]
        return [*command, *arguments]

    def console(self, world: World | None = None) -> list[str]:
        """The console on a world."""
        return self.rtm("--db", str((world or self.world).path))
