"""What must hold between users, workspaces, their numbers and their use (SBR-1, PKG-3, BIL-5).

Whoever ends at a moment that is settled already, with the customer, is left out of account: the
rows are as time finds them, and may wait to be folded.
"""

from __future__ import annotations

from typing import Final

# A subscriber that is there to stay.
_USERS: Final = """
SELECT u.id, u.person_id, u.customer_id, u.location_id, u.package, u.add_ons, u.phone,
    u.extension, u.status, u.next_at FROM subscribers AS u
WHERE u.status <> 'deleted' AND (u.next_at IS NULL OR NOT EXISTS (SELECT 1 FROM steps
    WHERE kind = 3 AND subject = u.id AND status = 'deleted'))
"""
_ROOMS: Final = "SELECT * FROM workspaces WHERE ended_ms IS NULL"
_SEATS: Final = f"""
SELECT location_id, extension, phone FROM ({_USERS}) UNION ALL
SELECT location_id, extension, phone FROM ({_ROOMS}) UNION ALL
SELECT location_id, extension, phone FROM queues WHERE ended_ms IS NULL UNION ALL
SELECT location_id, extension, phone FROM virtual_lines WHERE ended_ms IS NULL
"""
# Each package that a subscriber who uses something has, and each that a workspace has.
_HELD: Final = f"""
SELECT u.id AS subscriber_id, NULL AS workspace_id, u.customer_id, p.code AS package
FROM ({_USERS}) AS u JOIN packages AS p ON p.code = u.package OR u.add_ons & (1 << (p.code - 1))
WHERE u.status = 'provisioned' AND u.next_at IS NULL
UNION ALL SELECT NULL, id, customer_id, package FROM ({_ROOMS}) WHERE package IS NOT NULL
"""

PERSONS: Final = f"""
SELECT count(*) FROM (SELECT 1 FROM ({_USERS}) GROUP BY person_id HAVING count(*) > 1)
"""
"""Persons with more than one service (PKG-3)."""

NUMBERS: Final = (
    f"""
SELECT count(*) FROM (SELECT 1 FROM ({_SEATS}) WHERE extension <> '' AND location_id IS NOT NULL
    GROUP BY location_id, extension HAVING count(*) > 1)
""",
    f"""
SELECT count(*) FROM (SELECT 1 FROM ({_SEATS}) WHERE phone <> '' GROUP BY phone HAVING count(*) > 1)
""",
)
"""Extensions that two have at one location, and phone numbers that two have at all (SBR-1)."""

IDLE: Final = f"""
WITH running AS (SELECT subscriber_id, workspace_id, package, count(*) AS n FROM usage_intervals
        WHERE end_ms IS NULL GROUP BY 1, 2, 3),
    held AS ({_HELD})
SELECT count(*) FROM held LEFT JOIN running ON running.package = held.package
    AND running.subscriber_id IS held.subscriber_id AND running.workspace_id IS held.workspace_id
WHERE running.n IS NULL
"""
"""Who has a package and uses it not. No check of a database asks this: the plain customers of the
large sandbox are without use."""

USE: Final = (
    # Nobody uses what he does not have, or twice what he has.
    """
SELECT count(*) FROM (SELECT 1 FROM usage_intervals WHERE end_ms IS NULL
    GROUP BY subscriber_id, workspace_id, package HAVING count(*) > 1)
""",
    """
SELECT count(*) FROM usage_intervals AS i JOIN subscribers AS u ON u.id = i.subscriber_id
WHERE i.end_ms IS NULL AND (u.status = 'deleted'
    OR NOT (u.package = i.package OR u.add_ons & (1 << (i.package - 1))))
""",
    """
SELECT count(*) FROM usage_intervals AS i JOIN workspaces AS w ON w.id = i.workspace_id
WHERE i.end_ms IS NULL AND (w.ended_ms IS NOT NULL OR w.package IS NOT i.package)
""",
)
"""Open intervals without a holder, or beside another of the same (decision 6)."""

LIMITS: Final = f"""
WITH held AS ({_HELD}), used AS (SELECT customer_id, package, count(*) AS n FROM held GROUP BY 1, 2)
SELECT count(*) FROM customer_packages AS p JOIN used ON used.customer_id = p.customer_id
    AND used.package = p.package WHERE p.status <> 'deleted' AND used.n > p.limit_n
"""
"""Packages of which a customer uses more than its limit."""
