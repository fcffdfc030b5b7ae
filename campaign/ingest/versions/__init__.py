"""Versions of a file: what changed, which answers are reused, and which uploads count."""
