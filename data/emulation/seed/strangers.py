"""Names from all over the world, and names that want to break something.

Names come from outside, so the cast has some that a console must survive: escape sequences of
terminals, markup, direction overrides, formulas. They are harmless as long as they stay text.
"""

from __future__ import annotations

from typing import Final

from data.emulation.seed.cast import AREA, CALLING, MEETINGS, STANDARD, SUITE, VOICE
from data.emulation.seed.plan import Plan

HOSTILE: Final = (
    Plan(
        name="\x1b]0;owned\x07Title Setters",
        external="NC-006001",
        age=88,
        domain="title-setters",
        users=2,
    ),
    Plan(
        name="\x1b[31mRed\x1b[0m Alert Signs\x9b2J",
        external="NC-006002",
        age=91,
        domain="red-alert-signs",
        users=1,
    ),
    Plan(
        name="[red]Markup[/red] & [bold]Sons[/]",
        external="NC-006003",
        age=101,
        domain="markup-sons",
        users=3,
    ),
    Plan(
        name="[@click=app.quit]Click Here[/] Media",
        external="NC-006004",
        age=64,
        domain="click-here-media",
        users=2,
    ),
    Plan(
        name="Invoice \u202egnp.exe\u202c Services",
        external="NC-006005",
        age=47,
        domain="invoice-services",
        users=1,
    ),
    Plan(
        name="Zero\u200bWidth\u2060 Join\u200der & Co\u00ad.",
        external="NC-006006",
        age=130,
        domain="zero-width",
        users=2,
    ),
    Plan(
        name="Za\u0351\u036b\u0343l\u0335\u0321go\u0300\u0301\u0302\u0303 Combining",
        external="NC-006007",
        age=39,
        domain="zalgo",
        users=1,
    ),
    Plan(
        name="The Very Long Name of a Very Long Established Company for the Repair, Restoration,"
        " Sale and Purchase of Clocks, Barometers, Sextants and Other Fine Instruments of the"
        " Great Lakes, Successors to Finley",
        external="NC-006008",
        age=222,
        domain="clocks-and-barometers",
        users=4,
    ),
    Plan(
        name="🦷 Smile Studio 👩🏽\u200d⚕️🇨🇦",
        external="NC-006009",
        age=18,
        country="CA",
        domain="smile-studio",
        packages=(SUITE,),
        users=6,
    ),
    Plan(
        name='=HYPERLINK("https://evil.example","Pay here")',
        external="NC-006010",
        age=55,
        domain="hyperlink",
        users=1,
    ),
    Plan(name="+1 Plumbing", external="NC-006011", age=140, domain="plus-one", users=3),
    Plan(name="@Home Care", external="NC-006012", age=73, domain="at-home-care", users=5),
    Plan(name="-Dash- Couriers", external="NC-006013", age=84, domain="dash-couriers", users=2),
    Plan(
        name='O\'Brien "The\tTabbed"\nNewline; Sons, Ltd\\',
        external="NC-006014",
        age=150,
        domain="obrien-newline",
        users=2,
    ),
)
"""Names with something in them that must not leave the text."""

FOREIGN: Final = (
    Plan(
        name="佐藤歯科医院",
        external="NC-007001",
        age=200,
        country="JP",
        city="千代田区",
        domain="sato-dental",
        packages=(CALLING,),
        users=8,
    ),
    Plan(
        name="株式会社北海道すいさんフーズ",
        external="NC-007002",
        age=310,
        country="JP",
        city="札幌市中央区",
        domain="hokkaido-suisan",
        packages=(SUITE, AREA),
        users=16,
        workspaces=4,
        places=2,
    ),
    Plan(
        name="ﾔﾏﾀﾞ電機商会",
        external="NC-007003",
        age=66,
        country="JP",
        domain="yamada-denki",
        packages=(VOICE,),
        users=5,
    ),
    Plan(
        name="上海东方贸易有限公司",
        external="NC-007004",
        age=120,
        country="CN",
        city="上海",
        domain="dongfang-trade",
        packages=(MEETINGS,),
        users=7,
    ),
    Plan(
        name="서울한빛치과",
        external="NC-007005",
        age=95,
        country="KR",
        city="서울",
        domain="hanbit-dental",
        users=4,
    ),
    Plan(
        name="شركة النور للاتصالات",
        external="NC-007006",
        age=75,
        country="SA",
        domain="alnoor",
        users=6,
    ),
    Plan(
        name="מאפיית הגליל",
        external="NC-007007",
        age=58,
        country="IL",
        domain="galil-bakery",
        packages=(STANDARD,),
        users=3,
    ),
    Plan(
        name="Müller & Söhne Bäckerei",
        external="NC-007008",
        age=260,
        country="DE",
        city="München",
        packages=(STANDARD, AREA),
        users=9,
        workspaces=2,
    ),
    Plan(
        name="Café Été à Montréal",
        external="NC-007009",
        age=170,
        country="CA",
        city="Montréal",
        users=5,
    ),
    Plan(
        name="São João Padaria",
        external="NC-007010",
        age=99,
        country="BR",
        city="São Paulo",
        packages=(VOICE,),
        users=4,
    ),
    Plan(
        name="İstanbul Çiçekçilik",
        external="NC-007011",
        age=43,
        country="TR",
        city="İstanbul",
        users=3,
    ),
    Plan(
        name="Łódź Śliwka Księgarnia",
        external="NC-007012",
        age=36,
        country="PL",
        city="Łódź",
        packages=(STANDARD,),
        users=2,
    ),
    Plan(
        name="Ångström Ør & Søn",
        external="NC-007013",
        age=28,
        country="SE",
        city="Göteborg",
        packages=(CALLING,),
        users=6,
    ),
)
"""Names in other scripts, and in letters that a search must find without their marks."""
