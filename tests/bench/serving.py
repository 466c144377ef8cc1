"""What the way over a socket costs: `rtm serve` against the same platform in this process."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.wiring import open_live, open_sandbox
from data.emulation.rules import ids
from tests.bench.calls import get, medians, uuid_of, window
from tests.bench.results import Row, ratio
from tests.bench.store import SIZE, opened, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench.plan import Bench
    from tests.bench.worlds import World


def served(bench: Bench) -> list[Row]:
    """A page of 100, and one customer; both ways in turn, at random places."""
    # A copy: a server folds what is due, and other parts measure what is not folded. Both costs
    # are the same in worlds of any size, so it may be the smallest.
    world = bench.worlds[bench.plan.sizes[0]]
    copy = bench.folder / "served.db"
    shutil.copy(world.path, copy)
    with _server(bench, copy) as (url, token):
        return asyncio.run(_served(bench, replace(world, path=copy), url, token))


@contextmanager
def _server(bench: Bench, path: Path) -> Iterator[tuple[str, str]]:
    """A server on a database; its address and token."""
    file = bench.folder / "token"
    argv = bench.rtm("serve", "--db", str(path), "--port", "0", "--rate", "0")
    with subprocess.Popen(
        [*argv, "--token-file", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            url = process.stdout.readline().strip() if process.stdout is not None else ""
            yield url, file.read_text().strip()
        finally:
            process.terminate()


async def _served(bench: Bench, world: World, url: str, token: str) -> list[Row]:
    here, there = await open_sandbox(world.path), await open_live(url, token)
    with opened(world) as connection:
        store = store_of(connection)
        keys = store.keys(random.Random(8), bench.plan.requests)
        names = [ids.encode(ids.CUSTOMER, uuid_of(store, key)) for key in keys]
    try:
        pages = [(await window(there, key), await window(here, key)) for key in keys]
        ones = [(await get(there, name), await get(here, name)) for name in names]
    finally:
        await there.aclose()
        await here.aclose()
    return [
        ratio("request", f"page of {SIZE} over TCP, to in process", *medians(pages), None),
        ratio("request", "one customer over TCP, to in process", *medians(ones), None),
    ]
