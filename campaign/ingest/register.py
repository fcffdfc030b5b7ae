"""A register or population file read into a `ValidationReport`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n import match_key
from campaign.i18n.translator import N_
from campaign.ingest.canonical_csv import FEWEST_BYTES, first_lines, ingest_canonical_csv
from campaign.ingest.cells.cell_corrections import correct_cells
from campaign.ingest.cells.cell_formats import detect_formats, detected_options
from campaign.ingest.cells.column_parsers import parse_columns
from campaign.ingest.cleaning_log import find_log_header
from campaign.ingest.normalise.added_columns import (
    add_file_values,
    join_share_columns,
    number_equal_rows,
    split_day_ranges,
)
from campaign.ingest.normalise.pivot_register import (
    build_register,
    missing_answers,
)
from campaign.ingest.normalise.sheet_rows import (
    exclude_rows,
    find_counted_rows,
    find_excluded_rows,
    mark_rows,
    select_rows,
)
from campaign.ingest.normalise.unclear_columns import (
    ambiguous_issue,
    find_ambiguous_columns,
    keep_extra_columns,
    note_unused_columns,
    settle_equal_columns,
)
from campaign.ingest.privacy.public_sheet import exclude_personal_texts
from campaign.ingest.readers.detect import read_raw_table
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import StepLog, ValidationReport, join_logs, rejected_report
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.layout import SCANNED_ROWS, find_layout
from campaign.ingest.understand.repeat_groups import add_parent_notes
from campaign.ingest.understand.shared_cells import read_group_rows
from campaign.ingest.understand.workbook import Workbook, open_workbook, warn_other_sheets
from campaign.ingest.validate.pivot_report import pivot_report, to_source
from campaign.ingest.validate.row_checks import check_rows
from campaign.ingest.validate.sheet_report import ParsedSheet, checked_report, unusable_report
from campaign.ingest.validate.sheet_warnings import find_warnings, locate_cell_issues
from campaign.ingest.validate.total_rows import compare_totals
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.tables import MARK_COLUMNS, Table

IngestProgress = Callable[[str, float], None]
SAMPLE_LINES = 200
STEPS = (
    N_("Reading the file"),
    N_("Searching for personal data"),
    N_("Recognizing dates, numbers and names"),
    N_("Checking every rule"),
)


@dataclass(frozen=True, eq=False)
class _Source:
    """A file, the table it is read as, and its options."""

    content: bytes
    file: str
    reference: ReferenceData
    table: Table
    replies: Replies


def ingest_register(
    content: bytes,
    file: str,
    reference: ReferenceData,
    table: Table = tables.ACTIVITIES,
    replies: Replies = AS_IT_IS,
    progress: IngestProgress | None = None,
) -> ValidationReport:
    """Return the report on a file of the declared `table`; never raises because of its content.

    `progress` is called with the name of a step (a message id) and the share done, 0 to 1.
    """
    source = _Source(content, file, reference, table, replies)
    report_progress = progress or (lambda step, share: None)
    report_progress(STEPS[0], 0.0)
    with match_key.file_cache():
        is_unchanged_register = table is tables.ACTIVITIES and replies == AS_IT_IS
        if is_unchanged_register and len(content) >= FEWEST_BYTES:
            return _ingest_large(source, report_progress)
        return _ingest_cells(source, report_progress)


def _ingest_large(source: _Source, progress: IngestProgress) -> ValidationReport:
    """Ingest a large register by column if it is canonical, else cell by cell."""
    beginning = first_lines(source.content, SAMPLE_LINES)
    sample = _ingest_cells(replace(source, content=beginning), progress)
    report = ingest_canonical_csv(source.content, source.file, source.reference, sample)
    if report is not None:
        progress(STEPS[3], 1.0)
        return report
    if len(source.content) > MOST_MEGABYTES * 2**20 and sample.complete:
        limit = {"limit": str(MOST_MEGABYTES)}
        return rejected_report(
            source.file, Issue(source.file, "too_large_to_correct", params=limit)
        )
    return _ingest_cells(source, progress)


def _ingest_cells(source: _Source, progress: IngestProgress) -> ValidationReport:
    """Read the sheet, exclude personal data, and check its rows."""
    raw = read_raw_table(source.content, source.file, source.replies)
    if isinstance(raw, Issue):
        return rejected_report(source.file, raw)
    sheet, book = _open_sheet(raw, source)
    progress(STEPS[1], 0.4)
    public = exclude_personal_texts(sheet, book.others, source.content)
    if isinstance(public, ValidationReport):
        return public
    progress(STEPS[2], 0.6)
    sheet = _complete_columns(settle_equal_columns(public.sheet))
    counted = find_counted_rows(sheet.raw.cells.loc[sheet.header.body :], sheet.replies)
    raw, hand_log = correct_cells(sheet.raw, sheet.header, sheet.replies, sheet.file)
    sheet = replace(sheet, raw=raw, counted=counted)
    report = book.sheet.form.add_to(_ingest_table(sheet, hand_log, progress))
    return public.add_to(add_parent_notes(report, sheet, public.names.has))


def _open_sheet(raw: RawTable, source: _Source) -> tuple[Sheet, Workbook]:
    table, reference = source.table, source.reference
    book = open_workbook(raw, table, source.replies, reference.codes, source.file)
    form, layout = book.sheet.form, book.sheet.layout
    replies = form.replies
    if (log_header := find_log_header(form.raw.cells.iloc[:SCANNED_ROWS])) is not None:
        # A cleaning log names columns in its rows, which are not headers.
        replies = replies.add(make_replies(header_row=log_header))
        layout = find_layout(form.raw, table, replies)
    sheet = Sheet(source.file, form.raw, layout, table, reference, replies, book.options)
    return sheet, book


def _complete_columns(sheet: Sheet) -> Sheet:
    """Return a register with the regions of headings and of columns of oblasts in its rows."""
    if sheet.table is not tables.ACTIVITIES:
        return sheet
    regions = sheet.reference.codes.get("oblast")
    raw, header = read_group_rows(sheet.raw, sheet.header, regions, sheet.replies.of("file_value"))
    raw, header = join_share_columns(raw, header, regions)
    return replace(sheet, raw=raw, header=header)


def _ingest_table(sheet: Sheet, hand_log: StepLog, progress: IngestProgress) -> ValidationReport:
    """Return the report on a register, or on a table with months, weeks or oblasts as columns."""
    pivot = sheet.header.pivot
    if pivot is None or sheet.header.has_required(sheet.table):
        return _ingest_sheet(sheet, hand_log, progress)
    answers = sheet.replies.of("wide")
    if not answers or missing_answers(pivot, answers):
        return pivot_report(sheet, pivot)
    register = build_register(sheet.raw, pivot, answers)
    replies = Replies(o for o in sheet.replies if o.kind not in ("header_row", "column"))
    header = register.layout
    totals = replace(
        sheet, raw=register.raw, header=header, replies=replies, counted={}, are_totals=True
    )
    return to_source(_ingest_sheet(totals, hand_log, progress), register, pivot, sheet)


def _ingest_sheet(sheet: Sheet, hand_log: StepLog, progress: IngestProgress) -> ValidationReport:
    """Return the report on a sheet; each step takes the results of the steps before it.

    `hand_log` has the corrections of single cells; the cells of the sheet are already corrected.
    """
    rows, row_log = select_rows(sheet)
    if sheet.table is tables.ACTIVITIES:
        rows, sheet = add_file_values(rows, sheet)
    formats, format_log = detect_formats(rows.entries, sheet)
    parsed = ParsedSheet(sheet, rows, detected_options(sheet, formats))
    unusable = unusable_report(parsed, join_logs((hand_log, row_log, format_log)))
    if unusable is not None:
        return unusable
    cell_log = locate_cell_issues(rows.entries.index, sheet)
    columns, column_log = parse_columns(rows.entries, sheet, formats)
    columns, range_log = split_day_ranges(columns, sheet, formats)
    extra, extra_log = keep_extra_columns(rows.entries, sheet, columns.values)
    marks = mark_rows(columns, extra, sheet)
    extra = {name: cells for name, cells in extra.items() if name not in MARK_COLUMNS} | marks
    excluded, excluded_log = find_excluded_rows(rows.entries, sheet)
    entries = pd.DataFrame({**columns.values, **extra}, index=rows.entries.index)
    totals = compare_totals(rows, entries, sheet, formats)
    progress(STEPS[3], 0.8)
    logs = (hand_log, row_log, excluded_log, format_log, cell_log, column_log, range_log, extra_log)
    rows, columns, log = exclude_rows(
        excluded, rows, columns, join_logs((*logs, find_warnings(rows, sheet, formats)))
    )
    entries = number_equal_rows(entries.drop(index=excluded), sheet)
    checked = check_rows(entries, columns, totals, log.issues, sheet)
    progress(STEPS[3], 1.0)
    report = checked_report(replace(parsed, rows=rows), checked, log)
    # An empty population file has an error of its own; `check_table` reports the other tables.
    needs_data = sheet.table.free_form and sheet.table is not tables.POPULATION
    has_data = report.accepted or report.rejected or not needs_data
    empty = () if has_data else (Issue(sheet.file, "no_rows"),)
    ambiguous = find_ambiguous_columns(sheet)
    unclear = [ambiguous_issue(column, sheet) for column in ambiguous]
    report = report.with_issues((*empty, *unclear, *warn_other_sheets(sheet)))
    return replace(
        report,
        missing_columns=ambiguous,
        notes=(*report.notes, *note_unused_columns(rows.entries, sheet)),
    )
