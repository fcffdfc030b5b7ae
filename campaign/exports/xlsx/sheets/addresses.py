"""Addresses in a cell."""

from __future__ import annotations


def addresses(listed: str) -> str:
    """Return the addresses of a list with semicolons, one a line."""
    return "\n".join(part.strip() for part in listed.split(";") if part.strip())
