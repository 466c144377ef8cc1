"""One folder an area: layout, keys and workers; no business rule is decided here."""
