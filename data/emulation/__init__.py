"""The platform in SQLite: what the live service does, on this machine."""
