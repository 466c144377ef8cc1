"""What is drawn for the state machine: mostly what is right, with one flaw now and then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from tests.data.emulation.builder import DAY
from tests.data.emulation.machine.book import CONSOLE, PROFESSIONAL, SEATED
from tests.data.emulation.machine.play import (
    ADDRESS,
    DENIED,
    DENIED_NAME,
    FREE,
    OTHER,
    RESIDENT,
    STREET,
)

PLAN: Final = "cisco_calling_plan"
PACKAGES: Final = (
    ("webex_calling",),
    ("webex_meetings",),
    ("webex_calling", "webex_suite", "attendant_console", "common_area_calling"),
    ("webex_suite", "webex_meetings", "common_area_calling"),
    ("webex_calling", "cisco_calling_plan", "webex_voice", "webex_meetings"),
    ("customer_assist", "webex_calling_standard", "attendant_console"),
    ("cx_essentials", "webex_meetings", "common_area_calling"),
)
BAD_PACKAGES: Final = (
    ("attendant_console", "webex_meetings"),
    ("cisco_calling_plan", "webex_meetings"),
    ("cisco_calling_plan",),
    ("webex_calling", "no_such_package"),
    (),
)
NAMES: Final = ("Acme Dental", "Caf\u00e9 Zo\u00eb", "Zenith", DENIED_NAME, "100%")
EMAILS: Final = (*(f"u{n}@new.example" for n in range(8)), *FREE, *FREE, RESIDENT)
PLACE: Final = {
    "name": "Headquarters",
    "address": ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_US",
}
FLAWS: Final = ("packages", "address", "external", "limits", "location", "billing")
numbers: Final = st.integers(0, 11)
emails: Final = st.sampled_from(EMAILS)


class Kind(NamedTuple):
    """What is wanted of a customer, new or not; an empty external id leaves it as it is."""

    packages: tuple[str, ...]
    address: dict[str, str] | None
    external: str
    limits: dict[str, int]
    located: bool
    billing: str

    @property
    def names(self) -> set[str]:
        """The packages by the names that go out (PKG-2)."""
        return {"cx_essentials" if p == "customer_assist" else p for p in self.packages}

    @property
    def fits(self) -> bool:
        """Whether packages, address and limits are right by themselves (PKG-3 to PKG-5, ADR-3)."""
        names = self.names
        return (
            bool(names - {CONSOLE, PLAN})
            and "no_such_package" not in names
            and (CONSOLE not in names or bool(names & PROFESSIONAL))
            and (PLAN not in names or bool(names & SEATED))
            and self.address != STREET
            and set(self.limits) <= names - {PLAN}
        )

    def body(self, now: int) -> dict[str, Any]:
        """The fields of a request that orders and updates share."""
        parameters: dict[str, Any] = {"packages": {"limits": self.limits}}
        if self.located:
            parameters["calling"] = {"location": PLACE}
        day = datetime.fromtimestamp((now + 10 * DAY) / 1_000, UTC).date().isoformat()
        found = {
            "packages": list(self.packages),
            "address": self.address,
            "externalId": self.external,
            "provisioningParameters": parameters,
            "billingStartDate": day if self.billing == "soon" else self.billing,
        }
        return {name: value for name, value in found.items() if value is not None}


@st.composite
def kinds(draw: st.DrawFn, *, change: bool = False) -> Kind:
    """What may be wanted; `change` for one that is there already."""
    flaw = draw(st.sampled_from(FLAWS)) if draw(st.integers(0, 4)) == 4 else ""
    packages = draw(st.sampled_from(BAD_PACKAGES if flaw == "packages" else PACKAGES))
    limited = draw(st.sampled_from((*packages[:1], "webex_suite", "webex_calling")))
    limits = {limited: draw(st.integers(0, 2))} if flaw == "limits" or limited in packages else {}
    limits = {n: limit for n, limit in limits.items() if n != "customer_assist"}
    address: dict[str, str] | None = draw(st.sampled_from((ADDRESS, ADDRESS, OTHER, DENIED)))
    external = f"NC-{draw(st.integers(1, 9))}"
    if change and draw(st.booleans()):
        address, external = None, ""
    return Kind(
        packages,
        STREET if flaw == "address" else address,
        "" if flaw == "external" else external,
        limits if draw(st.booleans()) or flaw == "limits" else {},
        flaw != "location" and (not change or draw(st.booleans())),
        draw(st.sampled_from(("soon", "2020-01-01"))) if flaw == "billing" else "",
    )
