"""How true the emulation is, operation by operation: `docs/fidelity.md`, made from a test run.

`make fidelity` runs the tests with `recording` switched on, which notes which test got which answer
from which operation, and `page` writes the verdicts with the tests that they stand on. A test fails
when one of these is gone, or when the page leaves an operation out.
"""
