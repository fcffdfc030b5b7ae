"""Figures as people write them, read as numbers."""

from __future__ import annotations

import math
import re
import unicodedata

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "number_words")
NOT_REPORTED = _WORDS.words("not_reported")
"""What says that nobody gave the figure."""
_NO_FIGURE = frozenset(plain(words) for words in NOT_REPORTED)
_DASHES = re.compile(r"[-‐-―−]+|\.{2,}|…+")
_UNITS = re.compile(rf"(?<=\d)\s?(?:{_WORDS.pattern('units')})\.?$", re.IGNORECASE)
# Longer cells are sentences; 15 figures, their spaces and a unit are far shorter.
_LONGEST = 40
_LONGEST_WORDS = 24
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ '’‘`ʼ´]\d{3})+(?=[.,]|$)")
_DECIMALS = re.compile(r"\d+|\d+[.,]\d+")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_GROUPS = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}|(?:\.\d{3}){2,})")
_GROUPS_AND_DECIMALS = re.compile(r"(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+)")


def guess_decimal(columns: list[pd.Series]) -> str:
    """The decimal sign of these columns, "." or ",".

    Evidence is a cell in which a sign can only be the one or the other: `12,5`, `1234,567`,
    `0,125` and `1.234,5` for the comma, `1,234,567` for the point. The greater number decides,
    the comma where both are equal. Where the only cells with a sign are such as `1,234`, which
    may be 1234 or a little over one, the answer is the sign that stands in them, so that
    `parse_numbers` leaves them unreadable instead of guessing. Without any sign: "." .
    """
    evidence = {".": 0, ",": 0}
    unclear = {".": 0, ",": 0}
    for cells in columns:
        for cell in cells.unique():
            figures = _figures(str(cell))
            if _ONE_GROUP.fullmatch(figures):
                unclear["," if "," in figures else "."] += 1
            elif _GROUPS.fullmatch(figures):
                evidence["." if "," in figures else ","] += 1
            elif _GROUPS_AND_DECIMALS.fullmatch(figures):
                evidence["." if figures.rfind(".") > figures.rfind(",") else ","] += 1
            elif _DECIMALS.fullmatch(figures) and not figures.isdigit():
                evidence["," if "," in figures else "."] += 1
    for counted in (evidence, unclear):
        if any(counted.values()):
            return "." if counted["."] > counted[","] else ","
    return "."


def parse_numbers(
    cells: pd.Series, decimal: str, typed: bool | pd.Series
) -> tuple[pd.Series, pd.Series]:
    """The numbers (float64) and the mask of cells that were read though not in plain figures.

    NaN stands for an empty cell, for one that says the figure was not given (`NOT_REPORTED`: in
    the mask) and for an unreadable one (filled, NaN, not in the mask). Thousands may be set
    apart by spaces or apostrophes, units such as «чел.» may follow. `decimal` is taken for
    certain, since `guess_decimal` gives a sign only on evidence, or its owner chose it: the
    other sign in `1.234` then sets thousands apart. A single group of three behind the decimal
    sign itself stays unreadable: 1,234 persons is no count, and 1234 would be a guess. Signs
    that can be read one way only (`12,0`, `1,234,567`) need no `decimal`. `typed` says that the
    point is always the decimal sign, as in a workbook's own numbers: of all cells, or of those
    where a mask is True, since a workbook holds figures typed as text too. Approximate figures
    («более 100», "~50", "50-60"), shares, formulas and yes or no are unreadable.
    """
    whole = typed if isinstance(typed, bool) else False
    read = map_cells(cells, lambda cell: _number(cell, decimal, whole), "float64")
    if not isinstance(typed, bool) and typed.any():
        stored = map_cells(cells[typed], lambda cell: _number(cell, decimal, True), "float64")
        read = read.mask(typed, stored)
    plainly = map_cells(cells, lambda cell: _PLAIN.fullmatch(tidy_text(cell)) is not None, bool)
    absent = map_cells(cells, not_reported, bool)
    return read, (read.notna() & ~plainly) | absent


def not_reported(cell: str) -> bool:
    """True where the cell says in words or by a dash that the figure was not given."""
    if not cell or len(cell) > _LONGEST_WORDS:
        return False
    written = tidy_text(cell)
    if not written or written[0].isdigit():
        return False
    return _DASHES.fullmatch(written) is not None or plain(written) in _NO_FIGURE


def _figures(cell: str) -> str:
    """The cell without units and thousands' spaces, its digits and minus in their usual form."""
    written = tidy_text(cell)
    if not written.isascii():
        written = _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), written)
        written = written.replace("−", "-")
    written = _UNITS.sub("", written).strip()
    spaced = _SPACED.match(written.lstrip("+-"))
    if spaced:
        written = written.replace(spaced[0], re.sub(r"\D", "", spaced[0]), 1)
    return written


def _number(cell: str, decimal: str, typed: bool) -> float:
    if not cell or len(cell) > _LONGEST:
        return math.nan
    figures = _figures(cell)
    sign = -1.0 if figures.startswith("-") else 1.0
    figures = figures[1:] if figures[:1] in ("-", "+") else figures
    if figures.isascii() and figures.isdigit():
        return sign * float(figures)
    if _ONE_GROUP.fullmatch(figures):
        mark = "," if "," in figures else "."
        if typed and mark == ".":
            return sign * float(figures)
        return math.nan if mark == decimal else sign * float(figures.replace(mark, ""))
    if _GROUPS.fullmatch(figures) and not (typed and "." in figures):
        return sign * float(re.sub("[.,]", "", figures))
    if _GROUPS_AND_DECIMALS.fullmatch(figures):
        thousands = "," if figures.rfind(".") > figures.rfind(",") else "."
        return sign * float(figures.replace(thousands, "").replace(",", "."))
    if _DECIMALS.fullmatch(figures):
        return sign * float(figures.replace(",", "."))
    return math.nan
