"""Rules of the platform, without a database."""
