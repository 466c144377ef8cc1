"""SQLite as this product uses it: settings, threads, migrations, typed problems."""
