"""Believable worlds, the same for the same seed."""
