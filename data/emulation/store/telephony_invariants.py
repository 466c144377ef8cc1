"""What must hold of numbers that were added to locations, and of main numbers (PST-1, SBR-1).

What ends at a moment that is settled already is left out of account, as with whoever has a number.
"""

from __future__ import annotations

from typing import Final

from data.emulation.store.subscriber_window import STATUS_NOW

_NOW: Final = "(SELECT max(high_ms, platform_ms) FROM clock)"
_SERVED: Final = f"{STATUS_NOW.replace(':now', _NOW)} <> 'deleted'"

ADDED: Final = (
    """
SELECT count(*) FROM numbers AS n JOIN locations AS l ON l.id = n.location_id
WHERE l.organization_id <> n.organization_id
""",
    f"""
SELECT count(*) FROM numbers AS n JOIN subscribers AS u ON u.phone = n.phone AND u.phone <> ''
    JOIN customers AS c ON c.id = u.customer_id
WHERE n.ended_ms IS NULL AND c.organization_id <> n.organization_id AND {_SERVED}
""",
    f"""
SELECT count(*) FROM numbers AS n JOIN workspaces AS w ON w.phone = n.phone AND w.phone <> ''
    JOIN customers AS c ON c.id = w.customer_id
WHERE n.ended_ms IS NULL AND c.organization_id <> n.organization_id
    AND (w.ended_ms IS NULL OR w.ended_ms > {_NOW})
""",
    """
SELECT count(*) FROM locations AS l WHERE l.main_number <> '' AND NOT EXISTS (
    SELECT 1 FROM numbers AS n WHERE n.location_id = l.id AND n.phone = l.main_number)
""",
)
"""Numbers at locations of another organization, numbers that somebody of another one has, and main
numbers that were never added to their location."""
