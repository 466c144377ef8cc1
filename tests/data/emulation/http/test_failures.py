from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, NoReturn

from data.emulation.http.application import application
from data.emulation.http.operations import OPERATIONS
from data.sqlite.problems import DatabaseLocked
from tests.data.emulation.http.asking import ask
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from starlette.types import Message

    from data.emulation.http.answers import Answer, Call
    from tests.data.emulation.http.conftest import Site

URL = "/v1/people/me"


def broken(call: Call) -> NoReturn:
    secret = call.caller.staff.email
    raise ValueError(secret)


def test_a_broken_handler_is_a_500_with_a_tracking_id(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    table = [o._replace(handler=broken) for o in OPERATIONS]
    with caplog.at_level(logging.ERROR):
        reply = ask(application(site.platform.database, table), URL, site.tokens[1])
    assert_dialect(reply, 500)
    assert "example.com" not in reply.body.decode()
    (record,) = caplog.records
    assert reply.headers["trackingid"] in record.getMessage()
    assert "ValueError" in record.getMessage()
    assert "broken (test_failures.py:" in record.getMessage()
    assert "example.com" not in record.getMessage()
    assert site.tokens[1] not in record.getMessage()
    assert record.exc_info is None


def test_a_database_that_cannot_work_now_is_a_503(site: Site, tmp_path: Path) -> None:
    def locked(call: Call) -> Answer:
        raise DatabaseLocked(tmp_path)

    table = [o._replace(handler=locked) for o in OPERATIONS]
    reply = ask(application(site.platform.database, table), URL, site.tokens[1])
    assert_dialect(reply, 503)
    assert reply.headers["retry-after"] == "1"


def test_a_platform_that_was_closed_says_so(tmp_path: Path) -> None:
    site = open_site(tmp_path / "platform.db")
    app = site.platform.app
    site.platform.close()
    assert_dialect(ask(app, URL, site.tokens[1]), 503)
    site.world.connection.close()


def test_the_lifespan_is_answered(site: Site) -> None:
    incoming = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    outgoing: list[Message] = []

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        outgoing.append(message)

    async def run() -> None:
        await site.platform.app({"type": "lifespan"}, receive, send)

    asyncio.run(run())
    kinds = [message["type"] for message in outgoing]
    assert kinds == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
