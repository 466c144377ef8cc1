"""Licenses that a customer's packages hold. Decided here: one for each provisioned package."""

from __future__ import annotations

from hashlib import blake2b


def license_uuids(organization: bytes, package: int, status: str) -> tuple[bytes, ...]:
    """The uuids of the licenses of a package, always the same.

    Args:
        organization: the organization's uuid.
        package: the package's code.
        status: the package's status; only a provisioned one holds a license.
    """
    if status != "provisioned":
        return ()
    seed = organization + package.to_bytes(1, "big")
    return (blake2b(seed, digest_size=16, person=b"license").digest(),)
