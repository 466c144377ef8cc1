"""JSON Schema of answers and bodies, from the models of the wire.

Answers are told strictly, since strict clients refuse fields that they do not know (contract,
section 1); bodies tolerate more.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic.json_schema import models_json_schema

from data import models
from data.models.base import WireModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from data.emulation.http.operation import Operation

ANSWERS: Final = "#/components/schemas/{model}"
BODIES: Final = "#/components/schemas/{model}Body"
ERRORS: Final = {
    "errorCode": "#/components/schemas/Error",
    "code": "#/components/schemas/ReportError",
}
"""The schema of a refusal, by the member that has the code (contract, section 1)."""


def _error(code: str) -> dict[str, Any]:
    return {
        "description": "What went wrong, once in a sentence and then fault by fault.",
        "type": "object",
        "properties": {
            "message": {"type": "string", "minLength": 1},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"description": {"type": "string"}, code: {"type": "integer"}},
                    "required": ["description", code],
                    "additionalProperties": False,
                },
            },
            "trackingId": {"type": "string", "minLength": 1},
        },
        "required": ["message", "trackingId"],
        "additionalProperties": False,
    }


def components(operations: Iterable[Operation]) -> dict[str, Any]:
    """The schemas that some operations refer to."""
    table = tuple(operations)
    answers = _schemas({o.model for o in table if o.model}, ANSWERS)
    bodies = _schemas({o.body for o in table if o.body}, BODIES)
    found = {name: _tidied(schema, strict=True) for name, schema in answers.items()}
    found |= {f"{name}Body": _tidied(schema, strict=False) for name, schema in bodies.items()}
    errors = {ERRORS[code].rpartition("/")[2]: _error(code) for code in {o.code for o in table}}
    return {**found, **errors}


@cache
def model(name: str) -> type[WireModel]:
    """The model with a name, wherever in `data.models` it stands.

    Raises:
        LookupError: there is none.
    """
    for module in pkgutil.iter_modules(models.__path__, f"{models.__name__}."):
        found = getattr(importlib.import_module(module.name), name, None)
        if isinstance(found, type) and issubclass(found, WireModel):
            return found
    raise LookupError(name)


def _schemas(names: Iterable[str], template: str) -> Mapping[str, Any]:
    wanted: list[tuple[type[BaseModel], Literal["validation"]]] = [
        (model(name), "validation") for name in sorted(names)
    ]
    _, found = models_json_schema(wanted, ref_template=template)
    schemas: dict[str, Any] = found.get("$defs", {})
    return schemas


def _tidied(schema: Any, *, strict: bool) -> Any:
    """A schema without titles, and with the first paragraph of what a model says of itself."""
    if isinstance(schema, list):
        return [_tidied(part, strict=strict) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            found[key] = {name: _tidied(part, strict=strict) for name, part in value.items()}
        elif key == "description":
            found[key] = value.partition("\n\n")[0].replace("\n", " ")
        elif key not in {"title", "default"}:
            found[key] = _tidied(value, strict=strict)
    if strict and "properties" in found:
        found["additionalProperties"] = False
    return found
