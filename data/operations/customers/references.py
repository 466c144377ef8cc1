"""What an order names that does not exist; asked for where the order is wrong anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.client.errors import HubError
from data.operations.customers.facts import actor
from data.operations.customers.templates import template_of
from data.operations.inputs.reading import WrongInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient


async def wrong_references(hub: HubClient, given: Mapping[str, Any]) -> WrongInput | None:
    """That the provider or the template of an order is none; None where both are, or nobody knows.

    Args:
        hub: the backend; where it gives no answer, nothing is said of it.
        given: the order as it was read, whatever is wrong with it.
    """
    behalf, template = given.get("onBehalfOf", ""), given.get("template", "")
    if not isinstance(behalf, str) or not isinstance(template, str) or not (behalf or template):
        return None
    try:
        acting = await actor(hub, behalf)
        if template and not given.get("provisioningId"):
            await template_of(hub, template, acting.behalf)
    except WrongInput as error:
        return error
    except HubError:
        return None
    return None
