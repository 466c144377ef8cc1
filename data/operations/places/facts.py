"""What plans about places have to know first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.operations.customers.facts import name_of
from data.operations.plan import Blocker
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.models.customers import HubCustomer


def no_organization(customer: HubCustomer) -> Iterator[Blocker]:
    """Why a customer can have no places yet."""
    if not customer.org_id:
        yield Blocker(
            _("{name} has no organization yet.").format(name=name_of(customer)),
            _("Wait until it is provisioned."),
        )
