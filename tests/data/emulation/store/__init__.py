"""Queries of the emulation."""
