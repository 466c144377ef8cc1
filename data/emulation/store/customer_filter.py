"""Which customers: whose, in which status, with which packages, found by which text.

Here a filter becomes SQL predicates over a row `c` of `customers` as it is *now*: a row whose
next step is due is read through its steps, without being written (decision 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules.timeline import DELETED

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUS_NOW: Final = """(CASE WHEN c.next_at <= :now THEN coalesce((
    SELECT s.status FROM steps AS s WHERE s.kind = 1 AND s.subject = c.id AND s.part = 0
        AND s.due_ms BETWEEN c.next_at AND :now
    ORDER BY s.due_ms DESC, s.seq DESC, s.status DESC LIMIT 1), c.status) ELSE c.status END)"""
"""The status of a customer at `:now`."""

PACKAGES_NOW: Final = """(CASE WHEN c.next_at <= :now THEN (
    SELECT coalesce(sum(1 << (p.package - 1)), 0) FROM customer_packages AS p
    WHERE p.customer_id = c.id AND 'deleted' <> CASE WHEN p.next_at <= :now THEN coalesce((
        SELECT s.status FROM steps AS s WHERE s.kind = 2 AND s.subject = c.id
            AND s.part = p.package AND s.due_ms BETWEEN p.next_at AND :now
        ORDER BY s.due_ms DESC, s.seq DESC, s.status DESC LIMIT 1), p.status)
        ELSE p.status END) ELSE c.packages END)"""
"""The mask of a customer's packages at `:now`."""


class Scope(NamedTuple):
    """Whose customers: all below a top partner, or those of one owner below it."""

    root_id: int
    owner_id: int | None = None

    def owners(self) -> str:
        """SQL: a list of owners for `IN`, over `:root` and `:owner`."""
        if self.owner_id is not None:
            return "(:owner)"
        return "(SELECT id FROM partners WHERE root_id = :root)"

    def test(self) -> str:
        """SQL: whether row `c` is within."""
        return "c.root_id = :root" + ("" if self.owner_id is None else " AND c.owner_id = :owner")

    def parameters(self) -> dict[str, Any]:
        """The values of `:root` and `:owner`."""
        return {"root": self.root_id, "owner": self.owner_id}


class CustomerFilter(NamedTuple):
    """Customers of a scope.

    Attributes:
        scope: whose.
        statuses: any of these; empty for all that are not gone.
        packages: a mask, with any of these; 0 for all.
    """

    scope: Scope
    statuses: Sequence[str] = ()
    packages: int = 0

    @property
    def narrow(self) -> bool:
        """Whether it asks for more than an owner."""
        return bool(self.statuses or self.packages)

    def state_test(self, status: str = STATUS_NOW, packages: str = PACKAGES_NOW) -> str:
        """SQL: whether a status and a mask pass.

        Args:
            status: an expression for the status.
            packages: an expression for the mask.
        """
        if self.statuses:
            test = f"{status} IN ({', '.join(f':s{i}' for i in range(len(self.statuses)))})"
        else:
            test = f"{status} <> '{DELETED}'"
        return f"{test} AND {packages} & :packages <> 0" if self.packages else test

    def test(self) -> str:
        """SQL: whether row `c` passes.

        The plain columns are asked first, because SQLite leaves subqueries for last: a walk along
        an index then visits no row that is as it was written and does not pass.
        """
        plain = self.state_test("c.status", "c.packages")
        return f"{self.scope.test()} AND (c.next_at <= :now OR ({plain})) AND {self.state_test()}"

    def parameters(self, now: int) -> dict[str, Any]:
        """The values of all that the SQL of a filter names."""
        found = {**self.scope.parameters(), "now": now, "packages": self.packages}
        found.update((f"s{i}", status) for i, status in enumerate(self.statuses))
        return found
