"""The questions that the customer list asks: conditions, order, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.packages import TITLES
from data.models.statuses import STATUSES
from data.text import _
from screens.customers.filters import ALL, OWN, CustomerFilter
from screens.customers.words import status_label
from widgets.dialogs.pick import Group, PickDialog

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from data.models.customers import HubCustomer
    from widgets.record_table import Column


def conditions(chosen: CustomerFilter, providers: Mapping[str, str]) -> PickDialog:
    """Status, package and owner; `picked` reads the answer."""
    statuses = [(name, status_label(name)) for name in STATUSES]
    owners = [(OWN, _("own")), (ALL, _("all")), *providers.items()]
    any_status, any_package = _("Status (none: any)"), _("Package (none: any)")
    groups = [
        Group("status", any_status, statuses, frozenset(chosen.statuses)),
        Group("package", any_package, list(TITLES.items()), frozenset(chosen.packages)),
        Group("owner", _("Owner"), owners, frozenset({chosen.owner}), many=False),
    ]
    return PickDialog(_("Conditions"), groups)


def picked(answer: Mapping[str, tuple[str, ...]]) -> CustomerFilter:
    """The conditions that were picked; the text is not among them."""
    return CustomerFilter(
        statuses=answer["status"],
        packages=answer["package"],
        owner=(answer["owner"] or (OWN,))[0],
    )


def orders(
    columns: Iterable[Column[HubCustomer]], sorts: Collection[str], present: str
) -> PickDialog | None:
    """The orders that the backend has; None where it has one only."""
    able = [(one.sort, one.title) for one in columns if one.sort and one.sort in sorts]
    if not able:
        return None
    hint = _("The present order again reverses it.")
    group = Group("sort", "", able, frozenset({present}), many=False)
    return PickDialog(_("Sort by"), [group], hint)


def choice_of_columns(columns: Iterable[Column[HubCustomer]], hidden: frozenset[str]) -> PickDialog:
    """All columns, those that are shown marked."""
    options = [(one.key, one.title) for one in columns]
    shown = frozenset(key for key, _title in options) - hidden
    return PickDialog(_("Columns"), [Group("columns", "", options, shown)])
