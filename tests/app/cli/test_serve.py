"""`rtm serve` as people and scripts run it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.app.cli.running import ROOT, spawn
from tests.serving import Served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]


def ask(served: Served, path: str, **more: Any) -> httpx.Response:
    return httpx.get(served.url + path, headers=served.headers, timeout=20, **more)


def test_the_line_of_the_issue(small: Path, home: Path) -> None:
    file = home / "token"
    with Served(small, token_file=file) as served:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", served.url)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        me = ask(served, "/v1/people/me")
        assert me.status_code == 200
        assert me.json()["roles"] == ["Partner full admin", "Wholesale admin"]
        assert httpx.get(f"{served.url}/v1/people/me").status_code == 401
        assert ask(served, "//v1/people/me").json() == me.json()
        assert served.stop() == 0
        assert served.process.stdout is not None
        assert served.process.stdout.read() == ""
    token = served.token
    with Served(small, token_file=file) as again:
        assert again.token == token
        assert file.read_text() == f"{token}\n"


def test_links_lead_to_where_one_asked(small: Path) -> None:
    with Served(small) as served:
        for base in (served.url, served.url.replace("127.0.0.1", "localhost")):
            url = f"{base}/v1/wholesale/customers?max=5"
            # Whoever says that it stands in front is not believed.
            headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
            found = httpx.get(url, headers=served.headers | headers).links["next"]["url"]
            assert found.startswith(f"{base}/v1/wholesale/customers?max=5&")
            assert httpx.get(found, headers=served.headers).status_code == 200


def test_the_log_has_no_secrets(small: Path) -> None:
    with Served(small) as served:
        answer = ask(served, "/v1/wholesale/customers", params={"externalId": "NC-004411"})
        httpx.post(f"{served.url}/v1/x", json={"email": "ann@acme.example"}, headers=served.headers)
        assert served.stop() == 0
        lines = served.said.splitlines()
        tracking_id = answer.headers["trackingid"]
        (line,) = [line for line in lines if tracking_id in line]
        assert re.search(r"Z GET /v1/wholesale/customers 200 \d+\.\d ms ROUTER_", line)
        assert "POST /v1/x 404" in served.said
        for secret in (served.token, "NC-004411", "ann@"):
            assert secret not in served.said


def test_without_a_file_the_token_is_shown(small: Path) -> None:
    argv = [sys.executable, "-m", "app", "serve", "--db", str(small), "--port", "0"]
    with subprocess.Popen(
        argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
    assert url.startswith("http://127.0.0.1:")
    assert out == ""
    assert re.search(r"The token of rosa\.lindqvist@northcoast\.example: sbx\.\S+\n", err)


def test_a_port_in_use(small: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        ran = spawn("serve", "--db", str(small), "--port", port)
    assert (ran.code, ran.out) == (1, "")
    assert f"Port {port} is in use" in ran.err
    assert "--port 0" in ran.err


def test_a_port_that_was_just_left(small: Path) -> None:
    with Served(small) as served, httpx.Client() as client:
        client.get(f"{served.url}/v1/people/me")
        port = served.url.rpartition(":")[2]
        assert served.stop() == 0
    with Served(small, "--port", port) as again:
        assert again.url.endswith(f":{port}")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--port", "65536"], "is no port"),
        (["--port", "-1"], "--port"),
        (["--rate", "many"], "is no rate"),
        (["--pace", "fast"], "instant, demo, real"),
        (["--host", "no.such.host.invalid"], "There is no host"),
        (["--host", "203.0.113.9"], "no address of this machine"),
        (["--as", "nobody@x.example"], "nobody@x.example"),
        (["--token-file", "/nowhere/token"], "/nowhere/token"),
        (["--json"], "gives no JSON"),
    ],
)
def test_what_it_refuses(rtm: Rtm, small: Path, argv: list[str], says: str) -> None:
    code, out, err = rtm("serve", "--db", str(small), "--port", "0", *argv)
    assert (code, bool(out)) == (2, "--json" in argv)
    assert says in err


def test_a_database_that_is_not_there(rtm: Rtm, home: Path) -> None:
    file = home / "token"
    ran = rtm("serve", "--db", str(home / "none.db"), "--port", "0", "--token-file", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "rtm db seed" in ran.err
    assert not file.exists()


def test_a_live_profile(rtm: Rtm, home: Path) -> None:
    _profile(home, "https://webexapis.com")
    ran = rtm("--profile", "served", "serve")
    assert ran.code == 2
    assert "live platform" in ran.err


def test_another_account(small: Path) -> None:
    with Served(small, "--as", "jonah.pike@northcoast.example") as served:
        assert ask(served, "/v1/people/me").json()["emails"] == ["jonah.pike@northcoast.example"]


def test_a_pace_and_a_rate(small: Path) -> None:
    with Served(small, "--pace", "real", "--rate", "1") as served:
        codes = [ask(served, "/v1/people/me").status_code for _ in range(6)]
        assert codes[0] == 200
        assert 429 in codes
        refused = ask(served, "/v1/people/me")
        assert int(refused.headers["retry-after"]) >= 1
        assert served.stop() == 0
        assert "pace real" in served.said
    with Served(small, "--rate", "0") as served:
        assert {ask(served, "/v1/people/me").status_code for _ in range(20)} == {200}
        assert served.stop() == 0
        assert "pace real" in served.said


def test_another_host_is_warned_of(small: Path) -> None:
    with Served(small, "--host", "0.0.0.0") as served:
        assert served.url.startswith("http://127.0.0.1:")
        assert ask(served, "/v1/people/me").status_code == 200
        assert served.stop() == 0
        assert "Warning: it listens on 0.0.0.0" in served.said
    with Served(small) as served:
        assert served.stop() == 0
        assert "Warning" not in served.said


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)]
)
def test_signals(small: Path, number: signal.Signals, code: int) -> None:
    with Served(small) as served, httpx.Client() as client:
        # An idle connection holds nothing up.
        client.get(f"{served.url}/v1/people/me")
        begun = time.monotonic()
        assert served.stop(number) == code
        assert time.monotonic() - begun < 3
        assert "Traceback" not in served.said
    assert not list(small.parent.glob("small.db-*"))


def test_readers_who_have_enough(small: Path, home: Path) -> None:
    """Neither the address nor the log has to be read for it to serve."""
    reading, writing = os.pipe()
    os.close(reading)
    file = home / "token"
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        port = str(one.getsockname()[1])
    argv = [sys.executable, "-m", "app", "serve", "--db", str(small), "--port", port]
    argv += ["--token-file", str(file)]
    process = subprocess.Popen(argv, cwd=ROOT, stdout=writing, stderr=writing)
    os.close(writing)
    try:
        headers = {"Authorization": f"Bearer {_made(file)}"}
        found = [_answer(f"http://127.0.0.1:{port}/v1/people/me", headers) for _ in range(3)]
        assert {one.status_code for one in found} == {200}
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def test_the_command_line_works_on_it(small: Path, home: Path) -> None:
    with Served(small) as served:
        _profile(home, served.url)
        listed = spawn("--profile", "served", "customers", "list", "--json", RTM_TOKEN=served.token)
        assert listed.code == 0, listed.err
        assert "NC-004411" in {row["externalId"] for row in json.loads(listed.out)}
        one = spawn("--profile", "served", "customers", "get", "NC-004411", RTM_TOKEN=served.token)
        assert (one.code, one.err) == (0, "")
        assert "Acme Dental" in one.out
        wrong = spawn("--profile", "served", "customers", "list", RTM_TOKEN="sbx.a.b")
        assert wrong.code == 5
        assert served.stop() == 0
    gone = spawn("--profile", "served", "customers", "list", RTM_TOKEN=served.token)
    assert gone.code == 3


def test_the_clock_moves_for_it_too(rtm: Rtm, small: Path) -> None:
    with Served(small) as served:
        before = ask(served, "/hub/v1/clock").json()
        for word in ("+2h", "freeze", "+1d", "real", "pace=instant"):
            ran = rtm("db", "clock", word, "--db", str(small), "--json")
            assert ran.code == 0, ran.err
            after = ask(served, "/hub/v1/clock").json()
            assert after["now"] >= json.loads(ran.out)["now"] > before["now"]
            assert after["mode"] == json.loads(ran.out)["mode"]


def _profile(home: Path, url: str) -> None:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    text = f'[profiles.served]\nkind = "live"\nbase_url = "{url}"\n'
    (folder / "config.toml").write_text(text)


def _made(file: Path) -> str:
    end = time.monotonic() + 30
    while not file.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    return file.read_text().strip()


def _answer(url: str, headers: dict[str, str]) -> httpx.Response:
    """An answer, as soon as somebody is there."""
    end = time.monotonic() + 30
    while True:
        try:
            return httpx.get(url, headers=headers)
        except httpx.ConnectError:
            assert time.monotonic() < end
            time.sleep(0.05)
