"""Branding, prices and Setup Assist."""

from __future__ import annotations

VIEW = set[str]()
"""Whoever may look at customers."""
MANAGE = set[str]()
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = {
    "GET /hub/v1/branding",
    "PUT /hub/v1/branding",
    "GET /hub/v1/priceList",
    "PUT /hub/v1/priceList",
    "PUT /hub/v1/purchaseOrder",
    "GET /hub/v1/customers/{customerId}/setupAssist",
    "POST /hub/v1/customers/{customerId}/setupAssist",
}
"""Full and wholesale administrators only."""
