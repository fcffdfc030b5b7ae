"""Boundary files: read, matched with the units of the campaign, and repaired."""
