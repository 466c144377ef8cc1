"""Worlds that hypothesis draws: partners, customers and subscribers with steps around `NOW`."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from data.emulation.rules.packages import CODES
from data.emulation.rules.timeline import CUSTOMER_STATUSES
from tests.data.emulation.builder import NOW, Step, World

MINUTE = 60_000
NAMES = (
    "Acme Dental",
    "acme dental",
    "Acme Freight & Sons",
    "Café Zoë",
    "Zenith Foods",
    "東京歯科",
    "東京商店 Acme",
    "ガラス工房",
    "서울 상사",
    'x" OR *',
    "100%_off",
    "a",
    "",
)
PACKAGES = ("webex_calling", "webex_suite", "attendant_console")
PACKAGE_STATUSES = ("provisioned", "provisioning", "deleting", "error", "deleted")
PROBLEM = {"errorCode": 4711, "description": "No number is free."}

_moments = st.integers(-3, 6).map(lambda n: NOW + n * MINUTE)
_details: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"errors": [PROBLEM]}, {"warnings": [PROBLEM], "note": "Busy"}]
)


def _steps(statuses: tuple[str, ...]) -> st.SearchStrategy[list[Step]]:
    return st.lists(st.tuples(_moments, st.sampled_from(statuses), _details), max_size=4)


def _until_gone(steps: list[Step]) -> list[Step]:
    """No customer comes back: what would follow its end is left out."""
    kept: list[Step] = []
    for step in sorted(steps, key=lambda step: step[0]):
        kept.append(step)
        if step[1] == "deleted":
            break
    return kept


_customers: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "owner": st.sampled_from([1, 1, 2, 3, 4]),
        "name": st.sampled_from(NAMES),
        "status": st.sampled_from((*CUSTOMER_STATUSES, "deleted")),
        "email": st.sampled_from(["", "ann@acme.example", "ZOË@x.example"]),
        "created_ms": st.integers(0, 4).map(lambda n: NOW - n * MINUTE),
        "active_ms": _moments,
        "packages": st.dictionaries(
            st.sampled_from(PACKAGES), st.sampled_from(PACKAGE_STATUSES), max_size=3
        ),
        "steps": st.one_of(st.just([]), _steps((*CUSTOMER_STATUSES, "deleted")).map(_until_gone)),
        "package_steps": st.dictionaries(
            st.sampled_from(PACKAGES), _steps(PACKAGE_STATUSES), max_size=2
        ),
    }
)
_subscribers: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "status": st.sampled_from(("provisioned", "pending_user_migration", "deleted")),
        "package": st.sampled_from([name for name, code in CODES.items() if code < 8]),
        "add_ons": st.sampled_from([0, 128]),
        "created_ms": st.integers(0, 4).map(lambda n: NOW - n * MINUTE),
        # A subscriber's end is written at once, so that time alone does not change `users`.
        "steps": st.one_of(st.just([]), _steps(("provisioned", "pending_user_migration"))),
    }
)


@st.composite
def worlds(draw: st.DrawFn, customers: int = 8, subscribers: int = 3) -> World:
    """Two partners, the first with two sub-partners, and what they have."""
    world = World()
    top = world.partner()
    world.partner("Harbour Voice", top)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    for partner in range(1, 5):
        world.staff(partner, f"s{partner}@example.com")
    for columns in draw(st.lists(_customers, max_size=customers)):
        alive = columns["status"] != "deleted"
        found = world.customer(**columns | ({} if alive else {"steps": []}))
        for more in draw(st.lists(_subscribers, max_size=subscribers)) if alive else ():
            world.subscriber(found, **more | ({"steps": []} if more["status"] == "deleted" else {}))
    return world
