"""The cells of a declared column parsed by its kind: dates, numbers, codes and choices.

A parser takes the tidied cells of a column and returns them as the rules of the table expect them:
days as 2017-07-31, plain numbers, codes. A cell that it cannot parse stays as it is written, so
that the issue can show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cell_formats import CellFormats
from campaign.ingest.corrections import log_cells
from campaign.ingest.options import EXCLUDE, LONGEST_CELL, NOT_REPORTED
from campaign.ingest.parse import code_lists, dates, estimates, numbers
from campaign.ingest.parse.share_cells import read_shares
from campaign.ingest.report import Question
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog, join_logs
from campaign.ingest.told_regions import answered_by_place, told_regions
from campaign.schema import validate
from campaign.schema.columns import Column, Kind
from campaign.schema.issues import Issue

Parser = Callable[
    [pd.Series, Column, Sheet, CellFormats],
    tuple[pd.Series, StepLog],
]


@dataclass(frozen=True, eq=False)
class ParsedColumns:
    """Declared columns by name: `values` are parsed, `cells` only tidied."""

    values: Mapping[str, pd.Series]
    cells: Mapping[str, pd.Series]


def parse_columns(
    entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> tuple[ParsedColumns, StepLog]:
    """Parse every declared column that the sheet has; `entries` have positions as columns."""
    values: dict[str, pd.Series] = {}
    tidied: dict[str, pd.Series] = {}
    logs: list[StepLog] = []
    for column in sheet.columns:
        cells, log = tidy_cells(entries[sheet.positions[column.name]], column, sheet)
        tidied[column.name] = cells
        logs.append(log)
        values[column.name], log = _parser_of(column)(cells, column, sheet, formats)
        logs.append(log)
    return ParsedColumns(values, tidied), join_logs(logs)


def tidy_cells(cells: pd.Series, column: Column, sheet: Sheet) -> tuple[pd.Series, StepLog]:
    """Return the cells without stray spaces."""
    tidied, is_corrected = match_key.tidy(cells)
    return tidied, log_cells(sheet, "spaces", column.name, is_corrected, cells, tidied)


def parse_date_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return days as 2017-07-31; in a column of periods a bare year stays."""
    years = cells.str.fullmatch(r"\d{4}") & (column.kind == "period")
    days, rewritten = dates.parse_dates(cells, formats.date_order, sheet.raw.from_1904)
    values = days.dt.strftime("%Y-%m-%d")
    log = log_cells(sheet, "date_rewritten", column.name, rewritten & ~years, cells, values)
    return cells.where(days.isna() | years, values), log


def parse_number_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return plain numbers: "" for a word such as «н/д», `validate.UNPARSED` before other text.

    An estimate such as «около 50» is never a number by itself: the owner is asked.
    """
    stored = sheet.stored_fractions(column.name, cells)
    parsed, rewritten = numbers.parse_numbers(cells, formats.decimal, stored)
    values = parsed.map(_plain_number)
    not_reported = rewritten & parsed.isna()
    is_unparsed = parsed.isna() & ~not_reported & (cells != "")
    answered, answers, estimate_log = _answer_estimates(cells[is_unparsed], column, sheet)
    log = join_logs(
        (
            log_cells(
                sheet, "number_rewritten", column.name, rewritten & parsed.notna(), cells, values
            ),
            log_cells(sheet, "not_reported_word", column.name, not_reported, cells),
            estimate_log,
        )
    )
    values = cells.where(parsed.isna() & ~not_reported, values)
    values = values.mask(is_unparsed, validate.UNPARSED + cells)
    values[answered] = answers
    return values, log


def _answer_estimates(
    cells: pd.Series, column: Column, sheet: Sheet
) -> tuple[pd.Index, pd.Series, StepLog]:
    """Return the rows whose estimate has an answer, their values, and questions for the others."""
    if column.kind != "whole" or cells.empty:
        return cells.index[:0], cells[:0], StepLog()
    answers = sheet.requested.estimates_of(column.name)
    keys = match_key.map_cells(cells, estimates.estimate_key)
    numbers_of = {str(cell): estimates.estimated_numbers(str(cell)) for cell in cells.unique()}
    is_asked = match_key.map_cells(cells, lambda cell: bool(numbers_of[cell]), bool)
    is_answered = is_asked & match_key.map_cells(keys, lambda key: key in answers, bool)
    answered = cells[is_answered]
    values = keys[is_answered].map(answers).astype("str")
    open_cells = cells[is_asked & ~is_answered]
    issues = [
        Issue(sheet.file, "estimated_number", row, column.name, {"value": cell[:LONGEST_CELL]})
        for row, cell in zip(open_cells.index.tolist(), open_cells.tolist(), strict=True)
    ]
    is_number = values != NOT_REPORTED
    log = join_logs(
        (
            log_cells(sheet, "estimate", column.name, is_number, answered, values),
            log_cells(sheet, "estimate_not_reported", column.name, ~is_number, answered),
            StepLog(
                tuple(issues),
                questions=_questions(
                    column.name,
                    open_cells,
                    estimates.estimate_key,
                    lambda cell: tuple(map(str, numbers_of[cell])),
                ),
            ),
        )
    )
    return answered.index, values, log


def _questions(
    of: str,
    cells: pd.Series,
    key_of: Callable[[str], str],
    offers_of: Callable[[str], tuple[str, ...]],
) -> tuple[Question, ...]:
    """Return one question for all spellings with one key, the most frequent first."""
    spellings: dict[str, str] = {}
    rows: Counter[str] = Counter()
    for spelling, count in cells[cells != ""].value_counts().items():
        key = key_of(str(spelling))
        spellings.setdefault(key, str(spelling))
        rows[key] += int(count)
    return tuple(
        Question(of, spellings[key], key, offers_of(spellings[key]), count)
        for key, count in rows.most_common(validate.MOST_ISSUES)
    )


def match_code_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return codes; an ambiguous or unknown spelling stays, with a question to the owner."""
    of = str(column.of)
    code_list = sheet.reference.codes[of]
    written = cells
    cells, is_mixed = match_key.unmix(cells)
    letter_log = log_cells(sheet, "letters", column.name, is_mixed, cells, written=written)
    answers = sheet.requested.answers_about(of)
    matches = code_lists.match_column(cells, code_list, answers)
    told = told_regions(cells, sheet) if of == "oblast" else None
    by_place = cells.iloc[:0] if told is None else answered_by_place(cells, told, sheet)
    is_by_place = pd.Series(cells.index.isin(by_place.index), index=cells.index)
    codes = matches.codes.astype("object")
    codes[by_place.index] = by_place
    excluded_keys = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
    is_excluded = match_key.map_cells(
        cells, lambda cell: match_key.plain(cell) in excluded_keys, bool
    )
    is_open = (matches.ambiguous | matches.unknown) & ~is_excluded & ~is_by_place
    questions = _questions(
        of,
        cells[is_open],
        match_key.plain,
        lambda spelling: code_lists.possible_codes(spelling, code_list),
    )
    if told is not None:
        open_codes = told[told.index.isin(cells.index[is_open])]
        questions = tuple(_with_told(question, cells, open_codes) for question in questions)
    issues = tuple(
        _ambiguous_code_issue(sheet, column, int(row), str(cells[row]))
        for row in cells.index[matches.ambiguous & ~is_by_place]
    )
    logs = [
        log_cells(sheet, rule, column.name, mask, cells, codes, code_list)
        for rule, mask in (
            ("spelling", matches.rewritten),
            ("answered", matches.answered & ~is_by_place),
            ("answered_by_place", is_by_place),
        )
    ]
    values = cells.where(codes.isna(), codes)
    return values, join_logs((letter_log, *logs, StepLog(issues=issues, questions=questions)))


def _with_told(question: Question, cells: pd.Series, told: pd.Series) -> Question:
    """Return the question with the regions that its rows tell."""
    keys = match_key.map_cells(cells[told.index], match_key.plain)
    counts = told[(keys == question.folded).to_numpy()].value_counts()
    in_order = [code for code in question.offers if code in counts.index]
    return replace(question, told=tuple((code, int(counts[code])) for code in in_order))


def lower_choice_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return the words of a list of choices in small letters."""
    return cells.str.lower(), StepLog()


def keep_text_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return text as it is."""
    return cells, StepLog()


def read_share_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return people by region as `reached_shares.join_shares` writes them.

    `validate.UNPARSED` stands before any other text, also before shares of a region that is not in
    the list.
    """
    code_list = sheet.reference.codes["oblast"]
    shares = match_key.map_cells(cells, lambda cell: read_shares(cell, code_list) or "")
    shares = shares.astype("str")
    log = log_cells(
        sheet, "spelling", column.name, (shares != "") & (shares != cells), cells, shares
    )
    values = shares.where((shares != "") | (cells == ""), validate.UNPARSED + cells)
    return values, log


_BY_KIND: Mapping[Kind, Parser] = {
    "shares": read_share_cells,
    "date": parse_date_cells,
    "period": parse_date_cells,
    "whole": parse_number_cells,
    "number": parse_number_cells,
}


def _parser_of(column: Column) -> Parser:
    if column.kind in _BY_KIND:
        return _BY_KIND[column.kind]
    if column.of:
        return match_code_cells
    return lower_choice_cells if column.choices else keep_text_cells


def _ambiguous_code_issue(sheet: Sheet, column: Column, row: int, spelling: str) -> Issue:
    code_list = sheet.reference.codes[str(column.of)]
    codes = code_lists.possible_codes(spelling, code_list)
    params = {"value": spelling[:LONGEST_CELL], **code_list.message_params("offers", codes)}
    return Issue(sheet.file, f"ambiguous_{column.of}", row, column.name, params=params)


def _plain_number(value: float) -> str:
    """Return a number in plain digits; "" for a missing one."""
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))
