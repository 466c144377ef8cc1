"""What a person can do, described once for screens and command line."""
