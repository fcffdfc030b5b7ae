"""Registers in files of Parquet or CSV, which DuckDB reads in this process."""
