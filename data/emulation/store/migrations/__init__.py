"""Migrations of the emulation's database, in order; `user_version` counts those applied."""
