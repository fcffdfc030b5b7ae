"""Registers in a database engine, asked by SQL in place of rows in memory."""
