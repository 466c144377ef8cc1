"""What operations on subscribers are told."""

from __future__ import annotations

from typing import Any

from data.models.base import WireModel
from data.models.requests import (
    PrecheckSubscriber,
    ProvisionSubscriber,
    SubscriberParameters,
)


class OrderSubscriber(PrecheckSubscriber):
    """A user to be made or checked.

    Attributes:
        owner_org_id: the indirect provider's organization that the customer belongs to; empty for
            one's own.
        location: the name of a location, where its id is not given.
        on_behalf_of: for the check before there is a customer: the indirect provider.
    """

    owner_org_id: str = ""
    location: str = ""
    on_behalf_of: str = ""

    def body(self) -> ProvisionSubscriber:
        """The body of the request that makes it."""
        return ProvisionSubscriber(**self._values(ProvisionSubscriber))

    def check_body(self) -> PrecheckSubscriber:
        """The body of the request that checks it."""
        return PrecheckSubscriber(**self._values(PrecheckSubscriber))

    def _values(self, model: type[WireModel]) -> dict[str, Any]:
        names = self.model_fields_set & set(model.model_fields)
        values = {name: getattr(self, name) for name in names}
        # Under one name or the other; an empty list would be a second one.
        return {name: value for name, value in values.items() if value not in ("", ())}


class SubscriberInput(WireModel):
    """A subscriber that exists.

    Attributes:
        subscriber_id: which.
        owner_org_id: the indirect provider's organization that its customer belongs to.
    """

    subscriber_id: str = ""
    owner_org_id: str = ""


class ChangeSubscriber(SubscriberInput):
    """The package that a user shall have, and what a move to calling needs (SBR-1)."""

    package: str = ""
    packages: tuple[str, ...] = ()
    provisioning_parameters: SubscriberParameters | None = None
    location: str = ""
