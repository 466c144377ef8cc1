"""What stands around the customers: more accounts, identity providers, a program, free accounts."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from data.emulation.rules import identity_providers as rules
from data.emulation.rules import roles
from data.emulation.rules.times import DAY, HOUR
from data.emulation.seed.owners import (
    FIRST_PROVIDERS,
    OIDC_NAME,
    PARTNER_DOMAIN,
    SAML_ENTITY,
    STARTED_DAYS,
    add_account,
)
from data.emulation.seed.rows import FreeAccountRow, IdentityProviderRow, IntegrationRow

if TYPE_CHECKING:
    from data.emulation.seed.world import World

PROVIDER: Final = 2
"""The number of Harbour Light Communications, which has an account for each role too."""
PROVIDER_STAFF: Final = (
    ("ines.duarte", "Ines Duarte", (roles.FULL, roles.WHOLESALE)),
    ("oskar.brandt", "Oskar Brandt", (roles.FULL,)),
    ("leila.haddad", "Leila Haddad", (roles.PARTNER,)),
    ("tom.ashworth", "Tom Ashworth", (roles.READ_ONLY,)),
    ("nora.quinn", "Nora Quinn", (roles.HELP_DESK,)),
    ("emil.larsen", "Emil Larsen", (roles.HELP_DESK_ADVANCED,)),
    ("aiko.mori", "Aiko Mori", (roles.PROVISIONING,)),
)
PROVIDER_DOMAIN: Final = "harbourlight.example"

FREE_ACCOUNTS: Final = (
    ("robin.hale@freemail.example", "Robin Hale"),
    ("sacha.okoro@freemail.example", "Sacha Okoro"),
    ("kim.vestergaard@freemail.example", "Kim Vestergaard"),
    ("alex.moreau@freemail.example", "Alex Moreau"),
)
"""Whoever is provisioned with one of these has to consent first (SBR-3)."""
FORMER_FREE_ACCOUNT: Final = ("jo.brandvold@freemail.example", "Jo Brandvold")
"""No longer active: provisioned like anybody else."""

CLIENT_ID: Final = "rtm-sandbox-integration"
CLIENT_SECRET: Final = "of-the-sandbox"  # noqa: S105 - of a made-up program; grants alone open anything
"""What the one integration of a seed calls itself with."""

_SAML_NAME: Final = "north-coast-saml"
_OPENID: Final = f"https://openid.{PARTNER_DOMAIN}"


def write_neighbours(world: World) -> None:
    """Write what does not hang on any customer."""
    provider_age = FIRST_PROVIDERS[PROVIDER - 2].age
    for local, name, held in PROVIDER_STAFF:
        created = world.day_ms - (provider_age - 1) * DAY + 16 * HOUR
        add_account(world, PROVIDER, f"{local}@{PROVIDER_DOMAIN}", name, held, created)
    created = world.day_ms - (STARTED_DAYS - 1) * DAY + 16 * HOUR
    _identity_provider(world, rules.SAML, _SAML_NAME, SAML_ENTITY, created)
    _identity_provider(world, rules.OIDC, OIDC_NAME, "", created + HOUR)
    digest = hashlib.sha256(CLIENT_SECRET.encode()).digest()
    world.sink.add(IntegrationRow(1, CLIENT_ID, digest, "Sandbox integration", created + DAY))
    for email, name in FREE_ACCOUNTS:
        world.sink.add(FreeAccountRow(email, name, 1))
    world.sink.add(FreeAccountRow(*FORMER_FREE_ACCOUNT, 0))


def _identity_provider(world: World, kind: str, name: str, entity_id: str, created: int) -> None:
    openid, uuid = kind == rules.OIDC, world.uuid()
    discovery = {"discovery": f"{_OPENID}/.well-known/openid-configuration"}
    world.sink.add(
        IdentityProviderRow(
            world.sink.next_id(IdentityProviderRow),
            uuid,
            1,
            kind,
            name,
            name,
            entity_id,
            "north-coast-telecom" if openid else "",
            int(openid),
            "openid email profile" if openid else "",
            json.dumps(discovery if openid else {}),
            rules.redirect_uri(uuid),
            rules.REGISTERED,
            created,
        )
    )
