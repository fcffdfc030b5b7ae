"""What we need of openpyxl beyond its documentation; `docs/upgrading.md` lists it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def existing_cells(sheet: Any) -> Iterable[Any]:
    """Return the cells that a sheet holds, in no order.

    The area they span may be the whole sheet.
    """
    cells: Iterable[Any] = sheet._cells.values()
    return cells
