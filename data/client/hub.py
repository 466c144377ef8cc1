"""HubClient: one backend, live or emulated, behind typed calls."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import httpx

from data.client.address import Address
from data.client.calls import Caller, Settings
from data.client.customers import Customers
from data.client.errors import Forbidden, NotFound, Unreachable, not_offered
from data.client.occasional import Occasional
from data.client.resources import Locations, Organizations, SubPartners
from data.client.subscribers import Subscribers
from data.client.trace import RequestLog
from data.models.hub import Capabilities, PartnerInfo, PlatformClock, Provider
from data.models.people import Person
from data.text import _

if TYPE_CHECKING:
    from types import TracebackType

    from data.client.address import Token
    from data.client.fault_notice import FaultNotice
    from data.models.settings import ClockInput

LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=30)
"""A console is one guest among many."""

LIVE = Capabilities()
"""What the public API can do beyond itself: nothing."""


class HubClient(Occasional):
    """A client of the public API, and of the emulation's own routes where there are such.

    Use it as an async context manager, or call `aclose`.

    Args:
        base_url: the backend's address, with or without `/v1`.
        token: a token, or a function that gives the one to use now, at once or as an awaitable.
        transport: httpx's way to the backend; None is the network.
        log: where to keep the record of requests; None makes a new one.
        settings: timeouts, retries and what a test replaces.

    Attributes:
        customers, subscribers, sub_partners, organizations, locations, people, workspaces,
            reports: calls by what they are about. Each may raise any `data.client.errors.HubError`.
        templates, identity_providers, settings, decisions, consent, emails, platform_settings,
            denied_parties: likewise, of the emulation only; a live platform's are `NotOffered`.

    Raises:
        Unsafe: the address is none.
        Unreachable: the environment names a proxy that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        token: Token,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        log: RequestLog | None = None,
        settings: Settings | None = None,
    ) -> None:
        address = Address.parse(base_url)
        http = _http(address, transport)
        # An empty log is false, so it is compared with None.
        kept = RequestLog() if log is None else log
        self._caller = Caller(http, address, token, kept, settings or Settings())
        self._known: Capabilities | None = LIVE if address.is_live else None
        self.customers = Customers(self._caller, self.capabilities)
        self.organizations = Organizations(self._caller)
        self.locations = Locations(self._caller)
        self.subscribers = Subscribers(self._caller)
        self.sub_partners = SubPartners(self._caller)

    def __repr__(self) -> str:
        return f"<HubClient of {self._caller.address.api}>"

    @property
    def log(self) -> RequestLog:
        """The record of every request."""
        return self._caller.log

    @property
    def faults_on(self) -> FaultNotice:
        """How many faults the backend plays, as its newest answer told; never a live platform."""
        return self._caller.faults

    @property
    def base_url(self) -> str:
        """The public API's address, with `/v1`."""
        return self._caller.address.api

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections; calls from now on are `Unreachable`."""
        await self._caller.http.aclose()

    async def capabilities(self) -> Capabilities:
        """What the backend can do beyond the public API; asked once, then remembered."""
        if self._known is None:
            url = self._caller.hub("/capabilities")
            try:
                answer = await self._caller.fetch("capabilities", url, Capabilities)
                self._known = answer.value
            except NotFound:
                self._known = LIVE
        return self._known

    async def me(self) -> Person:
        """Who the token belongs to."""
        url = self._caller.api("/people/me")
        return (await self._caller.fetch("people.me", url, Person)).value

    async def partner(self) -> PartnerInfo:
        """Whose business is run, and by whom.

        Without the emulation, from the person and the organization; whether that is a partner's
        or a sub-partner's, the public API does not say.
        """
        if await self._is_emulation():
            url = self._caller.hub("/partner")
            return (await self._caller.fetch("partner", url, PartnerInfo)).value
        person = await self.me()
        try:
            name = (await self.organizations.get(person.org_id)).display_name
        except (Forbidden, NotFound):
            name = ""
        return PartnerInfo(org_id=person.org_id, name=name, staff=person)

    async def clock(self) -> PlatformClock:
        """The platform's time; the live platform's is everybody's."""
        if await self._is_emulation():
            url = self._caller.hub("/clock")
            return (await self._caller.fetch("clock", url, PlatformClock)).value
        return PlatformClock(now=datetime.now(UTC))

    async def set_clock(self, body: ClockInput) -> PlatformClock:
        """Move, freeze or release the emulation's clock, or choose its pace.

        Raises:
            NotOffered: the live platform's is everybody's.
        """
        if not await self._is_emulation():
            raise not_offered(_("another time"))
        url = self._caller.hub("/clock")
        return (await self._caller.send("clock.set", "PUT", url, PlatformClock, body)).value

    async def providers(self) -> list[Provider]:
        """The sub-partners with their names, which their own list does not have, by name.

        Raises:
            Forbidden: the account may not see them.
        """
        partners = [one async for one in self.sub_partners.iterate()]
        names = await self._names([one.org_id for one in partners])
        found = [
            Provider(
                org_id=one.org_id,
                name=names.get(one.org_id, ""),
                provisioning_state=one.provisioning_state,
            )
            for one in partners
        ]
        return sorted(found, key=lambda one: (one.name.casefold(), one.org_id))

    async def _names(self, org_ids: list[str]) -> dict[str, str]:
        """Names of organizations, as far as the account may see them.

        The live platform is asked once for all: it counts requests. An emulation may have a
        million organizations, so it is asked for each.
        """
        if not org_ids:
            return {}
        if not await self._is_emulation():
            return {one.id: one.display_name for one in await self.organizations.list()}
        names: dict[str, str] = {}
        for org_id in org_ids:
            try:
                names[org_id] = (await self.organizations.get(org_id)).display_name
            except (Forbidden, NotFound):
                continue
        return names

    async def _is_emulation(self) -> bool:
        """Whether the backend has the emulation's own routes."""
        return (await self.capabilities()).platform != LIVE.platform


def _http(address: Address, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """The HTTP client: no redirects, no proxy on this machine, no certificates without need."""
    if transport is None and address.is_loopback and address.url.scheme == "http":
        # Loading the certificates takes tens of milliseconds; this context trusts nobody.
        nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        transport = httpx.AsyncHTTPTransport(verify=nobody, limits=LIMITS, trust_env=False)
    if transport is not None or address.is_loopback:
        return httpx.AsyncClient(transport=transport, trust_env=False, limits=LIMITS)
    try:
        return httpx.AsyncClient(limits=LIMITS)
    except (ImportError, ValueError, httpx.InvalidURL):
        raise Unreachable(
            _("The proxy that the environment names cannot be used."), sent=False
        ) from None
