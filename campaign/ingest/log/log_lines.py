"""The lines of a cleaning log: their answers and corrections, in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from campaign.i18n.match_key import plain
from campaign.ingest.log.cleaning_log import Codes
from campaign.ingest.log.log_words import (
    BY_PLACE_WORDS,
    EVERY_CELL,
    EXCLUDED_WORDS,
    NOT_REPORTED_WORDS,
    ONE_CELL,
    PLACE_WORDS,
    UNCHANGED_WORDS,
    WHOLE_ROW,
    WHOLE_TABLE,
    WIDE_LABELS,
    known_word,
)
from campaign.ingest.options import (
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PERIOD_SIGN,
    PLACE_REGION,
    CellCorrection,
    WideRequest,
)
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.estimates import estimate_key
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.rows.file_values import VALUE_COLUMNS
from campaign.ingest.sheets.wide_register import MEASURES
from campaign.schema import tables
from campaign.schema.columns import Column

_YEAR = re.compile(r"20\d\d")
_ROW = re.compile(r"\d{1,7}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class CleaningLog:
    """The answers and corrections that a log contains, and the number of its lines.

    `wide` has the answers about the numbers of a wide table, None without any. `table_lines` counts
    the lines about a whole table, `wide_lines` those among them about a wide table. `file_values`
    and `counted_rows` are those of `RequestedOptions`. `columns` maps the key of a header to its
    declared column, or to None for a column that is left unchanged. `signatures_excluded` is True
    if signature lines were excluded. `unread` are the rows of lines by hand that cannot be read.
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
        """The number of lines by hand: answers, corrections, and lines that cannot be read."""
        answers = len(self.answers) + len(self.counted_rows)
        return answers + len(self.cells) + len(self.unread) + self.table_lines


class LogParser:
    """The answers and corrections of a log, collected line by line.

    Each kind of line has a method, which takes its cells by column (`COLUMNS`) and returns False if
    the line cannot be read.
    """

    def __init__(self, codes: Codes) -> None:
        self.codes = codes
        self.answers: dict[tuple[str, str], str] = {}
        self.cells: dict[tuple[int, str], CellCorrection] = {}
        self.wide: dict[str, str | int] = {}
        self.wide_lines = self.table_lines = 0
        self.file_values: dict[str, str] = {}
        self.columns: dict[str, str | None] = {}
        self.are_signatures_excluded = False
        self.counted_rows: set[str] = set()

    def parse(self, lines: Mapping[int, Mapping[str, str]]) -> CleaningLog:
        """Return the log of these lines by hand; `lines` has the cells of each line by its row."""
        parsers: Mapping[str, Callable[[Mapping[str, str]], bool]] = {
            EVERY_CELL: self._add_answer,
            ONE_CELL: self._add_correction,
            BY_PLACE_WORDS: self._add_place_answer,
            WHOLE_TABLE: self._add_table_line,
            WHOLE_ROW: self._add_counted_row,
        }
        unread = []
        for row, line in lines.items():
            origin = known_word(line["origin"], dict(zip(parsers, parsers, strict=True)))
            if origin is not None and not parsers[origin](line):
                unread.append(row)
        return CleaningLog(
            self.answers,
            self.cells,
            tuple(unread),
            WideRequest(**self.wide) if self.wide else None,  # type: ignore[arg-type]
            self.wide_lines,
            self.table_lines,
            self.file_values,
            self.columns,
            self.are_signatures_excluded,
            frozenset(self.counted_rows),
        )

    def _add_answer(self, line: Mapping[str, str]) -> bool:
        column = _column_of(line["column"])
        if column is None:
            return False
        answer = _read_answer(line["written"], line["read_as"], column, self.codes)
        if answer is None:
            return False
        self.answers.update([answer])
        return True

    def _add_correction(self, line: Mapping[str, str]) -> bool:
        column, row = _column_of(line["column"]), line.get("row", "")
        if column is None or not _ROW.fullmatch(row):
            return False
        self.cells[int(row), column.name] = CellCorrection(
            line["written"], line["read_as"], line.get("key", "")
        )
        return True

    def _add_place_answer(self, line: Mapping[str, str]) -> bool:
        if line["written"]:
            self.answers[BY_PLACE, plain(line["written"])] = PLACE_REGION
        return bool(line["written"])

    def _add_counted_row(self, line: Mapping[str, str]) -> bool:
        key = line.get("key")
        if key:
            self.counted_rows.add(key)
        return bool(key)

    def _add_table_line(self, line: Mapping[str, str]) -> bool:
        """Add the meaning of a column of the file, or an answer about the whole table."""
        column, words = _column_of(line["column"]), line["read_as"]
        is_unchanged = known_word(words, {"unchanged": UNCHANGED_WORDS}) is not None
        if line["written"] and (is_unchanged or column is not None):
            name = None if is_unchanged or column is None else column.name
            self.columns[plain(line["written"])] = name
        else:
            wide = _read_wide(line["column"], words, self.codes)
            values = _read_file_value(column, words, self.codes)
            is_signature = known_word(line["column"], WIDE_LABELS) == "signatures"
            if not (wide or values or is_signature):
                return False
            self.wide |= wide
            self.wide_lines += bool(wide)
            self.file_values |= values
            self.are_signatures_excluded |= is_signature
        self.table_lines += 1
        return True


def _read_wide(label: str, words: str, codes: Codes) -> dict[str, str | int]:
    """Return one answer about a wide table, as fields of `WideRequest`; {} for any other."""
    name = known_word(label, WIDE_LABELS)
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
    return {"note": words} if name == "note" and not find_kinds([words], True) else {}


def _read_file_value(column: Column | None, words: str, codes: Codes) -> dict[str, str]:
    """Return {missing column: its value in every row}; {} if the words are not such a value."""
    if column is None or column.name not in VALUE_COLUMNS:
        return {}
    if column.code_list is not None:
        is_place = column.name == "oblast" and known_word(words, {PLACE_REGION: PLACE_WORDS})
        code = PLACE_REGION if is_place else codes[column.code_list].match(words).code
        return {} if code is None else {column.name: code}
    is_absent = known_word(words, {NOT_REPORTED: NOT_REPORTED_WORDS}) is not None
    return {column.name: NOT_REPORTED} if is_absent and column.name == "reached" else {}


def _read_answer(
    written: str, read_as: str, column: Column, codes: Codes
) -> tuple[tuple[str, str], str] | None:
    """Return one answer; None if it is not a known code, number or word."""
    if not written:
        return None
    words = {EXCLUDE: EXCLUDED_WORDS, NOT_REPORTED: NOT_REPORTED_WORDS}
    word_key = known_word(read_as, words)
    if column.code_list is not None and column.code_list in codes:
        code = word_key if word_key == EXCLUDE else codes[column.code_list].match(read_as).code
        return None if code is None else ((column.code_list, plain(written)), code)
    if column.name == "date":
        answer = EXCLUDE if word_key == EXCLUDE else read_as
        return (("date", written), answer) if answer in (EXCLUDE, written) else None
    digits = read_as.replace(" ", "")
    is_number = digits.isascii() and digits.isdigit()
    number = NOT_REPORTED if word_key == NOT_REPORTED else digits if is_number else None
    if column.kind != "whole" or number is None:
        return None
    return (column.name, estimate_key(written)), number


def _column_of(header: str) -> Column | None:
    """Return the declared column that a header means in any register; None if it means none."""
    for table in (tables.ACTIVITIES, tables.POPULATION, tables.TARGETS):
        name = field_of(header, table.name)
        if name is not None:
            return next(column for column in table.columns if column.name == name)
    return None
