"""The one purchase order of a partner: what it may sell (BIL-1, SUA-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, packages
from data.emulation.rules.faults import Fault, missing, shown, unsaid
from data.emulation.rules.skus import SETUP_ASSIST
from data.emulation.services.problems import require_valid
from data.emulation.store import settings as store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.writing import Write
    from data.models.purchase_orders import PurchaseOrderInput

_KEY: Final = "not_on_order/{0:d}"
_NAMES: Final = (*packages.CODES, SETUP_ASSIST)
"""Whatever an order can have."""


def without(connection: sqlite3.Connection, root_id: int) -> tuple[str, ...]:
    """What the order of a partner does not have. Decided here: it has everything at first.

    Args:
        connection: where to read.
        root_id: the partner's rowid; its sub-partners sell what stands on its order.
    """
    text = store.get(connection, _KEY.format(root_id), "")
    return tuple(text.split(",")) if text else ()


def change(write: Write, root_id: int, wanted: PurchaseOrderInput, wrong: Sequence[Fault]) -> None:
    """Set what the order of a partner does not have; customers that are there keep what they have.

    Raises:
        Refusal: 400.
    """
    given = wanted.without
    found = [missing("without", codes.MISSING_FIELD, "BIL-1")] if given is None else []
    names = [packages.ALIASES.get(name.strip(), name.strip()) for name in given or ()]
    found += [
        Fault(f"without[{n}]", codes.BAD_CHOICE, f"nothing is ordered as {shown(name)}", "BIL-1")
        for n, name in enumerate(names)
        if name not in _NAMES
    ]
    require_valid(unsaid(wrong, found))
    text = ",".join(name for name in _NAMES if name in names)
    store.put(write.connection, _KEY.format(root_id), text)


def faults(connection: sqlite3.Connection, root_id: int, wanted: int, field: str) -> list[Fault]:
    """Why packages cannot be sold: the partner's order does not have them (BIL-1).

    Args:
        connection: where to read.
        root_id: the partner's rowid.
        wanted: the mask of packages that are to begin.
        field: their place in the request.
    """
    lacking = without(connection, root_id)
    names = [name for name in packages.names(wanted) if name in lacking]
    words = f"the partner's purchase order does not have {', '.join(names)}"
    return [Fault(field, codes.NOT_ON_ORDER, words)] if names else []
