"""Pydantic models of the wire format, shared by both ends of it."""
