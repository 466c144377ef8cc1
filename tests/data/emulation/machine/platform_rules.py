"""What goes on around customers: time, paces, templates, a provider that is suspended."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.data.emulation.machine.base import Machine, move

HOUR = 3_600_000


class PlatformRules(Machine):
    """What happens to all."""

    @move(
        weight=5,
        ms=st.sampled_from(
            (1, 1_500, 4_000, 9_000, 60_000, HOUR, HOUR, 80 * HOUR, 100 * 24 * HOUR)
        ),
    )
    def wait(self, ms: int) -> None:
        """Time goes on (decision 5)."""
        self.send("PUT", "/hub/v1/clock", {"forward": ms}, may=True)
        self.finish()

    @move(weight=1, pace=st.sampled_from(("instant", "demo", "real", "never")))
    def change_pace(self, pace: str) -> None:
        """From now on things take another time."""
        self.send("PUT", "/hub/v1/clock", {"pace": pace}, may=pace != "never")
        self.finish()

    @move(weight=1, outcome=st.sampled_from(("error", "approved", "open")))
    def change_reviews(self, outcome: str) -> None:
        """What an unsettled review becomes (RPL-5a)."""
        body = {"reviewOutcome": outcome}
        self.send("PUT", "/hub/v1/settings", body, may=outcome != "open")
        self.finish()

    @move(
        weight=1,
    )
    def suspend(self) -> None:
        """The platform suspends a provider, or lets it work again (SUB-11)."""
        self.book.suspended ^= {2}
        state = "suspended" if 2 in self.book.suspended else "active"
        query = "UPDATE partners SET state = ? WHERE id = 2"
        self.play.lab.connection.execute(query, (state,))
        self.finish()

    @move(
        weight=1,
        number=st.integers(0, 5),
        name=st.sampled_from(("Standard 1", "Discreet", "New name")),
    )
    def rename_template(self, number: int, name: str) -> None:
        """A template gets another name; customers show it."""
        template = self.one(self.sight.templates, number)
        if template is None:
            return
        owner = self.sight.templates[template]["owner"]
        others = [
            row["name"]
            for one, row in self.sight.templates.items()
            if one != template and row["owner"] == owner
        ]
        url, may = f"/hub/v1/templates/{template}", name not in others
        self.send("PUT", url, {"name": name}, may=may)
        self.finish()

    @move(
        weight=1,
    )
    def fold(self) -> None:
        """What is due is written into the rows, which changes no answer (decision 5)."""
        self.play.lab.fold()
        after = self.play.look(self.sight.now)
        assert after._replace(named=frozenset()) == self.sight._replace(named=frozenset())
        self.finish()

    @move(weight=1, partner=st.sampled_from((2, 4)))
    def look_from_outside(self, partner: int) -> None:
        """A provider sees its own, a stranger nothing (SUB-3)."""
        found = self.play.get("/hub/v1/customers?owner=all&max=100", partner=partner)["items"]
        ours = {n for n, known in self.book.customers.items() if known.owner == partner}
        assert {row["id"] for row in found} == ours
        users = self.play.get("/v1/wholesale/subscribers?max=100", partner=partner)["items"]
        known = {n for n, user in self.book.subscribers.items() if user.customer in ours}
        assert {row["id"] for row in users} == known
        for name in set(self.book.customers) - ours:
            url = f"/v1/wholesale/customers/{name}"
            assert self.play.ask("DELETE", url, partner=partner).status == 404
        for name in set(self.book.subscribers) - known:
            url = f"/v1/wholesale/subscribers/{name}"
            assert self.play.ask("DELETE", url, partner=partner).status == 404
