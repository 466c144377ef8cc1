"""The document of the API."""

from __future__ import annotations

import json
import re
import threading
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from data.emulation.http import openapi
from data.emulation.http.application import application
from data.emulation.http.openapi import document, statuses
from data.emulation.http.openapi_schemas import ERRORS
from data.emulation.http.operations import OPERATIONS, Operation
from tests.data.emulation.http.asking import ask
from tests.data.emulation.http.probing import READS, entries, names
from tests.data.emulation.http.test_operations import assert_dialect, url_of

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture(scope="module")
def told(site: Site) -> dict[str, Any]:
    reply = ask(site.platform.app, "/openapi.json")
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("application/json")
    found: dict[str, Any] = reply.json
    return found


def test_it_is_served_without_a_token_and_stays_the_same(site: Site, told: dict[str, Any]) -> None:
    assert told == json.loads(json.dumps(document(OPERATIONS)))
    assert ask(site.platform.app, "//openapi.json").json == told
    assert ask(site.platform.app, "/openapi.json", method="HEAD").body == b""
    assert_dialect(ask(site.platform.app, "/openapi.json", method="POST"), 405)


def test_it_is_made_once_and_beside_the_databases_threads(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def making(table: tuple[Operation, ...]) -> dict[str, Any]:
        made.append(threading.current_thread().name)
        return {"number": len(table)}

    monkeypatch.setattr(openapi, "document", making)
    app = application(site.platform.database)
    assert ask(app, "/openapi.json").json == {"number": len(OPERATIONS)}
    assert ask(app, "/openapi.json").json == {"number": len(OPERATIONS)}
    assert made == ["rtm-document"]


def test_it_is_a_document_of_openapi(told: dict[str, Any]) -> None:
    assert told["openapi"] == "3.1.0"
    for schema in told["components"]["schemas"].values():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
        )
    referred = set(re.findall(r'"#/components/(\w+)/([\w-]+)"', json.dumps(told)))
    assert referred == {
        (kind, name) for kind in ("schemas", "headers") for name in told["components"][kind]
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=names(list(OPERATIONS)))
def test_it_tells_all_of_every_operation(told: dict[str, Any], operation: Operation) -> None:
    entry = told["paths"][operation.path][operation.method.lower()]
    assert entry["operationId"] == operation.name
    assert entry["summary"][0].isupper()
    assert entry["summary"].endswith(".")
    assert (entry["x-documented"], entry["x-scope"]) == (operation.documented, operation.scope)
    assert entry["x-right"] == operation.right
    assert ("security" in entry) == operation.anonymous
    assert ("requestBody" in entry) == bool(operation.body)
    given = [(one["in"], one["name"]) for one in entry["parameters"]]
    in_path = [("path", name) for name in re.findall(r"\{(\w+)\}", operation.path)]
    assert given == in_path + [("query", name) for name in operation.parameters]
    assert set(entry["responses"]) == {str(status) for status in statuses(operation)}
    for status, response in entry["responses"].items():
        assert "trackingid" in response["headers"]
        assert ("Retry-After" in response["headers"]) == (status in {"429", "503"})
        located = operation.locates and int(status) < 400
        assert ("Location" in response["headers"]) == located
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if int(status) >= 400:
            assert schema == {"$ref": ERRORS[operation.code]}
        else:
            assert (schema is None) == (not operation.model or status == "204")


def test_there_is_nothing_that_no_operation_has(told: dict[str, Any]) -> None:
    there = {
        (path, method.upper()) for path, methods in told["paths"].items() for method in methods
    }
    assert there == {(operation.path, operation.method) for operation in OPERATIONS}


JSON_READS = [operation for operation in READS if not operation.media]


@pytest.mark.parametrize("operation", JSON_READS, ids=names(JSON_READS))
def test_answers_are_told_strictly(site: Site, told: dict[str, Any], operation: Operation) -> None:
    entry = told["paths"][operation.path]["get"]
    schema = entry["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema_rs.validator_for({**schema, "components": told["components"]})
    body = site.get(url_of(site, operation)).json
    assert validator.is_valid(body)
    item = entries(operation, body)[0]
    item["somethingElse"] = 1
    assert not validator.is_valid(body)


def test_bodies_are_told_with_room_for_more(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]
    bodies = [schemas[name] for name in schemas if name.endswith("Body")]
    assert bodies
    assert not any(schema.get("additionalProperties") is False for schema in bodies)
