"""Devices on the desks of users and in workspaces (DEV)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from data.emulation.rules import devices, packages
from data.emulation.rules.packages import CODES
from data.emulation.seed.rows import DeviceRow

if TYPE_CHECKING:
    from data.emulation.rules.devices import Model
    from data.emulation.seed.world import World

_SEATS: Final = json.dumps(sorted(packages.CALLING))
_STANDARD: Final = CODES["webex_calling_standard"]
# Those to whom nothing is about to happen, in customers that stay.
_USERS: Final = (
    "SELECT c.organization_id, u.person_id, u.package, u.status_ms FROM subscribers AS u"
    " JOIN customers AS c ON c.id = u.customer_id WHERE u.status = 'provisioned'"
    " AND u.next_at IS NULL AND u.package IN (SELECT value FROM json_each(?))"
    " AND c.status = 'provisioned' AND c.next_at IS NULL ORDER BY u.id"
)
_ROOMS: Final = (
    "SELECT c.organization_id, w.id, w.created_ms FROM workspaces AS w"
    " JOIN customers AS c ON c.id = w.customer_id WHERE w.ended_ms IS NULL AND w.created_ms <= ?"
    " AND w.package IS NOT NULL AND c.status = 'provisioned' AND c.next_at IS NULL ORDER BY w.id"
)
_DESKS: Final = 0.4
_SECOND: Final = 0.05
_PLACED: Final = 0.8
_SIMPLE: Final = 0.15
_MAKER: Final = "020000"
"""Addresses that nobody was given: they are administered locally."""


def write_devices(world: World) -> None:
    """Write the devices of a world whose customers, users and workspaces are written.

    Chance is the part's own, so that nothing else comes out otherwise.
    """
    world.part("devices")
    world.sink.write_all()
    connection = world.sink.connection
    phones = [one for one in devices.models().values() if one.kind == devices.MPP]
    rooms = [one for one in devices.models().values() if one.kind == devices.ROOM_OS]
    simple = [one for one in devices.models().values() if one.kind == devices.CUSTOMER_MANAGED]
    for organization, person, package, since in connection.execute(_USERS, (_SEATS,)).fetchall():
        if not world.chance(_DESKS) or since > world.at_ms:
            continue
        _device(world, world.random.choice(phones), organization, since, person=person)
        if package != _STANDARD and world.chance(_SECOND):
            _device(world, world.random.choice(rooms), organization, since, person=person)
    for organization, room, since in connection.execute(_ROOMS, (world.at_ms,)).fetchall():
        if world.chance(_PLACED):
            models = simple if world.chance(_SIMPLE) else phones
            _device(world, world.random.choice(models), organization, since, room=room)


def _device(
    world: World,
    model: Model,
    organization: int,
    since: int,
    *,
    person: int | None = None,
    room: int | None = None,
) -> None:
    number = world.sink.next_id(DeviceRow)
    world.sink.add(
        DeviceRow(
            number,
            world.uuid(),
            organization,
            person,
            room,
            model.model,
            f"{_MAKER}{number:06X}",
            int(model.kind in devices.EXTERNAL),
            since,
        )
    )
