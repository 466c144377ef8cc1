"""The small world: what people look for in it is there."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules.roles import FULL, ROLES, WHOLESALE, is_full_wholesale
from data.emulation.rules.timeline import REVIEW_LIMIT
from data.emulation.seed import strangers
from data.emulation.seed.owners import STAFF
from data.models.statuses import STATUSES
from tests.data.emulation.seed.support import AT

if TYPE_CHECKING:
    import sqlite3

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


def one(cast: sqlite3.Connection, external: str, columns: str = "*") -> Any:
    """A customer by external id."""
    found = cast.execute(f"SELECT {columns} FROM customers WHERE external_id = ?", (external,))
    return found.fetchone()


def column(cast: sqlite3.Connection, query: str, *values: Any) -> list[Any]:
    return [row[0] for row in cast.execute(query, values)]


def test_sixty_of_its_own_and_nine_of_its_providers(cast: sqlite3.Connection) -> None:
    count = "SELECT count(*) FROM customers WHERE status <> 'deleted' AND owner_id"
    assert column(cast, f"{count} = 1") == [60]
    assert column(cast, f"{count} > 1 GROUP BY owner_id") == [3, 3, 3]
    assert column(cast, "SELECT external_id FROM customers WHERE status = 'deleted'") == [
        "NC-000880"
    ]
    assert column(cast, "SELECT name FROM partners WHERE parent_id IS NULL") == [
        "North Coast Telecom"
    ]
    assert column(cast, "SELECT state FROM partners WHERE parent_id = 1 ORDER BY state") == [
        "active",
        "active",
        "suspended",
    ]


def test_every_status_is_there_at_first_and_an_hour_later(cast: sqlite3.Connection) -> None:
    assert set(column(cast, "SELECT DISTINCT status FROM customers")) == {*STATUSES, "deleted"}
    packages = {"provisioned", "provisioning", "deleting", "error", "deleted"}
    assert set(column(cast, "SELECT DISTINCT status FROM customer_packages")) == packages
    later = column(
        cast,
        "SELECT DISTINCT (SELECT status FROM steps WHERE kind = 1 AND subject = c.id"
        " AND due_ms <= ? ORDER BY due_ms DESC, seq DESC LIMIT 1) FROM customers AS c",
        AT + HOUR,
    )
    assert set(later) >= set(STATUSES)
    assert set(column(cast, "SELECT DISTINCT status FROM subscribers")) == {
        "provisioned",
        "pending_user_migration",
        "deleted",
    }


def test_the_acmes(cast: sqlite3.Connection) -> None:
    found = cast.execute(
        "SELECT name, external_id, status, users FROM customers"
        " WHERE name_key LIKE '%acme%' AND owner_id = 1 ORDER BY name_key"
    ).fetchall()
    assert found == [
        ("Acme Dental", "NC-004411", "provisioned", 14),
        ("Acme Freight", "NC-001702", "pending_rpl_review", 0),
        ("Acme Hardware", "NC-002208", "provisioned_with_errors", 11),
        ("Acme Plating Works", "NC-000917", "error", 0),
        ("Acme Surveying", "NC-003350", "updating", 7),
    ]
    warnings = column(
        cast,
        "SELECT warnings FROM customer_packages JOIN customers AS c ON c.id = customer_id"
        " WHERE c.external_id = 'NC-004411' AND warnings IS NOT NULL",
    )
    assert [json.loads(text)[0]["errorCode"] for text in warnings] == [2560]


def test_a_late_warning_does_not_move_the_users(cast: sqlite3.Connection) -> None:
    number, since = one(cast, "NC-004411", "id, status_ms")
    warned = column(
        cast,
        "SELECT due_ms FROM steps WHERE kind = 2 AND subject = ? AND detail LIKE '%2560%'",
        number,
    )
    assert AT - 48 * HOUR < warned[0] < AT
    starts = column(
        cast,
        "SELECT start_ms FROM usage_intervals WHERE package = 4 AND customer_id = ?",
        number,
    )
    assert len(starts) >= 5
    assert min(starts) < since + 4 * 24 * HOUR
    assert max(starts) < warned[0]


def test_what_ends_by_itself_and_when(cast: sqlite3.Connection) -> None:
    ends = dict(
        cast.execute(
            "SELECT external_id, max(due_ms) FROM customers AS c JOIN steps ON subject = c.id"
            " AND kind = 1 WHERE next_at IS NOT NULL GROUP BY 1"
        ).fetchall()
    )
    in_seconds = {external: (due - AT) / SECOND for external, due in ends.items()}
    assert {e: in_seconds[e] for e in ("NC-005201", "NC-005202", "NC-005203", "NC-005204")} == {
        "NC-005201": 20,
        "NC-005202": 45,
        "NC-005203": 120,
        "NC-005204": 300,
    }
    assert in_seconds["NC-005205"] == 7_200
    assert in_seconds["NC-003350"] // 3600 == 3
    assert in_seconds["NC-001344"] == 5 * 3600
    assert in_seconds["NC-001702"] == 61 * 3600
    assert in_seconds["NC-005120"] == 40 * 60
    # Package by package, so that there is something to see on the way.
    dues = column(
        cast,
        "SELECT due_ms FROM steps JOIN customers AS c ON c.id = subject WHERE kind = 2"
        " AND external_id = 'NC-005203' AND due_ms > ? ORDER BY due_ms",
        AT,
    )
    assert len(set(dues)) == 3
    assert dues[-1] < ends["NC-005203"]


def test_reviews_end_in_error_when_nobody_settles_them(cast: sqlite3.Connection) -> None:
    for external, left in (("NC-001702", 61 * HOUR), ("NC-005120", 40 * MINUTE)):
        number, status, since = one(cast, external, "id, status, status_ms")
        assert status == "pending_rpl_review"
        assert since + REVIEW_LIMIT - AT == left
        last = cast.execute(
            "SELECT status, detail FROM steps WHERE kind = 1 AND subject = ? ORDER BY due_ms DESC",
            (number,),
        ).fetchone()
        assert last[0] == "error"
        assert json.loads(last[1])["errors"]
    status, errors = one(cast, "NC-000917", "status, errors")
    assert status == "error"
    assert "72 hours" in errors


def test_deleting_takes_the_users_and_their_use_along(cast: sqlite3.Connection) -> None:
    number, users = one(cast, "NC-001344", "id, users")
    # Users first, then package by package, then the customer.
    due = AT + 5 * HOUR - 3 * 10 * SECOND
    assert users == 9
    assert column(
        cast,
        "SELECT DISTINCT next_at FROM subscribers WHERE customer_id = ? AND status <> 'deleted'",
        number,
    ) == [due]
    ends = column(cast, "SELECT DISTINCT end_ms FROM usage_intervals WHERE customer_id = ?", number)
    assert max(ends) == due
    assert None not in ends


def test_kinds_of_organizations(cast: sqlite3.Connection) -> None:
    kinds = "SELECT name FROM organizations WHERE kind = ? ORDER BY name"
    assert column(cast, kinds, "hybrid") == [
        "Beacon Helpline",
        "Fairwind Logistics",
        "Twin Ports Credit Services",
        "Voyageur Insurance Group",
    ]
    assert column(cast, kinds, "trial") == ["Moonlight Trial Theatre"]
    assert column(cast, kinds, "flex") == ["Flexwell Fitness"]
    assert {"Cedar Creek Hospital", "Driftwood Books"} < set(column(cast, kinds, "none"))
    assert column(cast, kinds, "broadworks") == ["Old Broadway Works"]
    people = "SELECT count(*) FROM people AS p JOIN organizations AS o ON o.id = organization_id"
    assert column(cast, f"{people} WHERE o.name = 'Cedar Creek Hospital'")[0] >= 100
    attached = cast.execute("SELECT name, restricted FROM customers WHERE attached ORDER BY name")
    assert attached.fetchall() == [
        ("Lakehead Community College", 0),
        ("Twin Ports Credit Services", 0),
    ]
    assert column(cast, "SELECT DISTINCT restricted FROM customers WHERE NOT attached") == [1]


def test_sizes_places_and_limits(cast: sqlite3.Connection) -> None:
    assert one(cast, "NC-004555", "users, status") == (0, "provisioned")
    assert one(cast, "NC-001001", "users") == (64,)
    places = "SELECT count(*) FROM locations WHERE organization_id = ?"
    assert column(cast, places, *one(cast, "NC-001001", "organization_id")) == [3]
    assert column(cast, places, *one(cast, "NC-001120", "organization_id")) == [2]
    limits = "SELECT package, limit_n FROM customer_packages WHERE limit_n AND customer_id = ?"
    assert dict(cast.execute(limits, one(cast, "NC-003901", "id"))).keys() == {1, 4, 5}
    assert one(cast, "NC-005077", "billing_start_ms > created_ms") == (1,)
    names = column(cast, "SELECT name FROM customers WHERE status <> 'deleted'")
    assert names.count("Riverside Bakery") == 3


def test_troubled_users(cast: sqlite3.Connection) -> None:
    troubled = "SELECT count(*) FROM subscribers WHERE errors IS NOT NULL AND customer_id = ?"
    assert column(cast, troubled, *one(cast, "NC-003518", "id")) == [2]
    waiting = cast.execute(
        "SELECT s.next_at, p.active_ms > ?, p.active_ms FROM subscribers AS s JOIN people AS p"
        " ON p.id = person_id WHERE status = 'pending_user_migration' ORDER BY s.next_at",
        (AT,),
    ).fetchall()
    assert [(at, hidden) for at, hidden, _ in waiting] == [(None, 1), (None, 1), (AT + 90_000, 1)]
    assert waiting[-1][2] == AT + 90_000


def test_staff_of_every_role(cast: sqlite3.Connection) -> None:
    held = [
        json.loads(text)
        for text in column(cast, "SELECT roles FROM staff WHERE partner_id = 1 ORDER BY id")
    ]
    assert held[0] == [FULL, WHOLESALE]
    assert {role for roles in held for role in roles} == set(ROLES)
    assert sum(map(is_full_wholesale, held)) == 1
    for provider in (2, 3, 4):
        texts = column(cast, "SELECT roles FROM staff WHERE partner_id = ? ORDER BY id", provider)
        assert is_full_wholesale(json.loads(texts[0]))
        assert len(texts) == (1 + len(STAFF) if provider == 2 else 1)


@pytest.mark.parametrize(
    "sign",
    [
        "\x1b]0;", "\x1b[", "\x9b", "\x07", "\t", "\n", '"', "'", "\\", "[red]",
        "[@click=app.quit]", "\u202e", "\u200b", "\u200d", "\u0301", "\U0001f9b7",
    ],
)  # fmt: skip
def test_hostile_signs_are_in_names(cast: sqlite3.Connection, sign: str) -> None:
    names = column(cast, "SELECT name FROM customers WHERE owner_id = 1")
    assert any(sign in name for name in names)


def test_hostile_and_foreign_names_as_a_whole(cast: sqlite3.Connection) -> None:
    names = column(cast, "SELECT name FROM customers WHERE owner_id = 1")
    assert {"=", "+", "@", "-"} <= {name[0] for name in names}
    assert max(map(len, names)) == 200
    scripts = {unicodedata.name(sign, "CONTROL").split()[0] for name in names for sign in name}
    assert scripts >= {
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HALFWIDTH",
        "HANGUL",
        "ARABIC",
        "HEBREW",
        "LATIN",
    }
    assert len(strangers.HOSTILE) == 14
    # Their domains are plain: nothing hostile gets into an email address.
    assert all(email.isascii() for email in column(cast, "SELECT email FROM customers"))


def test_templates_serve_where_the_customers_are(cast: sqlite3.Connection) -> None:
    found = cast.execute("SELECT name, country, language FROM templates WHERE owner_id = 1")
    assert ("Standard US", "US", "en_US") in found.fetchall()
    assert column(cast, "SELECT DISTINCT owner_id FROM templates ORDER BY 1") == [1, 2, 3, 4]


def test_history_reads_well(cast: sqlite3.Connection) -> None:
    history = cast.execute(
        "SELECT status, detail ->> 'note' FROM steps WHERE kind = 1 AND subject = ?"
        " ORDER BY due_ms, seq",
        one(cast, "NC-003633", "id"),
    ).fetchall()
    assert [status for status, _ in history] == [
        "provisioning",
        "pending_rpl_review",
        "provisioned",
    ]
    assert all(note for _, note in history)
    accepted = cast.execute(
        "SELECT r.operation, r.body FROM steps AS s JOIN requests AS r ON r.id = s.request_id"
        " WHERE s.kind = 1 AND s.subject = ?",
        one(cast, "NC-004411", "id"),
    ).fetchall()
    assert [operation for operation, _ in accepted] == ["customers.create"]
    assert json.loads(accepted[0][1])["externalId"] == "NC-004411"
