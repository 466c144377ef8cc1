"""The platform's public operations that read (contract, sections 2, 3, 5 and 7)."""

from __future__ import annotations

from typing import Final

from data.emulation.http import public_handlers as public
from data.emulation.http.operation import READ, read
from data.emulation.rules.roles import (
    CUSTOMERS_READ,
    LOCATIONS_READ,
    ORGANIZATIONS_READ,
    PEOPLE_READ,
    SUB_PARTNERS_READ,
    SUBSCRIBERS_READ,
)

TABLE: Final = (
    read(
        "/v1/wholesale/customers",
        "customers.list",
        CUSTOMERS_READ,
        public.list_customers,
        "Customer",
        many=True,
    ).taking("externalId", "orgId", "status", "offset", "max", "key", "onBehalfOfSubPartnerOrgId"),
    read(
        "/v1/wholesale/customers/{customerId}",
        "customers.get",
        CUSTOMERS_READ,
        public.get_customer,
        "Customer",
    ).taking("includePackageLicenseInfo", "onBehalfOfSubPartnerOrgId"),
    read(
        "/v1/wholesale/subscribers",
        "subscribers.list",
        SUBSCRIBERS_READ,
        public.list_subscribers,
        "Subscriber",
        many=True,
    ).taking(
        "customerId",
        "personId",
        "externalCustomerId",
        "email",
        "status",
        "after",
        "lastStatusChange",
        "sortBy",
        "sortOrder",
        "offset",
        "max",
        "key",
        "onBehalfOfSubPartnerOrgId",
    ),
    read(
        "/v1/wholesale/subscribers/{subscriberId}",
        "subscribers.get",
        SUBSCRIBERS_READ,
        public.get_subscriber,
        "Subscriber",
    ).taking("onBehalfOfSubPartnerOrgId"),
    read(
        "/v1/wholesale/subPartners",
        "sub_partners.list",
        SUB_PARTNERS_READ,
        public.list_sub_partners,
        "SubPartner",
        many=True,
        statuses=READ,
    ).taking("provisioningState", "offset", "max", "key"),
    read(
        "/v1/organizations",
        "organizations.list",
        ORGANIZATIONS_READ,
        public.list_organizations,
        "Organization",
        many=True,
        statuses=READ,
    ),
    read(
        "/v1/organizations/{orgId}",
        "organizations.get",
        ORGANIZATIONS_READ,
        public.get_organization,
        "Organization",
    ),
    read(
        "/v1/locations",
        "locations.list",
        LOCATIONS_READ,
        public.list_locations,
        "Location",
        many=True,
    ).taking("orgId", "name", "offset", "max", "key"),
    read("/v1/people/me", "people.me", PEOPLE_READ, public.me, "Person", statuses=READ),
)
"""In the order in which paths are matched."""
