"""Tests of the declared tables and columns and of the catalogue of rules."""
