"""Registers in a database engine, queried with SQL instead of held in memory."""
