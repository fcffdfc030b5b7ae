"""Texts within the limits of Excel: names of sheets, characters and lengths of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The child process that marks workbooks does not import pandas.
    import pandas as pd

LONGEST_NAME, LONGEST_CELL = 31, 32_767
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""The most characters that Excel allows in the title and in the text of a validation message."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = str.maketrans(dict.fromkeys([*"[]:*?/\\", *map(chr, range(32))], " "))


def sheet_name(words: str, others: Iterable[str] = ()) -> str:
    """Return a name that Excel allows for a sheet: short, without forbidden characters, unique.

    If all characters are forbidden, the name is the number of the sheet.
    """
    used = {name.casefold() for name in others}
    plain = " ".join(words.translate(_FORBIDDEN).split()).strip("' ") or str(len(used) + 1)
    name = plain[:LONGEST_NAME].rstrip("' ")
    number = 2
    while name.casefold() in used:
        ending = f" ({number})"
        name = plain[: LONGEST_NAME - len(ending)].rstrip("' ") + ending
        number += 1
    return name


def replace_illegal(words: str) -> str:
    """Return the text with a � for each character that is not allowed in a workbook."""
    return _ILLEGAL.sub("\ufffd", words)


def clip_text(words: str, longest: int) -> str:
    """Return the text; if it has more than `longest` characters, cut and with an ellipsis."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def fit_cell(words: str) -> str:
    """Return a text that Excel allows in a cell: illegal characters replaced, and clipped."""
    return clip_text(replace_illegal(words), LONGEST_CELL)


def fit_cells(cells: pd.Series) -> pd.Series:
    """Return a column of texts that Excel allows in cells: illegal characters replaced, clipped."""
    odd = {
        words: fit_cell(words)
        for words in cells.unique()
        if len(words) > LONGEST_CELL or _ILLEGAL.search(words)
    }
    return cells.replace(odd) if odd else cells
