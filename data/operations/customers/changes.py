"""What an update of a customer changes: the request, and its effects in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.models.customers import Address
from data.models.packages import NEEDS, title
from data.models.requests import UpdateCustomer
from data.operations.customers.facts import in_words, name_of
from data.operations.customers.ordering import location_words, with_location
from data.operations.inputs.customers import is_calling
from data.operations.inputs.reading import InputProblem, require
from data.operations.operation import Undo
from data.text import _, _n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.models.customers import CustomerDetail
    from data.operations.inputs.customers import ChangeCustomer


@dataclass(slots=True)
class Change:
    """A change while it is put together.

    Attributes:
        packages: all packages there would be.
        added, removed: what differs from those that there are.
        values: the request's other members, by the model's names.
        effects: a sentence for each thing that changes.
        notes: a sentence for each thing that was said and changes nothing.
        touches: users whose service ends.
        before, after: what changes, by the wire's names.
    """

    packages: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    touches: int = 0
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> UpdateCustomer:
        """The body of the request: packages are always its full list (CMG-1a)."""
        return UpdateCustomer(packages=self.packages, **self.values)

    def set(self, name: str, before: Any, after: Any) -> None:
        """Note a member that changes, by its name on the wire."""
        self.before[name], self.after[name] = before, after


def changes(customer: CustomerDetail, given: ChangeCustomer, users: Mapping[str, int]) -> Change:
    """What would become another.

    Args:
        customer: as it is.
        given: what is wanted.
        users: users of each package.

    Raises:
        WrongInput: a first location cannot be made up from what there is.
    """
    change = Change()
    _packages(change, customer, given, users)
    _external_id(change, customer, given)
    _address(change, customer, given)
    _parameters(change, customer, given)
    _dates(change, customer, given)
    return change


def update_undo(given: ChangeCustomer, change: Change) -> Undo | None:
    """The update that takes this one back.

    Users that lost a package with it do not get it again by themselves.
    """
    back: dict[str, Any] = {
        name: value
        for name, value in change.before.items()
        if name in ("externalId", "billingStartDate") and value
    }
    if "address" in change.before:
        back["address"] = _moved_back(change.before["address"], change.after["address"])
    if change.added:
        back["removePackages"] = list(change.added)
    if change.removed:
        back["addPackages"] = list(change.removed)
    if not back:
        return None
    where = {"customerId": given.customer_id}
    if given.owner_org_id:
        where["ownerOrgId"] = given.owner_org_id
    note = _("Users that lost a package do not get it back by this.") if change.touches else ""
    return Undo("customers.update", {**where, **back}, note)


def _moved_back(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address that changed, as they were; empty text clears one (CMG-1)."""
    names = {**before, **after}
    return {
        name: before.get(name, "") for name in names if before.get(name, "") != after.get(name, "")
    }


def _packages(
    change: Change, customer: CustomerDetail, given: ChangeCustomer, users: Mapping[str, int]
) -> None:
    current = customer.packages
    wanted = [*(current if given.packages is None else given.packages)]
    wanted += [name for name in given.add_packages if name not in wanted]
    change.packages = tuple(name for name in wanted if name not in given.remove_packages)
    change.added = tuple(name for name in change.packages if name not in current)
    change.removed = tuple(name for name in current if name not in change.packages)
    change.notes += [
        _("{name} does not have {package}.").format(name=name_of(customer), package=title(one))
        for one in given.remove_packages
        if one not in current
    ]
    if not change.added and not change.removed:
        return
    change.set("packages", list(current), list(change.packages))
    name = name_of(customer)
    change.effects += [
        _("Adds {package} to {name}.").format(package=title(one), name=name) for one in change.added
    ]
    for one in change.removed:
        n = users.get(one, 0)
        change.touches += n
        change.effects.append(_removal(one, name, n))


def _removal(package: str, name: str, n: int) -> str:
    """What it means that a customer loses a package."""
    if not n:
        words = _("Removes {package} from {name}: nobody uses it.")
    elif package in NEEDS:
        words = _n(
            "Removes {package} from {name}: {n} user loses this add-on.",
            "Removes {package} from {name}: {n} users lose this add-on.",
            n,
        )
    else:
        words = _n(
            "Removes {package} from {name}: {n} user loses the service.",
            "Removes {package} from {name}: {n} users lose their service.",
            n,
        )
    return words.format(package=title(package), name=name, n=n)


def _external_id(change: Change, customer: CustomerDetail, given: ChangeCustomer) -> None:
    wanted = given.external_id.strip()
    if not wanted or wanted == customer.external_id:
        return
    change.values["external_id"] = wanted
    change.set("externalId", customer.external_id, wanted)
    change.effects.append(
        _("The external id changes from {before} to {after}.").format(
            before=customer.external_id, after=wanted
        )
    )


def _address(change: Change, customer: CustomerDetail, given: ChangeCustomer) -> None:
    if given.address is None:
        return
    before = customer.address
    said = {name: getattr(given.address, name) for name in given.address.model_fields_set}
    after = before.model_copy(update=said)
    if after == before:
        return
    whole = {name: getattr(after, name) for name in Address.model_fields if getattr(after, name)}
    change.values["address"] = Address(**whole)
    change.set(
        "address",
        before.model_dump(by_alias=True, exclude_defaults=True),
        change.values["address"].model_dump(by_alias=True, exclude_defaults=True),
    )
    change.effects.append(
        _("The address changes to {address}: the denied-party check runs again.").format(
            address=in_words(after)
        )
    )


def _parameters(change: Change, customer: CustomerDetail, given: ChangeCustomer) -> None:
    parameters = given.provisioning_parameters
    if is_calling(change.added) and not is_calling(customer.packages):
        # The first calling package wants a location (CAP-3).
        problems: list[InputProblem] = []
        address = change.values.get("address", customer.address)
        parameters = with_location(parameters, address, customer.language or "", problems)
        require(problems)
    if parameters is None:
        return
    change.values["provisioning_parameters"] = parameters
    change.after["provisioningParameters"] = parameters.wire()
    if parameters.packages is not None:
        for name, most in parameters.packages.limits.items():
            change.before.setdefault("limits", {})[name] = customer.package_limits.get(name)
            change.after.setdefault("limits", {})[name] = most
            change.effects.append(
                _("At most {n} of {package} may be used.").format(n=most, package=title(name))
            )
    if parameters.calling is not None and parameters.calling.location is not None:
        change.effects.append(location_words(parameters.calling.location))
    if parameters.meetings is not None:
        change.effects.append(
            _("Its meetings are in the time zone {zone}.").format(zone=parameters.meetings.timezone)
        )


def _dates(change: Change, customer: CustomerDetail, given: ChangeCustomer) -> None:
    wanted = given.billing_start_date.strip()
    if wanted and wanted != customer.billing_start_date:
        change.values["billing_start_date"] = wanted
        change.set("billingStartDate", customer.billing_start_date, wanted)
        change.effects.append(_("Its billing begins on {date}.").format(date=wanted))
    email = given.sub_partner_admin_email.strip()
    if email:
        change.values["sub_partner_admin_email"] = email
        change.after["subPartnerAdminEmail"] = email
        change.effects.append(
            _("Names {email} as the provider's administrator.").format(email=email)
        )
