"""Requests of consoles and commands on their way into the profile's own database."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app import doctor_requests
from app.keeping import close_both, keep
from app.profiles import Profile
from app.wiring import Backend
from data.client import HubClient, RequestLog, errors
from data.hidden import HIDDEN
from data.local.opening import open_local, read_local
from data.local.requests import KeptRequest, full, insert, newest
from data.models.base import Nothing
from data.operations.history.replaying import why_not
from tests.console import console_on
from tests.data.local.support import request
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "live-" + "Zm9v" * 12
SECRETS = {
    "signature": "c2lnbmVk%2BYWxsLWRheQ",
    "expires": "1790009999",
    "password": "hunter2-hunter2",
    "client": "cl1ent-s3cr3t",
    "refresh": "r3fr3sh-t0k3n",
    "basic": "amFuZTpzZXNhbWUtb3Blbg==",
    "another": "Bearer abcdefghijklmnopqrstuvwxyz",
    "cookie": "session=0123456789abcdef",
}
SIGNED = (
    f"https://files.example/r.csv?Expires={SECRETS['expires']}&Signature={SECRETS['signature']}"
)


def hostile(asked: httpx.Request) -> httpx.Response:
    """A platform that says everything that it knows, everywhere."""
    given = asked.headers["authorization"]
    body = {
        "echo": f"{given} {asked.content.decode()}",
        "tempDownloadURL": SIGNED,
        "items": [{"link": SIGNED, "refresh_token": SECRETS["refresh"]}],
        "note": f"Basic {SECRETS['basic']} and {SECRETS['another']}",
        "deep": {"a": {"clientSecret": SECRETS["client"], "Password": SECRETS["password"]}},
    }
    headers = {
        "Location": SIGNED,
        "Set-Cookie": SECRETS["cookie"],
        "Link": f'<http://127.0.0.1/v1/x?access_token={SECRETS["refresh"]}>; rel="next"',
        "TrackingID": f"T_{TOKEN}",
        "X-Token": TOKEN,
    }
    return httpx.Response(200 if asked.method == "POST" else 400, json=body, headers=headers)


def kept(path: Path) -> list[KeptRequest]:
    """All that is in a file, newest first."""
    connection = read_local(path)
    if connection is None:
        return []
    try:
        return list(full(connection, [row.n for row in newest(connection)]))
    finally:
        connection.close()


def everything_in(folder: Path) -> bytes:
    """The bytes of all files of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_no_secret_reaches_the_disk(tmp_path: Path) -> None:
    profile = Profile("live", "live", base_url="http://127.0.0.1", local=tmp_path / "own.db")
    log = RequestLog()
    recorder = keep(profile, "command", log)
    hub = HubClient(profile.base_url, TOKEN, transport=httpx.MockTransport(hostile), log=log)
    caller = hub._caller
    content = (
        f'{{"password": "{SECRETS["password"]}", "clientSecret": "{SECRETS["client"]}",'
        f' "grant": "refresh_token={SECRETS["refresh"]}&x=1", "name": "Acme"}}'
    ).encode()
    await caller.call("a", "POST", caller.api("/x", {"token": TOKEN}), Nothing, content)
    form = f"client_secret={SECRETS['client']}&refresh_token={SECRETS['refresh']}".encode()
    await caller.call("b", "POST", caller.api("/y"), Nothing, form)
    signed = caller.api(f"/r.csv?{SIGNED.partition('?')[2]}")
    with pytest.raises(errors.Invalid):
        await caller.call("c", "GET", signed, Nothing)
    await close_both(Backend(hub), recorder)
    content_of = everything_in(tmp_path)
    for secret in (TOKEN, *SECRETS.values()):
        assert secret.encode() not in content_of, secret
    rows = kept(profile.own_database)
    assert [row.operation for row in rows] == ["c", "b", "a"]
    assert rows[0].target == f"/v1/r.csv?Expires={HIDDEN}&Signature={HIDDEN}"
    assert all(row.redacted for row in rows)
    assert rows[2].texts is not None
    assert '"name": "Acme"' in rows[2].texts.request_body
    assert rows[2].texts.request_headers.keys() <= {
        *("accept", "user-agent", "content-type", "content-length"),
    }


async def test_a_console_keeps_what_it_asks_until_its_end(world: Path, tmp_path: Path) -> None:
    profile = Profile("sandbox", db=world, local=tmp_path / "own.db")
    shell = console_on(world, profile=profile)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        assert shell.hub is not None
        await shell.hub.clock()
    rows = kept(profile.own_database)
    assert rows[0].operation == "clock"
    assert {(row.program, row.place) for row in rows} == {("console", str(world))}


async def test_a_console_at_rest_writes_nothing(world: Path, tmp_path: Path) -> None:
    profile = Profile("sandbox", db=world, local=tmp_path / "own" / "own.db")
    shell = console_on(world, profile=profile)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await settled(pilot, lambda: len(kept(profile.own_database)) > 3)
        await settled(pilot, lambda: shell.partner is not None)
        await pilot.pause(1.5)
        written = {one: one.stat().st_mtime_ns for one in (tmp_path / "own").glob("own.db*")}
        await pilot.pause(1.5)
        assert {one: one.stat().st_mtime_ns for one in written} == written
        operations = [one.operation for one in shell.request_log or ()]
        assert "customers.changes" in operations, "it looks, and sees that nothing changes"
    assert "customers.changes" not in {row.operation for row in kept(profile.own_database)}


async def test_looking_for_changes_is_kept_where_it_fails(tmp_path: Path) -> None:
    profile = Profile("live", "live", base_url="http://127.0.0.1", local=tmp_path / "own.db")
    log = RequestLog()
    recorder = keep(profile, "console", log)
    hub = HubClient(profile.base_url, TOKEN, transport=httpx.MockTransport(hostile), log=log)
    url = hub._caller.hub("/changes")
    await hub._caller.call("customers.changes", "POST", url, Nothing)
    with pytest.raises(errors.Invalid):
        await hub._caller.call("customers.changes", "GET", url, Nothing)
    await close_both(Backend(hub), recorder)
    assert [row.error for row in kept(profile.own_database)] == ["Invalid"]


async def test_a_busy_file_does_not_hold_up_the_end(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever waited for the file would do so for long.
    monkeypatch.setattr("data.local.opening.BUSY_MS", 10_000)
    profile = Profile("sandbox", db=world, local=tmp_path / "own.db")
    open_local(profile.own_database).connection.close()
    with closing(sqlite3.connect(profile.own_database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        shell = console_on(world, profile=profile)
        async with shell.run_test(size=(80, 24)) as pilot:
            await opened(shell, pilot)
            began = time.monotonic()
            await shell.close_backend()
            assert time.monotonic() - began < 2
        other.execute("ROLLBACK")


def test_nothing_is_opened_where_none_are_kept(tmp_path: Path) -> None:
    log = RequestLog()
    assert keep(Profile("sandbox", db=tmp_path / "x", keep_requests=0), "console", log) is None
    assert log.keeper is None


def test_doctor_says_where_they_are(tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    profile = Profile("sandbox", db=tmp_path / "x.db", local=own)

    def found(**changes: Any) -> tuple[str, str, str]:
        finding = doctor_requests.requests(replace(profile, **changes))
        return finding.level, finding.text, finding.advice

    assert profile.own_database == own
    assert found() == ("ok", f"{own} is made with the first request.", "")
    assert found(keep_requests=0)[:2] == ("ok", "None are kept (keep_requests).")
    with closing(open_local(own).connection) as connection:
        insert(connection, [request()] * 3, 10)
    level, text, _advice = found()
    assert level == "ok"
    assert text.startswith(f"{own}: 3 requests, ")
    (tmp_path / "own.db.damaged-1").touch()
    assert "own.db.damaged-1" in found()[2]
    own.write_text("no database" * 50)
    level, text, advice = found()
    assert level == "warn"
    assert "set aside by itself" in advice
    own.unlink()
    with closing(sqlite3.connect(own)) as connection:
        connection.execute("CREATE TABLE theirs (n)")
    assert found()[0] == "warn"


ADDRESSES = (
    "https://files.example/r.csv?sv=2024-11-04&se=2026-01-01&sig=c2lnbmVkIQ%3D%3D",
    "https://files.example/r.csv?AWSAccessKeyId=AKIAsigned&Policy=c2lnbmVk&Key-Pair-Id=K2signed",
    "https://files.example/r.csv?X-Amz-Date=20260101signed&x=signed",
    "https://files.example/r.csv?signed",
)


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("status", [200, 302, 403])
async def test_of_an_address_that_is_a_secret_only_the_path_is_kept(
    url: str, status: int, tmp_path: Path
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/report-1"):
            report = {"id": "report-1", "status": "COMPLETED", "tempDownloadURL": url}
            return httpx.Response(200, json=report)
        echo = f"<Error><Asked>{request.url}</Asked></Error>"
        return httpx.Response(status, text=echo, headers={"location": str(request.url)})

    profile = Profile("live", "live", base_url="http://127.0.0.1", local=tmp_path / "own.db")
    log = RequestLog()
    async with HubClient(
        profile.base_url, TOKEN, transport=httpx.MockTransport(answer), log=log
    ) as hub:
        recorder = keep(profile, "command", log)
        with suppress(errors.HubError):
            await hub.reports.download("report-1")
    await close_both(None, recorder)
    row = kept(profile.own_database)[0]
    assert (row.host, row.target) == ("files.example", f"/r.csv?{HIDDEN}")
    content = everything_in(tmp_path)
    assert b"/r.csv" in content
    for part in url.partition("?")[2].replace("=", "&").split("&"):
        if "signed" in part or part.startswith("c2ln"):
            assert part.encode() not in content
    assert "secrets are not kept" in why_not(row, profile.place)
