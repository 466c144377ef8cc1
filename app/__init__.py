"""What starts: command line, console, profiles and wiring."""

__version__ = "0.1.0"
