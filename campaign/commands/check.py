"""`python -m campaign check`: files checked as on the upload page, for a nightly job."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from campaign.commands.output import (
    TerminalLine,
    address_error,
    bar,
    issue_line,
    issue_lines,
    year_error,
)
from campaign.dataset import campaign_cache
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import read_settings
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities, overall, sum_totals
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.carry_over import apply_log
from campaign.ingest.cleaning_log import read_log
from campaign.ingest.dispatch import FILE_KINDS, FileReport, ReadAs, ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.replies import AS_IT_IS, Replies
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.schema.issues import Issue
from campaign.schema.region_codes import with_shares
from campaign.schema.rules import RULES, SEVERITIES, issue_address, severity_name

DETECTED = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "decimal": "decimal",
    "date_order": "date_order",
    "sheet": "sheet_title",
    "header_row": "header_row",
    "columns": "columns",
}
"""{key of `read_as` in the JSON: name of the detected option}."""
OLDER_KEYS = {
    "decided": "read_as",
    "left_out": "excluded",
    "repairs": "corrections",
    "problems": "issues",
    "head_row": "header_row",
}
"""{older key in the JSON: key that has its value}, both written until the release after 1.0."""
STATUSES = {"issues": "problems", "personal_data": "refused"}
"""{status of a report: its name in the JSON}, where they differ."""


def to_json_object(report: FileReport, text: Text, site: str = "") -> dict[str, Any]:
    """Return the object of one file.

    `site` is the address of the dashboard, for the links of the issues; "" gives no links.
    """
    notes = getattr(report, "notes", ())
    values = {
        "file": report.file,
        "status": STATUSES.get(report.status, report.status),
        "read_as": _detected_options(report),
        "rows": report.rows,
        "accepted": report.accepted,
        "excluded": report.excluded,
        "totals": _totals(report),
        "corrections": [_issue_object(repair, text, site) for repair in report.corrections],
        "issues": [_issue_object(issue, text, site) for issue in report.issues],
        "notes": [_issue_object(note, text, site) for note in notes],
    }
    return _add_older_keys(values)


def register_object(report: RegisterReport, text: Text, site: str) -> dict[str, Any]:
    """Return the object of a register in an engine; `site` as in `to_json_object`."""
    values = {
        "file": report.file,
        "status": STATUSES.get(report.status, report.status),
        "read_as": dict.fromkeys(DETECTED),
        "rows": report.opened.rows,
        "accepted": report.accepted,
        "excluded": 0,
        "totals": _register_totals(report),
        "corrections": [],
        "issues": [_issue_object(issue, text, site) for issue in report.opened.issues],
        "notes": [],
    }
    return _add_older_keys(values)


def _add_older_keys(values: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON object and the objects in it with the older keys beside the present ones."""
    values = {
        key: _add_older_keys(value) if key == "read_as" else value for key, value in values.items()
    }
    return values | {old: values[key] for old, key in OLDER_KEYS.items() if key in values}


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


_STATUSES = {
    "clean": N_("no errors or warnings"),
    "personal_data": N_("rejected: the file contains personal data"),
    "unreadable": N_("cannot be read"),
}
_FOUND = {
    frozenset({"error"}): N_("errors found"),
    frozenset({"warning"}): N_("warnings found"),
}
"""The text of the status `issues` by the severities of the issues; default: `_FOUND_BOTH`."""
_FOUND_BOTH = N_("errors and warnings found")
_MOST_LINES = 200

CLEAN, ISSUES, UNREADABLE = 0, 1, 2
EXITS = {"clean": CLEAN, "issues": ISSUES, "personal_data": ISSUES, "unreadable": UNREADABLE}
_BAR = 20
"""Width of the progress bar, in characters."""


class _StoppedError(Exception):
    """Nothing can be checked; the message gives the reason in the reader's language."""


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """Add the arguments of the command."""
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
        choices=FILE_KINDS,
        help=text("type of the files; detected from their content by default"),
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
    error = address_error("--site", arguments.site, text)
    if arguments.site and not arguments.json:
        error = text("{option} is for {formats} only.", option="--site", formats="--json")
    if arguments.cleaning_log and not arguments.files:
        error = text("Specify the files to check, or omit --cleaning-log.")
    if error:
        _print_lines(sys.stderr, [error])
        return UNREADABLE
    if arguments.data:
        os.environ["CAMPAIGN_DATA"] = arguments.data
    try:
        campaign = _load_campaign(arguments.edition, text)
        log = _read_cleaning_log(arguments.cleaning_log, campaign, text)
    except _StoppedError as error:
        _print_lines(sys.stderr, [str(error)])
        if arguments.json:
            _print_json([])
        return UNREADABLE
    registers = [check_register(name, campaign, arguments.edition) for name in arguments.register]
    reports = []
    for name in arguments.files:
        report = _check_file(name, arguments, campaign, log, text)
        reports.append(report)
        if not arguments.json:
            _print_lines(sys.stdout, report_lines(report, text))
    if arguments.json:
        objects = [to_json_object(report, text, arguments.site) for report in reports]
        objects += [register_object(register, text, arguments.site) for register in registers]
        _print_json(objects)
    else:
        for register in registers:
            _print_lines(sys.stdout, _register_lines(register, text))
    return max(EXITS[report.status] for report in (*reports, *registers))


def _load_campaign(edition: str | None, text: Text) -> Campaign:
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError as error:
        raise _StoppedError(issue_lines(error.issues, text)) from error
    if edition is not None and edition not in campaign.editions:
        raise _StoppedError(year_error(edition, campaign.editions, text))
    return campaign


def _check_file(
    name: str,
    arguments: argparse.Namespace,
    campaign: Campaign,
    log: Replies | None,
    text: Text,
) -> FileReport:
    """Return the report on a file, read with the answers of the log, if any."""
    path, content = Path(name), _read_file(name)
    if isinstance(content, Issue):
        return rejected_report(name, content)
    edition = arguments.edition
    if edition is None and path.parent.name in campaign.editions:
        edition = path.parent.name
    read_as = ReadAs(arguments.kind, edition)
    line = None if arguments.json else TerminalLine()

    def show_progress(step: str, share: float) -> None:
        if line is not None:
            line.show(f"{bar(share, _BAR)} {path.name}: {text(step)}")

    def read(replies: Replies) -> FileReport:
        return ingest_file(content, name, campaign, read_as, replies, show_progress)

    report = read(AS_IT_IS)
    if arguments.kind is None and any(i.rule == "no_header_row" for i in report.issues):
        kinds = Issue(name, "table_kinds", params={"allowed": ", ".join(FILE_KINDS)})
        report = replace(report, notes=(kinds,)) if isinstance(report, ValidationReport) else report
    if log is not None and isinstance(report, ValidationReport):
        _, report = apply_log(log, read, AS_IT_IS, report)
    if line is not None:
        line.clear()
    return report


def _read_cleaning_log(name: str | None, campaign: Campaign, text: Text) -> Replies | None:
    """Return the cleaning log with this name; None for no name."""
    if name is None:
        return None
    log: Replies | bytes | Issue = _read_file(name)
    if isinstance(log, bytes):
        log = read_log(log, name, campaign_reference(campaign).codes)
    if isinstance(log, Issue):
        raise _StoppedError(issue_line(log, text))
    return log


def _read_file(name: str) -> bytes | Issue:
    """Return the bytes of a file, or an issue if it is not readable or too large for a register."""
    path = Path(name)
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


def _print_lines(out: TextIO, lines: Iterable[str]) -> None:
    with contextlib.suppress(BrokenPipeError):
        for line in lines:
            out.write(line + "\n")


def _print_json(objects: list[dict[str, Any]]) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(objects, ensure_ascii=False, indent=2) + "\n")


def report_lines(report: FileReport, text: Text) -> Iterator[str]:
    """Yield the status of a file, its rows, at most 200 issues, notes, and corrections by rule."""
    yield _status_line(report, text)
    if report.rows or report.status == "clean":
        if isinstance(report, BoundaryFile):
            yield "  " + text(
                "areas read: {areas}; used: {used}; not used: {rest}",
                areas=report.rows,
                used=report.accepted,
                rest=report.rows - report.accepted,
            )
        else:
            yield _rows_line(report.rows, report.accepted, report.excluded, text)
    yield from _issue_lines(report.issues[:_MOST_LINES], text)
    if len(report.issues) > _MOST_LINES:
        rest = len(report.issues) - _MOST_LINES
        yield "  " + text.n("and {n} more", "and {n} more", rest)
    for note in getattr(report, "notes", ()):
        yield f"  {text(SEVERITIES['note'])}: {note.message(text)}"
    listed_counts = Counter((repair.rule, repair.column or "") for repair in report.corrections)
    for (rule, column), listed_count in listed_counts.items():
        # Corrections are counted by rule and column; the JSON lists them cell by cell.
        n = max(listed_count, getattr(report, "counts", {}).get((rule, column or None), 0))
        title = text(RULES[rule].title)
        title = f"{title}, {text.quote(column)}" if column else title
        yield f"  {text(severity_name(rule, 'repair'))}: {title} ({text.number(n)})"


def _register_lines(report: RegisterReport, text: Text) -> Iterator[str]:
    yield _status_line(report, text)
    if report.totals is not None:
        yield _rows_line(report.opened.rows, report.accepted, 0, text)
    yield from _issue_lines(report.opened.issues, text)


def _status_line(report: FileReport | RegisterReport, text: Text) -> str:
    issues = report.opened.issues if isinstance(report, RegisterReport) else report.issues
    words = _STATUSES.get(report.status)
    if words is None:
        words = _FOUND.get(frozenset(issue.severity for issue in issues), _FOUND_BOTH)
    return f"{report.file}: {text(words)}"


def _rows_line(rows: int, accepted: int, excluded: int, text: Text) -> str:
    return "  " + text(
        "rows read: {rows}; accepted: {accepted}; rejected: {rejected}; excluded: {excluded}",
        rows=rows,
        accepted=accepted,
        rejected=rows - accepted - excluded,
        excluded=excluded,
    )


def _issue_lines(issues: Sequence[Issue], text: Text) -> Iterator[str]:
    for issue in issues:
        severity, place = text(SEVERITIES[issue.severity]), issue.location(text)
        yield f"  {severity}: {place}: {issue.message(text)}"
