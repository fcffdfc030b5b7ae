"""One server for all tests with PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.cluster import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server that runs, with a service by which the dashboard finds it."""
    server = Cluster.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGSERVICEFILE", str(server.service_file))
        patch.setenv("PGPASSFILE", str(server.password_file))
        yield server
    server.remove()
