"""Which request may be asked once more, what differs then, and how another tool asks it."""

from __future__ import annotations

import difflib
import json
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from data.hidden import HIDDEN
from data.text import _, _n

if TYPE_CHECKING:
    from data.local.requests import KeptRequest

METHODS = ("GET", "HEAD")
"""What changes nothing. The client has the last word (`data.client.replays`)."""

OPERATION = "requests.replay"
"""How the client's log calls it."""

LINES = 20
"""Lines that differ which are shown at most."""


def why_not(request: KeptRequest, place: str) -> str:
    """Why a request cannot be asked once more from here, in a sentence; empty where it can.

    Args:
        request: what was asked.
        place: whom this program asks.
    """
    if request.method not in METHODS:
        return _("Only what changes nothing is asked once more; this was a {method}.").format(
            method=request.method
        )
    if HIDDEN in request.target:
        # A signed address is worth as much as a password, and its signature was never kept.
        return _("Its address had a secret, such as a signature, and secrets are not kept.")
    if request.place != place:
        return _("It was asked of another platform: {place}.").format(place=request.place)
    return ""


def difference(before: KeptRequest, after: KeptRequest) -> str:
    """What differs in the answer, in a sentence."""
    said = []
    if before.status != after.status:
        said.append(
            _("The answer is {new}, it was {old}.").format(
                new=after.status or after.error, old=before.status or before.error
            )
        )
    if before.response_size != after.response_size:
        said.append(
            _("It has {new} bytes, it had {old}.").format(
                new=f"{after.response_size:,}", old=f"{before.response_size:,}"
            )
        )
    n = sum(line[:1] in "+-" for line in changed_lines(before, after, limit=None))
    if n:
        said.append(_n("{n} line differs.", "{n} lines differ.", n).format(n=f"{n:,}"))
    return " ".join(said) or _("The answer is the same.")


def changed_lines(before: KeptRequest, after: KeptRequest, limit: int | None = LINES) -> list[str]:
    """Lines of the two bodies that differ, with - before what was and + before what is."""
    lines = (
        line
        for line in difflib.unified_diff(_lines(before), _lines(after), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    )
    return list(lines)[:limit]


def pretty(body: str) -> str:
    """JSON with a member a line; what is none, or was cut off, as it came."""
    with suppress(ValueError, RecursionError):
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    return body


def curl(request: KeptRequest) -> str:
    """A line for a shell that asks the same of the same host, with the token in $TOKEN.

    A body of which only the beginning is kept, or that lost a secret, has to be completed.
    """
    texts = request.texts
    loopback = request.host.partition(":")[0] in ("localhost", "127.0.0.1", "[")
    scheme = "http" if loopback else "https"
    words = ["curl", *(["-I"] if request.method == "HEAD" else ["-X", request.method])]
    parts = [" ".join(words), '-H "Authorization: Bearer $TOKEN"']
    for name, value in (texts.request_headers if texts else {}).items():
        if name in ("accept", "content-type"):
            parts.append(f"-H {shlex.quote(f'{name}: {value}')}")
    if texts is not None and texts.request_body:
        parts.append(f"--data-binary {shlex.quote(texts.request_body)}")
    return " ".join([*parts, shlex.quote(f"{scheme}://{request.host}{request.target}")])


def _lines(request: KeptRequest) -> list[str]:
    return pretty(request.texts.response_body).splitlines() if request.texts else []
