"""Billing reports."""

from __future__ import annotations

_REPORTS = "/v1/wholesale/billing/reports"

VIEW = {f"GET {_REPORTS}", f"GET {_REPORTS}/{{reportId}}"}
"""Whoever may look at customers."""
MANAGE = {f"POST {_REPORTS}", f"DELETE {_REPORTS}/{{reportId}}"}
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
