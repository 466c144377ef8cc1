"""A table of records that come in windows from elsewhere, never all of them."""
