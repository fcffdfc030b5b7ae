"""A cleaning log read back and applied to another file, in whichever language it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.cleaning_log import (
    BY_PLACE_WORDS,
    COLUMNS,
    EVERY_CELL,
    EXCLUDED_WORDS,
    FORMER_WORDS,
    NOT_REPORTED_WORDS,
    ONE_CELL,
    PLACE_WORDS,
    UNCHANGED_WORDS,
    WHOLE_ROW,
    WHOLE_TABLE,
    WIDE_LABELS,
    Codes,
)
from campaign.ingest.file_values import VALUE_COLUMNS
from campaign.ingest.options import (
    AS_IT_IS,
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PERIOD_SIGN,
    PLACE_REGION,
    CellCorrection,
    RequestedOptions,
    WideRequest,
)
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.estimates import estimate_key
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.readers.detect import read_raw_table
from campaign.ingest.report import ValidationReport
from campaign.ingest.reuse import (
    FormerOptions,
    keep_own_columns,
    may_be_in_every_row,
    reuse_answers,
    reuse_wide,
    suggested_columns,
)
from campaign.ingest.wide_register import MEASURES
from campaign.schema import tables
from campaign.schema.columns import Column
from campaign.schema.issues import Issue

_FORMULA_SIGNS = ("=", "+", "-", "@")
_BY_HAND = {
    "every": EVERY_CELL,
    "one": ONE_CELL,
    "place": BY_PLACE_WORDS,
    "whole": WHOLE_TABLE,
    "row": WHOLE_ROW,
}
_HEADERS = {"column", "written", "understood", "by"}
_YEAR = re.compile(r"20\d\d")
_ROW = re.compile(r"\d{1,7}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class CleaningLog:
    """A log read back: answers and corrections of cells, and how many lines it has of them.

    `wide` are the answers about the numbers of a wide table, None without any, in `wide_lines` of
    the `table_lines` about a whole table. `file_values` has what every row has by declared column,
    `columns` the declared columns by the key of their header, None for a column that is left
    unchanged. `signatures_excluded` is True where signature lines were excluded, `counted_rows` are
    those of `RequestedOptions`. `unread` are the rows of lines by hand that cannot be understood.
    """

    answers: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[int, str], CellCorrection]
    unread: tuple[int, ...] = ()
    wide: WideRequest | None = None
    wide_lines: int = 0
    table_lines: int = 0
    file_values: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str | None] = field(default_factory=dict)
    signatures_excluded: bool = False
    counted_rows: frozenset[str] = frozenset()

    @property
    def lines(self) -> int:
        """The number of answers and corrections by hand, those that cannot be understood too."""
        answers = len(self.answers) + len(self.counted_rows)
        return answers + len(self.cells) + len(self.unread) + self.table_lines


def find_log_header(top: pd.DataFrame) -> int | None:
    """Return the row that has the headers of a log, among the first rows of a sheet."""
    rows = zip(top.index, top.to_numpy(dtype=object), strict=True)
    return next((int(row) for row, cells in rows if set(_headers(cells)) >= _HEADERS), None)


def _headers(cells: Iterable[object]) -> list[str | None]:
    return [_known(str(cell), COLUMNS) for cell in cells]


def read_log(content: bytes, file: str, codes: Codes) -> CleaningLog | Issue:
    """Return the answers and corrections of a log, or the issue why there are none.

    Lines by rule are not read: the rules apply by themselves.
    """
    raw = read_raw_table(content, file, AS_IT_IS)
    if isinstance(raw, Issue):
        return raw
    for row, cells in zip(raw.cells.index, raw.cells.to_numpy(dtype=object), strict=True):
        headers = _headers(cells)
        if set(headers) >= _HEADERS:
            positions = {name: at for at, name in enumerate(headers) if name}
            lines = {
                int(line): {name: _cell(str(row_cells[at])) for name, at in positions.items()}
                for line, row_cells in zip(
                    raw.cells.index, raw.cells.to_numpy(dtype=object), strict=True
                )
                if line > row
            }
            return _read_lines(lines, codes)
    return Issue(file, "no_cleaning_log")


def apply_log(
    log: CleaningLog,
    read: Callable[[RequestedOptions], object],
    requested: RequestedOptions,
    report: ValidationReport,
) -> tuple[RequestedOptions, ValidationReport]:
    """Return the options with what fits the file of a log, and the file read with them.

    `report` is the file read with `requested`. An answer fits where its spelling is asked about, a
    correction where the same cell of the same row is wrong. A note says how many fit.
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
    """Return the options with the columns of a log whose header the file has, and their number.

    The columns of the file itself and the choices of its owner stay as they are. Of letters in
    place of headers, only those apply whose column the file itself suggests.
    """
    if report.detected is None:
        return requested, 0
    fields = report.detected.fields
    keys = [plain(header) for header in report.detected.headers]
    # Of two columns with one header, a log does not tell which one it means.
    wanted = {
        at: log.columns[key]
        for at, key in enumerate(keys)
        if keys.count(key) == 1
        if key in log.columns
    }
    if report.detected.header_row == NO_HEADER_ROW:
        wanted = suggested_columns(wanted, report)
    free = keep_own_columns(wanted, fields, requested)
    columns = {at: name for at, name in free.items() if name is None or fields[at] != name}
    return replace(requested, columns={**requested.columns, **columns}), len(columns)


def _add_file_values(
    log: CleaningLog, requested: RequestedOptions, report: ValidationReport
) -> tuple[RequestedOptions, int]:
    """Return the options with what a log says of columns that the file lacks, and their number.

    A question that the file itself may answer stays open. A period is that of one file: the next
    one may be of the month after it.
    """
    unchanged = {at for at, name in requested.columns.items() if name is None}
    values = {
        one.name: log.file_values[one.name]
        for one in report.missing_columns
        if one.name in log.file_values and one.name not in requested.file_values
        if may_be_in_every_row(log.file_values[one.name], one, unchanged)
    }
    return replace(requested, file_values={**requested.file_values, **values}), len(values)


def _read_lines(lines: Mapping[int, Mapping[str, str]], codes: Codes) -> CleaningLog:
    answers: dict[tuple[str, str], str] = {}
    cells: dict[tuple[int, str], CellCorrection] = {}
    wide: dict[str, str | int] = {}
    file_values: dict[str, str] = {}
    columns: dict[str, str | None] = {}
    table_lines = wide_lines = 0
    are_excluded = False
    counted_rows = set()
    unread = []
    for number, line in lines.items():
        by = _known(line["by"], _BY_HAND)
        column = _column_of(line["column"])
        if by is None:
            continue
        if by == "whole":
            is_unchanged = _known(line["understood"], {"unchanged": UNCHANGED_WORDS}) is not None
            if line["written"] and (is_unchanged or column is not None):
                name = None if is_unchanged or column is None else column.name
                columns[plain(line["written"])] = name
                table_lines += 1
                continue
            read = _read_wide(line["column"], line["understood"], codes)
            values = _read_file_value(column, line["understood"], codes)
            is_signature = _known(line["column"], WIDE_LABELS) == "signatures"
            are_excluded |= is_signature
            if read or values or is_signature:
                wide |= read
                wide_lines += bool(read)
                file_values |= values
                table_lines += 1
                continue
        elif by == "row" and line.get("key"):
            counted_rows.add(line["key"])
            continue
        elif by == "place" and line["written"]:
            answers[BY_PLACE, plain(line["written"])] = PLACE_REGION
            continue
        elif by == "every" and column is not None:
            answer = _read_answer(line["written"], line["understood"], column, codes)
            if answer is not None:
                answers.update([answer])
                continue
        elif by == "one" and column is not None and _ROW.fullmatch(line.get("row", "")):
            cells[int(line["row"]), column.name] = CellCorrection(
                line["written"], line["understood"], line.get("key", "")
            )
            continue
        unread.append(number)
    request = WideRequest(**wide) if wide else None  # type: ignore[arg-type]
    return CleaningLog(
        answers,
        cells,
        tuple(unread),
        request,
        wide_lines,
        table_lines,
        file_values,
        columns,
        are_excluded,
        frozenset(counted_rows),
    )


def _read_wide(label: str, words: str, codes: Codes) -> dict[str, str | int]:
    """Return one answer about a whole table, as fields of `WideRequest`; {} for none."""
    name = _known(label, WIDE_LABELS)
    if name == "measure":
        column = _column_of(words)
        return {"measure": column.name} if column is not None and column.name in MEASURES else {}
    if name in ("oblast", "type"):
        code = codes[name].match(words).code
        return {} if code is None else {name: code}
    if name == "year":
        return {"year": int(words)} if _YEAR.fullmatch(words) else {}
    if name == "period":
        days = words.split(PERIOD_SIGN)
        if len(days) == 2 and all(map(_DAY.fullmatch, days)):
            return {"start": days[0], "end": days[1]}
        return {}
    return {"note": words} if name == "note" else {}


def _read_file_value(column: Column | None, words: str, codes: Codes) -> dict[str, str]:
    """Return what every row has of a column that the file lacks, {} for none."""
    if column is None or column.name not in VALUE_COLUMNS:
        return {}
    if column.of is not None:
        is_place = column.name == "oblast" and _known(words, {PLACE_REGION: PLACE_WORDS})
        code = PLACE_REGION if is_place else codes[column.of].match(words).code
        return {} if code is None else {column.name: code}
    is_absent = _known(words, {NOT_REPORTED: NOT_REPORTED_WORDS}) is not None
    return {column.name: NOT_REPORTED} if is_absent and column.name == "reached" else {}


def _read_answer(
    written: str, understood: str, column: Column, codes: Codes
) -> tuple[tuple[str, str], str] | None:
    """Return one answer, None where it is no code, number or word that is known."""
    if not written:
        return None
    words = {EXCLUDE: EXCLUDED_WORDS, NOT_REPORTED: NOT_REPORTED_WORDS}
    known = _known(understood, words)
    if column.of is not None and column.of in codes:
        code = known if known == EXCLUDE else codes[column.of].match(understood).code
        return None if code is None else ((column.of, plain(written)), code)
    digits = understood.replace(" ", "")
    is_number = digits.isascii() and digits.isdigit()
    number = NOT_REPORTED if known == NOT_REPORTED else digits if is_number else None
    if column.kind != "whole" or number is None:
        return None
    return (column.name, estimate_key(written)), number


def _cell(cell: str) -> str:
    """Return a tidied cell without the apostrophe that keeps it from being a formula."""
    tidied = tidy_text(cell)
    return tidied[1:] if tidied[:1] == "'" and tidied[1:2] in _FORMULA_SIGNS else tidied


def _known(words: str, labels: Mapping[str, str]) -> str | None:
    """Return the key of the label that these words are in any language; None for none."""
    key = plain(words)
    return next((name for name, label in labels.items() if key in _keys(label)), None)


@cache
def _keys(label: str) -> frozenset[str]:
    """Return the keys of a message id in all languages, those of former words among them."""
    words = [Text.of(lang)(label) for lang in LANGUAGES]
    return frozenset(map(plain, (*words, *FORMER_WORDS.get(label, ()))))


def _column_of(header: str) -> Column | None:
    """Return the declared column that a header means in any register; None for any other."""
    for table in (tables.ACTIVITIES, tables.POPULATION, tables.TARGETS):
        name = field_of(header, table.name)
        if name is not None:
            return next(column for column in table.columns if column.name == name)
    return None
