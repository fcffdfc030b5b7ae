"""Registers in database servers that the tests start, stop and break."""
