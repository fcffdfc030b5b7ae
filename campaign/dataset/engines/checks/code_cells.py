"""The distinct cells of the columns of codes, and their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.dataset.engines.engine import Engine
from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.code_lists import CodeList


@dataclass(frozen=True)
class CodeCells:
    """The distinct cells of each column, and the codes by cell without the spaces around it."""

    cells: Mapping[str, list[str]]
    codes: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, cells: Mapping[str, list[str]], lists: Mapping[str, CodeList]) -> CodeCells:
        """Return the cells with their codes from the list of each column."""
        return cls(cells, {name: _find_codes(cells[name], lists[name]) for name in cells})

    @property
    def are_codes(self) -> bool:
        """True if every cell is empty or a code, ignoring the spaces that SQL removes."""
        return all(
            {cell.strip(" ") for cell in cells} <= {"", *self.codes[name]}
            for name, cells in self.cells.items()
        )

    @property
    def blanks(self) -> dict[str, dict[str, str]]:
        """{cell: ""} by column of cells without a visible character that are not empty for SQL."""
        stripped = {name: {cell.strip(" ") for cell in cells} for name, cells in self.cells.items()}
        return {
            name: {cell: "" for cell in sorted(cells) if cell and not tidy_text(cell)}
            for name, cells in stripped.items()
        }

    @property
    def plain(self) -> list[str]:
        """The columns in which every cell is a code exactly as written."""
        return [
            name
            for name, cells in self.cells.items()
            if all(self.codes[name].get(cell) == cell for cell in cells)
        ]


def read_distinct_cells(engine: Engine, name: str, most: int) -> list[str]:
    """Return at most `most` distinct cells of a column as written."""
    sql = f"SELECT DISTINCT coalesce({name}, '') AS cell FROM register LIMIT {most}"
    return [str(cell) for cell in engine.fetch(sql, {})["cell"]]


def _find_codes(cells: Iterable[str], code_list: CodeList) -> dict[str, str]:
    """Return {cell: code} of the cells that are codes, ignoring the spaces that SQL removes."""
    matches = {cell: code_list.match(cell) for cell in sorted({cell.strip(" ") for cell in cells})}
    return {cell: match.code for cell, match in matches.items() if match.exact and match.code}
