"""Which feature of a boundary file is which unit, by codes where it has them, else by names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.domain.places import Places
from campaign.i18n.match_key import fold, plain
from campaign.ingest.parse.code_lists import CodeList, region_codes

P_CODES: Mapping[str, str] = {
    "02": "KG-Y",
    "03": "KG-J",
    "04": "KG-N",
    "05": "KG-B",
    "06": "KG-O",
    "07": "KG-T",
    "08": "KG-C",
    "11": "KG-GB",
    "21": "KG-GO",
}
"""The figures of a COD-AB P-code (KG02…) and the unit they stand for."""

PREFERRED = (
    "iso_code",
    "iso_3166_2",
    "iso3166-2",
    "shapeiso",
    "iso_1",
    "adm1_pcode",
    "admin1pcode",
    "iso",
    "id",
    "@id",
    "shapename",
    "adm1_en",
    "adm1_ru",
    "adm1_ky",
    "admin1name_en",
    "name_1",
    "gid_1",
)
"""Join keys seen in the wild, best first; other columns follow in the order of the file."""

# HASC gives Chui and Bishkek one code; FIPS codes look like P-codes and mean other units; a centre
# is a city that another unit is named after.
_NEVER = re.compile(r"hasc|fips|capital|cent(?:re|er)|geometry")
_P_CODE = re.compile(r"kg(\d\d)0*")
_SMALLER = re.compile(r"(?:adm|admin|name_|gid_|level_?)[23](?!\d)")
_DISTRICT = re.compile(r"\b(?:district|raion|rayon|район|району|районы|р-н)\b")
_GERMAN_OSH = "osch"
_EITHER_OSH = {"KG-O", "KG-GO"}
_RAIONS = 20


@dataclass(frozen=True)
class UnitsToMatch:
    """The units that are looked for: codes in their order, their spellings, area in km²."""

    codes: tuple[str, ...]
    names: CodeList
    areas: Mapping[str, float]

    @staticmethod
    def of(places: Places) -> UnitsToMatch:
        """The units of the campaign."""
        areas = places.table["area_km2"].dropna()
        return UnitsToMatch(
            tuple(places.codes),
            region_codes(places.table),
            {str(code): float(area) for code, area in areas.items()},
        )


@dataclass(frozen=True, eq=False)
class UnitMatches:
    """The column a file was joined by, and the code of each feature ("" for no unit of ours)."""

    key: str
    codes: pd.Series

    @property
    def units(self) -> set[str]:
        """The codes of the units that the file has."""
        return set(self.codes) - {""}


def match_units(words: pd.DataFrame, osh_city: pd.Series, units: UnitsToMatch) -> UnitMatches:
    """The features by the column that names most units, each as few times as possible.

    `words` are the text columns of a layer. `osh_city` is True for features that by size and place
    can only be the city: so a bare “Osh” is known to be the one or the other.
    """
    best = UnitMatches("", pd.Series("", index=words.index, dtype="object"))
    best_score = (0, 0)
    for column in sorted(map(str, words.columns), key=_preference):
        if _NEVER.search(column.lower()):
            continue
        codes = _codes(words[column], column, osh_city, units)
        met = codes[codes != ""]
        score = (met.nunique(), -len(met))
        if met.nunique() and score > best_score:
            best, best_score = UnitMatches(column, codes), score
    return best


def _preference(column: str) -> int:
    low = column.lower()
    return PREFERRED.index(low) if low in PREFERRED else len(PREFERRED)


def _codes(cells: pd.Series, column: str, osh_city: pd.Series, units: UnitsToMatch) -> pd.Series:
    p_coded = "pcode" in re.sub(r"[^a-z]", "", column.lower())
    by_cell = {cell: _code(str(cell), p_coded, units) for cell in cells.unique()}
    codes = cells.map(by_cell).astype("object")
    bare = cells.map(lambda cell: _is_bare_osh(str(cell), units.names))
    return codes.mask(bare & osh_city, "KG-GO").mask(bare & ~osh_city, "KG-O")


def _code(cell: str, p_coded: bool, units: UnitsToMatch) -> str:
    pcode = _P_CODE.fullmatch(fold(cell)) if p_coded else None
    if pcode:
        return P_CODES.get(pcode[1], "")
    return units.names.match(cell).code or ""


def _is_bare_osh(cell: str, names: CodeList) -> bool:
    """True for a name that may be the city or the oblast."""
    return set(names.match(cell).candidates) == _EITHER_OSH or plain(cell) == _GERMAN_OSH


def is_raions(words: pd.DataFrame) -> bool:
    """True for a layer of raions or smaller: many features, keyed or named as such."""
    if len(words) < _RAIONS:
        return False
    for column in map(str, words.columns):
        cells = words[column][words[column] != ""]
        if _SMALLER.search(column.lower()) and cells.nunique() >= _RAIONS:
            return True
        if column.lower() == "shapetype" and cells.isin(["ADM2", "ADM3"]).any():
            return True
        if cells.map(lambda cell: bool(_DISTRICT.search(str(cell).casefold()))).sum() >= _RAIONS:
            return True
    return False


def label_features(words: pd.DataFrame) -> pd.Series:
    """The word by which each feature is best known to the file's author; "" without one."""
    named = [c for c in sorted(map(str, words.columns), key=_preference) if _preference(c) < 99]
    named = [c for c in named if re.search("name|_en$|_ru$|_ky$", c.lower())] or named
    labels = pd.Series("", index=words.index, dtype="object")
    for column in named:
        labels = labels.where(labels != "", words[column])
    return labels.astype(str)
