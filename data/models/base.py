"""What all models of the wire share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class WireModel(BaseModel):
    """A JSON object of the contract: camel case on the wire, unknown fields tolerated.

    Fields that the platform leaves out are None or empty here. Values of enumerations stay text, so
    that a status the platform invents tomorrow is shown and not refused.
    """

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True
    )
