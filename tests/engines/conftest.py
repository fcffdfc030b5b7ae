"""One server of each kind for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.cluster import SERVICES, Cluster
from tests.engines.spark_server import ClusterServer, SailServer, SparkServer
from tests.engines.tables import PostgresTables, Tables

SERVERS = (*SERVICES, "sail")
"""The servers with tables: two databases of PostgreSQL, and Sail; Spark has separate tests."""


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL server with a service for the dashboard."""
    server = Cluster.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGSERVICEFILE", str(server.service_file))
        patch.setenv("PGPASSFILE", str(server.password_file))
        yield server
    server.remove()


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file of services of Spark for the dashboard."""
    path = tmp_path_factory.mktemp("services") / "services.conf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGN_SERVICES", str(path))
        yield path


@pytest.fixture(scope="session")
def sail(services: Path) -> Iterator[SailServer]:
    """Sail, in one process."""
    with SailServer("sail").listed(services) as server:
        yield server


@pytest.fixture(scope="session")
def spark(services: Path) -> Iterator[ClusterServer]:
    """Spark, with a master and two workers."""
    with ClusterServer("spark").listed(services) as server:
        yield server


@pytest.fixture(scope="module", params=SERVERS)
def tables(request: pytest.FixtureRequest) -> Tables:
    """The tables of each server in turn."""
    if request.param in SERVICES:
        return PostgresTables(request.getfixturevalue("cluster"), request.param)
    server: SparkServer = request.getfixturevalue(request.param)
    return server
