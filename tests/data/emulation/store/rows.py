"""A handful of rows for tests of the schema, each written as plainly as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def partner(connection: sqlite3.Connection, key: int = 1) -> int:
    connection.execute(
        "INSERT INTO partners (id, uuid, root_id, name, name_key, subscription_id, created_ms)"
        " VALUES (?1, randomblob(16), ?1, 'Telco', 'telco', 'Sub1', 0)",
        (key,),
    )
    return key


def customer(
    connection: sqlite3.Connection,
    key: int,
    name: str,
    *,
    status: str = "provisioned",
    grams: str = "",
    packages: int = 0,
    users: int = 0,
) -> int:
    connection.execute(
        "INSERT INTO organizations (id, uuid, name, created_ms, active_ms)"
        " VALUES (?, randomblob(16), ?, 0, 0)",
        (key, name),
    )
    connection.execute(
        "INSERT INTO customers (id, uuid, root_id, owner_id, organization_id, name, name_key,"
        " external_id, external_key, email, email_key, grams, status, status_ms, packages, users,"
        " address1, city, country, created_ms) VALUES (?1, randomblob(16), 1, 1, ?1, ?2, lower(?2),"
        " 'X' || ?1, 'x' || ?1, 'a@' || ?1, 'a@' || ?1, ?3, ?4, 0, ?5, ?6,"
        " '1 Main St', 'Town', 'US', ?1)",
        (key, name, grams, status, packages, users),
    )
    return key


def package(
    connection: sqlite3.Connection, customer_id: int, code: int, status: str = "provisioned"
) -> None:
    connection.execute(
        "INSERT INTO customer_packages (customer_id, package, status, added_ms)"
        " VALUES (?, ?, ?, 0)",
        (customer_id, code, status),
    )


def subscriber(
    connection: sqlite3.Connection, key: int, customer_id: int, status: str = "provisioned"
) -> int:
    connection.execute(
        "INSERT INTO people (id, uuid, organization_id, email, first_name, last_name, created_ms,"
        " active_ms) VALUES (?1, randomblob(16), ?2, 'p' || ?1 || '@x', 'Ann', 'Ng', 0, 0)",
        (key, customer_id),
    )
    connection.execute(
        "INSERT INTO subscribers (id, uuid, person_id, customer_id, package, status, created_ms,"
        " status_ms) VALUES (?1, randomblob(16), ?1, ?2, 4, ?3, 0, 0)",
        (key, customer_id, status),
    )
    return key


def step(
    connection: sqlite3.Connection,
    kind: int,
    subject: int,
    due_ms: int,
    status: str,
    *,
    part: int = 0,
) -> None:
    connection.execute(
        "INSERT INTO steps (kind, subject, part, seq, due_ms, status) VALUES (?, ?, ?, 0, ?, ?)",
        (kind, subject, part, due_ms, status),
    )


def small_world(connection: sqlite3.Connection) -> None:
    """A partner with four customers, their packages and subscribers."""
    partner(connection)
    customer(connection, 1, "Acme Bakery")
    customer(connection, 2, "東京電力", grams="東 京 電 力 東京 京電 電力")
    customer(connection, 3, "Acme Dentists", status="provisioning")
    customer(connection, 4, "Gone", status="deleted")
    for customer_id, code, status in (
        (1, 4, "provisioned"),
        (1, 8, "provisioned"),
        (1, 9, "deleted"),
        (2, 7, "provisioned"),
        (3, 5, "provisioning"),
    ):
        package(connection, customer_id, code, status)
    for key, customer_id, status in (
        (1, 1, "provisioned"),
        (2, 1, "pending_user_migration"),
        (3, 1, "deleted"),
        (4, 2, "provisioned"),
    ):
        subscriber(connection, key, customer_id, status)
