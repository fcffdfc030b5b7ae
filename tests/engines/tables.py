"""Tables of registers on a server, whichever engine it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import RegisterSettings
from campaign.ingest.reference_data import ReferenceData
from tests.dataset.engines.registers import LABEL
from tests.engines.cluster import SERVICES, Cluster


class Tables(Protocol):
    """The server in which a test creates tables of registers."""

    def fill(self, table: str, cells: pd.DataFrame) -> None:
        """Create a table of these cells in another order; every second empty text is NULL."""

    def settings(self, table: str) -> RegisterSettings:
        """The settings of a register in a table."""


@dataclass(frozen=True)
class PostgresTables:
    """The tables in the database of a service."""

    cluster: Cluster
    service: str

    def fill(self, table: str, cells: pd.DataFrame) -> None:
        self.cluster.fill(table, cells, SERVICES[self.service])

    def settings(self, table: str) -> RegisterSettings:
        return RegisterSettings("postgresql", table=table, service=self.service)


def open_table(tables: Tables, table: str, reference: ReferenceData) -> OpenRegister:
    """Return the register in the engine."""
    return open_register(tables.settings(table), LABEL, reference)
