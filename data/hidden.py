"""What stands in the place of a secret, in whatever is kept or shown."""

from __future__ import annotations

from typing import Final

HIDDEN: Final = "(hidden)"
