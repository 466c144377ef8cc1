"""Branding, prices, Setup Assist: what only the hub offers a partner (section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import CREATE
from data.emulation.services.acting import BEHALF

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

    Handler = Callable[[Call], Answer]

shop: Final = Later("data.emulation.http.shop_handlers")

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


TABLE: Final[tuple[Operation, ...]] = (
    *_pair("/hub/v1/branding", "branding", (shop.get_branding, shop.change_branding), "Branding"),
    *_pair("/hub/v1/priceList", "prices", (shop.get_prices, shop.change_prices), "PriceList"),
)
"""In the order in which paths are matched."""
