"""A long mixed run: many programs on one database, with failures, kills and a moving clock."""
