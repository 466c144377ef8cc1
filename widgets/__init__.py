"""Textual widgets that know no area."""
