"""A sandbox that is made anew while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from app.signing import Signing

if TYPE_CHECKING:
    from collections.abc import Iterator


def platform(good: list[str], seen: list[str]) -> httpx.MockTransport:
    """Accepts the tokens in `good`, notes what it is given."""

    def answer(request: httpx.Request) -> httpx.Response:
        given = request.headers["Authorization"].removeprefix("Bearer ")
        seen.append(f"{given} {request.content.decode()}".strip())
        return httpx.Response(200 if given in good else 401)

    return httpx.MockTransport(answer)


def tokens(*names: str) -> Iterator[str]:
    return iter(names)


@pytest.mark.parametrize(
    ("signed", "status", "seen"),
    [
        (("old",), 200, ["old body"]),
        (("gone", "old"), 200, ["gone body", "old body"]),
        (("gone", "gone"), 401, ["gone body"]),
        (("gone", "wrong"), 401, ["gone body", "wrong body"]),
    ],
)
async def test_a_refused_token_is_made_anew_once(
    signed: tuple[str, ...], status: int, seen: list[str]
) -> None:
    heard: list[str] = []
    made = tokens(*signed)
    transport = Signing(platform(["old"], heard), lambda: next(made))
    async with httpx.AsyncClient(transport=transport) as http:
        headers = {"Authorization": f"Bearer {transport.token()}"}
        answer = await http.post("http://localhost/v1", headers=headers, content=b"body")
    assert (answer.status_code, heard) == (status, seen)


async def test_the_token_stays_while_it_is_good() -> None:
    made = tokens("one", "two")
    transport = Signing(platform(["one"], []), lambda: next(made))
    assert [transport.token(), transport.token()] == ["one", "one"]
    async with httpx.AsyncClient(transport=transport) as http:
        await http.get("http://localhost/v1", headers={"Authorization": "Bearer one"})
    assert transport.token() == "one"


async def test_an_account_that_is_gone_leaves_the_refusal() -> None:
    def sign() -> str:
        if made:
            return made.pop()
        raise LookupError

    made, heard = ["gone"], list[str]()
    transport = Signing(platform([], heard), sign)
    async with httpx.AsyncClient(transport=transport) as http:
        headers = {"Authorization": f"Bearer {transport.token()}"}
        answer = await http.get("http://localhost/v1", headers=headers)
    assert (answer.status_code, heard) == (401, ["gone"])
