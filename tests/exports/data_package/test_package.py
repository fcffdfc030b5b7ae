"""The open data hold the values of the charts, a state for each missing value, and no free text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package, Schema
from frictionless import validate as validate_package

from campaign.analysis.data_table import FORMULA_STARTS
from campaign.analysis.indicators import INDICATORS
from campaign.charts.by_region import to_table
from campaign.domain.campaign import Campaign
from campaign.exports.data_package.contents import COUNTS, PUBLIC
from campaign.exports.data_package.package import (
    BOUNDARIES,
    DESCRIPTOR,
    PROFILE,
    data_package,
    data_package_zip,
)
from campaign.exports.data_package.tables import DIGITS
from campaign.i18n.translator import LANGUAGES
from campaign.schema.tables import ACTIVITIES
from tests.campaigns import REGIONS, with_edition, with_every_state
from tests.campaigns import view_of as new_view_of

TABLES = ("regions", "days", "types", "activities", "indicators", "published", "editions")
FREE_TEXTS = ("place", "title", "organiser", "partners", "note")
STATES = {"value", "zero", "not_reported", "no_activity"}
EMPTY_PERIOD = {"from": "2017-08-21", "to": "2017-08-22"}
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"oblast": "KG-T,KG-GB"},
    {"type": "lecture,live_tv", "from": "2017-09-01"},
    EMPTY_PERIOD,
)

every_state_of = lru_cache(maxsize=1)(with_every_state)
view_of = lru_cache(maxsize=16)(new_view_of)
package_of = lru_cache(maxsize=16)(data_package)
"""The files of a view, made once; no test changes them."""


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline=""), strict=True))


def records(files: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    return json.loads(files[f"{name}.json"])


def description(files: dict[str, bytes]) -> dict[str, Any]:
    return json.loads(files[DESCRIPTOR])


def with_activities(campaign: Campaign, **cells: object) -> Campaign:
    """The campaign whose first activity of 2017 has these cells."""
    activities = campaign.editions["2017"].activities
    assert activities is not None
    changed = activities.copy()
    for column, cell in cells.items():
        changed.loc[changed.index[0], column] = cell
    return with_edition(campaign, activities=changed)


# Numbers ----------------------------------------------------------------------------------------


@pytest.mark.sample(2)
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("every_state", (False, True))
def test_regions_hold_the_values_of_the_map(
    campaign: Campaign, every_state: bool, query: dict[str, str]
) -> None:
    chosen = every_state_of(campaign) if every_state else campaign
    package = rows(package_of(view_of(chosen, **query)), "regions")
    for code in INDICATORS:
        view = view_of(chosen, indicator=code, **query)
        table = {row["code"]: row for row in to_table(view).records}
        of_indicator = {row["iso_code"]: row for row in package if row["indicator"] == code}
        assert list(of_indicator) == list(view.selection.oblasts or REGIONS)
        for region, row in of_indicator.items():
            datum = table[region]
            assert row["state"] == datum["state"]
            if pd.isna(datum["value"]):
                assert row["value"] == ""
            else:
                assert float(row["value"]) == round(datum["value"], DIGITS)


@pytest.mark.parametrize("name", ("regions", "types"))
def test_a_ratio_is_its_numerator_divided_by_its_denominator(campaign: Campaign, name: str) -> None:
    files = package_of(view_of(every_state_of(campaign)))
    divided = [row for row in rows(files, name) if INDICATORS.get(row["indicator"])]
    assert {row["indicator"] for row in divided if row["denominator"]} == {
        code
        for code, i in INDICATORS.items()
        if i.denominator and (name, code) != ("types", "rate")
    }
    for row in divided:
        indicator = INDICATORS[row["indicator"]]
        assert not row["numerator"] or indicator.denominator
        if row["value"] and indicator.denominator:
            quotient = float(row["numerator"]) / float(row["denominator"]) * indicator.per
            assert float(row["value"]) == round(quotient, DIGITS)


@pytest.mark.sample(2)
@pytest.mark.parametrize("query", QUERIES)
def test_regions_days_types_and_activities_have_the_same_totals(
    campaign: Campaign, query: dict[str, str]
) -> None:
    files = package_of(view_of(campaign, **query))

    def total(name: str, column: str, indicator: str = "") -> float:
        cells = [r[column] for r in rows(files, name) if r.get("indicator", "") == indicator]
        return sum(float(cell) for cell in cells if cell)

    activities = len(rows(files, "activities"))
    assert bool(activities) == (query != EMPTY_PERIOD)
    assert total("regions", "value", "activities") == total("types", "value", "activities")
    assert total("days", "activities") == total("types", "value", "activities") == activities
    for code in ("reached", "materials", "media_audience"):
        indicator = "reach" if code == "reached" else code
        summed = total("activities", code)
        assert total("regions", "value", indicator) == summed
        assert total("types", "value", indicator) == summed
    assert total("days", "reached") == total("activities", "reached")


def test_json_holds_the_same_values_as_csv(campaign: Campaign) -> None:
    files = package_of(view_of(every_state_of(campaign)))
    for name in TABLES:
        plain = rows(files, name)
        typed = records(files, name)
        assert len(plain) == len(typed) > 0
        for row, record in zip(plain, typed, strict=True):
            assert list(row) == list(record)
            for key, cell in row.items():
                value = record[key]
                if isinstance(value, bool):
                    assert cell == str(value).lower()
                elif isinstance(value, (int, float)):
                    assert float(cell) == value
                else:
                    assert cell == (value or "")


# States -----------------------------------------------------------------------------------------


def test_a_missing_number_has_a_state_and_never_becomes_zero(campaign: Campaign) -> None:
    files = package_of(view_of(every_state_of(campaign)))
    seen = set()
    for name, value, state in (
        ("regions", "value", "state"),
        ("types", "value", "state"),
        ("days", "reached", "state"),
        *(("activities", count, f"{count}_state") for count in COUNTS),
    ):
        for row in rows(files, name):
            seen.add(row[state])
            expected = {"value": row[value] not in ("", "0"), "zero": row[value] == "0"}
            assert expected.get(row[state], row[value] == ""), (name, row)
    assert seen == STATES
    by_state = {
        row["iso_code"]: row["state"]
        for row in rows(files, "regions")
        if row["indicator"] == "reach"
    }
    assert (by_state["KG-C"], by_state["KG-B"]) == ("no_activity", "not_reported")
    assert by_state["KG-N"] == "zero"


def test_the_audience_of_an_activity_that_was_not_on_air_is_not_missing(campaign: Campaign) -> None:
    groups = campaign.types["group"]
    for row in rows(package_of(view_of(campaign)), "activities"):
        if row["media_audience"] == "":
            on_air = groups[row["type"]] == "media"
            assert row["media_audience_state"] == ("not_reported" if on_air else "no_activity")


# Personal data ----------------------------------------------------------------------------------


def test_only_listed_columns_of_the_register_are_exported(campaign: Campaign) -> None:
    declared = {column.name for column in ACTIVITIES.columns}
    states = {f"{count}_state" for count in COUNTS}
    (columns,) = {tuple(row) for row in rows(package_of(view_of(campaign)), "activities")}
    assert set(columns) == {"campaign_id", "row", "illustrative", *PUBLIC, *states}
    # A new column of the register is exported only after it is added to `PUBLIC`.
    assert declared - set(PUBLIC) == set(FREE_TEXTS)


def test_free_text_of_the_register_is_in_no_file(campaign: Campaign) -> None:
    columns = (*FREE_TEXTS, "type_as_written", "oblast_as_written")
    named = with_activities(campaign, **{column: f"Асанова {column}" for column in columns})
    for name, content in package_of(view_of(named)).items():
        assert re.findall(r"Асанова \w*", content.decode()) == [], name


def test_a_source_that_is_not_an_address_is_omitted(campaign: Campaign) -> None:
    source = "акт, подписан Асановой; https://kabar.kg/news/1"
    files = package_of(view_of(with_activities(campaign, source=source)))
    assert [row["source"] for row in rows(files, "activities")][:2] == [
        "https://kabar.kg/news/1",
        "",
    ]


def test_csv_escapes_formulas(campaign: Campaign) -> None:
    files = package_of(view_of(with_activities(campaign, district='=HYPERLINK("x")')))
    assert rows(files, "activities")[0]["district"] == '\'=HYPERLINK("x")'
    for name in TABLES:
        assert not [
            c for r in rows(files, name) for c in r.values() if c.startswith(FORMULA_STARTS)
        ]


def test_any_text_is_read_back_unchanged(campaign: Campaign) -> None:
    district = 'Ат-Башы "район";\nеки сап \\/ </b>'
    files = package_of(view_of(with_activities(campaign, district=district)))
    assert rows(files, "activities")[0]["district"] == district
    assert records(files, "activities")[0]["district"] == district


def test_an_uploaded_file_is_not_named_in_the_package_of_another_edition(
    campaign: Campaign,
) -> None:
    own = replace(campaign.editions["2017"], campaign_id="own-2017", own=True, source="mine.xlsx")
    both = replace(campaign, editions={**campaign.editions, "own-2017": own}, private=True)
    shipped = package_of(view_of(both))
    assert not [name for name, content in shipped.items() if b"mine.xlsx" in content]
    mine = package_of(view_of(both, edition="own-2017"))
    assert "own-2017" in {row["campaign_id"] for row in rows(mine, "editions")}


# The description --------------------------------------------------------------------------------


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "query", (*QUERIES, {"edition": "2018"}, {"edition": "2019"}), ids=lambda query: str(query)
)
def test_frictionless_accepts_the_package(
    campaign: Campaign, query: dict[str, str], tmp_path: Path
) -> None:
    view = view_of(every_state_of(campaign), "ky", **query)
    with zipfile.ZipFile(io.BytesIO(data_package_zip(view))) as packed:
        packed.extractall(tmp_path)
    report = validate_package(str(tmp_path / DESCRIPTOR))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])
    assert len(report.tasks) == len(description(package_of(view))["resources"])


def test_frictionless_sees_a_broken_package(campaign: Campaign, tmp_path: Path) -> None:
    files = package_of(view_of(campaign))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    damaged = files["regions.csv"].replace(b",value,", b",unknown,", 1)
    (tmp_path / "regions.csv").write_bytes(damaged)
    (report,) = [
        task
        for task in validate_package(str(tmp_path / DESCRIPTOR)).tasks
        if task.place == "regions.csv"
    ]
    assert not report.valid


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_and_every_field_is_described(campaign: Campaign, lang: str) -> None:
    files = package_of(view_of(campaign, lang))
    package = description(files)
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert {DESCRIPTOR, *resources} == set(files)
    for name in TABLES:
        fields = resources[f"{name}.csv"]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows(files, name)[0])
        assert all(field["description"] for field in fields)
        assert Schema.from_descriptor(resources[f"{name}.csv"]["schema"]).primary_key
    assert package["$schema"] == PROFILE
    assert Package.from_descriptor(package).name == "campaign-2017"
    for path, resource in resources.items():
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[path]).hexdigest()}"


def test_every_row_of_the_illustrative_register_says_so(campaign: Campaign) -> None:
    view = view_of(campaign)
    files = package_of(view)
    package = description(files)
    assert package["illustrative"] and view.disclaimer in package["description"]
    for name in ("regions", "days", "types", "activities"):
        assert {row["illustrative"] for row in rows(files, name)} == {"true"}
    marks = {row["campaign_id"]: row["illustrative"] for row in rows(files, "editions")}
    assert (marks["2017"], marks["2018"]) == ("true", "false")
    assert {row["illustrative"] for row in rows(files, "published")} == {"false"}
    assert {resource["path"] for resource in package["resources"] if resource["illustrative"]} == {
        f"{name}.{form}"
        for name in ("regions", "days", "types", "activities")
        for form in ("csv", "json")
    }


def test_a_real_register_is_not_illustrative_and_has_no_licence(campaign: Campaign) -> None:
    files = package_of(view_of(with_edition(campaign, status="register")))
    package = description(files)
    assert not package["illustrative"] and "licenses" not in package
    assert {row["illustrative"] for row in rows(files, "activities")} == {"false"}


def test_without_a_register_the_package_holds_published_figures(campaign: Campaign) -> None:
    files = package_of(view_of(campaign, edition="2018"))
    assert {name.split(".")[0] for name in files} == {
        "datapackage",
        "published",
        "editions",
        "regions",
    }
    assert "regions.csv" not in files and BOUNDARIES in files


def test_without_a_population_there_is_no_rate(campaign: Campaign) -> None:
    files = package_of(view_of(with_edition(campaign, population=None)))
    for name in ("regions", "indicators"):
        assert "rate" not in {row["indicator"] for row in rows(files, name)}


# Files ------------------------------------------------------------------------------------------


def test_boundaries_have_codes_and_names_in_three_languages(campaign: Campaign) -> None:
    collection = json.loads(package_of(view_of(campaign))[BOUNDARIES])
    assert [feature["id"] for feature in collection["features"]] == list(REGIONS)
    for feature in collection["features"]:
        code, properties = feature["id"], feature["properties"]
        for name in ("name_en", "name_ru", "name_ky", "short_ky"):
            assert properties[name] == campaign.places.table.loc[code, name]
        assert properties.get("schematic", False) == (code == "KG-GO")


def test_without_boundaries_there_is_no_boundary_file(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    files = package_of(view_of(bare))
    assert BOUNDARIES not in files
    assert BOUNDARIES not in {resource["path"] for resource in description(files)["resources"]}


@pytest.mark.long
def test_the_same_view_gives_the_same_bytes(campaign: Campaign) -> None:
    assert data_package_zip(view_of(campaign)) == data_package_zip(new_view_of(campaign))
    package = description(package_of(view_of(campaign)))
    assert package["version"] == campaign.fingerprint
    assert package["created"] == "2017-11-20T00:00:00Z"


def test_a_language_changes_only_the_description(campaign: Campaign) -> None:
    kyrgyz, russian = (package_of(view_of(campaign, lang)) for lang in ("ky", "ru"))
    assert {name for name in kyrgyz if kyrgyz[name] != russian[name]} == {DESCRIPTOR}


def test_tables_are_utf_8_without_a_byte_order_mark(campaign: Campaign) -> None:
    for name, content in package_of(view_of(campaign)).items():
        assert not content.startswith(b"\xef\xbb\xbf") and b"\r" not in content, name
