"""Lines about requests: everything that finds one again, and no secret."""

from __future__ import annotations

import asyncio
import os
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from app.serving import access_log
from app.serving.access_log import AccessLog, Lines

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


def scope_of(path: str, query: bytes = b"") -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(b"authorization", b"Bearer sbx.secret")],
    }


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"trackingid", b"ROUTER_1")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}"})


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("secret")


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def nowhere(message: Message) -> None:
    pass


class Pipe:
    """Somebody who reads lines, or does not."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()

    def fill(self) -> None:
        os.set_blocking(self.writing, False)
        with suppress(BlockingIOError):
            while True:
                os.write(self.writing, b"x" * 4096)
        os.set_blocking(self.writing, True)

    def read(self) -> str:
        os.close(self.writing)
        with os.fdopen(self.reading) as stream:
            return stream.read()


def noted(*scopes: dict[str, Any]) -> list[str]:
    pipe = Pipe()
    lines = Lines(pipe.writing)

    async def ask() -> None:
        for scope in scopes:
            await AccessLog(answering, lines)(scope, nothing, nowhere)

    asyncio.run(ask())
    lines.close()
    return pipe.read().splitlines()


def test_what_a_line_has() -> None:
    (line,) = noted(scope_of("/v1/people/me", b"email=ann@acme.example&token=sbx.x"))
    pattern = r"\d\d:\d\d:\d\d\.\d{3}Z GET /v1/people/me 404 \d+\.\d ms ROUTER_1"
    assert re.fullmatch(pattern, line)


def test_a_path_without_end() -> None:
    (line,) = noted(scope_of("/" + "x" * 9_000))
    assert len(line) < 300


def test_what_fails_is_noted_too() -> None:
    pipe = Pipe()
    lines = Lines(pipe.writing)
    with pytest.raises(RuntimeError):
        asyncio.run(AccessLog(failing, lines)(scope_of("/v1/x"), nothing, nowhere))
    lines.close()
    said = pipe.read()
    assert "GET /v1/x - " in said
    assert "secret" not in said


def test_a_reader_who_is_gone_disturbs_nobody() -> None:
    pipe = Pipe()
    os.close(pipe.reading)
    lines = Lines(pipe.writing)
    for number in range(5):
        lines.put(f"line {number}")
    lines.close()
    os.close(pipe.writing)


def test_a_reader_who_takes_nothing_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "_WAITING", 10)
    pipe = Pipe()
    pipe.fill()
    lines = Lines(pipe.writing)
    begun = time.monotonic()
    for number in range(1_000):
        lines.put(f"line {number}")
    lines.close(0.05)
    assert time.monotonic() - begun < 2
    os.read(pipe.reading, 1 << 20)
    lines.put("one more")
    lines.close(5)
    assert re.search(r"9\d\d lines are left out\nline", pipe.read())
