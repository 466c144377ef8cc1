"""HubClient: the one HTTP client of the platform, live or emulated."""
