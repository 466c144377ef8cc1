"""Run a module, with `gc.freeze()` when the bench says that its first picture is painted.

python -m tests.bench.frozen MODULE ARGUMENTS ...
"""

from __future__ import annotations

import gc
import runpy
import signal
import sys


def main() -> None:
    """Run the module that is named."""

    def freeze(*_signal: object) -> None:
        gc.collect()
        gc.freeze()

    signal.signal(signal.SIGUSR1, freeze)
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
