"""Migration 3: tables and columns that changing needs, filled for what is there.

The pace of a database that has none is the sandbox's, `demo`. Reviews become decisions. Customers
began with the packages that they have; their organizations get the domain, the call-in number and
the site's language that creating them would have set, and their partners the rights in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import dial_in, locales, reviews
from data.sqlite.migrate import run_script

if TYPE_CHECKING:
    import sqlite3

_TEMPLATES: Final = (
    "UPDATE templates SET changed_ms = created_ms, customers = (SELECT count(*) FROM customers"
    " WHERE template_id = templates.id AND status <> 'deleted')"
)
# Whoever made an organization has all rights in it; where one was attached, those of ATT-2. The
# parent has the same in its sub-partners' customers (SUB-7).
_RIGHTS: Final = """
INSERT OR IGNORE INTO organization_rights (organization_id, partner_id, level, since_ms)
SELECT o.id, w.id, CASE c.attached WHEN 1 THEN 'provisioning' ELSE 'full' END,
    coalesce(c.attached_ms, max(o.active_ms, c.created_ms))
FROM customers AS c JOIN organizations AS o ON o.id = c.organization_id
JOIN partners AS w ON w.id IN (c.owner_id, c.root_id)
WHERE o.active_ms < 253402300799999 AND (c.attached = 0 OR c.attached_ms IS NOT NULL)
"""
# An attach was done, or will be, with the first step that says so; one without any, when it began.
_ATTACHED: Final = """
UPDATE customers SET attached_ms = coalesce(
    (SELECT min(due_ms) FROM steps WHERE kind = 1 AND subject = customers.id AND part = 0
        AND status IN ('provisioned', 'provisioned_with_errors')),
    CASE WHEN status IN ('provisioned', 'provisioned_with_errors', 'updating', 'deleting',
        'deleted') THEN created_ms END)
WHERE attached = 1
"""
# What came within the 72 hours was an approval; what comes at their end, the timeline says.
_REVIEWS: Final = """
INSERT INTO decisions (customer_id, kind, opened_ms, deadline_ms, reason, outcome, decided_ms)
SELECT customer, 'review', opened, opened + 259200000, reason,
    CASE WHEN next < opened + 259200000 THEN 'approved' END,
    CASE WHEN next < opened + 259200000 THEN next END
FROM (SELECT s.subject AS customer, s.due_ms AS opened,
    coalesce(json_extract(s.detail, '$.note'), '') AS reason,
    (SELECT min(n.due_ms) FROM steps AS n WHERE n.kind = 1 AND n.subject = s.subject
        AND n.part = 0 AND n.due_ms > s.due_ms) AS next
    FROM steps AS s WHERE s.kind = 1 AND s.status = 'pending_rpl_review')
"""


def apply(connection: sqlite3.Connection, script: str) -> None:
    """Bring a database of version 2 to version 3, in the transaction that is open.

    Args:
        connection: the database.
        script: the SQL of the new tables and columns.
    """
    run_script(connection, script)
    connection.execute(
        "INSERT INTO settings (key, value) VALUES ('pace', 'demo') ON CONFLICT DO NOTHING"
    )
    connection.execute("UPDATE customers SET created_packages = packages")
    connection.execute(
        "UPDATE organizations SET licences = 'active' WHERE kind IN ('flex', 'trial', 'broadworks')"
    )
    _organizations(connection)
    connection.execute(_ATTACHED)
    connection.execute(_RIGHTS)
    connection.execute(_TEMPLATES)
    connection.execute(_REVIEWS)
    _denied_parties(connection)


def _organizations(connection: sqlite3.Connection) -> None:
    """Give organizations of customers what creating them would have given."""
    functions = {"dial_in": dial_in.default, "site_language": locales.site_language}
    for name, function in functions.items():
        connection.create_function(f"rtm_{name}", 1, function, deterministic=True)
    connection.execute(
        "UPDATE organizations SET licences = 'active',"
        " sip_domain = 'c' || lower(hex(substr(uuid, 1, 6))) || '.sip.rtm.example',"
        " dial_in = rtm_dial_in(coalesce(country, '')),"
        " site_language = rtm_site_language(coalesce(language, ''))"
        " WHERE kind IN ('wholesale', 'hybrid')"
    )
    for name in functions:
        connection.create_function(f"rtm_{name}", 1, None)


def _denied_parties(connection: sqlite3.Connection) -> None:
    """Put those on the list whose reviews it has to explain."""
    held = connection.execute(
        "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM decisions) ORDER BY id"
    ).fetchall()
    connection.executemany(
        "INSERT INTO denied_parties (name, name_key) VALUES (?, ?)",
        [(name, reviews.party_key(name)) for (name,) in held],
    )
