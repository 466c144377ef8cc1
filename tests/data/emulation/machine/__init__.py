"""Any sequence of calls, and a plain model that says what becomes of them."""
