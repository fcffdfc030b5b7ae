"""Statements about the rows of a register, in the SQL of DuckDB, and their answers."""
