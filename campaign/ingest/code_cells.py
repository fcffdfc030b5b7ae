"""The cells of a column of codes: names matched, answers used, and questions about all others."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.cell_formats import CellFormats
from campaign.ingest.corrections import log_cells
from campaign.ingest.options import EXCLUDE, LONGEST_CELL
from campaign.ingest.parse import code_lists
from campaign.ingest.questions import ask_once
from campaign.ingest.report import Question
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog, join_logs
from campaign.ingest.told_regions import answered_by_place, told_regions
from campaign.schema.columns import Column
from campaign.schema.issues import Issue
from campaign.schema.region_codes import OTHER_REGION


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
    questions = ask_once(
        of,
        cells[is_open],
        match_key.plain,
        lambda spelling: code_lists.possible_codes(spelling, code_list),
    )
    questions = tuple(
        replace(question, ambiguous=bool(code_list.match(question.spelling).candidates))
        for question in questions
    )
    if told is not None:
        open_codes = told[told.index.isin(cells.index[is_open])]
        questions = tuple(_with_told(question, cells, open_codes) for question in questions)
    issues = tuple(
        _ambiguous_code_issue(sheet, column, int(row), str(cells[row]))
        for row in cells.index[matches.ambiguous & ~is_by_place]
    )
    is_answered = matches.answered & ~is_by_place
    is_elsewhere = is_answered & (codes == OTHER_REGION) & (of == "oblast")
    logs = [
        log_cells(sheet, rule, column.name, mask, cells, codes, code_list)
        for rule, mask in (
            ("spelling", matches.rewritten),
            ("answered", is_answered & ~is_elsewhere),
            ("without_region", is_elsewhere),
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


def _ambiguous_code_issue(sheet: Sheet, column: Column, row: int, spelling: str) -> Issue:
    code_list = sheet.reference.codes[str(column.of)]
    codes = code_lists.possible_codes(spelling, code_list)
    params = {"value": spelling[:LONGEST_CELL], **code_list.message_params("offers", codes)}
    return Issue(sheet.file, f"ambiguous_{column.of}", row, column.name, params=params)
