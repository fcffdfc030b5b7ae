"""The driver of each engine, imported only if a register needs it."""

from __future__ import annotations

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.settings import RegisterSettings


def connect(settings: RegisterSettings) -> Engine:
    """Return the engine of these settings. Raises `EngineError`, or `ImportError`."""
    # Imported here, because the packages of an engine are optional.
    if settings.engine == "postgresql":
        from campaign.dataset.engines.servers.postgres_engine import PostgresEngine

        return PostgresEngine(settings)
    if settings.engine == "spark":
        from campaign.dataset.engines.servers.spark_engine import SparkEngine

        return SparkEngine(settings)
    if settings.engine == "trino":
        from campaign.dataset.engines.servers.trino_engine import TrinoEngine

        return TrinoEngine(settings)
    from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine

    return DuckDBEngine(settings.files, copies_csv=True)
