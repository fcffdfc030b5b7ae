"""Versions of a file: their changes, the answers that are reused, and the uploads that count."""
