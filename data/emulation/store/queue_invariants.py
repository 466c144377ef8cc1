"""What must hold of call queues (QUE-1, QUE-3, QUE-4)."""

from __future__ import annotations

from typing import Final

QUEUES: Final = (
    """
SELECT count(*) FROM queues WHERE kind = 'customer_assist' AND policy = 'WEIGHTED'
""",
    """
SELECT count(*) FROM queue_agents AS a JOIN queues AS q ON q.id = a.queue_id
WHERE q.kind = 'customer_assist' AND a.person_id IS NULL
""",
    """
SELECT count(*) FROM queue_agents AS a JOIN queues AS q ON q.id = a.queue_id
    JOIN locations AS l ON l.id = q.location_id LEFT JOIN people AS p ON p.id = a.person_id
    LEFT JOIN workspaces AS w ON w.id = a.workspace_id
    LEFT JOIN customers AS c ON c.id = w.customer_id
    LEFT JOIN virtual_lines AS v ON v.id = a.virtual_line_id
    LEFT JOIN locations AS s ON s.id = v.location_id
WHERE l.organization_id <> coalesce(p.organization_id, c.organization_id, s.organization_id)
""",
    """
SELECT count(*) FROM (SELECT 1 FROM queues WHERE ended_ms IS NULL
    GROUP BY location_id, name_key HAVING count(*) > 1)
""",
)
"""Queues of Customer Assist that are weighted, or have agents that are no users; agents from
another organization; names that two queues have at one location."""
