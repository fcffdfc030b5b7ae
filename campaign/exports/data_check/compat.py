"""What we need of openpyxl that it does not promise; `docs/upgrading.md` lists it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def existing_cells(sheet: Any) -> Iterable[Any]:
    """The cells that a sheet holds, in no order; the area they span may be the whole sheet."""
    cells: Iterable[Any] = sheet._cells.values()
    return cells
