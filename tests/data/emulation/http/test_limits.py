from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.http.application import application
from data.emulation.http.limits import RATE, Limits
from data.emulation.services.problems import Refusal
from tests.data.emulation.http.asking import ask
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

URL = "/v1/people/me"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_token_that_asks_too_often_is_told_when_to_come_again(site: Site) -> None:
    clock = Clock()
    app = application(site.platform.database, limits=Limits(0.4, clock))

    def status(token: str) -> int:
        return ask(app, URL, token).status

    one, other = site.tokens[1], site.tokens[2]
    assert status(one) == 200
    reply = ask(app, URL, one)
    assert_dialect(reply, 429)
    assert reply.headers["retry-after"] == "3"
    assert reply.json["errors"][0]["errorCode"] == 42900
    assert status(other) == 200
    clock.now += 2.4
    assert status(one) == 429
    clock.now += 0.2
    assert status(one) == 200
    assert ask(app, URL, method="OPTIONS").status == 200


def test_who_shows_no_token_shares_a_bucket(site: Site) -> None:
    app = application(site.platform.database, limits=Limits(0.5, Clock()))
    assert ask(app, URL).status == 401
    assert ask(app, URL, headers=[("authorization", "Basic x")]).status == 429
    assert ask(app, "/openapi.json").status == 429
    assert ask(app, URL, site.tokens[1]).status == 200


def test_twice_the_rate_may_come_at_once_and_the_rate_in_the_long_run() -> None:
    clock = Clock()
    limits = Limits(RATE, clock)

    def taken(tries: int) -> int:
        done = 0
        for _ in range(tries):
            try:
                limits.take("Bearer x", "")
            except Refusal:
                continue
            done += 1
        return done

    assert taken(1_000) == 600
    clock.now += 1
    assert taken(1_000) == 300
    clock.now += 3_600
    assert taken(1_000) == 600


def test_without_a_rate_nothing_is_counted() -> None:
    limits = Limits(None)
    for _ in range(5_000):
        limits.take("Bearer x", "")


def test_buckets_do_not_grow_without_end() -> None:
    limits = Limits(0.5, Clock())
    for n in range(3_000):
        limits.take(f"Bearer {n}", "")
    assert len(limits._buckets) == 1_024
    with pytest.raises(Refusal):
        limits.take("Bearer 2999", "")
