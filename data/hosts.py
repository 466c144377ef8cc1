"""Which hosts are this machine itself; without httpx, so that a configuration is read at once."""

from __future__ import annotations


def is_loopback(host: str) -> bool:
    """Whether a host name in an address means this machine for certain."""
    import ipaddress

    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
