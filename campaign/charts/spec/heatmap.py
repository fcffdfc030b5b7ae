"""Cells of types by regions."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.charts.spec.datum import Datum, LegendKey, NumberFormat


@dataclass(frozen=True)
class Heading:
    """A row or a column of a grid: its code, its name, whether it is selected.

    `second_name` is the name in a second language, "" without one or if it is the same.
    """

    code: str
    name: str
    selected: bool = False
    second_name: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a grid, at its row and column counted from 0."""

    row: int
    column: int
    datum: Datum


@dataclass(frozen=True)
class Heatmap:
    """Cells of types by regions in reading order; a pair without a cell had no activity.

    `headings` are the header of the types and the name of the values in the cells. `nothing` is the
    message if there are no cells.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    nothing: str
