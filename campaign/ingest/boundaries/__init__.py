"""Boundary files: reading, repair, and matching with the units of the campaign."""
