"""Every operation of the table: shape, access, methods."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, ConfigDict, create_model

from data.emulation.http.later import LaterHandler
from data.emulation.http.openapi_schemas import model
from data.emulation.http.operations import OPERATIONS, Operation
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.probing import (
    CHANGES,
    NEVER_WRONG,
    READS,
    WITH_TOKEN,
    entries,
    first_ids,
    names,
    path_of,
    probe,
)

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

NAMES = [operation.name for operation in OPERATIONS]
_strict: dict[type[BaseModel], type[BaseModel]] = {}
HEADERS = {"content-type", "content-length", "trackingid", "cache-control"}


def strict(model: type[BaseModel]) -> type[BaseModel]:
    """A model that refuses what it does not know, and so do its parts."""
    if model not in _strict:
        fields: Any = {
            name: (_swapped(field.annotation), field) for name, field in model.model_fields.items()
        }
        config = ConfigDict(**{**model.model_config, "extra": "forbid"})
        _strict[model] = create_model(f"Strict{model.__name__}", __config__=config, **fields)
    return _strict[model]


def _swapped(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return strict(annotation)
    parts = get_args(annotation)
    if not parts or get_origin(annotation) is Annotated:
        return annotation
    swapped = tuple(_swapped(part) for part in parts)
    if getattr(annotation, "__origin__", None) is None:
        joined = swapped[0]
        for part in swapped[1:]:
            joined = joined | part
        return joined
    return annotation.__origin__[swapped]


def model_of(operation: Operation) -> type[BaseModel]:
    return strict(model(operation.model))


def url_of(site: Site, operation: Operation) -> str:
    """An address that the operation answers with something."""
    parts = first_ids(site.world)
    if operation.name == "reports.download":
        report = site.get(f"/v1/wholesale/billing/reports/{parts['reportId']}").json
        return str(report["tempDownloadURL"]).removeprefix("http://test")
    mine = {"customers.changes": "?since=0"}
    query = f"?orgId={parts['orgId']}" if "orgId" in operation.parameters else ""
    # Its orgId is a filter of a list that all has one.
    return path_of(operation, parts) + mine.get(operation.name, query)


@pytest.fixture(params=READS, ids=[operation.name for operation in READS])
def operation(request: pytest.FixtureRequest) -> Operation:
    found: Operation = request.param
    return found


def test_answers_have_the_shape_of_the_models(site: Site, operation: Operation) -> None:
    reply = site.get(url_of(site, operation))
    assert reply.status == 200
    if operation.media:
        assert reply.headers["content-type"].partition(";")[0] == operation.media
        return
    body = reply.json
    rows = entries(operation, body)
    assert rows
    for item in rows:
        model_of(operation).model_validate(item)
    if operation.documented:
        assert "null" not in reply.body.decode()


def test_every_answer_says_what_it_is(site: Site, operation: Operation) -> None:
    reply = site.get(url_of(site, operation))
    assert set(reply.headers) - {"link"} == HEADERS
    assert reply.headers["content-length"] == str(len(reply.body))
    assert re.fullmatch(r"ROUTER_[0-9A-F-]{36}", reply.headers["trackingid"])
    again = site.get(url_of(site, operation))
    assert again.body == reply.body
    assert again.headers["trackingid"] != reply.headers["trackingid"]


def test_unknown_parameters_and_double_slashes_are_tolerated(
    site: Site, operation: Operation
) -> None:
    url = url_of(site, operation)
    extra = f"{url}{'&' if '?' in url else '?'}whatever=1&x"
    assert site.get(extra).body == site.get(url).body
    assert ask(site.platform.app, f"http://test/{url}", site.tokens[1]).body == site.get(url).body


REFUSABLE = [operation for operation in CHANGES if operation.name not in NEVER_WRONG]
HEADERS_WITHOUT_A_TOKEN = [
    None,
    "",
    "Bearer",
    "Bearer x",
    "Bearer sbx.AAAA.AAAA",
    "Basic {token}",
    "Bearer {token}x",
    "Bearer {other}",
    "Bearer " + "x" * 5_000,
]


@pytest.mark.parametrize("wanted", WITH_TOKEN, ids=names(WITH_TOKEN))
@pytest.mark.parametrize("header", HEADERS_WITHOUT_A_TOKEN)
def test_every_operation_wants_a_token(site: Site, wanted: Operation, header: str | None) -> None:
    token = site.tokens[1]
    _, body, _ = token.split(".")
    _, _, signature = site.tokens[2].split(".")
    sent = (header or "").format(token=token, other=f"sbx.{body}.{signature}")
    headers = [] if header is None else [("authorization", sent)]
    # Not even the media type is looked at before.
    reply = ask(site.platform.app, url_of(site, wanted), method=wanted.method, headers=headers)
    assert_dialect(reply, 401, wanted.code)
    assert 401 in wanted.statuses
    assert reply.headers["www-authenticate"].startswith("Bearer")
    assert wanted.name not in reply.body.decode()


@pytest.mark.parametrize("wanted", CHANGES, ids=names(CHANGES))
def test_methods_of_changes(site: Site, wanted: Operation) -> None:
    there = {o.method for o in OPERATIONS if o.path == wanted.path} | {"OPTIONS"}
    allowed = ", ".join(sorted(there | ({"HEAD"} if "GET" in there else set())))
    url = url_of(site, wanted)
    assert ask(site.platform.app, url, method="OPTIONS").headers["allow"] == allowed
    reply = ask(site.platform.app, url, site.tokens[1], method="TRACE")
    assert_dialect(reply, 405, wanted.code)
    assert reply.headers["allow"] == allowed


@pytest.mark.parametrize("wanted", REFUSABLE, ids=names(REFUSABLE))
def test_what_is_refused_is_told_in_the_dialect(site: Site, wanted: Operation) -> None:
    reply = probe(site, wanted, site.tokens[1])
    assert reply.status >= 400
    assert_dialect(reply, reply.status, wanted.code)
    assert reply.status in wanted.statuses
    assert set(reply.headers) == HEADERS


def test_methods(site: Site, operation: Operation) -> None:
    url, app = url_of(site, operation), site.platform.app
    got, head = site.get(url), ask(app, url, site.tokens[1], method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    options = ask(app, url, method="OPTIONS")
    there = {o.method for o in OPERATIONS if o.path == operation.path} | {"HEAD", "OPTIONS"}
    allowed = ", ".join(sorted(there))
    assert (options.status, options.headers["allow"]) == (200, allowed)
    for method in {"POST", "PUT", "PATCH", "DELETE", "TRACE", "X" * 50} - there:
        reply = ask(app, url, site.tokens[1], method=method)
        assert_dialect(reply, 405, operation.code)
        assert reply.headers["allow"] == allowed


def assert_dialect(reply: Reply, status: int, code: str = "errorCode") -> None:
    """An error as the contract wants it; reports call the code otherwise."""
    assert reply.status == status
    body = reply.json
    assert list(body) == ["message", "errors", "trackingId"]
    assert body["trackingId"] == reply.headers["trackingid"]
    assert body["message"]
    for error in body["errors"]:
        assert list(error) == ["description", code]
        assert isinstance(error[code], int)


PATHS = ("/", "//", "/v1", "/v1/wholesale/customers/", "/v2/people/me", "/v1/persons", "/é%00")


@pytest.mark.parametrize("path", PATHS)
def test_unknown_paths_are_told_in_the_dialect(site: Site, path: str) -> None:
    reply = site.get(path)
    assert_dialect(reply, 404)
    assert reply.json["errors"][0]["errorCode"] == 40400


def test_operations_are_named_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len({(o.method, o.path) for o in OPERATIONS}) == len(OPERATIONS)
    assert all(o.documented == o.path.startswith(("/v1/", "/identity/")) for o in OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_every_handler_is_there(operation: Operation) -> None:
    handler = operation.handler
    assert callable(handler.found if isinstance(handler, LaterHandler) else handler)


def test_what_changes_something_is_imported_when_it_is_called() -> None:
    code = (
        "import sys, data.emulation.http.application;"
        "print(*(n for n in sys.modules if n.startswith(('data.', 'pydantic'))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    late = {"data.emulation.http.customer_changes", "data.models.requests", "pydantic"}
    assert late.isdisjoint(ran.stdout.split())
