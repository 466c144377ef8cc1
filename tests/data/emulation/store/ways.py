"""Each strategy of the customer list, forced by changing what decides between them."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from data.emulation.store import customer_window, gathering, name_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

MUCH = 10**9
_GIVE_UP = {"STEPS": 1, "LOOK_UPS": 2, "LISTED": 0}

WAYS: dict[str, dict[str, int]] = {
    "by cost": {},
    "gather": {"FEW": MUCH, "STEPS": 0},
    "stream": {"MOST": 0, "FEW": 0, "STEPS": MUCH},
    "stream in small runs": {"MOST": 0, "FEW": 0, "STEPS": MUCH, "FIRST": 1, "DENSE": 1},
    "stream, then give up": {"MOST": 0, "FEW": 0, "FIRST": 1, **_GIVE_UP},
    "walk": {"MOST": 0, "STREAM": 0, "STEPS": MUCH, "LOOK_UPS": 10**6, "LISTED": 0},
    "walk, then give up": {"MOST": 0, "STREAM": 0, **_GIVE_UP},
    "list, then walk": {"MOST": 0, "STREAM": 0, "LISTED": MUCH, "PATIENCE": 10**6},
    "list, walk, give up": {"MOST": 0, "STREAM": 0, "LISTED": MUCH, "PATIENCE": 0},
    "list, sort": {"MOST": 3, "STREAM": 0, "LISTED": MUCH},
}
"""What differs from the figures of the code, by the name of the way."""

_MODULES = {"MOST": gathering, "FIRST": name_stream, "DENSE": name_stream}


@contextmanager
def taking(way: str) -> Iterator[None]:
    """Let every list be found this way, from scratch."""
    gathering._local.kept = None
    with ExitStack() as stack:
        for name, value in WAYS[way].items():
            if name == "STREAM":
                never: Any = patch.object(customer_window, "_streams", lambda _query: False)
                stack.enter_context(never)
            else:
                module = _MODULES.get(name, customer_window)
                stack.enter_context(patch.object(module, name, value))
        yield
