"""Branding, prices, Setup Assist: what only the hub offers a partner (section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import CREATE, PLATFORM
from data.emulation.services.acting import BEHALF

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

    Handler = Callable[[Call], Answer]

shop: Final = Later("data.emulation.http.shop_handlers")

_ORDER: Final = "/hub/v1/purchaseOrder"
_ASSIST: Final = "/hub/v1/customers/{customerId}/setupAssist"
_ASSIST_MODEL: Final = "SetupAssistRequest"
_CHANGED: Final = (200, 400, 401, 403, 404, 415, 500)


def _pair(
    path: str, name: str, handlers: tuple[Handler, Handler], model: str
) -> tuple[Operation, Operation]:
    """Reading and changing what every partner and sub-partner has one of (SUB-2).

    Args:
        path: of both.
        name: of the one that reads.
        handlers: of GET and PUT.
        model: that of the answer; the body's has `Input` behind it.
    """
    look = read(path, f"{name}.get", None, handlers[0], model).taking(BEHALF)
    look = look._replace(right=CREATE)
    change = look._replace(
        method="PUT",
        name=f"{name}.change",
        handler=handlers[1],
        body=f"{model}Input",
        statuses=_CHANGED,
        writes=True,
    )
    return look, change


def _of_partner(operation: Operation) -> Operation:
    """For what the partner pays, which is none of a sub-partner's (PKG-16)."""
    return operation._replace(right=PLATFORM)


_ORDER_READ: Final = _of_partner(
    read(_ORDER, "purchase_order", None, shop.get_purchase_order, "PurchaseOrder")
)
_ASSIST_READ: Final = _of_partner(
    read(_ASSIST, "setup_assist.list", None, shop.list_assist, _ASSIST_MODEL, many=True)
)
TABLE: Final[tuple[Operation, ...]] = (
    *_pair("/hub/v1/branding", "branding", (shop.get_branding, shop.change_branding), "Branding"),
    *_pair("/hub/v1/priceList", "prices", (shop.get_prices, shop.change_prices), "PriceList"),
    _ORDER_READ,
    _ORDER_READ._replace(
        method="PUT",
        name="purchase_order.change",
        handler=shop.change_purchase_order,
        body="PurchaseOrderInput",
        statuses=_CHANGED,
        writes=True,
    ),
    _ASSIST_READ,
    _ASSIST_READ._replace(
        method="POST",
        name="setup_assist.create",
        handler=shop.request_assist,
        many=False,
        body="SetupAssistInput",
        statuses=(201, 400, 401, 403, 404, 409, 415, 500),
        writes=True,
    ),
)
"""In the order in which paths are matched."""
