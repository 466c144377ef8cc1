"""Backends: opened off the event loop, closed whatever happens."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from app.credentials import CredentialProblem
from app.profiles import Profile
from app.wiring import SANDBOX_URL, open_live, open_profile, open_sandbox
from data.client import HubError, RequestLog
from data.client.queries import CustomerQuery
from data.emulation.platform import Platform
from data.emulation.seed import build
from data.emulation.services import clock
from data.sqlite.problems import DatabaseClosed, DatabaseProblem, NoDatabase
from data.threads import in_thread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wiring") / "world.db"
    build(path, size="small", at_ms=1_790_000_000_000)
    return path


async def test_a_sandbox_answers(world: Path) -> None:
    log = RequestLog()
    backend = await open_sandbox(world, log=log)
    try:
        assert backend.hub.base_url == SANDBOX_URL
        assert (await backend.hub.capabilities()).platform == "sandbox"
        assert (await backend.hub.me()).id
        assert backend.platform is not None
    finally:
        await backend.aclose()
    assert [record.operation for record in log] == ["capabilities", "people.me"]
    with pytest.raises(HubError):
        await backend.hub.me()
    # The database is closed too, so that nobody finds it open for a program that has ended.
    with pytest.raises(DatabaseClosed):
        backend.platform.database.read_blocking(clock.anything_due)


async def test_what_fell_due_is_written_behind_the_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    # Half a year ago: all that was under way then is due.
    build(path, size="small", at_ms=time.time_ns() // 1_000_000 - 180 * 86_400_000)
    backend = await open_sandbox(path)
    assert backend.platform is not None
    read = backend.platform.database.read
    try:
        assert await read(clock.anything_due)
        before = await backend.hub.customers.count(CustomerQuery(owner="all"))
        settling = asyncio.create_task(backend.settle(0.05))
        await asyncio.sleep(0)
        assert await read(clock.anything_due)
        await settling
        assert not await read(clock.anything_due)
        assert await backend.hub.customers.count(CustomerQuery(owner="all")) == before
    finally:
        await backend.aclose()
    # Nothing is left to do, or to do it with.
    await backend.settle(0)


async def test_a_platform_on_the_network_needs_no_settling() -> None:
    backend = await open_live("http://localhost:9/v1", "token")
    await backend.settle(9_999)
    await backend.aclose()


async def test_a_sandbox_as_somebody_else(world: Path) -> None:
    backend = await open_sandbox(world)
    me = await backend.hub.me()
    await backend.aclose()
    again = await open_sandbox(world, email=me.emails[0])
    assert (await again.hub.me()).id == me.id
    await again.aclose()
    with pytest.raises(LookupError):
        await open_sandbox(world, email="nobody@nowhere.example")


async def test_opening_leaves_the_event_loop_alone(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, threads = Platform.open, []

    def slow(path: Path) -> Platform:
        threads.append(threading.current_thread())
        time.sleep(0.2)
        return original(path)

    monkeypatch.setattr(Platform, "open", slow)
    opening = asyncio.create_task(open_sandbox(world))
    ticks = 0
    while not opening.done():
        await asyncio.sleep(0.01)
        ticks += 1
    await (await opening).aclose()
    assert ticks > 8
    assert threads[0] is not threading.main_thread()
    assert threads[0].daemon


async def test_a_database_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        await open_sandbox(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("This is no database. " * 100)
    with pytest.raises(DatabaseProblem):
        await open_sandbox(tmp_path / "text.db")


@pytest.mark.parametrize("patience", [0.02, 0.15])
async def test_an_opening_that_was_given_up_closes_the_database(
    world: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    original, opened, closed = Platform.open, threading.Event(), threading.Event()

    def token(_email: str | None) -> str:
        time.sleep(0.1)
        return "sbx.x"

    def slow(path: Path) -> Platform:
        time.sleep(0.1)
        platform = original(path)
        end = platform.close

        def close() -> None:
            end()
            closed.set()

        monkeypatch.setattr(platform, "close", close)
        monkeypatch.setattr(platform, "token", token)
        opened.set()
        return platform

    monkeypatch.setattr(Platform, "open", slow)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(patience):
            await open_sandbox(world)
    assert await asyncio.to_thread(closed.wait, 3)
    assert opened.is_set()


async def test_profiles(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = await open_profile(Profile(name="sandbox", db=world))
    assert (await backend.hub.partner()).org_id
    await backend.aclose()
    live = Profile(name="live", kind="live", base_url="https://webexapis.com", token_env="T_O_K")
    monkeypatch.delenv("T_O_K", raising=False)
    with pytest.raises(CredentialProblem):
        await open_profile(live)
    monkeypatch.setenv("T_O_K", "a-live-token-0123456789")
    backend = await open_profile(live)
    assert backend.platform is None
    assert backend.hub.base_url == "https://webexapis.com/v1"
    await backend.aclose()


async def test_a_live_address_that_is_none() -> None:
    with pytest.raises(HubError):
        await open_live("not an address", "token-0123456789")


async def test_what_a_thread_raises_reaches_its_caller() -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await in_thread(fail)
    assert await in_thread(lambda: 7) == 7


async def test_a_caller_who_left_does_not_matter_to_a_thread() -> None:
    goes_on = threading.Event()
    call = asyncio.create_task(in_thread(lambda: goes_on.wait(3)))
    await asyncio.sleep(0.01)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    goes_on.set()
    await asyncio.sleep(0.01)


def test_a_thread_that_hangs_does_not_keep_the_program() -> None:
    code = (
        "import asyncio, time\n"
        "from data.threads import in_thread\n"
        "async def main():\n"
        "    asyncio.ensure_future(in_thread(lambda: time.sleep(30)))\n"
        "    await asyncio.sleep(0.05)\n"
        "asyncio.run(main())\n"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
    assert time.perf_counter() - began < 10


def test_wiring_itself_imports_nothing_heavy() -> None:
    code = "import sys, app.wiring; print([m for m in sys.modules if m.split('.')[0] in %r])"
    heavy = ["httpx", "pydantic", "starlette", "sqlite3", "textual", "sqlite_utils"]
    done = subprocess.run(
        [sys.executable, "-c", code % heavy], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_client_imports_no_command_line_and_no_terminal() -> None:
    code = "import sys, data.client; print([m for m in sys.modules if m.split('.')[0] in %r])"
    heavy = ["click", "rich", "pygments", "textual", "starlette", "sqlite3"]
    done = subprocess.run(
        [sys.executable, "-c", code % heavy], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
