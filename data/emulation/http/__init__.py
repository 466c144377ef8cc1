"""Routes: parse, call a service, render; nothing else."""
