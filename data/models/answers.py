"""Answers to requests that change or check something (contract, sections 1, 2 and 4)."""

from __future__ import annotations

from pydantic import ConfigDict

from data.models.base import Findable, WireModel


class Accepted(Findable, WireModel):
    """A change was accepted and happens later; `url` is the customer's, ending with its id."""

    url: str

    @property
    def customer_id(self) -> str:
        """The customer's id."""
        return self.url.rpartition("/")[2]


class Done(Findable, WireModel):
    """A change that has no answer of its own was accepted, as a removal."""


class PrecheckInfo(WireModel):
    """What a precheck says; code 100 is that nothing was found."""

    info_code: int
    description: str = ""


class Precheck(WireModel):
    """The answer of a precheck without conflicts (PRE-1)."""

    message: str
    info: tuple[PrecheckInfo, ...] = ()


class AccessToken(WireModel):
    """Tokens of a grant; the lives are in seconds."""

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_token_expires_in: int
    token_type: str
    scope: str = ""

    # The platform spells these with underscores.
    model_config = ConfigDict(alias_generator=None)
