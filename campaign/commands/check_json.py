"""What `python -m campaign check --json` prints: an object for each file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import read_settings
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities, overall, sum_totals
from campaign.i18n.translator import Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FileReport
from campaign.ingest.file_references import campaign_reference
from campaign.schema.issues import Issue
from campaign.schema.region_codes import with_shares
from campaign.schema.rules import issue_address

DETECTED = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "decimal": "decimal",
    "date_order": "date_order",
    "sheet": "sheet_title",
    "head_row": "header_row",
    "columns": "columns",
}
"""{key of `decided` in the JSON: name of the detected option}."""
STATUSES = {"issues": "problems", "personal_data": "refused"}
"""{status of a report: its name in the JSON}, where they differ."""


def to_json_object(report: FileReport, text: Text, site: str = "") -> dict[str, Any]:
    """Return the object of one file.

    `site` is the address of the dashboard, for the links of the issues; "" gives no links.
    """
    notes = getattr(report, "notes", ())
    return {
        "file": report.file,
        "status": STATUSES.get(report.status, report.status),
        "decided": _detected_options(report),
        "rows": report.rows,
        "accepted": report.accepted,
        "left_out": report.excluded,
        "totals": _totals(report),
        "repairs": [_issue_object(repair, text, site) for repair in report.corrections],
        "problems": [_issue_object(issue, text, site) for issue in report.issues],
        "notes": [_issue_object(note, text, site) for note in notes],
    }


def register_object(report: RegisterReport, text: Text, site: str) -> dict[str, Any]:
    """Return the object of a register in an engine; `site` as in `to_json_object`."""
    return {
        "file": report.file,
        "status": STATUSES.get(report.status, report.status),
        "decided": dict.fromkeys(DETECTED),
        "rows": report.opened.rows,
        "accepted": report.accepted,
        "left_out": 0,
        "totals": _register_totals(report),
        "repairs": [],
        "problems": [_issue_object(issue, text, site) for issue in report.opened.issues],
        "notes": [],
    }


def _detected_options(report: FileReport) -> dict[str, Any]:
    """Return every detected option of the JSON object, None for one that does not apply."""
    if isinstance(report, BoundaryFile):
        columns = {report.key: "iso_code"} if report.key else None
        return dict.fromkeys(DETECTED) | {"columns": columns}
    return {key: getattr(report.detected, option, None) for key, option in DETECTED.items()}


def _totals(report: FileReport) -> dict[str, Any] | None:
    if isinstance(report, BoundaryFile) or "reached" not in report.frame.columns:
        return None
    by_oblast = {str(code): _sums(rows) for code, rows in report.frame.groupby("oblast", sort=True)}
    if len(with_shares(report.frame)):
        # People with a known oblast are counted in it, as on the map.
        reached = sum_totals(group_activities(report.frame), ["oblast"])["reached"].dropna()
        none = {"activities": 0, "reached": None, "not_reported": 0}
        by_oblast = {
            code: {**by_oblast.get(code, none), "reached": int(reached[code])}
            if code in reached
            else by_oblast[code]
            for code in sorted({*by_oblast, *map(str, reached.index)})
        }
    return {**_sums(report.frame), "by_oblast": by_oblast}


def _sums(rows: pd.DataFrame) -> dict[str, int | None]:
    """Return activities, people reached (None: no value reported), activities without a value."""
    reached = rows["reached"].sum(min_count=1)
    return {
        "activities": len(rows),
        "reached": None if pd.isna(reached) else int(reached),
        "not_reported": int(rows["reached"].isna().sum()),
    }


def _issue_object(issue: Issue, text: Text, site: str) -> dict[str, Any]:
    link = {"url": issue_address(issue.rule, site, text.lang)} if site else {}
    return {
        "row": issue.cell.sheet_row,
        "column": issue.cell.label or None,
        # The rules for a cell, a column and a comment are one rule in JSON.
        "rule": "personal_data" if issue.rule.startswith("personal_") else issue.rule,
        "severity": issue.severity,
        "message": issue.message(text),
        **link,
    }


def _register_totals(report: RegisterReport) -> dict[str, Any] | None:
    """Return the sums of the country and of each region; None if the rows cannot be counted."""
    if report.totals is None:
        return None
    by_oblast = sum_totals(report.totals, ["oblast"])
    rows = {str(code): _sums_of_totals(row) for code, row in by_oblast.iterrows()}
    # People with a known oblast are in its sum and in the sum of the country.
    return {**_sums_of_totals(overall(report.totals)), "by_oblast": rows}


def _sums_of_totals(row: pd.Series) -> dict[str, int | None]:
    """Return the values of `_sums` for a row of the grouped table."""
    reached = row["reached"]
    return {
        "activities": int(row["activities"]),
        "reached": None if pd.isna(reached) else int(reached),
        "not_reported": int(row["activities"] - row["reported"]),
    }


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
