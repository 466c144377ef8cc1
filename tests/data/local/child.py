"""The other programs of the tests: `python -m tests.data.local.child COMMAND PATH ...`."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from data.local import requests
from data.local.recorder import Recorder
from tests.data.local.support import request


def write(path: Path, times: str) -> None:
    """Record so many requests, and flush them."""
    recorder: Recorder[int] = Recorder(
        path, 10_000, lambda n: request(pid=os.getpid(), attempt=n), pause=0.002
    )
    for n in range(1, int(times) + 1):
        recorder.add(n)
        if n % 10 == 0:
            recorder.ask(requests.count).result()
    recorder.close(10)


def forever(path: Path, _none: str) -> None:
    """Record requests until killed, and say how many are kept."""
    recorder: Recorder[int] = Recorder(path, 50, lambda n: request(attempt=n), pause=0.001)
    for n in itertools.count(1):
        recorder.add(n)
        print(recorder.ask(requests.count).result().made, flush=True)


if __name__ == "__main__":
    {"write": write, "forever": forever}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
