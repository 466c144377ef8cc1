"""What must hold of devices (DEV, PKG-7, PKG-8, PKG-13).

One whose end is settled is left out of account, as are users whose end is.
"""

from __future__ import annotations

from typing import Final

from data.emulation.rules.packages import CALLING, CODES

_SEATS: Final = ", ".join(map(str, sorted(CALLING)))
_STANDARD: Final = CODES["webex_calling_standard"]
_USERS: Final = f"""
SELECT 1 FROM subscribers AS u INDEXED BY subscribers_person WHERE u.person_id = d.person_id
    AND u.status = 'provisioned' AND u.package IN ({_SEATS})
    AND (u.next_at IS NULL OR NOT EXISTS (SELECT 1 FROM steps
        WHERE kind = 3 AND subject = u.id AND status = 'deleted'))
"""

IDLE: Final = (
    f"""
SELECT count(*) FROM devices AS d WHERE d.ended_ms IS NULL AND d.person_id IS NOT NULL
    AND NOT EXISTS ({_USERS})
""",
    """
SELECT count(*) FROM devices AS d JOIN workspaces AS w ON w.id = d.workspace_id
WHERE d.ended_ms IS NULL AND (w.ended_ms IS NOT NULL OR w.package IS NULL)
""",
)
"""Devices of nobody who has a calling package, and of workspaces that are gone."""

ELSEWHERE: Final = """
SELECT count(*) FROM devices AS d LEFT JOIN people AS p ON p.id = d.person_id
    LEFT JOIN workspaces AS w ON w.id = d.workspace_id
    LEFT JOIN customers AS c ON c.id = w.customer_id
WHERE d.organization_id <> coalesce(p.organization_id, c.organization_id)
"""
"""Devices in another organization than whom they are for."""

TOO_MANY: Final = f"""
SELECT count(*) FROM (SELECT 1 FROM devices AS d JOIN subscribers AS u
        ON u.person_id = d.person_id AND u.status = 'provisioned' AND u.package = {_STANDARD}
    WHERE d.ended_ms IS NULL GROUP BY d.person_id HAVING count(*) > 1)
"""
"""Users of Standard Calling with more than one device (PKG-8)."""

ALL: Final = (*IDLE, ELSEWHERE, TOO_MANY)
"""All of them."""
