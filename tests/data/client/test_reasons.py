"""Why there is no connection, in words."""

from __future__ import annotations

import errno
import socket
import ssl

import pytest

from data.client.reasons import reason


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(-2, "x"), "its name is not known"),
        (ssl.SSLCertVerificationError("x"), "its certificate is not trusted"),
        (ssl.SSLError("x"), "it does not speak TLS as expected"),
        (ConnectionRefusedError("x"), "nothing listens there"),
        (ConnectionResetError("x"), "the connection was cut"),
        (OSError(errno.ENETUNREACH, "x"), "there is no way to it in this network"),
        (OSError(errno.EHOSTUNREACH, "x"), "there is no way to it in this network"),
        (OSError("something\x1b odd."), "something odd"),
        (OSError(), "the connection failed"),
    ],
)
def test_each_cause_has_its_words(cause: OSError, words: str) -> None:
    assert reason(cause) == words


def test_the_deepest_known_cause_counts() -> None:
    deep, middle, top = socket.gaierror(-2, "x"), ConnectionResetError("x"), RuntimeError("top")
    middle.__cause__ = deep
    top.__context__ = ExceptionGroup("several", [ValueError("other"), middle])
    assert reason(top) == "its name is not known"


def test_causes_that_go_in_a_circle_end() -> None:
    one, other = RuntimeError("one"), RuntimeError("other")
    one.__cause__, other.__cause__ = other, one
    assert reason(one) == "one"
