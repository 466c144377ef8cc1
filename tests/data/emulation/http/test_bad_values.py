from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation.services.problems import Refusal
from tests.data.emulation.builder import World
from tests.data.emulation.http.asking import Direct, org_id
from tests.data.emulation.http.conftest import fill
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site


def key(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("/v1/wholesale/customers?status=gone", "one of provisioned, "),
        ("/v1/wholesale/customers?status=error,deleted", "one of provisioned, "),
        ("/v1/wholesale/customers?max=0", "a whole number from 1 to 100"),
        ("/v1/wholesale/customers?max=101", "a whole number from 1 to 100"),
        ("/v1/wholesale/customers?max=%D9%A3", "a whole number from 1 to 100"),
        ("/v1/wholesale/customers?offset=-1", "a whole number from 0 to 1000000000"),
        (f"/v1/wholesale/customers?offset={'9' * 40}", "a whole number from 0 to 1000000000"),
        ("/v1/wholesale/customers?orgId=NC", "an id of the kind ORGANIZATION"),
        ("/v1/wholesale/customers?key=!!", "a key that a list of this order gave"),
        (f"/v1/wholesale/customers?key={key('a', 1)}", "a key that"),
        (f"/v1/wholesale/customers?key={key(1)}", "a key that"),
        (f"/v1/wholesale/customers?key={key(1, 2, 'after')}", "a key that"),
        (f"/v1/wholesale/customers?key={key(1, 2**63)}", "a key that"),
        (f"/v1/wholesale/customers?key={key(True, 1)}", "a key that"),
        (f"/v1/wholesale/customers?externalId={'x' * 501}", "at most 500 characters long"),
        ("/v1/wholesale/subPartners?provisioningState=ACTIVE", "one of active, suspended"),
        ("/v1/wholesale/subscribers?status=gone", "one of provisioned, pending_user_migration"),
        ("/v1/wholesale/subscribers?sortBy=email", "one of created, lastStatusChange"),
        ("/v1/wholesale/subscribers?sortOrder=up", "one of ASC, DESC"),
        ("/v1/wholesale/subscribers?after=soon", "epoch milliseconds or an ISO 8601"),
        ("/v1/wholesale/subscribers?customerId=1", "an id of the kind ENTERPRISE"),
        ("/v1/locations?max=0", "a whole number from 1 to 1000"),
        ("/hub/v1/customers?sort=city", "one of name, externalId, created, users"),
        ("/hub/v1/customers?order=up", "one of asc, desc"),
        ("/hub/v1/customers?max=501", "a whole number from 1 to 500"),
        ("/hub/v1/customers?package=gold", "one of common_area_calling, "),
        ("/hub/v1/customers?owner=me", "own, all, or the organization id"),
        ("/hub/v1/customers?end=maybe", "one of true, false"),
        (f"/hub/v1/customers?after={key('a', 'b')}", "a key that"),
        (f"/hub/v1/customers?sort=users&after={key('a', 1)}", "a key that"),
        (f"/hub/v1/customers?after={key(chr(0xD800), 1)}", "a key that"),
        (f"/hub/v1/customers?after={'W' * 9_000}", "a key that"),
        (f"/hub/v1/customers?q={'x' * 501}", "at most 500 characters long"),
        ("/hub/v1/customers/count?exact=2", "one of true, false"),
        ("/hub/v1/changes", "epoch milliseconds or an ISO 8601"),
    ],
)
def test_a_refused_value_is_named(site: Site, url: str, allowed: str) -> None:
    reply = site.get(url)
    assert_dialect(reply, 400)
    (error,) = reply.json["errors"]
    name = url.partition("?")[2].partition("=")[0] or "since"
    name = "after" if "&after" in url else name
    assert error["errorCode"] == 40000
    assert f"'{name}'" in reply.json["message"]
    assert error["description"].startswith(f"{name}: ")
    assert allowed in error["description"]
    assert len(error["description"]) < 500


def test_two_places_at_once_are_refused(site: Site) -> None:
    reply = site.get(f"/hub/v1/customers?offset=0&after={key('a', 1)}")
    assert_dialect(reply, 400)
    assert "offset and after were given" in reply.json["errors"][0]["description"]


def test_a_query_of_a_thousand_fields_is_refused(site: Site) -> None:
    reply = site.get("/v1/people/me?" + "&".join(f"a{n}=1" for n in range(1_000)))
    assert_dialect(reply, 400)
    assert reply.json["errors"][0]["errorCode"] == 40001


@pytest.mark.parametrize("parameter", ["onBehalfOfSubPartnerOrgId", "owner"])
def test_an_unknown_provider_is_not_found(site: Site, parameter: str) -> None:
    path = "/hub/v1/customers" if parameter == "owner" else "/v1/wholesale/customers"
    for org in (org_id(site.world, 4), org_id(site.world, 4)[:-4] + "AAAA"):
        reply = site.get(f"{path}?{parameter}={org}")
        assert reply.status in {400, 404}
        assert parameter in reply.json["errors"][0]["description"]


PARAMETERS = (
    *("q", "status", "package", "owner", "sort", "order", "max", "offset", "after", "before"),
    *("from", "end", "exact", "since", "key", "externalId", "orgId", "onBehalfOfSubPartnerOrgId"),
    *("includePackageLicenseInfo", "customerId", "personId", "email", "externalCustomerId"),
    *("sortBy", "sortOrder", "lastStatusChange", "provisioningState", "name"),
)
PATHS = (
    "/v1/wholesale/customers",
    "/v1/wholesale/customers/x",
    "/v1/wholesale/subscribers",
    "/v1/wholesale/subscribers/x",
    "/v1/wholesale/subPartners",
    "/v1/organizations/x",
    "/v1/locations",
    "/hub/v1/customers",
    "/hub/v1/customers/count",
    "/hub/v1/customers/x",
    "/hub/v1/changes",
)
VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "0", "1", "own", "all", "true", "name", "error", '"', "\x00", "%", "a\x00b"]
    ),
    st.tuples(st.one_of(st.text(max_size=3), st.integers()), st.integers()).map(lambda t: key(*t)),
)


@pytest.fixture(scope="module")
def hostile() -> Direct:
    return Direct(fill(World()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), st.dictionaries(st.sampled_from(PARAMETERS), VALUES, max_size=4))
def test_no_value_breaks_a_handler(hostile: Direct, path: str, query: dict[str, str]) -> None:
    text = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    statuses = {200}
    try:
        status = hostile.answer(f"{path}?{text}").status
    except Refusal as refusal:
        status, statuses = refusal.status, {400, 404}
    assert status in statuses
