"""The emulation's own routes that change something: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import hub_change_rendering as rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.hub_handlers import owner_scope
from data.emulation.rules import codes, ids, reviews
from data.emulation.rules.times import iso
from data.emulation.services import (
    attaching,
    customers,
    identity_providers,
    settings,
    templates,
)
from data.emulation.services.acting import BEHALF, owner_for, scope_for
from data.emulation.services.problems import Refusal
from data.emulation.store import settings as settings_rows
from data.models.identity_providers import IdentityProviderInput
from data.models.settings import (
    ClockInput,
    CustomerSettingsInput,
    DeniedPartyInput,
    PlatformSettingsInput,
)
from data.models.templates import TemplateInput

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.http.rendering import Object
    from data.emulation.store.customer_filter import Scope

CREATED = 201
OUTSIDE_MOST = 1_000
"""Organizations without wholesale that a list has at most."""
PARTIES_MOST = 1_000
"""Denied parties that a list has at most."""
_DIGITS = 18


def list_templates(call: Call) -> Answer:
    """GET /hub/v1/templates: one's own, all, or a provider's (SUB-6)."""
    text = call.query.text("q") or ""
    found = templates.listed(call.connection, _scope(call), text, call.now)
    return Answer({"items": [rendering.template(one) for one in found]})


def get_template(call: Call) -> Answer:
    """GET /hub/v1/templates/{provisioningId}."""
    return Answer(rendering.template(_template(call)))


def create_template(call: Call) -> Answer:
    """POST /hub/v1/templates, for a sub-partner where it is named (SUB-6)."""
    wanted, wrong = bodies.read(TemplateInput, call.content)
    owner = owner_for(call.connection, call.caller, call.query.text(BEHALF))
    made = templates.create(call.write, owner, wanted, wrong)
    return _created(call, rendering.template(made))


def update_template(call: Call) -> Answer:
    """PUT /hub/v1/templates/{provisioningId}: what is named changes."""
    wanted, wrong = bodies.read(TemplateInput, call.content)
    return Answer(rendering.template(templates.update(call.write, _template(call), wanted, wrong)))


def remove_template(call: Call) -> Answer:
    """DELETE /hub/v1/templates/{provisioningId} (TPL-1)."""
    templates.remove(call.write, _template(call))
    return Answer(None, NO_CONTENT)


def list_identity_providers(call: Call) -> Answer:
    """GET /hub/v1/identityProviders: one's own, all, or a provider's."""
    found = identity_providers.listed(call.connection, _scope(call))
    return Answer({"items": [rendering.identity_provider(one) for one in found]})


def get_identity_provider(call: Call) -> Answer:
    """GET /hub/v1/identityProviders/{identityProviderId}."""
    return Answer(rendering.identity_provider(_identity_provider(call)))


def create_identity_provider(call: Call) -> Answer:
    """POST /hub/v1/identityProviders (SSO-1, SSO-2, SSO-5)."""
    wanted, wrong = bodies.read(IdentityProviderInput, call.content)
    owner = owner_for(call.connection, call.caller, call.query.text(BEHALF))
    made = identity_providers.create(call.write, owner, wanted, wrong)
    return _created(call, rendering.identity_provider(made))


def update_identity_provider(call: Call) -> Answer:
    """PUT /hub/v1/identityProviders/{identityProviderId}: what is named changes."""
    wanted, wrong = bodies.read(IdentityProviderInput, call.content)
    changed = identity_providers.update(call.write, _identity_provider(call), wanted, wrong)
    return Answer(rendering.identity_provider(changed))


def remove_identity_provider(call: Call) -> Answer:
    """DELETE /hub/v1/identityProviders/{identityProviderId}."""
    identity_providers.remove(call.write, _identity_provider(call))
    return Answer(None, NO_CONTENT)


def get_customer_settings(call: Call) -> Answer:
    """GET /hub/v1/customers/{customerId}/settings (RST, UHB)."""
    found = customers.one(call.connection, call.caller.world, _customer(call), call.now)
    row = settings.of_customer(call.connection, found.row, call.now)
    return Answer(rendering.customer_settings(row))


def change_customer_settings(call: Call) -> Answer:
    """PUT /hub/v1/customers/{customerId}/settings: what is named changes."""
    wanted, wrong = bodies.read(CustomerSettingsInput, call.content)
    world = call.caller.world
    row = settings.change_customer(call.write, world, _customer(call), wanted, wrong)
    return Answer(rendering.customer_settings(row))


def change_clock(call: Call) -> Answer:
    """PUT /hub/v1/clock: how the platform's time runs, where it is, how long things take."""
    wanted, wrong = bodies.read(ClockInput, call.content)
    state, pace = settings.change_clock(call.write, wanted, wrong)
    return Answer({"now": iso(state.now), "mode": state.mode, "rate": state.rate, "pace": pace})


def get_platform_settings(call: Call) -> Answer:
    """GET /hub/v1/settings (RPL-5a, REP-3)."""
    return Answer(rendering.platform_settings(settings.platform(call.connection)))


def change_platform_settings(call: Call) -> Answer:
    """PUT /hub/v1/settings: what becomes of what begins from now on (RPL-5a, REP-3)."""
    wanted, wrong = bodies.read(PlatformSettingsInput, call.content)
    return Answer(rendering.platform_settings(settings.change_platform(call.write, wanted, wrong)))


def list_outside(call: Call) -> Answer:
    """GET /hub/v1/organizations: those without wholesale, by name, with what an attach meets."""
    text = call.query.text("q") or ""
    size = call.query.integer("max", 100, 1, OUTSIDE_MOST)
    found = attaching.candidates(call.connection, call.caller, text, call.now, size)
    return Answer({"items": [rendering.outside(one) for one in found]})


def list_denied_parties(call: Call) -> Answer:
    """GET /hub/v1/deniedParties: those added last first (RPL-7)."""
    text = reviews.party_key(call.query.text("q") or "")
    size = call.query.integer("max", 100, 1, PARTIES_MOST)
    found = settings_rows.parties(call.connection, text, size)
    return Answer({"items": [rendering.denied_party(row) for row in found]})


def add_denied_party(call: Call) -> Answer:
    """POST /hub/v1/deniedParties: customers from now on are compared with it (RPL-7)."""
    wanted, wrong = bodies.read(DeniedPartyInput, call.content)
    row = settings.add_party(call.write, wanted, wrong)
    return _created(call, rendering.denied_party(row))


def remove_denied_party(call: Call) -> Answer:
    """DELETE /hub/v1/deniedParties/{partyId}; a review that is open goes on."""
    text = call.path["partyId"]
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    if not plain or not settings_rows.remove_party(call.write.connection, int(text)):
        raise Refusal(404, "The denied party could not be found.", codes.NO_PARTY)
    return Answer(None, NO_CONTENT)


def _scope(call: Call) -> Scope:
    behalf = call.query.text(BEHALF)
    return scope_for(call.connection, call.caller, behalf) if behalf else owner_scope(call)


def _template(call: Call) -> templates.Template:
    text = call.path["provisioningId"]
    uuid = ids.decode_provisioning_id(text) or ids.uuid_bytes(text)
    return templates.one(call.connection, call.caller.world, uuid, call.now)


def _identity_provider(call: Call) -> identity_providers.IdentityProvider:
    uuid = ids.uuid_bytes(call.path["identityProviderId"])
    return identity_providers.one(call.connection, call.caller.world, uuid)


def _customer(call: Call) -> bytes | None:
    return ids.decode(ids.CUSTOMER, call.path["customerId"])


def _created(call: Call, body: Object) -> Answer:
    """201 with the address of what was made."""
    return Answer(body, CREATED, {"location": f"{call.url}/{body['id']}"})
