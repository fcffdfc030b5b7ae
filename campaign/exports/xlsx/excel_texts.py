"""Words as Excel allows them: names of sheets, characters and lengths of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The child process that marks workbooks does without it.
    import pandas as pd

LONGEST_NAME, LONGEST_CELL = 31, 32_767
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""What Excel allows for the title and the words of a validation message."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = str.maketrans(dict.fromkeys([*"[]:*?/\\", *map(chr, range(32))], " "))


def sheet_name(words: str, others: Iterable[str] = ()) -> str:
    """Return the words as a name that Excel allows for a sheet: short, without its signs, unique.

    A sheet whose words are all signs has its number as name.
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
    """Return the words with a � for each character that no part of a workbook may hold."""
    return _ILLEGAL.sub("\ufffd", words)


def clip_text(words: str, longest: int) -> str:
    """Return the words, cut with an ellipsis where they are longer than Excel allows."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def fit_cell(words: str) -> str:
    """Return the words as a cell may hold them: without illegal characters, and clipped."""
    return clip_text(replace_illegal(words), LONGEST_CELL)


def fit_cells(cells: pd.Series) -> pd.Series:
    """Return a column of words as cells may hold them: without illegal characters, and clipped."""
    odd = {
        words: fit_cell(words)
        for words in cells.unique()
        if len(words) > LONGEST_CELL or _ILLEGAL.search(words)
    }
    return cells.replace(odd) if odd else cells
