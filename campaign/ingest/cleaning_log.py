"""The cleaning log of a file: its corrections and the uploader's replies, saved and read back.

The log is a table that people read and may edit, in the language of its reader: names instead of
codes, and words for every reply. It is read back in any language.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import NamedTuple

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.ingest.normalise.added_columns import VALUE_COLUMNS
from campaign.ingest.normalise.pivot_register import MEASURES
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.readers.detect import read_raw_table
from campaign.ingest.replies import (
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PERIOD_SIGN,
    PLACE_REGION,
    CellCorrection,
    Replies,
    Reply,
)
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.column_names import field_of
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.numbers import estimate_key
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue
from campaign.schema.tables import Column

Codes = Mapping[str, CodeList]
COLUMNS: Mapping[str, str] = {
    "row": N_("Row"),
    "column": N_("Column"),
    "written": N_("As written"),
    "read_as": N_("As read"),
    "reason": N_("Why"),
    "origin": N_("By rule or by hand"),
    "key": N_("Row key"),
}
"""The columns of a log and their headers."""
BY_RULE = N_("by rule")
EVERY_CELL = N_("by hand, all cells with this value")
ONE_CELL = N_("by hand, this cell only")
BY_PLACE_WORDS = N_("by hand, from the district or place of the row")
WHOLE_TABLE = N_("by hand, whole table")
WHOLE_ROW = N_("by hand, whole row")
EXCLUDED_WORDS = N_("row excluded")
COUNTED_WORDS = N_("counted as a row")
NOT_REPORTED_WORDS = N_("not reported")
PLACE_WORDS = N_("by district or place")
UNCHANGED_WORDS = N_("left unchanged")
NO_COLUMN_WORDS = N_("The file has no column of this name.")
WIDE_LABELS: Mapping[str, str] = {
    "measure": N_("What the numbers count"),
    "oblast": N_("Oblast or city"),
    "type": N_("Type of activity"),
    "year": N_("Year"),
    "period": N_("Period"),
    "note": N_("Note"),
}
"""The replies about all numbers of a table, by their key."""
SIGNATURES = N_("Signature lines")
FORMER_WORDS: Mapping[str, tuple[str, ...]] = {
    COLUMNS["written"]: ("Как написано",),
    COLUMNS["read_as"]: ("Как прочитано", "As understood"),
    COLUMNS["key"]: ("Саптын ачкычы",),
    EVERY_CELL: ("by hand, every cell written so",),
    BY_PLACE_WORDS: (
        "кол менен, саптагы район же орун боюнча",
        "by hand, as the district or place of the row says",
    ),
    PLACE_WORDS: ("районго же орунга карап",),
    WIDE_LABELS["measure"]: ("Что считают числа", "The numbers are"),
    SIGNATURES: ("Кол тамга жазылган саптар",),
}
"""The words that earlier versions wrote, by the message id that replaced them."""
_ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("answered", "row_excluded", "campaign_excluded", "without_region"),
            *("estimate", "estimate_not_reported"),
        ),
        EVERY_CELL,
    ),
    "answered_by_place": BY_PLACE_WORDS,
    "cell_corrected": ONE_CELL,
    "row_counted": WHOLE_ROW,
}
"""The origin of each correction that is by hand, by its rule."""
_BY_HAND = {origin: origin for origin in (*_ORIGINS.values(), WHOLE_TABLE)}
_READ_AS: Mapping[str, str] = {
    **dict.fromkeys(("row_excluded", "campaign_excluded"), EXCLUDED_WORDS),
    **dict.fromkeys(("estimate_not_reported", "not_reported_word"), NOT_REPORTED_WORDS),
    "row_counted": COUNTED_WORDS,
}
"""The words for what a value is read as, by the rule of its correction."""
_FORMULA_SIGNS = ("=", "+", "-", "@")
_HEADERS = {"column", "written", "read_as", "origin"}
_ONLY_WIDE = ("measure", "year", "note")
"""The labels that only the log of a summary table has."""
_YEAR = re.compile(r"20\d\d")
_ROW = re.compile(r"\d{1,7}")


class LogLine(NamedTuple):
    """One line of a log in the reader's language.

    `row` is None for all rows; a missing text is "".
    """

    row: int | None
    column: str
    written: str
    read_as: str
    reason: str
    origin: str
    key: str = ""


# Saving -------------------------------------------------------------------------------------------


def log_lines(
    report: ValidationReport, replies: Replies, codes: Codes, text: Text
) -> list[LogLine]:
    """Return a line for each listed correction, and for each reply that no correction shows.

    `codes` are the code lists by name. A line without a row has the number of corrections that are
    counted but not listed.
    """
    names = _Names(report.table, codes, text)
    corrections = list(_correction_lines(report, replies, names))
    shown = {about for _, about in corrections}
    return [
        *_table_lines(report, replies, names),
        *(line for line, _ in corrections),
        *_other_lines(replies, shown, names),
        *_unlisted_lines(report, text),
    ]


class _Names:
    """The columns of a table and the values of replies, in words."""

    def __init__(self, table: str, codes: Codes, text: Text) -> None:
        self.codes, self.text = codes, text
        (columns,) = (one.columns for one in tables.TABLES if one.name == table)
        self.kinds = {column.name: column.code_list or column.name for column in columns}

    def label(self, column: str) -> str:
        """Return the label of a declared column; any other name unchanged."""
        return column_label(column, self.text) if column in self.kinds else column

    def value(self, kind: str, value: str) -> str:
        """Return the value of a reply: the name of a code, other words, or digits."""
        if value == EXCLUDE:
            return self.text(EXCLUDED_WORDS)
        if value == PLACE_REGION:
            return "" if kind == BY_PLACE else self.text(PLACE_WORDS)
        if kind not in self.codes:
            return self.text(NOT_REPORTED_WORDS) if value == NOT_REPORTED else value
        return self.codes[kind].name(value, self.text.lang)


def _table_lines(report: ValidationReport, replies: Replies, names: _Names) -> Iterator[LogLine]:
    """Yield a line for each reply about the whole table that is in use."""
    text = names.text

    def line(label: str, written: str, read_as: str, reason: str) -> LogLine:
        return LogLine(None, label, written, read_as, text(reason), text(WHOLE_TABLE))

    wide = replies.of("wide") if report.pivot is not None else {}
    for name, label in WIDE_LABELS.items():
        if value := wide.get(name):
            words = names.label(value) if name == "measure" else names.value(name, value)
            yield line(text(label), "", words, N_("The numbers of the table are read as totals."))
    headers = () if report.detected is None else report.detected.headers
    for at, name in sorted(replies.of("column").items()):
        header = headers[at] if at < len(headers) else ""
        if header and name is None:
            reason = N_("The column is not part of the register. It is left unchanged.")
            yield line(header, header, text(UNCHANGED_WORDS), reason)
        elif header:
            reason = N_("The column of the file was chosen by hand.")
            yield line(names.label(name), header, names.label(name), reason)
    for name, value in report.file_values.items():
        is_period = name == "date"
        label = text(WIDE_LABELS["period"]) if is_period else names.label(name)
        words = value if is_period else names.value(name, value)
        yield line(label, "", words, NO_COLUMN_WORDS)
    if replies.value("signatures") and report.signature_lines:
        reason = N_("Lines outside the table are excluded.")
        yield line(text(SIGNATURES), "", text(EXCLUDED_WORDS), reason)


def _correction_lines(
    report: ValidationReport, replies: Replies, names: _Names
) -> Iterator[tuple[LogLine, tuple[str, str]]]:
    """Yield each listed correction in the order of the sheet, and kind and key of its reply."""
    text, cells = names.text, replies.of("cell")
    fields = {} if report.detected is None else report.detected.columns
    note_keys = {note.row: note.key for note in report.note_rows}
    for issue in sorted(report.corrections, key=lambda issue: issue.cell.reading_order):
        field = fields.get(issue.column or "") or issue.column or ""
        params, origin = issue.params, _ORIGINS.get(issue.rule, BY_RULE)
        written = str(params.get("written", params.get("value", "")))
        read_as = str(params.get(f"read_{text.lang}", params.get("read", "")))
        if issue.rule == "text_excluded":
            written = read_as = ""  # The message includes the value.
        elif issue.rule == "letters":
            read_as = str(params.get("value", ""))
        elif issue.rule in _READ_AS:
            read_as = text(_READ_AS[issue.rule])
        key = note_keys.get(issue.row or 0, "") if origin == WHOLE_ROW else ""
        if origin == ONE_CELL and (issue.row, field) in cells:
            key = cells[issue.row, field].row_key
        label, kind = names.label(field) if issue.column else "", names.kinds.get(field, field)
        folded = plain(written) if kind in names.codes else estimate_key(written)
        line = LogLine(
            issue.cell.sheet_row, label, written, read_as, issue.message(text), text(origin), key
        )
        by_hand = {EVERY_CELL: kind, BY_PLACE_WORDS: BY_PLACE}
        yield line, (by_hand.get(origin, ""), folded)


def _other_lines(
    replies: Replies, shown: Container[tuple[str, str]], names: _Names
) -> Iterator[LogLine]:
    """Yield a line for each answer without a listed correction; the next file may need it."""
    columns = {BY_PLACE: "oblast", **{kind: name for name, kind in reversed(names.kinds.items())}}
    for one in replies:
        if one.kind in columns and (one.kind, one.key) not in shown:
            label, words = names.label(columns[one.kind]), names.value(one.kind, one.value)
            reason = names.text(
                "No correction in this list uses this answer; it is kept for the next file."
            )
            origin = names.text(BY_PLACE_WORDS if one.kind == BY_PLACE else EVERY_CELL)
            yield LogLine(None, label, one.key, words, reason, origin)


def _unlisted_lines(report: ValidationReport, text: Text) -> Iterator[LogLine]:
    """Yield one line for each rule and column with more corrections than are listed."""
    listed: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in report.corrections:
        listed.setdefault((issue.rule, issue.cell.label or None), []).append(issue)
    for key, issues in listed.items():
        more = report.counts.get(key, 0) - len(issues)
        if more > 0:
            reason = text.n(
                "{n} more correction of this kind", "{n} more corrections of this kind", more
            )
            example = issues[0].message(text)
            yield LogLine(None, key[1] or "", "", "", f"{reason}: {example}", text(BY_RULE))


# Reading back -------------------------------------------------------------------------------------


def find_log_header(cells: pd.DataFrame) -> int | None:
    """Return the number of the first row with the headers of a log; None if no row has them."""
    rows = zip(cells.index, cells.to_numpy(dtype=object), strict=True)
    return next((int(row) for row, texts in rows if set(_headers(texts)) >= _HEADERS), None)


def _headers(cells: Iterable[object]) -> list[str | None]:
    return [_known_word(str(cell), COLUMNS) for cell in cells]


def read_log(content: bytes, file: str, codes: Codes) -> Replies | Issue:
    """Return the replies in a log, or the issue that prevents reading it.

    They are portable (`carry_over.make_portable`); a line by hand that cannot be read has the kind
    `unread`. Lines by rule are ignored, because the rules apply to every file.
    """
    raw = read_raw_table(content, file)
    if isinstance(raw, Issue):
        return raw
    header_row = find_log_header(raw.cells)
    if header_row is None:
        return Issue(file, "no_cleaning_log")
    headers = _headers(raw.cells.loc[header_row])
    below = raw.cells.loc[header_row + 1 :]
    lines: dict[int, tuple[str, dict[str, str]]] = {}
    for row, cells in zip(below.index, below.to_numpy(dtype=object), strict=True):
        line = {name: _cell(str(cell)) for name, cell in zip(headers, cells, strict=True) if name}
        if origin := _known_word(line["origin"], _BY_HAND):
            lines[int(row)] = origin, line
    is_wide = any(
        origin == WHOLE_TABLE
        and not line["written"]
        and _known_word(line["column"], WIDE_LABELS) in _ONLY_WIDE
        for origin, line in lines.values()
    )
    return Replies().add(
        _read_line(line, origin, is_wide, codes) or Reply("unread", row, None)
        for row, (origin, line) in lines.items()
    )


def _cell(cell: str) -> str:
    """Return a tidied cell without the apostrophe that an export writes before formula signs."""
    tidied = tidy_text(cell)
    return tidied[1:] if tidied[:1] == "'" and tidied[1:2] in _FORMULA_SIGNS else tidied


def _read_line(line: Mapping[str, str], origin: str, is_wide: bool, codes: Codes) -> Reply | None:
    """Return the reply in a line by hand; None if the line cannot be read.

    `is_wide` is True in the log of a summary table, whose oblast or type is that of its numbers.
    """
    column, written, read_as = _column_of(line["column"]), line["written"], line["read_as"]
    row, row_key = line.get("row", ""), line.get("key", "")
    if origin == WHOLE_ROW:
        return Reply("counted_row", row_key, True, written) if row_key else None
    if origin == WHOLE_TABLE:
        return _read_table_line(line, column, is_wide, codes)
    if origin == ONE_CELL:
        if column is None or not _ROW.fullmatch(row):
            return None
        correction = CellCorrection(written, read_as, row_key)
        return Reply("cell", (int(row), column.name), correction, line["column"])
    if not written:
        return None
    if origin == BY_PLACE_WORDS:
        return Reply(BY_PLACE, plain(written), PLACE_REGION, written)
    return None if column is None else _read_answer(written, read_as, column, codes)


def _read_answer(written: str, read_as: str, column: Column, codes: Codes) -> Reply | None:
    """Return the answer about a spelling; None if it is not a known code, number or word."""
    is_excluded, digits = _means(read_as, EXCLUDED_WORDS), read_as.replace(" ", "")
    kind, key, value = column.name, written, None
    if column.code_list is not None and column.code_list in codes:
        kind, key = column.code_list, plain(written)
        value = EXCLUDE if is_excluded else codes[kind].match(read_as).code
    elif column.name == "date":
        value = EXCLUDE if is_excluded else read_as if read_as == written else None
    elif column.kind == "whole":
        key, is_number = estimate_key(written), digits.isascii() and digits.isdigit()
        is_absent = _means(read_as, NOT_REPORTED_WORDS)
        value = NOT_REPORTED if is_absent else digits if is_number else None
    return None if value is None else Reply(kind, key, value, written)


def _read_table_line(
    line: Mapping[str, str], column: Column | None, is_wide: bool, codes: Codes
) -> Reply | None:
    """Return the meaning of a column of the file, or a reply about the whole table."""
    header, words = line["written"], line["read_as"]
    is_unchanged = _means(words, UNCHANGED_WORDS)
    if header and (is_unchanged or column is not None):
        name = None if is_unchanged or column is None else column.name
        return Reply("column", (plain(header), 1, 1), name, header)
    if _means(line["column"], SIGNATURES):
        return Reply("signatures", "", True)
    label, kind = _known_word(line["column"], WIDE_LABELS), "wide"
    if label is None or not is_wide:
        kind = "file_value"
        label = "date" if label == "period" else column.name if column is not None else None
        if label not in VALUE_COLUMNS:
            return None
    value: str | None = None
    if (kind, label) == ("file_value", "oblast") and _means(words, PLACE_WORDS):
        value = PLACE_REGION
    elif label in ("oblast", "type"):
        value = codes[label].match(words).code
    elif label == "reached":
        value = NOT_REPORTED if _means(words, NOT_REPORTED_WORDS) else None
    elif label == "measure":
        measure = _column_of(words)
        value = measure.name if measure is not None and measure.name in MEASURES else None
    elif (
        (label == "year" and _YEAR.fullmatch(words))
        or (label in ("period", "date") and _is_period(words))
        or (label == "note" and not find_kinds([words], True))
    ):
        value = words
    return None if value is None else Reply(kind, label, value)


def _is_period(words: str) -> bool:
    with suppress(ValueError):
        start, end = days = words.split(PERIOD_SIGN)
        return start <= end and [date.fromisoformat(day).isoformat() for day in days] == days
    return False


def _column_of(header: str) -> Column | None:
    """Return the declared column that a header means in any register; None if it means none."""
    for table in (tables.ACTIVITIES, tables.POPULATION, tables.TARGETS):
        name = field_of(header, table.name)
        if name is not None:
            return next(column for column in table.columns if column.name == name)
    return None


def _known_word(words: str, labels: Mapping[str, str]) -> str | None:
    """Return the key of the label that has these words in any language; None without one."""
    return next((name for name, label in labels.items() if _means(words, label)), None)


def _means(words: str, label: str) -> bool:
    """Return True if the words are those of the label in any language, today or formerly."""
    return plain(words) in _keys(label)


@cache
def _keys(label: str) -> frozenset[str]:
    """Return the match keys of a message id in all languages, and those of its former words."""
    words = [Text.of(lang)(label) for lang in LANGUAGES]
    return frozenset(map(plain, (*words, *FORMER_WORDS.get(label, ()))))
