"""`python -m campaign check --register FILE`: a register in an engine, checked before its use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import read_settings
from campaign.domain.campaign import Campaign
from campaign.ingest.file_references import campaign_reference
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class RegisterReport:
    """The register that the settings in `file` open, and its grouped table, None if unreadable."""

    file: str
    opened: OpenRegister
    totals: pd.DataFrame | None

    @property
    def status(self) -> str:
        """`clean`, `issues`, or `unreadable` if the rows cannot be counted."""
        if self.totals is None:
            return "unreadable"
        return "issues" if self.opened.issues else "clean"

    @property
    def accepted(self) -> int:
        """The number of accepted rows."""
        return self.opened.rows - self.opened.rejected


def check_register(name: str, campaign: Campaign, edition: str | None) -> RegisterReport:
    """Return the report on a settings file; the edition is by default that of its folder."""
    path = Path(name)
    folder = path.resolve().parent.name
    if edition is None and folder in campaign.editions:
        edition = folder
    settings = read_settings(path, name)
    if isinstance(settings, Issue):
        return RegisterReport(name, OpenRegister(None, (settings,), {}), None)
    opened = open_register(settings, name, campaign_reference(campaign, edition))
    return RegisterReport(name, opened, opened.totals)
