"""Customers: ordered, attached, changed, removed, decided about."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.data.emulation.machine.base import Machine, move
from tests.data.emulation.machine.book import BUSY, SEATED, KnownCustomer
from tests.data.emulation.machine.drawing import NAMES, PACKAGES, Kind, emails, kinds, numbers
from tests.data.emulation.machine.play import ADDRESS, ASKED, ORGANIZATIONS, REFUSED, STREET

CUSTOMERS: Final = "/v1/wholesale/customers"


def _has_customers(machine: Any) -> bool:
    return bool(machine.book.customers)


def _has_waiting(machine: Any) -> bool:
    return any(row["decision"] for row in machine.sight.customers.values())


class CustomerRules(Machine):
    """What one does with customers."""

    @initialize(
        kind=kinds(),
        packages=st.sampled_from(PACKAGES),
        owner=st.sampled_from((1, 1, 2)),
        pace=st.sampled_from(("instant", "demo", "real")),
    )
    def begin(self, kind: Kind, packages: tuple[str, ...], owner: int, pace: str) -> None:
        """A good order, so that there is somebody to do things with."""
        self.send("PUT", "/hub/v1/clock", {"pace": pace}, may=True)
        good = kind._replace(packages=packages, address=ADDRESS, located=True, billing="")
        info = {"name": "First", "primaryEmail": "office@first.example"}
        self._order(good._replace(external="NC-0", limits={}), owner, owner - 1, "", info, may=True)

    def _is_taken(self, owner: int, external: str, but: str = "") -> bool:
        return any(
            known.owner == owner and known.external_id == external
            for name, known in self.book.customers.items()
            if name != but
        )

    @move(
        weight=3,
        kind=kinds(),
        owner=st.sampled_from((1, 1, 2, 3)),
        template=st.sampled_from((None,) * 9 + (0, 1, 4)),
        name=st.sampled_from(NAMES),
        email=emails,
    )
    def order(self, kind: Kind, owner: int, template: int | None, name: str, email: str) -> None:
        """A customer with a new organization (CAP)."""
        template = owner - 1 if template is None else template
        may = self._may_order(kind, owner, template)
        may = may and "%" not in name and self.book.holder(email) is None
        self._order(kind, owner, template, "", {"name": name, "primaryEmail": email}, may=may)

    @move(
        weight=2,
        kind=kinds(),
        owner=st.sampled_from((1, 1, 2)),
        template=st.sampled_from((None, None, None, 4)),
        what=st.sampled_from((*ORGANIZATIONS, "own")),
        email=st.one_of(st.just(""), emails),
    )
    def attach(self, kind: Kind, owner: int, template: int | None, what: str, email: str) -> None:
        """A customer of an organization that there is (ATT)."""
        template = owner - 1 if template is None else template
        own = what == "own"
        org = self.book.play.partners[owner - 1] if own else self.play.organizations[what]
        may: bool | None = self._may_order(kind, owner, template) and what not in REFUSED
        if any(known.org_id == org for known in self.book.customers.values()):
            may = False
        if email and self.book.holder(email) not in (None, org):
            may = False
        if may and what in ASKED and template == 4:
            # Once it has agreed it need not be asked again.
            may = None if org in self.book.agreed else False
        info = {"primaryEmail": email} if email else {}
        self._order(kind, owner, template, org, info, may=may)

    @move(weight=1, kind=kinds(), number=numbers)
    def attach_again(self, kind: Kind, number: int) -> None:
        """An organization that was a customer before, or is one."""
        org = self.one([org for org in self.sight.people if org not in self.play.partners], number)
        if org is not None:
            live = any(known.org_id == org for known in self.book.customers.values())
            bad = live or not self._may_order(kind, 1, 0)
            self._order(kind, 1, 0, org, {}, may=False if bad else None)

    def _may_order(self, kind: Kind, owner: int, template: int) -> bool:
        return (
            kind.fits
            and owner not in self.book.suspended
            and (template == owner - 1 or (template == 4 and owner == 1))
            and bool(kind.external)
            and not self._is_taken(owner, kind.external)
            and (kind.located or not kind.names & SEATED)
            and (not kind.billing or (kind.billing == "soon" and owner == 1))
        )

    def _order(
        self,
        kind: Kind,
        owner: int,
        template: int,
        org: str,
        info: dict[str, str],
        *,
        may: bool | None,
    ) -> None:
        body = {"provisioningId": self.play.templates[template], **kind.body(self.sight.now)}
        body |= {"orgId": org} if org else {}
        body |= {"customerInfo": info} if info else {}
        behalf = f"?onBehalfOfSubPartnerOrgId={self.play.partners[owner - 1]}" * (owner != 1)
        precheck = f"{CUSTOMERS}/validate{behalf}"
        reply = self.send("POST", f"{CUSTOMERS}{behalf}", body, may=may, precheck=precheck)
        if reply is not None:
            name = reply.json["url"].rpartition("/")[2]
            known = KnownCustomer(
                owner, kind.external, org, bool(org), kind.names, kind.names, dict(kind.limits)
            )
            self.book.customers[name] = known
        self.finish()

    @move(weight=4, when=_has_customers, kind=kinds(change=True), number=numbers)
    def update(self, kind: Kind, number: int) -> None:
        """Other packages, and more (CMG-1)."""
        names = [n for n in self.book.customers if number == 0 or self.status(n) not in BUSY]
        name = self.one(names, number)
        if name is None:
            return
        known = self.book.customers[name]
        may = self._may_update(kind, name)
        body = kind.body(self.sight.now)
        if self.send("PUT", f"{CUSTOMERS}/{name}", body, may=may) is None:
            self.finish()
            return
        known.external_id = kind.external or known.external_id
        known.begins_anew(kind.names)
        self.book.change_packages(name, kind.names)
        known.limits |= kind.limits
        self.finish({name: "update"})

    def _may_update(self, kind: Kind, name: str) -> bool | None:
        known = self.book.customers[name]
        wrong = (
            not kind.fits
            or self.status(name) in BUSY
            or self.is_suspended(name)
            or (kind.billing and (kind.billing != "soon" or known.owner != 1))
            or self._is_taken(known.owner, kind.external or known.external_id, name)
            or any(limit < self.book.uses(name, p) for p, limit in kind.limits.items())
        )
        if wrong:
            return False
        there = kind.located or self.sight.customers[name]["locations"]
        certain = not kind.billing and (there or not kind.names & SEATED)
        return True if certain else None

    @move(weight=2, when=_has_customers, number=numbers)
    def remove(self, number: int) -> None:
        """The end of the wholesale service (CMG-3), which suspended ones may call for (SUB-11)."""
        names = [n for n in self.book.customers if number == 0 or self.status(n) != "deleting"]
        name = self.one(names, number)
        if name is None:
            return
        may = self.status(name) != "deleting"
        if self.send("DELETE", f"{CUSTOMERS}/{name}", may=may) is not None:
            # Who never came into the organization never does.
            self.book.end_service(name, waiting_only=bool(self.book.customers[name].org_id))
            self.finish({name: "remove"})
        else:
            self.finish()

    @move(
        weight=4,
        when=_has_waiting,
        number=numbers,
        other=st.sampled_from(("", "", "", "review", "approval")),
        outcome=st.sampled_from(("approved", "approved", "refused", "refused", "perhaps")),
    )
    def decide(self, number: int, other: str, outcome: str) -> None:
        """What somebody decides about a review or an attach (RPL-4, ATT-1)."""
        waiting = [n for n, row in self.sight.customers.items() if row["decision"]]
        name = self.one(self.book.customers if number == 0 else waiting, number)
        if name is None:
            return
        decision = self.sight.customers[name]["decision"]
        kind = other or (decision["kind"] if decision else "review")
        may = bool(decision) and decision["kind"] == kind and outcome != "perhaps"
        body = {"kind": kind, "outcome": outcome}
        if self.send("POST", f"/hub/v1/customers/{name}/decision", body, may=may) is None:
            self.finish()
            return
        known = self.book.customers[name]
        if kind == "approval" and outcome == "approved":
            self.book.agreed.add(known.org_id)
        if outcome == "refused" and not known.ready:
            self.book.end_service(name)
        self.finish({name: outcome})

    @move(
        weight=1,
        when=_has_customers,
        number=numbers,
        restricted=st.sampled_from((None, True, False)),
        enterprise=st.sampled_from((None, True, False)),
    )
    def change_settings(
        self, number: int, restricted: bool | None, enterprise: bool | None
    ) -> None:
        """Who may change what (RST-1, UHB-3)."""
        name = self.one(self.book.customers, number)
        if name is None:
            return
        url = f"/hub/v1/customers/{name}/settings"
        hybrid = self.play.get(url)["kind"] == "hybrid"
        body = {"restrictedByPartner": restricted, "restrictEnterpriseSettings": enterprise}
        body = {key: value for key, value in body.items() if value is not None}
        may = not self.is_suspended(name) and (hybrid or not enterprise)
        self.send("PUT", url, body, may=may)
        self.finish()

    @move(
        weight=1, email=st.one_of(st.just(""), emails), address=st.sampled_from((ADDRESS, STREET))
    )
    def precheck_early(self, email: str, address: dict[str, str]) -> None:
        """The short forms of both prechecks, before there is anything (PRE-2)."""
        before = self.play.content()
        body = {"address": address, "customerInfo": {"primaryEmail": email}}
        good = self.play.ask("POST", f"{CUSTOMERS}/validate", body).status == 200
        free = bool(email) and self.book.holder(email) is None
        assert good is (free and address != STREET)
        url = "/v1/wholesale/subscribers/validate"
        assert (self.play.ask("POST", url, {"email": email}).status == 200) is free
        assert self.play.content() == before
