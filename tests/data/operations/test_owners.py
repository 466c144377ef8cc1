"""Whose customers are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.operations.owners import NoOwner, owner_of

if TYPE_CHECKING:
    from data.client import HubClient


@pytest.mark.parametrize(("said", "means"), [("own", "own"), (" ALL ", "all"), ("Own", "own")])
async def test_words(hub: HubClient, said: str, means: str) -> None:
    assert await owner_of(hub, said) == means


@pytest.mark.rule("SUB-9")
async def test_a_provider_by_its_name_or_id(hub: HubClient) -> None:
    by_name = {one.name: one.org_id for one in await hub.providers()}
    wanted = by_name["Harbour Light Communications"]
    for said in ("Harbour Light Communications", "harbour LIGHT communications", "harbour", wanted):
        assert await owner_of(hub, said) == wanted


async def test_the_partners_own_name(hub: HubClient) -> None:
    partner = await hub.partner()
    for said in (partner.name.upper(), partner.org_id):
        assert await owner_of(hub, said) == "own"


async def test_who_is_not_known_is_told_who_is(hub: HubClient) -> None:
    with pytest.raises(NoOwner, match="No indirect provider is called 'nobody'") as raised:
        await owner_of(hub, "nobody")
    assert "own, all, " in raised.value.advice
    assert "Harbour Light Communications" in raised.value.advice


async def test_a_beginning_of_several_is_none(
    hub: HubClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.models.hub import Provider

    known = [
        Provider(org_id=f"o{n}", name=name) for n, name in enumerate(("Lake A", "Lake B", "B", "b"))
    ]

    async def providers() -> list[Provider]:
        return known

    monkeypatch.setattr(hub, "providers", providers)
    for said in ("lake", "B"):
        with pytest.raises(NoOwner, match="2 indirect providers") as raised:
            await owner_of(hub, said)
        assert "organization id: " in raised.value.advice
    assert await owner_of(hub, "lake b") == "o1"
    assert await owner_of(hub, "o3") == "o3"
