"""A live profile tried over real TCP: nobody there, no answer, a refused token, an answer."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.doctor_platform import platform, token
from app.profiles import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RTM_TOKEN", "s3cr3t")


def profile(port: int) -> Profile:
    url = f"http://127.0.0.1:{port}"
    return Profile("live", "live", base_url=url, token_env="RTM_TOKEN")


@contextmanager
def listening(status: str, body: str) -> Iterator[tuple[int, list[bytes]]]:
    """A server for one request; without a status it never answers."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection:
                heard.append(connection.recv(65_536))
                if not status:
                    connection.recv(1)
                    return
                head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n"
                connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], heard
        finally:
            thread.join(timeout=10)


def test_it_answers() -> None:
    with listening("200 OK", '{"id": "P1", "displayName": "Ann"}') as (port, heard):
        found = platform(profile(port), tried=True)
    assert (found.level, found.advice) == ("ok", "")
    assert found.text == f"http://127.0.0.1:{port} answers; the token is of Ann."
    assert heard[0].startswith(b"GET /v1/people/me ")


def test_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = platform(profile(port), tried=True)
    assert found.level == "fail"
    assert "is not reachable" in found.text
    assert "nothing listens there" in found.text
    assert found.advice


def test_it_is_not_waited_for_longer_than_said() -> None:
    began = time.monotonic()
    with listening("", "") as (port, _heard):
        found = platform(profile(port), tried=True, limit=0.3)
    assert time.monotonic() - began < 3
    assert found.level == "fail"
    assert "is not reachable" in found.text


@pytest.mark.parametrize(
    ("status", "says"),
    [("401 Unauthorized", "refuses the token"), ("500 Oops", "does not answer as it should")],
)
def test_it_refuses(status: str, says: str) -> None:
    with listening(status, "{}") as (port, _heard):
        found = platform(profile(port), tried=True)
    assert found.level == "fail"
    assert says in found.text
    assert found.advice
    assert "s3cr3t" not in str(found)


def test_without_a_token_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RTM_TOKEN")
    assert token(profile(1)).level == "fail"
    found = platform(profile(1), tried=False)
    assert (found.level, "was not tried" in found.text) == ("hint", True)
