"""The cells of a column of codes: their codes by name or by answer, and questions about others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cells.automatic_corrections import log_rows
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.place_regions import choose_place_regions, find_place_regions
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.replies import EXCLUDE
from campaign.ingest.report import Question, StepLog, ask_once, join_logs
from campaign.ingest.sheet import Sheet
from campaign.ingest.values.codes import CodeList, ColumnMatches, match_column, possible_codes
from campaign.schema.issues import Issue
from campaign.schema.region_codes import OTHER_REGION
from campaign.schema.tables import Column


@dataclass(frozen=True)
class _Codes:
    """The cells of a column and their codes; all series and masks have the index of `cells`.

    `codes` is None for a cell without a code. `is_by_place` cells have the code of the region that
    the district or place of their row names, `is_excluded` cells have the answer `EXCLUDE`.
    """

    cells: pd.Series
    codes: pd.Series
    matches: ColumnMatches
    is_by_place: pd.Series
    is_excluded: pd.Series

    @property
    def is_open(self) -> pd.Series:
        """True for each cell that the owner of the file is asked about."""
        has_no_code = self.matches.is_ambiguous | self.matches.is_unknown
        return has_no_code & ~self.is_excluded & ~self.is_by_place


def match_code_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return codes; an ambiguous or unknown spelling is unchanged, with a question to the owner."""
    code_list_name = str(column.code_list)
    code_list = sheet.reference.codes[code_list_name]
    cells, letter_log = _unmix_letters(cells, column, sheet)
    regions = find_place_regions(cells, code_list_name, sheet)
    codes = _find_codes(cells, code_list_name, regions, sheet)
    questions = _ask_codes(code_list_name, cells[codes.is_open], code_list, regions)
    question_log = StepLog(issues=_code_issues(codes, column, sheet), questions=questions)
    log = join_logs((letter_log, *_log_codes(codes, column, sheet), question_log))
    return cells.where(codes.codes.isna(), codes.codes), log


def _unmix_letters(cells: pd.Series, column: Column, sheet: Sheet) -> tuple[pd.Series, StepLog]:
    """Return the cells with every word in one script, and a correction for each changed cell."""
    unmixed, is_mixed = match_key.unmix(cells)
    log = log_rows(
        sheet,
        "letters",
        column.name,
        is_mixed,
        lambda row: {
            "value": str(unmixed[row])[:LONGEST_CELL],
            "written": str(cells[row])[:LONGEST_CELL],
        },
    )
    return unmixed, log


def _find_codes(cells: pd.Series, code_list_name: str, regions: pd.Series, sheet: Sheet) -> _Codes:
    """Return the codes of the cells; `regions` are the result of `find_place_regions`."""
    answers = sheet.replies.of(code_list_name)
    matches = match_column(cells, sheet.reference.codes[code_list_name], answers)
    by_place = choose_place_regions(regions, cells, sheet)
    codes = matches.codes.astype("object")
    codes[by_place.index] = by_place
    excluded_keys = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
    return _Codes(
        cells,
        codes,
        matches,
        is_by_place=pd.Series(cells.index.isin(by_place.index), index=cells.index),
        is_excluded=match_key.map_cells(
            cells, lambda cell: match_key.plain(cell) in excluded_keys, bool
        ),
    )


def _code_issues(codes: _Codes, column: Column, sheet: Sheet) -> tuple[Issue, ...]:
    """Return an issue for each ambiguous cell, then for each that combines country and region."""
    cells, matches = codes.cells, codes.matches
    combines_country = sheet.reference.codes[str(column.code_list)].combines_country
    is_combined = matches.is_unknown & match_key.map_cells(cells, combines_country, bool)
    return (
        *(
            _ambiguous_code_issue(sheet, column, int(row), str(cells[row]))
            for row in cells.index[matches.is_ambiguous & ~codes.is_by_place]
        ),
        *(
            Issue(
                sheet.file,
                "country_and_region",
                int(row),
                column.name,
                {"value": str(cells[row])[:LONGEST_CELL]},
            )
            for row in cells.index[is_combined & ~codes.is_excluded]
        ),
    )


def _log_codes(codes: _Codes, column: Column, sheet: Sheet) -> list[StepLog]:
    """Return the corrections of cells whose spelling differs from their code, by rule."""
    code_list = sheet.reference.codes[str(column.code_list)]
    is_answered = codes.matches.is_answered & ~codes.is_by_place
    is_elsewhere = is_answered & (codes.codes == OTHER_REGION) & (column.code_list == "oblast")

    def code_params(row: int) -> dict[str, str]:
        names = code_list.message_params("read", str(codes.codes[row]))
        return {"value": str(codes.cells[row])[:LONGEST_CELL], **names}

    masks = {
        "spelling": codes.matches.is_rewritten,
        "answered": is_answered & ~is_elsewhere,
        "without_region": is_elsewhere,
        "answered_by_place": codes.is_by_place,
    }
    return [log_rows(sheet, rule, column.name, mask, code_params) for rule, mask in masks.items()]


def _ask_codes(
    code_list_name: str, cells: pd.Series, code_list: CodeList, regions: pd.Series
) -> tuple[Question, ...]:
    """Return the questions about these cells; `regions` are the result of `find_place_regions`."""
    keys = match_key.map_cells(cells, match_key.plain)
    regions = regions[regions.index.isin(cells.index)]
    counts = Counter(zip(keys[regions.index], regions, strict=True))

    def add_matches(question: Question) -> Question:
        offer_counts = ((code, counts[question.folded, code]) for code in question.offers)
        return replace(
            question,
            ambiguous=bool(code_list.match(question.spelling).candidates),
            place_regions=tuple((code, count) for code, count in offer_counts if count),
        )

    def offers(spelling: str) -> tuple[str, ...]:
        return possible_codes(spelling, code_list)

    return tuple(map(add_matches, ask_once(code_list_name, cells, match_key.plain, offers)))


def _ambiguous_code_issue(sheet: Sheet, column: Column, row: int, spelling: str) -> Issue:
    code_list = sheet.reference.codes[str(column.code_list)]
    codes = possible_codes(spelling, code_list)
    params = {
        "value": spelling[:LONGEST_CELL],
        "name": code_list.unclear_part(spelling)[:LONGEST_CELL],
        **code_list.offers(codes),
    }
    return Issue(sheet.file, f"ambiguous_{column.code_list}", row, column.name, params=params)
