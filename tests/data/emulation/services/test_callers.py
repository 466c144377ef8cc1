from __future__ import annotations

import pytest

from data.emulation.rules import ids
from data.emulation.rules.roles import READ_ONLY
from data.emulation.services.callers import authenticate, provider, token_for
from data.emulation.services.problems import Refusal
from data.emulation.store import partners
from data.emulation.store.customer_filter import Scope
from tests.data.emulation.builder import World


@pytest.fixture
def world() -> World:
    world = World()
    top = world.partner()
    sub = world.partner("Harbour", top)
    world.staff(sub, "sub@example.com")
    world.staff(top, "reader@example.com", [READ_ONLY])
    world.staff(top, "boss@example.com")
    return world


def test_a_token_is_its_accounts(world: World) -> None:
    for email in ("sub@example.com", "reader@example.com", "boss@example.com"):
        caller = authenticate(world.connection, f"bearer  {token_for(world.connection, email)} ")
        assert caller.staff.email == email
        assert email not in token_for(world.connection, email)


def test_without_a_name_it_is_one_who_may_do_everything(world: World) -> None:
    token = token_for(world.connection)
    assert authenticate(world.connection, f"Bearer {token}").staff.email == "boss@example.com"
    world.connection.execute("DELETE FROM staff WHERE email = 'boss@example.com'")
    token = token_for(world.connection)
    assert authenticate(world.connection, f"Bearer {token}").staff.email == "reader@example.com"


def test_an_account_that_is_not_there_has_no_token(world: World) -> None:
    with pytest.raises(LookupError):
        token_for(world.connection, "nobody@example.com")
    world.connection.execute("DELETE FROM staff")
    with pytest.raises(LookupError):
        token_for(world.connection)


def test_a_token_ends_with_its_account_and_with_the_secret(world: World) -> None:
    token = f"Bearer {token_for(world.connection)}"
    other = World()
    other.partner()
    with pytest.raises(Refusal):
        authenticate(other.connection, token)
    world.connection.execute("UPDATE settings SET value = ? WHERE key = 'secret'", ("ab" * 32,))
    with pytest.raises(Refusal):
        authenticate(world.connection, token)


@pytest.mark.rule("SUB-2")
def test_worlds(world: World) -> None:
    boss = authenticate(world.connection, f"Bearer {token_for(world.connection)}")
    token = token_for(world.connection, "sub@example.com")
    sub = authenticate(world.connection, f"Bearer {token}")
    assert (boss.world, boss.own) == (Scope(1), Scope(1, 1))
    assert (sub.world, sub.own) == (Scope(1, 2), Scope(1, 2))
    harbour = ids.encode(ids.ORGANIZATION, sub.partner.uuid)
    assert provider(world.connection, boss, "owner", harbour) == Scope(1, 2)
    assert provider(world.connection, sub, "owner", harbour) == Scope(1, 2)
    with pytest.raises(Refusal, match="could not be found"):
        provider(world.connection, sub, "owner", ids.encode(ids.ORGANIZATION, boss.partner.uuid))


@pytest.mark.rule("SUB-5")
def test_whose_reports_one_may_have(world: World) -> None:
    """Who is let through for `subPartnerOrgId`; the reports themselves are not there yet."""
    lakeside = world.partner("Lakeside", 1, state="suspended")
    world.staff(lakeside, "lake@example.com")
    stranger = world.partner("Elsewhere")
    world.staff(stranger, "else@example.com")

    def scope(email: str, partner: int) -> Scope:
        token = token_for(world.connection, email)
        caller = authenticate(world.connection, f"Bearer {token}")
        uuid = partners.partner(world.connection, partner).uuid
        org_id = ids.encode(ids.ORGANIZATION, uuid)
        return provider(world.connection, caller, "subPartnerOrgId", org_id)

    # The parent's administrator each sub-partner's, a suspended one's too.
    for sub_partner in (2, lakeside):
        assert scope("boss@example.com", sub_partner) == Scope(1, sub_partner)
    assert scope("sub@example.com", 2) == Scope(1, 2)
    for email, partner, status in (
        ("sub@example.com", 1, 404),
        ("sub@example.com", lakeside, 404),
        ("lake@example.com", 2, 404),
        ("else@example.com", 2, 404),
        ("boss@example.com", stranger, 404),
        ("reader@example.com", 2, 403),
    ):
        with pytest.raises(Refusal) as refused:
            scope(email, partner)
        assert refused.value.status == status
        if status == 404:
            assert refused.value.description.startswith("subPartnerOrgId")
