"""The document of the API (OpenAPI 3.1), made from the table of operations and the models."""

from __future__ import annotations

import inspect
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from data.emulation.http.incoming import FORM
from data.emulation.http.later import LaterHandler
from data.emulation.http.openapi_schemas import ANSWERS, BODIES, ERRORS, components
from data.emulation.http.parameters import CHOICES, parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.http.operation import Operation

_JSON: Final = "application/json"
_ANYWHERE: Final = (429, 503)
"""Statuses that every operation answers with now and then."""
_PATH_WORDS: Final = "An id in the platform's form, padded or not."
_INFO: Final = {
    "title": "Wholesale platform (emulation)",
    "version": "1",
    "description": (
        "Operations with x-documented true are the platform's public ones; the others are this"
        " emulation's own. Every operation may answer 429 and 503; Retry-After says when to come"
        " again. Unknown members of a body and unknown query parameters are tolerated."
    ),
}
_HEADERS: Final[dict[str, dict[str, Any]]] = {
    "trackingid": {
        "description": "The name of this request in the platform's logs.",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
    },
    "Location": {
        "description": "The address of what was made or is changed.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
    },
    "Link": {
        "description": "Other pages: next, prev and first (RFC 8288).",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Whole seconds until the next try.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    },
}


def statuses(operation: Operation) -> tuple[int, ...]:
    """All that an operation answers with, those of its table first."""
    more = (*_ANYWHERE, 415) if operation.body else _ANYWHERE
    return (*operation.statuses, *(n for n in more if n not in operation.statuses))


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The document of some operations.

    Args:
        operations: those to tell of.
    """
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": _INFO,
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components(operations),
            "headers": _HEADERS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "client": {"type": "http", "scheme": "basic"},
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": _summary(operation),
        "x-documented": operation.documented,
        "x-scope": operation.scope,
        "x-right": operation.right,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation)],
        "responses": {str(n): _response(operation, n) for n in statuses(operation)},
    }
    if operation.anonymous:
        found["security"] = [{"client": []}, {}] if operation.form else [{}]
    if operation.body:
        media = FORM if operation.form else _JSON
        content = {media: {"schema": _body(operation)}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _summary(operation: Operation) -> str:
    """The first paragraph that the handler says of itself, without method and path."""
    text = (inspect.getdoc(_function(operation)) or "").partition("\n\n")[0].replace("\n", " ")
    plain = re.sub(r"^[A-Z]+ /[^\s:]+:? ?", "", text) or "."
    if not plain[0].isalpha():
        plain = f"{operation.name} {plain}".replace(" .", ".")
    return plain[0].upper() + plain[1:]


def _function(operation: Operation) -> object:
    handler = operation.handler
    return handler.found if isinstance(handler, LaterHandler) else handler


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PATH_WORDS,
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in operation.parameters:
        taken = parameter(operation, name)
        entry = {
            "name": name,
            "in": "query",
            "required": taken.required,
            "description": taken.words,
            "schema": taken.schema(),
        }
        if taken.kind == CHOICES:
            entry |= {"style": "form", "explode": True}
        found.append(entry)
    return found


def _body(operation: Operation) -> dict[str, Any]:
    reference = {"$ref": BODIES.format(model=operation.body)}
    # A precheck takes parts of what it checks (PRE-2).
    required = () if operation.path.endswith("/validate") else REQUIRED.get(operation.body, ())
    return {"allOf": [reference], "required": list(required)} if required else reference


def _response(operation: Operation, status: int) -> dict[str, Any]:
    names = ["trackingid"]
    content: dict[str, Any] | None = {"$ref": ERRORS[operation.code]}
    media = _JSON
    if status < HTTPStatus.BAD_REQUEST:
        content = _answer(operation) if status != HTTPStatus.NO_CONTENT else None
        media = operation.media or _JSON
        if operation.locates:
            names.append("Location")
        if operation.many and {"offset", "max"} & set(operation.parameters):
            names.append("Link")
    elif status in _ANYWHERE:
        names.append("Retry-After")
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    found: dict[str, Any] = {"description": HTTPStatus(status).phrase + ".", "headers": headers}
    return found if content is None else {**found, "content": {media: {"schema": content}}}


def _answer(operation: Operation) -> dict[str, Any] | None:
    if operation.media:
        return {"type": "string"}
    if not operation.model:
        return None
    reference = {"$ref": ANSWERS.format(model=operation.model)}
    if not operation.many:
        return reference
    entries = {"type": "array", "items": reference}
    if not operation.items:
        return entries
    return {
        "type": "object",
        "properties": {operation.items: entries},
        "required": [operation.items],
        "additionalProperties": False,
    }


REQUIRED: Final = {
    "ProvisionCustomer": ("provisioningId", "packages", "externalId", "address"),
    "UpdateCustomer": ("packages",),
    "ProvisionSubscriber": ("customerId", "email", "provisioningParameters"),
    "CreateReport": ("billingStartDate", "billingEndDate"),
    "AccessTokenForm": ("grant_type",),
    "NewIntegration": ("name",),
    "NewAuthorizationCode": ("clientId",),
}
"""Members of bodies that are always required (contract, sections 2 and 3)."""
