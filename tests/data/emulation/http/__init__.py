"""The emulation over HTTP."""
