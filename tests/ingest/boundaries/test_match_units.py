"""Units are matched by the codes and names in a boundary file, but not by HASC or FIPS codes."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.boundaries.match_units import (
    UnitsToMatch,
    is_raions,
    label_features,
    match_units,
)
from tests.ingest.boundaries.boundary_files import P_CODE, places

CODES = list(P_CODE)
GADM = {
    "KG-B": "Batken",
    "KG-GB": "Biškek",
    "KG-C": "Chüy",
    "KG-J": "Jalal-Abad",
    "KG-N": "Naryn",
    "KG-O": "Osh",
    "KG-GO": "Osh (city)",
    "KG-T": "Talas",
    "KG-Y": "Ysyk-Köl",
}


def match(osh_city: list[str] | None = None, **columns: list[str]) -> tuple[str, pd.Series]:
    properties = pd.DataFrame(columns, index=pd.RangeIndex(1, len(CODES) + 1))
    city = pd.Series([code in (osh_city or []) for code in CODES], index=properties.index)
    return match_units(properties, city, UnitsToMatch.of(places()))


def in_order(table: dict[str, str]) -> list[str]:
    return [table[code] for code in CODES]


def names(column: str) -> list[str]:
    return list(places().table.loc[CODES, column])


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("iso_code", CODES),
        ("ISO_3166_2", CODES),
        ("ISO3166-2", [code.lower() for code in CODES]),
        ("shapeISO", [code.replace("-", "_") for code in CODES]),
        ("ISO_1", CODES),
        ("ISO", CODES),
        ("id", CODES),
        ("ADM1_PCODE", in_order(P_CODE)),
        ("admin1Pcode", [f"{code}000000000" for code in in_order(P_CODE)]),
        ("ADM1_EN", names("name_en")),
        ("ADM1_RU", names("name_ru")),
        ("ADM1_KY", names("name_ky")),
        ("admin1Name_en", names("name_en")),
        ("shapeName", [name.upper() for name in names("name_en")]),
        ("NAME_1", in_order(GADM)),
        ("Регион", names("name_ru")),
    ],
)
def test_units_are_matched_by_the_column_of_their_codes_or_names(
    column: str, cells: list[str]
) -> None:
    key, codes = match(["KG-GO"], **{"fid": [str(i) for i in range(9)], column: cells})
    assert key == column and list(codes) == CODES


def test_the_key_that_names_most_units_is_used() -> None:
    gaps = [code if code in ("KG-B", "KG-T") else "" for code in CODES]
    assert match(shapeISO=gaps, shapeName=names("name_en"))[0] == "shapeName"


def test_a_key_that_repeats_its_units_is_not_used() -> None:
    properties = pd.DataFrame({"iso_code": [*CODES, "KG-B"], "ADM1_PCODE": [*in_order(P_CODE), ""]})
    key, _ = match_units(
        properties, pd.Series(False, index=properties.index), UnitsToMatch.of(places())
    )
    assert key == "ADM1_PCODE"


@pytest.mark.parametrize(
    "column", ["code_hasc", "HASC_1", "fips", "FIPS_10_4", "capital", "centre"]
)
def test_misleading_columns_are_never_used(column: str) -> None:
    assert match(**{column: CODES})[0] == ""


def test_p_codes_are_matched_only_in_a_p_code_column() -> None:
    # Natural Earth's FIPS-like codes have the same form and mean other units.
    assert match(gn_code=in_order(P_CODE))[0] == ""
    assert match(ADM1_PCODE=["KG02205"] * 9)[0] == ""


@pytest.mark.parametrize("name", ["Osh", "Osch"])
def test_a_bare_osh_is_the_city_only_by_size_and_position(name: str) -> None:
    bare = in_order(GADM | {"KG-GO": name})
    assert list(match(["KG-GO"], NAME_1=bare)[1]) == CODES
    _, codes = match(None, NAME_1=bare)
    assert codes.tolist().count("KG-O") == 2


def test_an_unknown_area_has_no_code() -> None:
    cells = ["Sughd", *CODES[1:]]
    _, codes = match(iso_code=cells)
    assert list(codes) == ["", *CODES[1:]]


def test_raions_are_recognised_by_their_keys_or_names() -> None:
    twenty = [str(i) for i in range(20)]
    assert is_raions(pd.DataFrame({"ADM2_PCODE": twenty}))
    assert is_raions(pd.DataFrame({"NAME_2": twenty}))
    assert is_raions(pd.DataFrame({"shapeType": ["ADM2"] * 20, "shapeName": twenty}))
    assert is_raions(pd.DataFrame({"name": [f"Нуринский {i} район" for i in twenty]}))
    assert not is_raions(pd.DataFrame({"NAME_1": twenty}))
    assert not is_raions(pd.DataFrame({"ADM2_PCODE": twenty[:9]}))
    assert is_raions(pd.DataFrame({"shapeISO": [""] * 20, "shapeType": ["ADM2"] * 20}))
    assert is_raions(pd.DataFrame({"shapeName": ["Batken"], "shapeType": ["ADM2"]}))
    assert not is_raions(pd.DataFrame({"name": [""] * 20}))


def test_the_label_is_the_best_name() -> None:
    properties = pd.DataFrame({"id": ["1", "2"], "NAME_1": ["Sughd", ""], "note": ["", "x"]})
    assert label_features(properties).tolist()[0] == "Sughd"
