"""The console's own database, one a profile."""
