"""Registers on database servers: PostgreSQL, Spark and Trino."""
