"""The emulation's own operations on what it alone offers, and those that change it (section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import CREATE, CUSTOMERS_READ, CUSTOMERS_WRITE, PLATFORM
from data.emulation.services.acting import BEHALF

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

    Handler = Callable[[Call], Answer]

hub: Final = Later("data.emulation.http.hub_changes")

_REFUSED: Final = (400, 401, 403, 404, 409, 415, 500)
_TEMPLATES: Final = "/hub/v1/templates"
_TEMPLATE: Final = f"{_TEMPLATES}/{{provisioningId}}"
_PROVIDERS: Final = "/hub/v1/identityProviders"
_PROVIDER: Final = f"{_PROVIDERS}/{{identityProviderId}}"
_SETTINGS: Final = "/hub/v1/customers/{customerId}/settings"
_PARTIES: Final = "/hub/v1/deniedParties"


def _read(
    path: str, name: str, handler: Handler, model: str, *parameters: str, many: bool = False
) -> Operation:
    """A look at what only those who may create customers look at (ADM-5a)."""
    found = read(path, name, None, handler, model, many=many)
    return found._replace(right=CREATE, parameters=parameters)


def _of_platform(operation: Operation) -> Operation:
    """For what all share: a sub-partner does not steer it (SUB-3)."""
    return operation._replace(right=PLATFORM)


def _change(
    call: str, name: str, handler: Handler, model: str = "", body: str = "", *parameters: str
) -> Operation:
    """A change; `call` is method and path."""
    method, _, path = call.partition(" ")
    status = {"POST": 201, "DELETE": 204}.get(method, 200)
    return Operation(
        method,
        path,
        name,
        None,
        documented=False,
        handler=handler,
        model=model,
        statuses=(status, *_REFUSED),
        body=body,
        writes=True,
        right=CREATE,
        parameters=parameters,
        locates=method == "POST",
    )


_OF_TEMPLATES: Final = (
    _read(
        _TEMPLATES,
        "templates.list",
        hub.list_templates,
        "Template",
        *("owner", BEHALF, "q"),
        many=True,
    ),
    _change(
        f"POST {_TEMPLATES}",
        "templates.create",
        hub.create_template,
        "Template",
        "TemplateInput",
        BEHALF,
    ),
    _read(_TEMPLATE, "templates.get", hub.get_template, "Template"),
    _change(
        f"PUT {_TEMPLATE}", "templates.update", hub.update_template, "Template", "TemplateInput"
    ),
    _change(f"DELETE {_TEMPLATE}", "templates.remove", hub.remove_template),
)
_OF_IDENTITY_PROVIDERS: Final = (
    _read(
        _PROVIDERS,
        "identity_providers.list",
        hub.list_identity_providers,
        "IdentityProvider",
        *("owner", BEHALF),
        many=True,
    ),
    _change(
        f"POST {_PROVIDERS}",
        "identity_providers.create",
        hub.create_identity_provider,
        "IdentityProvider",
        "IdentityProviderInput",
        BEHALF,
    ),
    _read(_PROVIDER, "identity_providers.get", hub.get_identity_provider, "IdentityProvider"),
    _change(
        f"PUT {_PROVIDER}",
        "identity_providers.update",
        hub.update_identity_provider,
        "IdentityProvider",
        "IdentityProviderInput",
    ),
    _change(f"DELETE {_PROVIDER}", "identity_providers.remove", hub.remove_identity_provider),
)
_OF_SETTINGS: Final = (
    read(
        _SETTINGS,
        "customers.settings",
        CUSTOMERS_READ,
        hub.get_customer_settings,
        "CustomerSettings",
    ),
    _change(
        f"PUT {_SETTINGS}",
        "customers.change_settings",
        hub.change_customer_settings,
        "CustomerSettings",
        "CustomerSettingsInput",
    )._replace(scope=CUSTOMERS_WRITE, right=None),
)
_OF_PARTIES: Final = (
    _read(
        _PARTIES,
        "denied_parties.list",
        hub.list_denied_parties,
        "DeniedParty",
        *("q", "max"),
        many=True,
    ),
    _change(
        f"POST {_PARTIES}",
        "denied_parties.add",
        hub.add_denied_party,
        "DeniedParty",
        "DeniedPartyInput",
    ),
    _change(f"DELETE {_PARTIES}/{{partyId}}", "denied_parties.remove", hub.remove_denied_party),
)
_OF_THE_PLATFORM: Final = (
    _change("PUT /hub/v1/clock", "clock.change", hub.change_clock, "PlatformClock", "ClockInput"),
    _read("/hub/v1/settings", "settings.get", hub.get_platform_settings, "PlatformSettings"),
    _change(
        "PUT /hub/v1/settings",
        "settings.change",
        hub.change_platform_settings,
        "PlatformSettings",
        "PlatformSettingsInput",
    ),
    *_OF_PARTIES,
)
_OF_ORGANIZATIONS: Final = (
    _read(
        "/hub/v1/organizations",
        "organizations.outside",
        hub.list_outside,
        "OutsideOrganization",
        *("q", "max"),
        many=True,
    ),
)
TABLE: Final[tuple[Operation, ...]] = (
    *_OF_TEMPLATES,
    *_OF_IDENTITY_PROVIDERS,
    *_OF_SETTINGS,
    *_OF_ORGANIZATIONS,
    *map(_of_platform, _OF_THE_PLATFORM),
)
"""In the order in which paths are matched."""
