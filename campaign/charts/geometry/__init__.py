"""Boundaries and hatching as shapes."""
