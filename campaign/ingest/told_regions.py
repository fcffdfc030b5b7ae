"""Regions with a bare name of two, such as «Ош», told apart by the district or place of the row."""

from __future__ import annotations

import re

import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.options import BY_PLACE
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.sheet import Sheet
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "place_words")
_DISTRICT_WORDS = frozenset(_WORDS.words("district_words")) | frozenset(_WORDS.words("city_words"))
_DISTRICTS = {
    plain(name): code for code, names in _WORDS.section("districts").items() for name in names
}
_BETWEEN = re.compile(r"[,;()/]")


def told_regions(cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return the codes of the cells with several candidates that their row tells, by row.

    A row of which neither district nor place tells one candidate, or both tell different ones, is
    left out. `cells` are of the column `oblast`.
    """
    columns = [name for name in ("district", "place") if name in sheet.positions]
    code_list = sheet.reference.codes["oblast"]
    candidates = {cell: code_list.match(str(cell)).candidates for cell in cells.unique()}
    if not columns or not any(candidates.values()):
        return pd.Series(dtype="object")
    codes: dict[int, str] = {}
    for row, cell in cells[cells.map(lambda cell: len(candidates[cell]) > 0)].items():
        told = set[str]()
        for name in columns:
            words = str(sheet.raw.cells.at[row, sheet.positions[name]])
            told |= _codes_in(words, name, code_list).intersection(candidates[cell])
        if len(told) == 1:
            codes[int(str(row))] = told.pop()
    return pd.Series(codes, dtype="object")


def answered_by_place(cells: pd.Series, told: pd.Series, sheet: Sheet) -> pd.Series:
    """Return those of the `told` codes that the owner of the file lets the row decide."""
    answered = sheet.requested.answers_about(BY_PLACE)
    if not answered:
        return told.iloc[:0]
    return told[[plain(str(cell)) in answered for cell in cells[told.index]]]


def _codes_in(words: str, column: str, code_list: CodeList) -> set[str]:
    """Return the regions that a district or place names: «г. Ош», «Ош облусу, Өзгөн»."""
    codes = {CodeList.match(code_list, part).code for part in _BETWEEN.split(words) if part.strip()}
    if column == "district":
        name = " ".join(word for word in plain(words).split() if word not in _DISTRICT_WORDS)
        codes.add(_DISTRICTS.get(name))
    return {code for code in codes if code is not None}
