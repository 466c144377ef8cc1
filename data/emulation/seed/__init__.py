"""Believable worlds, the same for the same seed."""

from data.emulation.seed.build import SIZES, SeedSummary, Size, build

__all__ = ["SIZES", "SeedSummary", "Size", "build"]
