"""What was asked of the platform: kept without secrets, looked up, asked once more."""
