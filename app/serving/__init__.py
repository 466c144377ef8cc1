"""`rtm serve`: the emulation behind a socket, for other programs."""
