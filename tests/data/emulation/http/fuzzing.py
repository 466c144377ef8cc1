"""Drawn requests to every operation, and what has to be true of all answers."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from data.emulation.http.openapi import document
from data.emulation.http.operations import OPERATIONS, Operation
from tests.data.emulation.http.asking import Reply, ask_at_once
from tests.data.emulation.http.lab import Lab
from tests.data.emulation.http.samples import good_body, mixed, pools, rich_world

if TYPE_CHECKING:
    import random

    from schemathesis import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
WAITS: Final = (0, 1, 1_000, 9_000, 100_000, 3_600_000, 73 * 3_600_000, 40 * 86_400_000)
"""Milliseconds between two calls."""


class Fuzz:
    """The document, a platform, and values that mean something to it."""

    def __init__(self) -> None:
        self.schema: OpenApiSchema = schemathesis.openapi.from_dict(document(OPERATIONS))
        template = rich_world()
        self.lab = Lab(template)
        self.pools = pools(template)

    def cases(self, operation: Operation) -> st.SearchStrategy[Case[Any]]:
        """Requests that suit the document, and requests that do not."""
        found = self.schema[operation.path][operation.method]
        return st.one_of(
            found.as_strategy(generation_mode=GenerationMode.POSITIVE),
            found.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        )

    def send(self, case: Case[Any], operation: Operation, chance: random.Random) -> Sent:
        """Send a request, with real values in most places, and check the answer."""
        request = self._request(case, operation, chance)
        # requests writes them otherwise than clients of the platform do.
        headers = [(n.lower(), v) for n, v in request.headers.items() if n.lower() in _HEADERS]
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        assert isinstance(content, bytes)
        reply = ask_at_once(
            self.lab.app,
            request.url or "",
            method=request.method or "",
            headers=[(n, _latin(v)) for n, v in headers],
            content=content,
        )
        response = Response(
            reply.status,
            {name: [value] for name, value in reply.headers.items()},
            reply.body,
            request,
            0.0,
            verify=False,
            encoding="utf-8",
        )
        case.validate_response(response, checks=CHECKS)
        _check_location(operation, reply)
        if operation.documented:
            assert b":null" not in reply.body
        return Sent(reply.status, reply.body)

    def send_good(self, operation: Operation, chance: random.Random) -> Sent:
        """Send a request that may well be right."""
        body = good_body(operation.body, self.pools, chance) if operation.body else None
        path = self._path(operation, chance)
        reply = self.lab.ask(path, method=operation.method, body=body)
        _check_location(operation, reply)
        return Sent(reply.status, reply.body)

    def _request(
        self, case: Case[Any], operation: Operation, chance: random.Random
    ) -> requests.PreparedRequest:
        found = case.as_transport_kwargs(base_url="http://test")
        if chance.random() < 0.8:
            found["url"] = "http://test" + self._path(operation, chance)
        if isinstance(found.get("params"), dict):
            found["params"] = mixed(found["params"], self.pools, chance)
        if "json" in found:
            drawn = mixed(found["json"], self.pools, chance)
            good = good_body(operation.body, self.pools, chance)
            if isinstance(drawn, dict) and good and chance.random() < 0.6:
                kept = [name for name in drawn if chance.random() < 0.3]
                drawn = good | {name: drawn[name] for name in kept}
            found["json"] = drawn
        headers = dict(found.pop("headers"))
        if chance.random() < 0.95:
            partner = chance.choice([1, 1, 1, 2])
            headers["Authorization"] = f"Bearer {self.lab.tokens[partner]}"
        found.pop("cookies", None)
        if "json" in found:
            found["data"] = json.dumps(found.pop("json")).encode()
        return requests.Request(headers=headers, **found).prepare()

    def _path(self, operation: Operation, chance: random.Random) -> str:
        path = operation.path
        for name, values in self.pools.items():
            path = path.replace("{" + name + "}", str(chance.choice(values or ["x"])))
        return path.replace("{", "").replace("}", "")

    def wait(self, chance: random.Random) -> None:
        """Move the clock."""
        self.lab.wait(chance.choice(WAITS))


class Sent(NamedTuple):
    """What was answered."""

    status: int
    body: bytes


def _check_location(operation: Operation, reply: Reply) -> None:
    """Where the document tells of one, and only there."""
    success = reply.status < HTTPStatus.MULTIPLE_CHOICES
    assert ("location" in reply.headers) == (operation.locates and success)


_HEADERS: Final = {"authorization", "content-type", "accept"}


def _latin(value: Any) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return text.encode("latin-1", "replace").decode("latin-1")
