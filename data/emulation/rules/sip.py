"""SIP domains (PRV-4)."""

from __future__ import annotations


def sip_domain(organization_uuid: bytes) -> str:
    """The SIP domain that a new organization gets by itself; always the same for the same one.

    Args:
        organization_uuid: 16 bytes.
    """
    return f"c{organization_uuid.hex()[:12]}.sip.rtm.example"
