"""Services of the emulation."""
