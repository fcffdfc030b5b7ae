"""Undocumented parts of openpyxl that this project uses; `docs/upgrading.md` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def existing_cells(sheet: Any) -> Iterable[Any]:
    """Return the cells that a sheet stores, in no particular order.

    The range that openpyxl iterates over may be the whole sheet.
    """
    cells: Iterable[Any] = sheet._cells.values()
    return cells
