"""`python -m campaign check --register FILE`: a register in an engine, explained before its use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import read_settings
from campaign.domain.campaign import Campaign
from campaign.domain.totals import overall, sum_totals
from campaign.i18n.translator import Text
from campaign.ingest.reference import campaign_reference
from campaign.schema.issues import Issue
from campaign.schema.rules import SEVERITIES


@dataclass(frozen=True, eq=False)
class RegisterReport:
    """What the settings in `file` give: a register with its grouped table, or issues alone."""

    file: str
    opened: OpenRegister
    totals: pd.DataFrame | None

    @property
    def status(self) -> str:
        """`clean`, `problems`, or `unreadable` where no row can be counted."""
        if self.totals is None:
            return "unreadable"
        return "problems" if self.opened.issues else "clean"

    @property
    def accepted(self) -> int:
        """The rows that are counted."""
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


def report_lines(report: RegisterReport, status: str, text: Text) -> Iterable[str]:
    """The report in words: the status, the rows, and each issue with its column."""
    yield f"{report.file}: {status}"
    if report.totals is not None:
        yield "  " + text(
            "rows read: {rows}; accepted: {accepted}; rejected: {rejected}; excluded: {excluded}",
            rows=report.opened.rows,
            accepted=report.accepted,
            rejected=report.opened.rejected,
            excluded=0,
        )
    for issue in report.opened.issues:
        severity = text(SEVERITIES[issue.severity])
        yield f"  {severity}: {issue.place(text).describe(text)}: {issue.message(text)}"


def sums_by_region(report: RegisterReport) -> dict[str, Any] | None:
    """The totals of the JSON object of a file; None where nothing is counted."""
    if report.totals is None:
        return None
    by_oblast = sum_totals(report.totals, ["oblast"])
    rows = {str(code): _sums(row) for code, row in by_oblast.iterrows()}
    # People whose oblast is known are in it, and in the sum of the country.
    return {**_sums(overall(report.totals)), "by_oblast": rows}


def _sums(row: pd.Series) -> dict[str, int | None]:
    reached = row["reached"]
    return {
        "activities": int(row["activities"]),
        "reached": None if pd.isna(reached) else int(reached),
        "not_reported": int(row["activities"] - row["reported"]),
    }
