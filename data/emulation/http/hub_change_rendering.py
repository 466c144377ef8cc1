"""Templates, identity providers and settings as JSON objects of the emulation's own routes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from data.emulation.rules import branding, hybrid, ids, restricted
from data.emulation.rules.identity_providers import ENDPOINTS
from data.emulation.rules.times import iso

if TYPE_CHECKING:
    from data.emulation.http.rendering import Object
    from data.emulation.services.attaching import Candidate
    from data.emulation.services.identity_providers import IdentityProvider
    from data.emulation.services.settings import PlatformState
    from data.emulation.services.templates import Template
    from data.emulation.store.partners import PartnerRow
    from data.emulation.store.settings import PartyRow, SettingsRow


def template(found: Template) -> Object:
    """A template, with both words of TPL-4a, which are one switch."""
    row = found.row
    return {
        "id": ids.uuid_text(row.uuid),
        "name": row.name,
        "provisioningId": ids.encode_provisioning_id(row.uuid),
        "country": row.country,
        "language": row.language,
        "authentication": row.authentication,
        "identityProvider": row.identity_provider,
        "administrator": row.administrator,
        "pstnVendor": row.pstn_vendor,
        "brandName": row.brand,
        "inviteAdmins": bool(row.invites_admins),
        "restrictAdminInvites": not row.invites_admins,
        "disableCalling": bool(row.calling_disabled),
        "subscriptionId": found.subscription_id,
        "customers": found.customers,
        "created": iso(row.created_ms),
        "changed": iso(row.changed_ms),
        "owner": _owner(found.owner),
    }


def identity_provider(found: IdentityProvider) -> Object:
    """An identity provider, without its secret (SSO-5)."""
    row = found.row
    endpoints = json.loads(row.endpoints)
    return {
        "id": ids.uuid_text(row.uuid),
        "name": row.name,
        "kind": row.kind,
        "entityId": row.entity_id,
        "clientId": row.client_id,
        "scopes": row.scopes,
        **{field: endpoints.get(key, "") for key, field in ENDPOINTS.items()},
        "redirectUri": row.redirect_uri,
        "state": row.state,
        "created": iso(row.created_ms),
        "owner": _owner(found.owner),
    }


def platform_settings(state: PlatformState) -> Object:
    """How the emulation behaves."""
    return {"reviewOutcome": state.review_outcome, "reportOutcome": state.report_outcome}


def customer_settings(row: SettingsRow) -> Object:
    """What a partner decides about a customer, and what that means (RST, UHB)."""
    on, locks = bool(row.restricted), bool(row.enterprise_restricted)
    return {
        "restrictedByPartner": on,
        "restrictEnterpriseSettings": locks,
        "kind": row.kind,
        "wholesaleMenu": hybrid.opens_hub(row.kind),
        "banner": restricted.banner(on=on),
        "restrictions": [
            {"area": one.area, "item": one.item, "effect": one.effect, "rule": one.rule}
            for one in restricted.RESTRICTIONS
            if on or one.always
        ],
        "lockedSettings": [
            name for name in hybrid.ENTERPRISE_SETTINGS if hybrid.locked(name, row.kind, on=locks)
        ],
        "thirdPartyDevices": bool(row.third_party_devices),
        "branding": branding.shown(
            row.own_branding, row.partner_branding, keeps=bool(row.keeps_branding)
        ),
        "ownBranding": row.own_branding,
        "keepOwnBranding": bool(row.keeps_branding),
    }


def outside(found: Candidate) -> Object:
    """An organization without wholesale, and what an attach of it meets (ATT-1, ATT-2)."""
    return {
        "orgId": ids.encode(ids.ORGANIZATION, found.row.uuid),
        "displayName": found.row.name,
        "kind": found.row.kind,
        "users": found.facts.users,
        "approval": found.approval,
        "right": "" if found.faults else found.right,
        "obstacle": "; ".join(fault.text for fault in found.faults),
        "ownBranding": found.row.own_branding,
    }


def denied_party(row: PartyRow) -> Object:
    """A denied party (RPL-7)."""
    return {"id": str(row.id), "name": row.name, "address": row.address}


def _owner(row: PartnerRow) -> Object:
    return {"orgId": ids.encode(ids.ORGANIZATION, row.uuid), "name": row.name}
