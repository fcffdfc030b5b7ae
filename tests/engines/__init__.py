"""Registers on database servers that the tests start, stop and break."""
