"""locations.create: a place for calling (ADR-3, TZN-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.models.requests import CreateLocation
from data.models.resources import LocationAddress
from data.operations.customers.facts import customer_of, name_of, subject_of, under_review
from data.operations.customers.ordering import LANGUAGE
from data.operations.inputs import formats
from data.operations.inputs.places import OrderLocation
from data.operations.inputs.reading import InputProblem, missing, read, require
from data.operations.operation import Work
from data.operations.outcome import Outcome, mark, tracking_ids
from data.operations.places.facts import no_organization
from data.operations.plan import Blocker, Plan, Request, Subject, path
from data.operations.zones import only_zone
from data.search_key import search_key
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.client import HubClient
    from data.operations.operation import Progress


class CreatePlace(Work):
    """Makes a location."""

    def read(self, given: Mapping[str, Any]) -> OrderLocation:
        """What is to be made; `WrongInput` where something is missing."""
        order = read(OrderLocation, given)
        address = order.address or LocationAddress()
        parts = {
            "name": order.name,
            "address.address1": address.address1,
            "address.city": address.city,
            "address.country": address.country,
        }
        problems = [missing(field) for field, value in parts.items() if not value.strip()]
        problems += formats.country(address.country, "address.country")
        problems += formats.zone(order.time_zone, "timeZone")
        problems += formats.language(order.preferred_language, "preferredLanguage")
        country = formats.likely_country(address.country)
        zone = order.time_zone or only_zone(country)
        if not zone and country:
            text = _("is required: the country has several time zones, or none that is known here")
            problems.append(InputProblem("timeZone", text))
        require(problems)
        language = order.preferred_language or LANGUAGE
        return order.model_copy(update={"time_zone": zone, "preferred_language": language})

    async def plan(self, hub: HubClient, given: OrderLocation) -> Plan:
        """What would be made."""
        customer = await customer_of(hub, given)
        org_id = customer.org_id or ""
        body = CreateLocation(
            name=given.name.strip(),
            org_id=org_id,
            time_zone=given.time_zone,
            preferred_language=given.preferred_language,
            address=given.address,
        )
        blockers = [*under_review(customer), *no_organization(customer)]
        for one in await hub.locations.list(org_id) if org_id else ():
            if search_key(one.name) == search_key(body.name):
                words = _("There is a location {name} already.")
                blockers.append(Blocker(words.format(name=one.name)))
        effect = _("Makes the location {name} of {customer}: {zone}, {language}.").format(
            name=body.name,
            customer=name_of(customer),
            zone=body.time_zone,
            language=body.preferred_language,
        )
        return Plan(
            operation="locations.create",
            title=_("Create the location {name}").format(name=body.name),
            subject=Subject("location", name=body.name, owner=subject_of(customer).owner),
            effects=(effect,),
            requests=(Request("POST", path("locations", orgId=org_id), body.wire()),),
            blockers=tuple(blockers),
            after=body.wire(),
            work=body,
        )

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress) -> Outcome:
        """Make it."""
        body: CreateLocation = plan.work
        progress(_("Creating {name}").format(name=body.name))
        since = mark(hub)
        made = await hub.locations.create(body.org_id, body)
        subject = Subject("location", made.id, made.name, plan.subject.owner)
        return Outcome(plan, subject, tracking_ids=tracking_ids(hub, since), found=made.found)


WORK = CreatePlace()
