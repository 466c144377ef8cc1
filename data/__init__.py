"""Everything without a terminal in it."""
