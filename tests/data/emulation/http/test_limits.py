from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.http.application import application
from data.emulation.http.limits import RATE, Limits
from data.emulation.services import signing
from data.emulation.services.problems import Refusal
from data.emulation.store import clock as clock_row
from tests.data.emulation.http.asking import ask
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

URL = "/v1/people/me"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_an_account_that_asks_too_often_is_told_when_to_come_again(site: Site) -> None:
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


def test_a_bucket_is_an_accounts_however_its_token_is_written(site: Site) -> None:
    app = application(site.platform.database, limits=Limits(0.5, Clock()))
    token = site.tokens[1]
    assert ask(app, URL, token).status == 200
    narrow = signing.verified(token, clock_row.secret(site.world.connection))
    assert narrow is not None
    narrow = narrow._replace(until_ms=2**60, grant=1, given=frozenset())
    other = signing.signed(narrow, clock_row.secret(site.world.connection))
    for written in (f"Bearer  {token}", f"bearer {token} ", f"BEARER {token}", f"Bearer {other}"):
        assert ask(app, URL, headers=[("authorization", written)]).status == 429


def test_tokens_that_are_made_up_share_the_clients_bucket(site: Site) -> None:
    limits = Limits(0.5, Clock())
    app = application(site.platform.database, limits=limits)
    statuses = [ask(app, URL, f"sbx.{n}.AAAA").status for n in range(3)]
    assert statuses == [401, 429, 429]
    assert ask(app, URL, site.tokens[1]).status == 200
    assert (len(limits.peers), len(limits.accounts)) == (1, 1)


def test_a_secret_that_is_empty_signs_nothing(site: Site) -> None:
    limits = Limits(0.5, Clock())
    app = application(site.platform.database, limits=limits)
    made_up = signing.signed(signing.Token(bytes(16)), b"")
    assert ask(app, URL, made_up).status == 401
    assert len(limits.accounts) == 0


def test_twice_the_rate_may_come_at_once_and_the_rate_in_the_long_run() -> None:
    clock = Clock()
    limits = Limits(RATE, clock)

    def taken(tries: int) -> int:
        done = 0
        for _ in range(tries):
            try:
                limits.take(b"x", "")
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
        limits.take(b"x", "")


def test_buckets_do_not_grow_without_end() -> None:
    limits = Limits(0.5, Clock())
    limits.take(b"x", "")
    for n in range(3_000):
        limits.take(None, str(n))
    assert len(limits.peers) == 1_024
    with pytest.raises(Refusal):
        limits.take(None, "2999")
    with pytest.raises(Refusal):
        limits.take(b"x", "")
