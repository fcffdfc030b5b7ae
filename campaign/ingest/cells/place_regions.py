"""The region of a row by its district or place; «Ош» may be the oblast or the city."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.replies import BY_PLACE, PLACE_REGION
from campaign.ingest.report import StepLog
from campaign.ingest.sheet import Sheet
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.regions import DISTRICTS, district_name
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.issues import Issue

_WORDS = load_vocabulary("values", "place_words")
_CITY_WORDS = frozenset(_WORDS.words("city_words"))
_BETWEEN = re.compile(r"[,;()/]")


def find_place_regions(cells: pd.Series, subject: str, sheet: Sheet) -> pd.Series:
    """Return, by row, the candidate of an ambiguous region that its district or place names.

    Rows are omitted if neither names a candidate, or if both name different candidates. The result
    is empty for every list of codes other than `oblast`.
    """
    fields = place_fields(sheet)
    regions: dict[int, str] = {}
    if subject == "oblast" and fields:
        code_list = sheet.reference.codes[subject]
        candidates = {cell: code_list.match(str(cell)).candidates for cell in cells.unique()}
        open_cells = cells[cells.isin([cell for cell, codes in candidates.items() if codes])]
        codes_in = cache(lambda words, name: _codes_in(words, name, code_list))
        places = sheet.raw.cells.loc[open_cells.index, [sheet.positions[name] for name in fields]]
        for row, cell, words in zip(
            open_cells.index, open_cells, places.to_numpy(dtype=object), strict=True
        ):
            codes = set[str]().union(*map(codes_in, words, fields)).intersection(candidates[cell])
            if len(codes) == 1:
                regions[int(row)] = codes.pop()
    return pd.Series(regions, dtype="object")


def find_named_regions(entries: pd.DataFrame, sheet: Sheet) -> pd.Series:
    """Return the region that the district or place of each row names, else the text of the cell.

    `entries` have positions as columns. If the two name different regions, the region of the place
    is used. A row without exactly one region has the text of its place, or of its district if the
    place is empty; the owner of the file is asked about it.
    """
    codes_in = cache(lambda words, name: _codes_in(words, name, sheet.reference.codes["oblast"]))
    fields = place_fields(sheet)
    cells = entries[[sheet.positions[name] for name in fields]].to_numpy(dtype=object)
    regions = []
    for words in cells:
        codes = frozenset[str]().union(*map(codes_in, words, fields))
        if len(codes) > 1:
            codes = codes_in(words[-1], fields[-1])
        last_words = next((cell for cell in reversed(words) if tidy_text(cell)), "")
        regions.append(next(iter(codes)) if len(codes) == 1 else last_words)
    return pd.Series(regions, index=entries.index, dtype="str")


def warn_differing_regions(entries: pd.DataFrame, sheet: Sheet) -> StepLog:
    """Return a warning for each row whose district and place are in different regions.

    There are warnings only if the regions are those of the places (`PLACE_REGION`); such a row has
    the region of its place. `entries` have positions as columns.
    """
    fields = place_fields(sheet)
    if sheet.file_values.get("oblast") != PLACE_REGION or len(fields) < 2:
        return StepLog()
    codes_in = cache(lambda words, name: _codes_in(words, name, sheet.reference.codes["oblast"]))
    cells = entries[[sheet.positions[name] for name in fields]]
    issues = []
    for row, (district, place) in zip(cells.index, cells.to_numpy(dtype=object), strict=True):
        codes = codes_in(district, "district"), codes_in(place, "place")
        if all(codes) and codes[0].isdisjoint(codes[1]):
            words = {"district": district, "place": place}
            params = {name: tidy_text(cell)[:LONGEST_CELL] for name, cell in words.items()}
            issues.append(Issue(sheet.file, "place_differs", int(row), "place", params))
    return StepLog(tuple(issues))


def count_named_regions(entries: pd.DataFrame, sheet: Sheet) -> int:
    """Return the number of rows whose district or place names exactly one region."""
    regions = find_named_regions(entries, sheet)
    return int(regions.isin(list(sheet.reference.codes["oblast"].all_codes)).sum())


def place_fields(sheet: Sheet) -> list[str]:
    """Return the columns of district and place that the sheet has, in this order."""
    return [name for name in ("district", "place") if name in sheet.positions]


def choose_place_regions(regions: pd.Series, cells: pd.Series, sheet: Sheet) -> pd.Series:
    """Return the part of `regions` (from `find_place_regions`) that the owner's answers select."""
    answers = sheet.replies.of(BY_PLACE)
    if not answers:
        return regions.iloc[:0]
    return regions[[plain(str(cell)) in answers for cell in cells[regions.index]]]


def _codes_in(words: str, column: str, code_list: CodeList) -> frozenset[str]:
    """Return the codes of the regions that a text names: «г. Ош», «Ош облусу, Өзгөн».

    A district names its region too, but a city («г. Москва») is not the district of that name.
    """
    codes = {CodeList.match(code_list, part).code for part in _BETWEEN.split(words) if part.strip()}
    key = plain(words)
    if column == "district" and _CITY_WORDS.isdisjoint(key.split()):
        codes.add(DISTRICTS.get(district_name(key)))
    return frozenset(code for code in codes if code is not None)
