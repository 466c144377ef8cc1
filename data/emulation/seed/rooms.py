"""Workspaces of a customer: lobby phones, door phones, shop phones (PKG-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.package_sets import COMMON_AREA
from data.emulation.rules.times import DAY
from data.emulation.seed.rows import WorkspaceRow
from data.emulation.seed.stays import Stay
from data.emulation.seed.words import words

if TYPE_CHECKING:
    from data.emulation.seed.lives import Ground, Lives
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.world import World

_ENDED: Final = 0.08
_OWN_WORDS: Final = ("de", "fr", "ja")


def write_rooms(world: World, plan: Plan, ground: Ground, lives: Lives) -> None:
    """Write a customer's workspaces, each with its Common Area package and use.

    Args:
        world: where to write.
        plan: says how many.
        ground: the customer.
        lives: its users, who share extensions and the count of holders with the workspaces.
    """
    since = lives.supply.since.get(COMMON_AREA)
    if since is None or ground.line.ready_ms > lives.until:
        return
    start = max(since, ground.line.ready_ms)
    ends = ground.line.ends_ms
    for _ in range(plan.workspaces):
        _room(world, plan, ground, lives, Stay(COMMON_AREA, _between(lives, start), ends))
    for _ in range(int(plan.workspaces * _ENDED + world.random.random())):
        begun = _between(lives, start)
        if ends is None and lives.until - begun > 2 * DAY:
            end = begun + int((lives.until - begun) * world.random.random())
            _room(world, plan, ground, lives, Stay(COMMON_AREA, begun, end))


def _between(lives: Lives, start: int) -> int:
    return lives.join(start) if start <= lives.until else start


def _room(world: World, plan: Plan, ground: Ground, lives: Lives, stay: Stay) -> None:
    trades = ground.country.trades
    name = world.random.choice(words("room", trades if trades in _OWN_WORDS else "en")).text
    location, phone, extension = lives.seat(phone=world.chance(0.1))
    if location is None:
        raise ValueError(f"{plan.name} has workspaces but no location")
    workspace = world.sink.next_id(WorkspaceRow)
    world.sink.add(
        WorkspaceRow(
            workspace,
            world.uuid(),
            ground.customer_id,
            location,
            f"{name} {extension}",
            COMMON_AREA,
            phone,
            extension,
            stay.start_ms,
            stay.end_ms,
        )
    )
    lives.usage(stay, location, None, workspace)
    if stay.end_ms is None or stay.end_ms > world.at_ms:
        lives.used[COMMON_AREA] += 1
