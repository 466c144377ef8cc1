"""The customers area: find one, see what is wrong with it."""
