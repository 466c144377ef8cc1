"""Whose customers somebody means: one's own, all, or those of an indirect provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.operations.find import kind_of
from data.search_key import search_key
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.client import HubClient
    from data.models.hub import Provider

OWN, ALL = "own", "all"

SHOWN = 10
"""Providers that a sentence lists."""


class NoOwner(Exception):  # noqa: N818 -- a person's mistake, told in words
    """No owner, or more than one, is called so; `advice` lists those that may be meant."""

    def __init__(self, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.advice = advice


async def owner_of(hub: HubClient, said: str, *, one: bool = False) -> str:
    """The owner that `said` means, as a query of customers takes it.

    Args:
        hub: the backend.
        said: `own`, `all`, an organization id, or a provider's name or its beginning; case and
            marks do not count. The partner's own name is `own`.
        one: whether `all` makes no sense, so that it is not offered.

    Raises:
        NoOwner: none is called so, or several are.
        HubError: a call failed.
    """
    word = search_key(said.strip())
    if word in (OWN, ALL):
        return word
    if kind_of(said.strip()) == "ORGANIZATION":
        partner = await hub.partner()
        return OWN if said.strip() == partner.org_id else said.strip()
    providers = await hub.providers()
    for meant in (
        [one for one in providers if one.org_id == said.strip()],
        [one for one in providers if search_key(one.name) == word],
    ):
        if len(meant) == 1:
            return meant[0].org_id
        if meant:
            raise _several(said, meant)
    partner = await hub.partner()
    if word in (search_key(partner.name), search_key(partner.org_id)) and word:
        return OWN
    begun = [one for one in providers if word and search_key(one.name).startswith(word)]
    if len(begun) == 1:
        return begun[0].org_id
    if begun:
        raise _several(said, begun)
    raise NoOwner(
        _("No indirect provider is called {name}.").format(name=quoted(said)),
        _("There are: {known}.").format(known=_listed(providers, (OWN,) if one else (OWN, ALL))),
    )


def _several(said: str, meant: Sequence[Provider]) -> NoOwner:
    return NoOwner(
        _("{n} indirect providers may be called {name}.").format(n=len(meant), name=quoted(said)),
        _("Say one in full, or its organization id: {known}.").format(
            known="; ".join(f"{one.name} {one.org_id}" for one in meant[:SHOWN])
        ),
    )


def _listed(providers: Sequence[Provider], words: Sequence[str]) -> str:
    names = [one.name or one.org_id for one in providers]
    more = len(names) - SHOWN
    shown = [*words, *names[:SHOWN]]
    if more > 0:
        shown.append(_("and {n} more").format(n=more))
    return ", ".join(shown)
