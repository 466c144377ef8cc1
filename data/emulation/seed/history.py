"""Writes the request that a customer came from and the steps of its timeline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from data.emulation.rules import details
from data.emulation.rules.ids import uuid_text
from data.emulation.rules.timeline import CUSTOMER, PACKAGE
from data.emulation.seed.rows import RequestRow, StepRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.seed.moments import Moment, Timeline
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.world import World


def write_history(world: World, plan: Plan, customer_id: int, line: Timeline) -> None:
    """Write how a customer came about and what becomes of it."""
    request_id = world.sink.next_id(RequestRow)
    body = {"externalId": plan.external, "packages": list(plan.packages)}
    world.sink.add(
        RequestRow(
            request_id,
            f"RTM_{uuid_text(world.uuid())}",
            line.customer[0].due_ms,
            world.staff[plan.owner],
            "customers.create",
            "POST",
            "/v1/wholesale/customers",
            json.dumps(body),
        )
    )
    _steps(world, CUSTOMER, (customer_id, 0), line.customer, request_id)
    for code, moments in sorted(line.packages.items()):
        _steps(world, PACKAGE, (customer_id, code), moments, request_id)


def write_steps(
    world: World, kind: int, subject: int, moments: Sequence[Moment], part: int = 0
) -> None:
    """Write the steps of a subject that no request is known for."""
    _steps(world, kind, (subject, part), moments, None)


def _steps(
    world: World,
    kind: int,
    subject: tuple[int, int],
    moments: Sequence[Moment],
    request_id: int | None,
) -> None:
    for seq, moment in enumerate(moments, 1):
        world.sink.add(
            StepRow(
                world.sink.next_id(StepRow),
                kind,
                *subject,
                seq,
                moment.due_ms,
                moment.status,
                details.write(
                    errors=[problem.wire for problem in moment.errors],
                    warnings=[problem.wire for problem in moment.warnings],
                    note=moment.text or None,
                ),
                # Only the first step is known to come from the order itself.
                request_id if seq == 1 else None,
            )
        )
