"""The onboarding template that somebody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.operations.inputs.reading import InputProblem, WrongInput
from data.search_key import search_key
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.client import HubClient
    from data.models.templates import Template

SHOWN = 10
"""Templates that a sentence lists."""


async def template_of(hub: HubClient, said: str, behalf: str | None = None) -> Template:
    """The template of a name, or the only one there is.

    Args:
        hub: the backend.
        said: its name or its beginning, or an id of it; empty for the only one.
        behalf: the indirect provider whose it is; None for one's own (SUB-6).

    Raises:
        NotOffered: the live platform lists none.
        WrongInput: none, or not one alone, is meant.
        HubError: the call failed.
    """
    every = await hub.templates.list(on_behalf_of=behalf)
    meant = list(every) if not said.strip() else _meant(every, said.strip())
    if len(meant) == 1:
        return meant[0]
    if not every:
        text = _("is required: there is no template yet")
    elif not said.strip():
        text = _("is required: there is more than one template")
    elif meant:
        text = _("more than one template may be called {name}").format(name=quoted(said))
    else:
        text = _("no template is called {name}").format(name=quoted(said))
    names = "; ".join(one.name for one in (meant or every)[:SHOWN])
    advice = _("There are: {known}.").format(known=names) if names else ""
    raise WrongInput([InputProblem("provisioningId", text)], advice)


def _meant(every: Sequence[Template], said: str) -> list[Template]:
    """Those that are called so; where there are none, those whose names begin so."""
    exact = [one for one in every if said in (one.id, one.provisioning_id)]
    exact = exact or [one for one in every if search_key(one.name) == search_key(said)]
    return exact or [one for one in every if search_key(one.name).startswith(search_key(said))]


def is_provisioning_id(text: str) -> bool:
    """Whether a text is a provisioning id: base64 of a bare UUID (contract, section 1)."""
    import base64
    import binascii
    import uuid

    bare = text.strip().rstrip("=")
    try:
        plain = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("ascii")
        return str(uuid.UUID(plain)) == plain.lower()
    except (binascii.Error, ValueError):
        return False
