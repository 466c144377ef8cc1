"""What operations on customers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.base import WireModel
from data.models.customers import Address
from data.models.packages import CALLING
from data.models.requests import CustomerParameters, ProvisionCustomer
from data.operations.inputs import formats
from data.operations.inputs.reading import InputProblem, check_email, missing, packages
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class OrderCustomer(ProvisionCustomer):
    """A customer to be made, attached or checked.

    Attributes:
        template: the name of the onboarding template, where its provisioning id is not given.
        on_behalf_of: the indirect provider whose it shall be: organization id or name.
    """

    template: str = ""
    on_behalf_of: str = ""

    def body(self) -> ProvisionCustomer:
        """The body of the request."""
        own = set(self.model_fields_set) - {"template", "on_behalf_of"}
        return ProvisionCustomer(**{name: getattr(self, name) for name in own})


class CustomerInput(WireModel):
    """A customer that exists.

    Attributes:
        customer_id: which.
        owner_org_id: the indirect provider's organization that it belongs to; empty for one's own.
    """

    customer_id: str = ""
    owner_org_id: str = ""


class ChangeCustomer(CustomerInput):
    """What shall become another; what is left out stays.

    Attributes:
        packages: the full list wanted; None keeps those that there are.
        add_packages, remove_packages: what differs from that list.
        address: the parts of the address that change.
    """

    packages: tuple[str, ...] | None = None
    add_packages: tuple[str, ...] = ()
    remove_packages: tuple[str, ...] = ()
    external_id: str = ""
    address: Address | None = None
    provisioning_parameters: CustomerParameters | None = None
    sub_partner_admin_email: str = ""
    billing_start_date: str = ""


def check_address(address: Address | None, problems: list[InputProblem]) -> None:
    """See that an address has what every address needs (ADR-1, ADR-3)."""
    given = address or Address()
    parts = {
        "address.addressLine1": given.address_line1,
        "address.city": given.city,
        "address.country": given.country,
    }
    problems.extend(missing(field) for field, value in parts.items() if not value.strip())
    problems.extend(formats.country(given.country, "address.country"))


def is_calling(names: Sequence[str]) -> bool:
    """Whether any of these packages is one for calling (PKG-6)."""
    return any(name in CALLING for name in names)


def named_packages(given: OrderCustomer, problems: list[InputProblem]) -> OrderCustomer:
    """The order with its packages under the platform's names, also in its limits."""
    names = packages(given.packages, "packages", problems)
    changed = given if names == given.packages else given.model_copy(update={"packages": names})
    parameters = given.provisioning_parameters
    limits = parameters.packages if parameters is not None else None
    if parameters is None or limits is None:
        return changed
    return changed.model_copy(
        update={"provisioning_parameters": named_limits(parameters, problems)}
    )


def named_limits(
    parameters: CustomerParameters, problems: list[InputProblem]
) -> CustomerParameters:
    """Parameters whose limits stand under the platform's names of packages."""
    if parameters.packages is None:
        return parameters
    field = "provisioningParameters.packages.limits"
    given = parameters.packages.limits
    named: dict[str, int] = {}
    for word, most in given.items():
        for name in packages([word], field, problems):
            named[name] = most
        if most < 0:
            problems.append(InputProblem(f"{field}.{word}", _("must not be below 0")))
    limits = parameters.packages.model_copy(update={"limits": named})
    return parameters.model_copy(update={"packages": limits})


def order_problems(given: OrderCustomer, *, attach: bool) -> Iterator[InputProblem]:
    """What a whole order lacks (CAP-1).

    Args:
        given: the order, its packages named.
        attach: whether an existing organization is meant.
    """
    problems: list[InputProblem] = []
    if attach and not given.org_id.strip():
        problems.append(missing("orgId"))
    if not attach and given.org_id.strip():
        problems.append(
            InputProblem("orgId", _("names an organization that exists: attach it instead"))
        )
    if not given.packages:
        problems.append(missing("packages"))
    if not given.external_id.strip():
        problems.append(missing("externalId"))
    info = given.customer_info
    if not attach:
        if info is None or not info.name.strip():
            problems.append(missing("customerInfo.name"))
        check_email(
            info.primary_email if info is not None else "", "customerInfo.primaryEmail", problems
        )
    check_address(given.address, problems)
    problems.extend(formats.of_order(given))
    yield from problems
