"""The codes of the cells of a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.parse.code_lists import CodeList, CodeMatch


@dataclass(frozen=True, eq=False)
class ColumnMatches:
    """The `CodeMatch` of each cell of a column.

    `codes` has the code of each cell, None if it has no code. The masks do not overlap:
    `is_unknown` and `is_ambiguous` cells have no code, `is_answered` cells have the code of the
    owner's answer, `is_rewritten` cells have another spelling than their code. An empty cell is in
    no mask.
    """

    codes: pd.Series
    is_unknown: pd.Series
    is_ambiguous: pd.Series
    is_answered: pd.Series
    is_rewritten: pd.Series


def match_column(
    cells: pd.Series, code_list: CodeList, answers: Mapping[str, str] | None = None
) -> ColumnMatches:
    """Return the match of each cell; `answers` ({spelling: code}) are those of the file's owner.

    An answer has priority over the list, except for a cell that is a code itself; an answer that is
    not a code of the list is ignored. `is_answered` is True for cells whose answer differs from the
    list.
    """
    codes_by_key = {
        plain(spelling): code
        for spelling, code in (answers or {}).items()
        if code_list.match(code).exact
    }

    list_matches = {cell: code_list.match(cell) for cell in cells.unique()}
    answers_by_cell = {
        cell: codes_by_key[plain(cell)]
        for cell, match in list_matches.items()
        if not match.exact and plain(cell) in codes_by_key
    }
    matches = {
        cell: CodeMatch(answers_by_cell[cell]) if cell in answers_by_cell else match
        for cell, match in list_matches.items()
    }
    answered_cells = {
        cell for cell, code in answers_by_cell.items() if list_matches[cell].code != code
    }

    def mask(condition: Callable[[str, CodeMatch], bool]) -> pd.Series:
        return map_cells(cells, lambda cell: condition(cell, matches[cell]), bool)

    return ColumnMatches(
        map_cells(cells, lambda cell: matches[cell].code),
        mask(lambda cell, m: m.code is None and not m.candidates and tidy_text(cell) != ""),
        mask(lambda _, m: m.code is None and m.candidates != ()),
        mask(lambda cell, _: cell in answered_cells),
        mask(lambda cell, m: m.code is not None and not m.exact and cell not in answered_cells),
    )
