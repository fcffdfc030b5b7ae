"""The unit of each feature of a boundary file, by codes if the file has them, else by names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.domain.places import Places
from campaign.i18n.match_key import fold, plain
from campaign.ingest.values.codes import CodeList, region_codes

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
"""{the two digits of a COD-AB P-code (KG02…): code of the unit}."""

PREFERRED_KEYS = (
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
"""Join keys of well-known boundary files, best first; other columns follow in file order."""

# HASC has one code for Chui and Bishkek; FIPS codes look like P-codes and mean other units; the
# centre of an oblast may be a city that is a unit itself.
_MISLEADING = re.compile(r"hasc|fips|capital|cent(?:re|er)|geometry")
_P_CODE = re.compile(r"kg(\d\d)0*")
_LOWER_LEVEL = re.compile(r"(?:adm|admin|name_|gid_|level_?)[23](?!\d)")
_DISTRICT = re.compile(r"\b(?:district|raion|rayon|район|району|районы|р-н)\b")
_GERMAN_OSH = "osch"
_EITHER_OSH = "KG-O or KG-GO"
_FEWEST_RAIONS = 20


@dataclass(frozen=True)
class UnitsToMatch:
    """The units to find in a file: codes in order, spellings by code, areas in km² by code."""

    codes: tuple[str, ...]
    names: CodeList
    areas: Mapping[str, float]

    @staticmethod
    def of(places: Places) -> UnitsToMatch:
        """Return the units of the campaign."""
        areas = places.table["area_km2"].dropna()
        return UnitsToMatch(
            tuple(places.codes),
            region_codes(places.table),
            {str(code): float(area) for code, area in areas.items()},
        )


def match_units(
    properties: pd.DataFrame, osh_city: pd.Series, units: UnitsToMatch
) -> tuple[str, pd.Series]:
    """Return the column that names the most units, and the code of each feature by it.

    Of several such columns, the one that names each unit least often is used; it is "" if no column
    names a unit, as is the code of a feature that is no unit. `properties` are the text columns of
    a layer. `osh_city` is True for features whose size and position fit only the city; it decides
    whether a bare “Osh” is the city or the oblast.
    """
    best = "", pd.Series("", index=properties.index, dtype="object")
    best_score = (0, 0)
    for column in _by_preference(properties):
        if _MISLEADING.search(column.lower()):
            continue
        has_p_codes = "pcode" in re.sub(r"[^a-z]", "", column.lower())
        cells = properties[column]
        codes = cells.map({c: _match_cell(c, has_p_codes, units) for c in cells.unique()})
        codes = codes.mask((codes == _EITHER_OSH) & osh_city, "KG-GO").replace(_EITHER_OSH, "KG-O")
        matches = codes[codes != ""]
        score = (matches.nunique(), -len(matches))
        if matches.nunique() and score > best_score:
            best, best_score = (column, codes.astype("object")), score
    return best


def _by_preference(properties: pd.DataFrame) -> list[str]:
    order = {key: place for place, key in enumerate(PREFERRED_KEYS)}
    return sorted(map(str, properties), key=lambda column: order.get(column.lower(), len(order)))


def _match_cell(cell: str, has_p_codes: bool, units: UnitsToMatch) -> str:
    """Return the code of the unit, `_EITHER_OSH` for the name of both, "" for any other text."""
    p_code = _P_CODE.fullmatch(fold(cell)) if has_p_codes else None
    if p_code:
        return P_CODES.get(p_code[1], "")
    match = units.names.match(cell)
    if set(match.candidates) == {"KG-O", "KG-GO"} or plain(cell) == _GERMAN_OSH:
        return _EITHER_OSH
    return match.code or ""


def is_raions(properties: pd.DataFrame) -> bool:
    """Return True for a layer of raions or smaller units, by its names or its many features."""
    for column, texts in properties.items():
        name, cells = str(column).lower(), [str(cell) for cell in texts if cell != ""]
        districts = sum(bool(_DISTRICT.search(cell.casefold())) for cell in cells)
        different = len(set(cells)) if _LOWER_LEVEL.search(name) else 0
        if max(districts, different) >= _FEWEST_RAIONS:
            return True
        if name == "shapetype" and not {"ADM2", "ADM3"}.isdisjoint(cells):
            return True
    return False


def label_features(properties: pd.DataFrame) -> pd.Series:
    """Return the best name of each feature in its file; "" without one."""
    columns = _by_preference(properties)
    columns = [c for c in columns if re.search("name|_en$|_ru$|_ky$", c.lower())] or columns
    labels = pd.Series("", index=properties.index, dtype="object")
    for column in columns:
        labels = labels.where(labels != "", properties[column])
    return labels
