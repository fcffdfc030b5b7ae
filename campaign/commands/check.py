"""`python -m campaign check`: files checked as on the upload page, for a nightly job."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from campaign.commands.register_check import (
    RegisterReport,
    check_register,
    report_lines,
    sums_by_region,
)
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities, sum_totals
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import KINDS, FileReport, ReadAs, ingest_file
from campaign.ingest.log_replay import CleaningLog, apply_log, read_log
from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.readers.detect import MOST_MEGABYTES
from campaign.ingest.reference import campaign_reference
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.schema.causes import severity_name
from campaign.schema.issues import Issue
from campaign.schema.reached_shares import with_shares
from campaign.schema.rules import RULES, SEVERITIES, issue_address

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2
EXITS = {"clean": CLEAN, "problems": PROBLEMS, "refused": PROBLEMS, "unreadable": UNREADABLE}
STATUSES = {
    "clean": N_("no errors or warnings"),
    "problems": N_("errors or warnings found"),
    "refused": N_("rejected: the file contains personal data"),
    "unreadable": N_("cannot be read"),
}
MOST_LINES = 200
DETECTED = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "decimal": "decimal",
    "date_order": "date_order",
    "sheet": "sheet_title",
    "head_row": "header_row",
    "columns": "columns",
}
"""The detected option behind each key of `decided` in the JSON."""


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """The arguments of the command."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument(
        "--register",
        metavar="TOML",
        action="append",
        default=[],
        help=text("settings of a register in a database engine: data/2017/register.toml"),
    )
    parser.add_argument(
        "--kind",
        choices=KINDS,
        help=text("kind of the files; by default detected from their content"),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help=text("language of messages")
    )
    parser.add_argument("--edition", help=text("the campaign year that dates are checked against"))
    parser.add_argument("--data", help=text("another data folder with the same structure"))
    parser.add_argument(
        "--cleaning-log",
        metavar="LOG",
        help=text("a cleaning log whose answers and corrections by hand are applied again"),
    )
    parser.add_argument("--json", action="store_true", help=text("print JSON, one object per file"))
    parser.add_argument(
        "--site",
        metavar="URL",
        default="",
        help=text("address of the dashboard; with --json each issue then has a link to its page"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the files, print the reports, return the worst exit code."""
    text = Text.of(arguments.lang)
    if not arguments.files and not arguments.register:
        _print_lines(sys.stderr, [text("Specify the files to check, or --register.")])
        return UNREADABLE
    if arguments.data:
        os.environ["CAMPAIGN_DATA"] = arguments.data
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError as error:
        _print_lines(
            sys.stderr, (f"{p.cell.describe(text)}: {p.message(text)}" for p in error.issues)
        )
        if arguments.json:
            _print_json([])
        return UNREADABLE
    if arguments.edition is not None and arguments.edition not in campaign.editions:
        names = ", ".join(campaign.editions)
        message = text(
            "Unknown campaign year: {year}. Available: {years}.",
            year=arguments.edition,
            years=names,
        )
        _print_lines(sys.stderr, [message])
        if arguments.json:
            _print_json([])
        return UNREADABLE
    log = _read_cleaning_log(arguments.cleaning_log, campaign)
    if isinstance(log, Issue):
        _print_lines(sys.stderr, [f"{log.cell.describe(text)}: {log.message(text)}"])
        if arguments.json:
            _print_json([])
        return UNREADABLE
    registers = [check_register(name, campaign, arguments.edition) for name in arguments.register]
    progress = None if arguments.json else sys.stderr
    reports = []
    for name in arguments.files:
        bar = _ProgressBar(progress, text, Path(name).name)
        report = _check_file(Path(name), name, arguments, campaign, bar, log)
        reports.append(report)
        if not arguments.json:
            _print_lines(sys.stdout, _report_lines(report, text))
    if not arguments.json:
        for register in registers:
            _print_lines(sys.stdout, report_lines(register, text(STATUSES[register.status]), text))
    else:
        _print_json(
            [to_json_object(report, text, arguments.site) for report in reports]
            + [_register_object(register, text, arguments.site) for register in registers]
        )
    return max(EXITS[report.status] for report in (*reports, *registers))


def _print_json(objects: list[dict[str, Any]]) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(objects, ensure_ascii=False, indent=2) + "\n")


def _check_file(
    path: Path,
    name: str,
    arguments: argparse.Namespace,
    campaign: Campaign,
    bar: _ProgressBar,
    log: CleaningLog | None,
) -> FileReport:
    content = _read_file(path, name)
    if isinstance(content, Issue):
        return rejected_report(name, content)
    edition = arguments.edition
    if edition is None and path.parent.name in campaign.editions:
        edition = path.parent.name
    read_as = ReadAs(arguments.kind, edition)

    def read(requested: RequestedOptions) -> FileReport:
        return ingest_file(content, name, campaign, read_as, requested, bar.show)

    report = read(AS_IT_IS)
    if log is not None and isinstance(report, ValidationReport):
        _, report = apply_log(log, read, AS_IT_IS, report)
    bar.clear()
    return report


def _read_cleaning_log(name: str | None, campaign: Campaign) -> CleaningLog | Issue | None:
    """The cleaning log with this name, or the issue that it is none; None for no name."""
    if name is None:
        return None
    content = _read_file(Path(name), name)
    if isinstance(content, Issue):
        return content
    return read_log(content, name, campaign_reference(campaign).codes)


def _read_file(path: Path, name: str) -> bytes | Issue:
    """The bytes of a file, or the issue that there are none or more than a register can have."""
    if not path.exists():
        return Issue(name, "no_file")
    if not path.is_file():
        return Issue(name, "no_regular_file")
    most = MOST_MEGABYTES * 1024 * 1024
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError:
        return Issue(name, "not_permitted")
    if len(content) > most:
        return Issue(name, "too_big", params={"limit": MOST_MEGABYTES})
    return content


def to_json_object(report: FileReport, text: Text, site: str = "") -> dict[str, Any]:
    """One file as the object that `--json` prints.

    `site` is the address of the dashboard, to which issues then link; "" where it is not known.
    """
    notes = getattr(report, "notes", ())
    return {
        "file": report.file,
        "status": report.status,
        "decided": _detected_options(report),
        "rows": report.rows,
        "accepted": report.accepted,
        "left_out": report.excluded,
        "totals": _totals(report),
        "repairs": [_issue_object(repair, text, site) for repair in report.corrections],
        "problems": [_issue_object(issue, text, site) for issue in report.issues],
        "notes": [_issue_object(note, text, site) for note in notes],
    }


def _register_object(report: RegisterReport, text: Text, site: str) -> dict[str, Any]:
    """A register in an engine as the object that `--json` prints."""
    return {
        "file": report.file,
        "status": report.status,
        "decided": dict.fromkeys(DETECTED),
        "rows": report.opened.rows,
        "accepted": report.accepted,
        "left_out": 0,
        "totals": sums_by_region(report),
        "repairs": [],
        "problems": [_issue_object(issue, text, site) for issue in report.opened.issues],
        "notes": [],
    }


def _detected_options(report: FileReport) -> dict[str, Any]:
    """Every detected option of the JSON object, null where it does not apply."""
    if isinstance(report, BoundaryFile):
        columns = {report.key: "iso_code"} if report.key else None
        return dict.fromkeys(DETECTED) | {"columns": columns}
    return {key: getattr(report.detected, option, None) for key, option in DETECTED.items()}


def _totals(report: FileReport) -> dict[str, Any] | None:
    if isinstance(report, BoundaryFile) or "reached" not in report.frame.columns:
        return None
    by_oblast = {str(code): _sums(rows) for code, rows in report.frame.groupby("oblast", sort=True)}
    if len(with_shares(report.frame)):
        # People whose oblast is known count there, as on the map.
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
    """Activities, people reached (None: nobody reported any) and activities without a figure."""
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


def _report_lines(report: FileReport, text: Text) -> Iterable[str]:
    yield f"{report.file}: {text(STATUSES[report.status])}"
    if report.rows:
        rejected = report.rows - report.accepted - report.excluded
        yield "  " + text(
            "rows read: {rows}; accepted: {accepted}; rejected: {rejected}; excluded: {excluded}",
            rows=report.rows,
            accepted=report.accepted,
            rejected=rejected,
            excluded=report.excluded,
        )
    for issue in report.issues[:MOST_LINES]:
        severity = text(SEVERITIES[issue.severity])
        yield f"  {severity}: {issue.place(text).describe(text)}: {issue.message(text)}"
    if len(report.issues) > MOST_LINES:
        rest = len(report.issues) - MOST_LINES
        yield "  " + text.n("and {n} more", "and {n} more", rest)
    for note in getattr(report, "notes", ()):
        yield f"  {text(SEVERITIES['note'])}: {note.message(text)}"
    listed_counts = Counter((repair.rule, repair.column or "") for repair in report.corrections)
    for (rule, column), listed_count in listed_counts.items():
        # Corrections are summed by rule and column; the JSON has them cell by cell.
        n = max(listed_count, getattr(report, "counts", {}).get((rule, column or None), 0))
        title = (
            f"{text(RULES[rule].title)}, {text.quote(column)}"
            if column
            else text(RULES[rule].title)
        )
        yield f"  {text(severity_name(rule, 'repair'))}: {title}: {text.number(n)}"


def _print_lines(out: TextIO, lines: Iterable[str]) -> None:
    with contextlib.suppress(BrokenPipeError):
        for line in lines:
            out.write(line + "\n")


class _ProgressBar:
    """A progress line on a terminal; silent elsewhere."""

    def __init__(self, out: TextIO | None, text: Text, name: str) -> None:
        self.out = out if out is not None and out.isatty() else None
        self.text, self.name = text, name

    def show(self, step: str, share: float) -> None:
        if self.out is not None:
            width = round(share * 20)
            bar = "#" * width + "." * (20 - width)
            self.out.write(f"\r\033[K[{bar}] {self.name}: {self.text(step)}")
            self.out.flush()

    def clear(self) -> None:
        if self.out is not None:
            self.out.write("\r\033[K")
            self.out.flush()
