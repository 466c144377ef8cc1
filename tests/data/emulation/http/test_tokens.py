"""Tokens for programs (contract, section 1)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from data.emulation.rules.roles import (
    CUSTOMERS_READ,
    CUSTOMERS_WRITE,
    PEOPLE_READ,
    READ_ONLY,
    SUBSCRIBERS_READ,
    scopes,
)
from data.emulation.services.tokens import ACCESS_LIFE, CODE_LIFE, REFRESH_LIFE
from data.models.answers import AccessToken
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.http.probing import FORM
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.conftest import Site

ME = "/v1/people/me"


class Program:
    """A program that uses the API of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client = self.post("/hub/v1/integrations", {"name": "Billing"}, 201)

    def post(self, path: str, body: Any, status: int, partner: int = 1) -> Any:
        """What staff does for it."""
        token = self.site.tokens[partner]
        reply = ask(self.site.platform.app, path, token, method="POST", body=body)
        assert reply.status == status
        return reply.json

    def code(self, **more: str) -> str:
        """A code for it."""
        body = {"clientId": self.client["clientId"], **more}
        found: str = self.post("/hub/v1/authorizationCodes", body, 201)["code"]
        return found

    def form(self, grant: str, **fields: str) -> dict[str, str]:
        """The form with its client."""
        return {
            "grant_type": grant,
            "client_id": self.client["clientId"],
            "client_secret": self.client["clientSecret"],
            **fields,
        }

    def send(self, form: dict[str, str], authorization: str | None = None) -> Reply:
        """Send a form."""
        return send(self.site, urlencode(form).encode(), authorization)

    def tokens(self, **more: str) -> AccessToken:
        """Tokens for a new code."""
        reply = self.send(self.form("authorization_code", code=self.code(**more)))
        assert reply.status == 200
        return AccessToken.model_validate(reply.json, extra="forbid")

    def get(self, url: str, token: str) -> Reply:
        """Ask with a token."""
        return ask(self.site.platform.app, url, token)

    def wait(self, ms: int) -> None:
        """Let the platform's time pass."""
        world = self.site.world
        (now,) = world.connection.execute("SELECT high_ms FROM clock").fetchone()
        world.set_now(now + ms)


def send(site: Site, content: bytes, authorization: str | None = None, media: str = FORM) -> Reply:
    headers = [("content-type", media)]
    if authorization is not None:
        headers.append(("authorization", authorization))
    app = site.platform.app
    return ask(app, "/v1/access_token", method="POST", headers=headers, content=content)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    site = open_site(tmp_path / "platform.db")
    yield Program(site)
    site.platform.close()
    site.world.connection.close()


def test_a_code_gives_tokens_that_work(program: Program) -> None:
    found = program.tokens()
    assert found.token_type == "Bearer"
    assert found.expires_in == ACCESS_LIFE // 1000
    assert found.refresh_token_expires_in == REFRESH_LIFE // 1000
    assert set(found.scope.split()) == scopes(["Partner full admin", "Wholesale admin"])
    assert found.access_token.startswith("sbx.")
    reply = program.get(ME, found.access_token)
    assert (reply.status, reply.json["emails"]) == (200, ["s1@example.com"])


def test_nothing_that_was_given_out_is_kept(program: Program) -> None:
    code = program.code()
    found = program.send(program.form("authorization_code", code=code)).json
    secrets = (code, program.client["clientSecret"], found["refresh_token"], found["access_token"])
    world = program.site.world.connection
    for table in ("integrations", "grants", "requests"):
        rows = repr(world.execute(f"SELECT * FROM {table}").fetchall())
        assert rows != "[]"
        assert not any(secret in rows for secret in secrets)


def test_an_access_token_ends_in_the_platforms_time(program: Program) -> None:
    found = program.tokens()
    program.wait(ACCESS_LIFE - 1_000)
    assert program.get(ME, found.access_token).status == 200
    program.wait(1_001)
    assert_dialect(program.get(ME, found.access_token), 401)
    assert program.get(ME, program.site.tokens[1]).status == 200


def test_a_refresh_token_can_be_used_until_it_expires(program: Program) -> None:
    first = program.tokens()
    form = program.form("refresh_token", refresh_token=first.refresh_token)
    for day in (20, 40, 60):
        program.wait(20 * 86_400_000)
        again = AccessToken.model_validate(program.send(form).json)
        assert again.refresh_token == first.refresh_token
        assert again.refresh_token_expires_in == (90 - day) * 86_400 - 1
        assert program.get(ME, again.access_token).status == 200
    program.wait(29 * 86_400_000)
    assert program.send(form).json["expires_in"] <= 86_400
    program.wait(86_400_000)
    assert_dialect(program.send(form), 400)


def test_a_code_works_once_and_a_second_use_takes_all_back(program: Program) -> None:
    form = program.form("authorization_code", code=program.code())
    first = AccessToken.model_validate(program.send(form).json)
    other = program.tokens()
    refused = program.send(form)
    assert_dialect(refused, 400)
    assert refused.json["errors"][0]["errorCode"] == 40007
    assert_dialect(program.get(ME, first.access_token), 401)
    refresh = program.form("refresh_token", refresh_token=first.refresh_token)
    assert_dialect(program.send(refresh), 400)
    assert program.get(ME, other.access_token).status == 200


def test_a_code_expires(program: Program) -> None:
    form = program.form("authorization_code", code=program.code())
    program.wait(CODE_LIFE + 1)
    assert_dialect(program.send(form), 400)


def test_the_client_may_come_as_basic(program: Program) -> None:
    pair = f"{program.client['clientId']}:{program.client['clientSecret']}"
    basic = "Basic " + base64.b64encode(pair.encode()).decode()
    form = {"grant_type": "authorization_code", "code": program.code(), "redirect_uri": "x"}
    assert program.send(form, basic).status == 200
    wrong = "Basic " + base64.b64encode(f"{pair}x".encode()).decode()
    refused = program.send(form, wrong)
    assert_dialect(refused, 401)
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert_dialect(program.send(form, "Basic !"), 400)


@pytest.mark.parametrize("field", ["client_id", "client_secret"])
def test_another_client_gets_nothing(program: Program, field: str) -> None:
    form = program.form("authorization_code", code=program.code())
    assert_dialect(program.send({**form, field: "C0"}), 401)
    other = program.post("/hub/v1/integrations", {"name": "Other"}, 201)
    theirs = {"client_id": other["clientId"], "client_secret": other["clientSecret"]}
    assert_dialect(program.send(form | theirs), 400)
    assert program.send(form).status == 200


def test_all_that_is_wrong_with_a_form_is_named(program: Program) -> None:
    reply = program.send({})
    assert_dialect(reply, 400)
    named = [error["description"].partition(":")[0] for error in reply.json["errors"]]
    assert named == ["grant_type", "client_id", "client_secret"]
    for content in (b"\xff=1", b"&".join([b"a=1"] * 60), b"grant_type=a&grant_type=b"):
        assert_dialect(send(program.site, content), 400)
    assert_dialect(program.send(program.form("password")), 400)
    assert_dialect(program.send(program.form("refresh_token")), 400)
    for media in ("application/json", "", "multipart/form-data"):
        assert_dialect(send(program.site, b"{}", media=media), 415)


def test_a_token_reaches_what_roles_and_scopes_both_give(program: Program) -> None:
    narrow = program.tokens(scope=f"{CUSTOMERS_READ} {PEOPLE_READ}")
    assert narrow.scope == f"{CUSTOMERS_READ} {PEOPLE_READ}"
    assert program.get("/v1/wholesale/customers", narrow.access_token).status == 200
    assert program.get("/hub/v1/clock", narrow.access_token).status == 200
    refused = program.get("/v1/wholesale/subscribers", narrow.access_token)
    assert_dialect(refused, 403)
    assert "the token was not given" in refused.json["errors"][0]["description"]
    # The roles may shrink later.
    world = program.site.world.connection
    world.execute("UPDATE staff SET roles = '[]' WHERE email = 's1@example.com'")
    assert_dialect(program.get("/v1/wholesale/customers", narrow.access_token), 403)


def test_a_token_for_reading_makes_nothing_and_gives_no_wider_one(program: Program) -> None:
    app = program.site.platform.app
    reading = program.tokens(scope=f"{CUSTOMERS_READ} {SUBSCRIBERS_READ}").access_token
    for path in ("/hub/v1/integrations", "/hub/v1/authorizationCodes"):
        assert_dialect(ask(app, path, reading, method="POST", body={"name": "x"}), 403)
    writing = program.tokens(scope=f"{CUSTOMERS_WRITE} {PEOPLE_READ}").access_token
    body = {"clientId": program.client["clientId"]}
    reply = ask(app, "/hub/v1/authorizationCodes", writing, method="POST", body=body)
    form = program.form("authorization_code", code=reply.json["code"])
    assert program.send(form).json["scope"] == f"{CUSTOMERS_WRITE} {PEOPLE_READ}"


def test_codes_are_for_accounts_of_ones_own_organization(program: Program) -> None:
    site = program.site
    site.world.staff(1, "reader@example.com", [READ_ONLY])
    found = program.tokens(email="Reader@example.com ")
    assert program.get(ME, found.access_token).json["emails"] == ["reader@example.com"]
    assert set(found.scope.split()) == scopes([READ_ONLY])
    path, client = "/hub/v1/authorizationCodes", program.client["clientId"]
    for email in ("s2@example.com", "s4@example.com", "nobody@example.com"):
        refused = program.post(path, {"clientId": client, "email": email}, 400)
        assert refused["errors"][0]["description"].startswith("email: ")
    wrong = {"clientId": "C0", "email": "x", "scope": "y z"}
    named = [
        error["description"].partition(":")[0] for error in program.post(path, wrong, 400)["errors"]
    ]
    assert named == ["clientId", "email", "scope"]
    program.post(path, {}, 400)
    beyond = {"clientId": client, "email": "reader@example.com", "scope": CUSTOMERS_WRITE}
    program.post(path, beyond, 400)


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\nb", 5])
def test_an_integration_has_a_name(program: Program, name: object) -> None:
    program.post("/hub/v1/integrations", {"name": name}, 400)


def test_a_sub_partners_program_reaches_its_own_only(program: Program) -> None:
    body = {"clientId": program.client["clientId"]}
    code = program.post("/hub/v1/authorizationCodes", body, 201, partner=2)["code"]
    found = program.send(program.form("authorization_code", code=code)).json
    items = program.get("/hub/v1/customers?owner=all", found["access_token"]).json["items"]
    assert [item["name"] for item in items] == ["Harbour Café"]
