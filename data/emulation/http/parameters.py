"""Every query parameter, once: what it takes, and what it is for.

The document of the API is made from this table, and tests compare it with what handlers read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.http.query import OFFSET_MOST
from data.emulation.rules import ids, packages, reports
from data.emulation.rules.devices import TYPES as DEVICE_TYPES
from data.emulation.rules.timeline import CUSTOMER_STATUSES
from data.emulation.rules.times import EARLIEST, LATEST

if TYPE_CHECKING:
    from data.emulation.http.operation import Operation

TEXT: Final = "text"
CHOICE: Final = "choice"
CHOICES: Final = "choices"
INTEGER: Final = "integer"
FLAG: Final = "flag"
MOMENT: Final = "moment"
DATE: Final = "date"
ID: Final = "id"
_TEXT_MOST: Final = 500
_KEY_MOST: Final = 16_384


class Parameter(NamedTuple):
    """A query parameter.

    Attributes:
        kind: how `http.query` reads it.
        words: what it is for, one sentence.
        allowed: the closed list of a choice; the kind of an id.
        least: the smallest whole number.
        most: the greatest whole number; of a text, the most characters.
        default: the whole number that holds where it is not given.
        required: whether it has to be there.
    """

    kind: str
    words: str
    allowed: tuple[str, ...] = ()
    least: int = 0
    most: int = _TEXT_MOST
    default: int | None = None
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """What values are allowed, as JSON Schema."""
        if self.kind == INTEGER:
            schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
            return schema if self.default is None else {**schema, "default": self.default}
        if self.kind == FLAG:
            return {"type": "boolean", "default": False}
        if self.kind == MOMENT:
            epoch = {"type": "integer", "minimum": EARLIEST, "maximum": LATEST}
            return {"anyOf": [epoch, {"type": "string", "format": "date-time"}]}
        if self.kind == DATE:
            return {"type": "string", "format": "date"}
        choice = {"type": "string", "enum": list(self.allowed)}
        if self.kind == CHOICES:
            return {"type": "array", "items": choice}
        return choice if self.kind == CHOICE else {"type": "string", "maxLength": self.most}


def _size(most: int, default: int) -> Parameter:
    words = "How many entries a page has at most."
    return Parameter(INTEGER, words, least=1, most=most, default=default)


def _key(words: str) -> Parameter:
    return Parameter(TEXT, words, most=_KEY_MOST)


_STATUS: Final = Parameter(
    CHOICES, "Only those in one of these statuses; repeated or joined by commas.", CUSTOMER_STATUSES
)
_IN_BODY_TOO: Final = Parameter(
    TEXT, "The organization that it is made in; the body may name it instead."
)
_PACKAGE_NAMES: Final = (*packages.CODES, *packages.ALIASES)

TABLE: Final[dict[str, Parameter]] = {
    "onBehalfOfSubPartnerOrgId": Parameter(
        TEXT, "The organization id of the sub-partner to act for (SUB-6)."
    ),
    "externalId": Parameter(TEXT, "Only the customer with exactly this id of the partner's own."),
    "orgId": Parameter(ID, "Only what belongs to this organization.", (ids.ORGANIZATION,)),
    "locations.create:orgId": _IN_BODY_TOO,
    "workspaces.create:orgId": _IN_BODY_TOO,
    "devices.create:orgId": Parameter(
        TEXT, "The organization of the person or workspace that the device is for."
    ),
    "devices.list:personId": Parameter(ID, "Only those of this person.", (ids.PERSON,)),
    "devices.list:type": Parameter(CHOICE, "Only those of this type.", DEVICE_TYPES),
    "product": Parameter(TEXT, "Only those whose model's title contains this."),
    "workspaceId": Parameter(ID, "Only those of this workspace.", (ids.WORKSPACE,)),
    "status": _STATUS,
    "offset": Parameter(
        INTEGER, "How many entries to pass over first.", most=OFFSET_MOST, default=0
    ),
    "numbers.list:max": _size(2_000, 2_000),
    "numbers.list:phoneNumber": Parameter(TEXT, "Only those whose number contains this."),
    "numbers.list:state": Parameter(CHOICE, "Only those in this state.", ("ACTIVE", "INACTIVE")),
    "available": Parameter(
        CHOICE, "Only numbers that nobody has, or that somebody has.", ("true", "false")
    ),
    "start": Parameter(INTEGER, "Another name of offset.", most=OFFSET_MOST, default=0),
    "max": _size(100, 100),
    "key": _key("The place behind or before which the page stands, as a Link header gave it."),
    "includePackageLicenseInfo": Parameter(FLAG, "Whether the ids of licenses come along."),
    "name": Parameter(TEXT, "Only those whose name contains this."),
    "email": Parameter(TEXT, "Only the one with this email address."),
    "phoneNumber": Parameter(TEXT, "Only those with this phone number or extension."),
    "customerId": Parameter(ID, "Only those of this customer.", (ids.CUSTOMER,)),
    "personId": Parameter(ID, "Only the one of this person.", (ids.PERSON,)),
    "locationId": Parameter(ID, "Only those at this location.", (ids.LOCATION,)),
    "hasCxEssentials": Parameter(FLAG, "Whether it is about queues of Customer Assist."),
    "queues.list:max": _size(2_000, 100),
    "virtual_lines.list:max": _size(2_000, 100),
    "externalCustomerId": Parameter(TEXT, "Only those of the customer with this external id."),
    "subscribers.list:max": _size(100, 50),
    "subscribers.list:status": Parameter(
        CHOICE, "Only those in this status.", ("provisioned", "pending_user_migration")
    ),
    "subscribers.list:after": Parameter(MOMENT, "Only those made after this moment."),
    "lastStatusChange": Parameter(MOMENT, "Only those whose status changed after this moment."),
    "sortBy": Parameter(CHOICE, "What the list is ordered by.", ("created", "lastStatusChange")),
    "sortOrder": Parameter(CHOICE, "Upwards or downwards.", ("ASC", "DESC")),
    "provisioningState": Parameter(
        CHOICE, "Only sub-partners in this state (SUB-12).", ("active", "suspended")
    ),
    "locations.list:max": _size(1_000, 100),
    "decisions.list:state": Parameter(
        CHOICE, "Only what waits for a decision, or all that ever did.", ("pending", "all")
    ),
    "owner": Parameter(TEXT, "Whose: own, all, or the organization id of a provider."),
    "package": Parameter(CHOICES, "Only those with one of these packages.", _PACKAGE_NAMES),
    "q": Parameter(TEXT, "What name, external id, email or id have to contain."),
    "sort": Parameter(
        CHOICE, "What the list is ordered by.", ("name", "externalId", "created", "users")
    ),
    "order": Parameter(CHOICE, "Upwards or downwards.", ("asc", "desc")),
    "customers.window:max": _size(500, 100),
    "denied_parties.list:max": _size(1_000, 100),
    "organizations.outside:max": _size(1_000, 100),
    "after": _key("The key of the entry that the page stands behind."),
    "before": _key("The key of the entry that the page stands before."),
    "from": _key("The key of the page's first entry."),
    "end": Parameter(FLAG, "Whether the page is the last one."),
    "exact": Parameter(FLAG, "Whether to count to the end, however long it takes."),
    "billingStartDate": Parameter(DATE, "Only reports that begin on exactly this day (REP-5)."),
    "billingEndDate": Parameter(DATE, "Only reports that end on exactly this day (REP-5)."),
    "reports.list:type": Parameter(CHOICE, "Only reports of this level.", reports.TYPES),
    "reports.list:status": Parameter(CHOICE, "Only reports in this status.", reports.STATUSES),
    "reports.list:sortBy": Parameter(CHOICE, "What the list is ordered by.", reports.SORTS),
    "subPartnerOrgId": Parameter(
        TEXT, "The organization id of the sub-partner whose reports these are (SUB-5)."
    ),
    "Expires": Parameter(TEXT, "The second from which on the address does not work."),
    "Signature": Parameter(TEXT, "Proves that the address was written here."),
    "since": Parameter(MOMENT, "The moment behind which changes count.", required=True),
}
"""By name, or by operation and name where operations differ."""


def parameter(operation: Operation, name: str) -> Parameter:
    """What an operation takes under a name.

    Raises:
        KeyError: the table has no such parameter.
    """
    return TABLE.get(f"{operation.name}:{name}") or TABLE[name]
