"""The cast: customers that every seed has, whatever its size, and that people can rely on.

Each shows something: a status, a trouble, a kind of organization. The tour and the tests know them
by external id.
"""

from __future__ import annotations

from typing import Final

from data.emulation.rules.times import HOUR, MINUTE, SECOND
from data.emulation.seed import problems
from data.emulation.seed.past import gone, review, settled, stopped
from data.emulation.seed.plan import Plan
from data.emulation.seed.present import deleting, provisioning, updating

AREA: Final = "common_area_calling"
STANDARD: Final = "webex_calling_standard"
VOICE: Final = "webex_voice"
CALLING: Final = "webex_calling"
SUITE: Final = "webex_suite"
ASSIST: Final = "cx_essentials"
MEETINGS: Final = "webex_meetings"
DESK: Final = "attendant_console"
PLAN: Final = "cisco_calling_plan"

ACMES: Final = (
    Plan(
        name="Acme Dental",
        external="NC-004411",
        age=412,
        city="Duluth",
        packages=(CALLING, SUITE),
        users=14,
        story=settled(warned={CALLING: problems.MAINTENANCE}),
    ),
    Plan(
        name="Acme Freight",
        external="NC-001702",
        age=1,
        city="Toledo",
        packages=(SUITE,),
        story=review(left_ms=61 * HOUR),
    ),
    Plan(
        name="Acme Hardware",
        external="NC-002208",
        age=233,
        city="Ashland",
        packages=(CALLING, SUITE, AREA),
        users=11,
        workspaces=3,
        story=settled(failed={SUITE: problems.SITE_FAILED}),
    ),
    Plan(
        name="Acme Plating Works",
        external="NC-000917",
        age=6,
        city="Erie",
        packages=(VOICE, AREA),
        story=review(),
    ),
    Plan(
        name="Acme Surveying",
        external="NC-003350",
        age=95,
        city="Fargo",
        packages=(CALLING, SUITE),
        users=7,
        story=updating(ends_ms=3 * HOUR, adds=(SUITE,)),
    ),
)
"""The Acmes of the partner's own; `/acme` finds five of sixty, with the sizes above it twelve."""

MOVING: Final = (
    Plan(
        name="Birchwood Yoga",
        external="NC-005201",
        age=1,
        packages=(CALLING,),
        story=provisioning(ends_ms=20 * SECOND),
    ),
    Plan(
        name="Copper Kettle Diner",
        external="NC-005202",
        age=1,
        packages=(STANDARD, AREA),
        story=provisioning(ends_ms=45 * SECOND),
    ),
    Plan(
        name="Harbor Optics",
        external="NC-005203",
        age=1,
        packages=(CALLING, SUITE, AREA),
        story=provisioning(ends_ms=2 * MINUTE, failed={AREA: problems.DOMAIN_FAILED}),
    ),
    Plan(
        name="Northgate Pediatrics",
        external="NC-005204",
        age=1,
        packages=(SUITE, AREA, DESK),
        story=provisioning(ends_ms=5 * MINUTE),
    ),
    Plan(
        name="Iron Range Credit Union",
        external="NC-005205",
        age=1,
        places=2,
        packages=(VOICE, SUITE, AREA, PLAN),
        story=provisioning(ends_ms=2 * HOUR, begun_ms=11 * MINUTE),
    ),
    Plan(
        name="Lighthouse Legal LLP",
        external="NC-005120",
        age=1,
        packages=(SUITE,),
        story=review(left_ms=40 * MINUTE),
    ),
    Plan(
        name="Keweenaw Outfitters",
        external="NC-002977",
        age=150,
        city="Marquette",
        packages=(CALLING, MEETINGS),
        users=8,
        story=updating(ends_ms=90 * SECOND, drops=(MEETINGS,)),
    ),
    Plan(
        name="Superior Timber Supply",
        external="NC-001344",
        age=505,
        city="Duluth",
        packages=(CALLING, AREA),
        users=9,
        workspaces=4,
        story=deleting(ends_ms=5 * HOUR),
    ),
    Plan(
        name="Granite Print Shop",
        external="NC-001345",
        age=388,
        packages=(STANDARD,),
        users=3,
        story=deleting(ends_ms=3 * MINUTE),
    ),
)
"""Those that something happens to while one looks on."""

TROUBLED: Final = (
    Plan(
        name="Pelican Lake Resort",
        external="NC-002641",
        age=61,
        packages=(CALLING, AREA),
        users=6,
        story=settled(failed={AREA: problems.DOMAIN_FAILED}),
    ),
    Plan(
        name="Stone Arch Architects",
        external="NC-003022",
        age=27,
        city="Minneapolis",
        packages=(SUITE, DESK, PLAN),
        users=12,
        story=settled(
            failed={PLAN: problems.VENDOR_FAILED}, warned={SUITE: problems.LICENCES_DELAYED}
        ),
    ),
    Plan(
        name="Whitefish Cannery",
        external="NC-004870",
        age=2,
        packages=(STANDARD,),
        story=stopped(problems.EMAIL_TAKEN),
    ),
    Plan(
        name="Blue Ox Logging",
        external="NC-004902",
        age=4,
        packages=(CALLING, AREA),
        story=stopped(problems.ADDRESS_REFUSED),
    ),
    Plan(
        name="Two Harbors School District",
        external="NC-001120",
        age=640,
        city="Duluth",
        places=2,
        packages=(VOICE, STANDARD, AREA, DESK),
        users=31,
        workspaces=9,
        story=settled(warned={VOICE: problems.MAINTENANCE, STANDARD: problems.MAINTENANCE}),
    ),
    Plan(
        name="Bayfield Orchard Co-op",
        external="NC-003518",
        age=310,
        city="Ashland",
        packages=(VOICE, PLAN),
        users=10,
        faulty=2,
    ),
    Plan(
        name="Kingfisher Realty",
        external="NC-003777",
        age=120,
        city="Madison",
        packages=(SUITE,),
        users=9,
        waiting=3,
        consents_ms=90 * SECOND,
    ),
)
"""Those with warnings and errors, their own, their packages' or their users'."""

KINDS: Final = (
    Plan(
        name="Lakehead Community College",
        external="NC-001803",
        age=290,
        country="CA",
        city="Thunder Bay",
        packages=(CALLING, SUITE, AREA),
        users=24,
        workspaces=6,
        attached=True,
        others=40,
    ),
    Plan(
        name="Twin Ports Credit Services",
        external="NC-002119",
        age=205,
        city="Duluth",
        packages=(CALLING, ASSIST),
        users=17,
        attached=True,
        others=25,
        kind="hybrid",
    ),
    Plan(
        name="Voyageur Insurance Group",
        external="NC-002450",
        age=340,
        city="Green Bay",
        packages=(SUITE, ASSIST),
        users=18,
        kind="hybrid",
    ),
    Plan(
        name="Beacon Helpline",
        external="NC-003104",
        age=180,
        packages=(ASSIST, "cx_premium_agent", "cx_standard_agent", "cx_voice_ports"),
        users=15,
        kind="hybrid",
    ),
    Plan(name="Empty Chair Barbers", external="NC-004555", age=9, packages=(STANDARD,)),
    Plan(
        name="Arrowhead Medical Group",
        external="NC-001001",
        age=760,
        city="Duluth",
        places=3,
        packages=(CALLING, SUITE, AREA, DESK, PLAN),
        users=64,
        workspaces=12,
        story=settled(later=(DESK, PLAN)),
    ),
    Plan(
        name="Sawtooth Cycles",
        external="NC-005077",
        age=20,
        packages=(CALLING,),
        users=5,
        billing_days=60,
    ),
    Plan(
        name="Moose Lake Motors",
        external="NC-003901",
        age=260,
        packages=(CALLING, SUITE, AREA),
        users=13,
        workspaces=2,
        limits={CALLING: -1, SUITE: 20, AREA: -1},
    ),
    Plan(
        name="Everything Wholesale Trading",
        external="NC-002000",
        age=450,
        city="Chicago",
        packages=(AREA, STANDARD, VOICE, CALLING, SUITE, ASSIST, MEETINGS, DESK, PLAN),
        users=28,
        workspaces=5,
        story=settled(later=(ASSIST, MEETINGS, PLAN)),
    ),
    Plan(
        name="Ferryman Storage",
        external="NC-003633",
        age=77,
        city="Buffalo",
        packages=(VOICE,),
        users=4,
        story=settled(reviewed=True),
    ),
    Plan(
        name="Riverside Bakery",
        external="NC-002311",
        age=330,
        city="Saint Paul",
        packages=(STANDARD,),
        users=4,
    ),
    Plan(
        name="Riverside Bakery",
        external="NC-004012",
        age=52,
        city="Cleveland",
        packages=(STANDARD, AREA),
        users=3,
        workspaces=1,
    ),
)
"""Kinds of organizations, sizes, limits; the same name twice."""

OF_PROVIDERS: Final = (
    Plan(
        name="Acme Marine Supply",
        external="HL-000101",
        owner=2,
        age=410,
        packages=(CALLING, AREA),
        users=8,
        workspaces=1,
    ),
    Plan(
        name="Riverside Bakery",
        external="HL-000102",
        owner=2,
        age=222,
        packages=(STANDARD,),
        users=3,
    ),
    Plan(
        name="Dockside Grill",
        external="HL-000103",
        owner=2,
        age=33,
        packages=(CALLING, SUITE),
        users=5,
        story=settled(failed={SUITE: problems.SITE_FAILED}),
    ),
    Plan(
        name="Wheatland Veterinary Clinic",
        external="PV-000101",
        owner=3,
        age=300,
        packages=(VOICE,),
        users=7,
    ),
    Plan(
        name="Sunflower Daycare",
        external="PV-000102",
        owner=3,
        age=1,
        packages=(STANDARD,),
        story=provisioning(ends_ms=75 * SECOND),
    ),
    Plan(
        name="Big Sky Bank",
        external="PV-000103",
        owner=3,
        age=140,
        packages=(SUITE, DESK),
        users=12,
    ),
    Plan(
        name="Cattail Marina",
        external="LD-000101",
        owner=4,
        age=520,
        packages=(CALLING,),
        users=4,
    ),
    Plan(
        name="Old Mill Pottery",
        external="LD-000102",
        owner=4,
        age=480,
        packages=(STANDARD, AREA),
        users=2,
        workspaces=1,
    ),
    Plan(
        name="Loon Bay Camp",
        external="LD-000103",
        owner=4,
        age=455,
        packages=(VOICE,),
        story=stopped(problems.ADDRESS_REFUSED),
    ),
)
"""Customers of the first three indirect providers, the third of which is suspended (SUB-11)."""

FORMER: Final = (
    Plan(
        name="Old Depot Antiques",
        external="NC-000880",
        age=600,
        packages=(STANDARD,),
        users=4,
        story=gone(days_ago=45),
    ),
)
"""A former customer, which no list shows."""
