"""A cleaning log applied to another file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from campaign.i18n.match_key import plain
from campaign.ingest.log.log_lines import CleaningLog
from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import (
    FormerOptions,
    keep_own_columns,
    may_be_in_every_row,
    suggested_columns,
)
from campaign.ingest.versions.reused_settings import reuse_answers, reuse_wide
from campaign.schema.issues import Issue


def apply_log(
    log: CleaningLog,
    read: Callable[[RequestedOptions], object],
    requested: RequestedOptions,
    report: ValidationReport,
) -> tuple[RequestedOptions, ValidationReport]:
    """Return the options with the answers and corrections that fit, and the report with them.

    `report` is that on the file read with `requested`. An answer fits if the file has a question
    about its spelling, a correction if the same cell of the same row has an error. The report has a
    note with the number of lines that fit.
    """

    def read_register(options: RequestedOptions) -> ValidationReport:
        read_again = read(options)
        assert isinstance(read_again, ValidationReport)
        return read_again

    options = replace(
        AS_IT_IS,
        wide=log.wide,
        signatures_excluded=log.signatures_excluded,
        counted_rows=log.counted_rows,
    )
    former = FormerOptions(options, None, None, log.answers, log.cells)
    used_lines = 0
    if requested.wide is None and (wide := reuse_wide(former, requested, report)):
        requested, used_lines = wide, log.wide_lines
        report = read_register(requested)
    for add in (_add_columns, _add_file_values):
        options, count = add(log, requested, report)
        if count:
            requested, used_lines = options, used_lines + count
            report = read_register(requested)
    used, requested, report = reuse_answers(former, read_register, requested, report)
    params = {"used": len(used) + used_lines, "lines": log.lines}
    note = Issue(report.file, "cleaning_log_applied", params=params)
    return requested, replace(report, notes=(*report.notes, note))


def _add_columns(
    log: CleaningLog, requested: RequestedOptions, report: ValidationReport
) -> tuple[RequestedOptions, int]:
    """Return the options with the columns of the log whose header is in the file, and their number.

    Columns that the file declares by its headers, and choices of its owner, have priority. In a
    file without headers, a column applies only if the file itself suggests it.
    """
    if report.detected is None:
        return requested, 0
    fields = report.detected.fields
    keys = [plain(header) for header in report.detected.headers]
    # A header that two columns have is ambiguous.
    log_columns = {
        at: log.columns[key]
        for at, key in enumerate(keys)
        if keys.count(key) == 1
        if key in log.columns
    }
    if report.detected.header_row == NO_HEADER_ROW:
        log_columns = suggested_columns(log_columns, report)
    free = keep_own_columns(log_columns, report, requested)
    columns = {at: name for at, name in free.items() if name is None or fields[at] != name}
    return replace(requested, columns={**requested.columns, **columns}), len(columns)


def _add_file_values(
    log: CleaningLog, requested: RequestedOptions, report: ValidationReport
) -> tuple[RequestedOptions, int]:
    """Return the options with the log's values for columns that the file lacks, and their number.

    A value is not added if a column of the file may be the missing one. A period is never added,
    because the next file may have another month.
    """
    unchanged = {at for at, name in requested.columns.items() if name is None}
    values = {
        one.name: log.file_values[one.name]
        for one in report.missing_columns
        if one.name in log.file_values and one.name not in requested.file_values
        if may_be_in_every_row(log.file_values[one.name], one, unchanged)
    }
    return replace(requested, file_values={**requested.file_values, **values}), len(values)
