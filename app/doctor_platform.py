"""Looks at a live profile for doctor: whether it has a token, and whether the platform takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.doctor import Finding
from data.text import _

if TYPE_CHECKING:
    from app.profiles import Profile

LIMIT: Final = 5.0
"""Seconds that the platform has for its answer."""


def token(profile: Profile) -> Finding:
    """Whether a live profile has a token; it is not shown."""
    from app.credentials import CredentialProblem, read_token, source_of

    try:
        read_token(profile)
    except CredentialProblem as problem:
        return Finding("token", "fail", str(problem), problem.advice)
    text = _("There is one for {url}, {source}.")
    return Finding("token", "ok", text.format(url=profile.base_url, source=source_of(profile)))


def platform(profile: Profile, *, tried: bool, limit: float = LIMIT) -> Finding:
    """Whether the platform answers, by one request for whose token it is; nothing is changed.

    Args:
        profile: a live profile.
        tried: whether there is a token to ask with; without it nothing is sent.
        limit: seconds until that is no answer.
    """
    url = profile.base_url
    if not tried:
        text = _("{url} was not tried: there is no token to ask it with.").format(url=url)
        return Finding("platform", "hint", text, _("Give the profile a token, then look again."))
    import asyncio

    from app.credentials import CredentialProblem
    from data.client.errors import HubError, TimedOut, Unauthorized, Unreachable

    try:
        name = asyncio.run(_ask(profile, limit))
    except (Unreachable, TimedOut) as error:
        text = _("{url} is not reachable.").format(url=url)
        return Finding("platform", "fail", f"{text} {error}", error.advice)
    except Unauthorized as error:
        text = _("{url} answers and refuses the token.").format(url=url)
        return Finding("platform", "fail", text, error.advice)
    except (HubError, CredentialProblem) as error:
        text = _("{url} does not answer as it should.").format(url=url)
        return Finding("platform", "fail", f"{text} {error}", error.advice)
    text = _("{url} answers; the token is of {name}.").format(url=url, name=name)
    return Finding("platform", "ok", text)


async def _ask(profile: Profile, limit: float) -> str:
    from app.credentials import read_token
    from data.client import HubClient
    from data.client.calls import Settings
    from data.client.retry import NO_RETRIES, Timeouts

    settings = Settings(Timeouts(limit, limit, limit), NO_RETRIES)
    async with HubClient(profile.base_url, read_token(profile), settings=settings) as hub:
        person = await hub.me()
    return person.display_name or person.id
