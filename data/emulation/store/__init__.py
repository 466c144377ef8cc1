"""Schema, migrations and queries of the emulation."""
