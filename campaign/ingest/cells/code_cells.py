"""The cells of a column of codes: names matched, answers used, and questions about all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cells.automatic_corrections import log_rows
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.place_regions import choose_place_regions, find_place_regions
from campaign.ingest.options import EXCLUDE, LONGEST_CELL
from campaign.ingest.parse import code_columns, code_suggestions
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.questions import ask_once
from campaign.ingest.report import Question
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog, join_logs
from campaign.schema.columns import Column
from campaign.schema.issues import Issue
from campaign.schema.region_codes import OTHER_REGION


def match_code_cells(
    cells: pd.Series, column: Column, sheet: Sheet, formats: CellFormats
) -> tuple[pd.Series, StepLog]:
    """Return codes; an ambiguous or unknown spelling stays, with a question to the owner."""
    of = str(column.of)
    code_list = sheet.reference.codes[of]
    cells_before = cells
    cells, is_mixed = match_key.unmix(cells)
    letter_log = log_rows(
        sheet,
        "letters",
        column.name,
        is_mixed,
        lambda row: {
            "value": str(cells[row])[:LONGEST_CELL],
            "written": str(cells_before[row])[:LONGEST_CELL],
        },
    )
    answers = sheet.requested.answers_about(of)
    matches = code_columns.match_column(cells, code_list, answers)
    regions = find_place_regions(cells, of, sheet)
    by_place = choose_place_regions(regions, cells, sheet)
    is_by_place = pd.Series(cells.index.isin(by_place.index), index=cells.index)
    codes = matches.codes.astype("object")
    codes[by_place.index] = by_place
    excluded_keys = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
    is_excluded = match_key.map_cells(
        cells, lambda cell: match_key.plain(cell) in excluded_keys, bool
    )
    is_open = (matches.is_ambiguous | matches.is_unknown) & ~is_excluded & ~is_by_place
    issues = tuple(
        _ambiguous_code_issue(sheet, column, int(row), str(cells[row]))
        for row in cells.index[matches.is_ambiguous & ~is_by_place]
    )
    is_combined = matches.is_unknown & match_key.map_cells(cells, code_list.combines_country, bool)
    issues += tuple(
        Issue(
            sheet.file,
            "country_and_region",
            int(row),
            column.name,
            {"value": str(cells[row])[:LONGEST_CELL]},
        )
        for row in cells.index[is_combined & ~is_excluded]
    )
    questions = _ask_codes(of, cells[is_open], code_list, regions)
    is_answered = matches.is_answered & ~is_by_place
    is_elsewhere = is_answered & (codes == OTHER_REGION) & (of == "oblast")

    def code_params(row: int) -> dict[str, str]:
        names = code_list.message_params("read", str(codes[row]))
        return {"value": str(cells[row])[:LONGEST_CELL], **names}

    logs = [
        log_rows(sheet, rule, column.name, mask, code_params)
        for rule, mask in (
            ("spelling", matches.is_rewritten),
            ("answered", is_answered & ~is_elsewhere),
            ("without_region", is_elsewhere),
            ("answered_by_place", is_by_place),
        )
    ]
    values = cells.where(codes.isna(), codes)
    return values, join_logs((letter_log, *logs, StepLog(issues=issues, questions=questions)))


def _ask_codes(
    of: str, cells: pd.Series, code_list: CodeList, regions: pd.Series
) -> tuple[Question, ...]:
    """Return the questions about open cells; `regions` are those of `find_place_regions`."""
    keys = match_key.map_cells(cells, match_key.plain)
    regions = regions[regions.index.isin(cells.index)]
    counts = Counter(zip(keys[regions.index], regions, strict=True))

    def complete(question: Question) -> Question:
        of_offers = ((code, counts[question.folded, code]) for code in question.offers)
        return replace(
            question,
            ambiguous=bool(code_list.match(question.spelling).candidates),
            place_regions=tuple((code, count) for code, count in of_offers if count),
        )

    def offers_of(spelling: str) -> tuple[str, ...]:
        return code_suggestions.possible_codes(spelling, code_list)

    return tuple(map(complete, ask_once(of, cells, match_key.plain, offers_of)))


def _ambiguous_code_issue(sheet: Sheet, column: Column, row: int, spelling: str) -> Issue:
    code_list = sheet.reference.codes[str(column.of)]
    codes = code_suggestions.possible_codes(spelling, code_list)
    params = {
        "value": spelling[:LONGEST_CELL],
        "name": code_list.unclear_part(spelling)[:LONGEST_CELL],
        **code_list.offers(codes),
    }
    return Issue(sheet.file, f"ambiguous_{column.of}", row, column.name, params=params)
