"""Facts about all cells of files shorten statements and never change an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from campaign.dataset.engines.open_register import OpenRegister
from campaign.domain.campaign import Campaign
from campaign.domain.duplicates import find_likely
from campaign.domain.frame_register import FrameRegister
from campaign.schema.tables import MOST_WHOLE
from tests.dataset.engines.live_engine import LiveEngine
from tests.dataset.engines.registers import (
    check_cells,
    open_files,
    random_cells,
    reference_of,
    write_csv,
    write_parquet,
)
from tests.dataset.engines.test_equality import END, START, assert_checks_equal, assert_frames_equal

TODAY = date(2017, 11, 15)


def bounded_cells(campaign: Campaign) -> pd.DataFrame:
    """Activities of two regions on one day, with a value in every cell of attendance."""
    cells = random_cells(campaign, 4, rows=30, broken=False)
    cells["date"], cells["reached_by_oblast"] = "2017-08-01", ""
    cells["end_date"] = ["2017-08-02", *[""] * (len(cells) - 1)]
    cells["oblast"] = "KG-B"
    cells.loc[7, "oblast"] = "KG-N"
    cells["reached"] = cells["reached"].replace("", "7")
    return cells


@pytest.fixture(scope="module")
def bounded_register(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> OpenRegister:
    """The register of `bounded_cells` without changes."""
    path = write_parquet(bounded_cells(campaign), tmp_path_factory.mktemp("bounds") / "a.parquet")
    return open_files([path], replace(reference_of(campaign), today=TODAY))


def equal_texts(campaign: Campaign) -> pd.DataFrame:
    """Activities without numbers and with «Ош» in every empty text."""
    cells = random_cells(campaign, 4, rows=30, broken=False).replace("", "Ош")
    cells["reached_by_oblast"] = cells["estimated"] = ""
    for name in ("reached", "women", "men", "youth", "materials", "media_audience"):
        cells[name] = ""
    cells["end_date"] = cells["date"]
    return cells


@pytest.fixture(scope="module")
def tidy_register(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> OpenRegister:
    """The register of `equal_texts`, without spaces around texts."""
    path = write_parquet(equal_texts(campaign), tmp_path_factory.mktemp("texts") / "a.parquet")
    return open_files([path], reference_of(campaign))


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reached", "-1"),
        ("women", str(MOST_WHOLE + 1)),
        ("youth", "7000000"),
        ("materials", "-2"),
        ("media_audience", "80000000"),
        ("end_date", "2017-07-01"),
        ("date", "2017-11-16"),
        ("date", "1989-12-31"),
        ("date", "2017-07-30"),
        ("reached", "2000000"),
        # More than the population of this region, but not of the other.
        ("reached", "500000"),
        ("women", "300"),
    ],
)
def test_a_value_beyond_a_bound_is_counted_in_a_typed_file(
    campaign: Campaign, bounded_register: OpenRegister, tmp_path: Path, column: str, value: str
) -> None:
    reference = replace(reference_of(campaign), today=TODAY)
    cells = bounded_cells(campaign)
    cells.loc[7, column] = value
    engine = open_files([write_parquet(cells, tmp_path / "b.parquet")], reference)
    assert_checks_equal(check_cells(cells, reference), engine, reference)
    assert engine.counts != bounded_register.counts


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("column", "day"),
    [("date", "10009-01-01"), ("end_date", "2917-08-01"), ("date", "0044-03-15 (BC)")],
)
def test_a_date_far_outside_of_all_campaigns_is_rejected(
    campaign: Campaign, tmp_path: Path, column: str, day: str
) -> None:
    cells = random_cells(campaign, 4, rows=30, broken=False)
    cells.loc[7, "end_date"] = ""
    file, stray = write_parquet(cells, tmp_path / "a.parquet"), tmp_path / "b.parquet"
    key = str(cells.loc[7, "activity_id"])
    duckdb.sql(
        f"COPY (SELECT * REPLACE (CASE activity_id WHEN '{key}' "
        f"THEN DATE '{day}' ELSE {column} END AS {column}) FROM '{file}') TO '{stray}'"
    )
    engine = open_files([stray], reference_of(campaign))
    assert engine.register is not None and len(engine.register.rows()) == 29
    assert engine.rejected == engine.counts["date", column] == 1
    assert not [rule for rule, _ in engine.counts if rule in ("required", "implausible_date")]
    live = LiveEngine(cells, tmp_path)
    live.connection.execute(
        f"UPDATE register SET {column} = DATE '{day}' WHERE activity_id = '{key}'"
    )
    opened = live.open(reference_of(campaign))
    assert opened.register is not None and opened.counts == engine.counts
    assert_frames_equal(opened.register.rows(), engine.register.rows())


@pytest.mark.sample(1)
@pytest.mark.parametrize("column", ["activity_id", "title", "district", "oblast", "type"])
def test_spaces_around_one_text_of_a_typed_file_do_not_count(
    campaign: Campaign, tidy_register: OpenRegister, tmp_path: Path, column: str
) -> None:
    reference, tidy = reference_of(campaign), tidy_register
    cells = equal_texts(campaign)
    cells.loc[9, column] = " " + str(cells.loc[9, column]) + " "
    spaced = open_files([write_parquet(cells, tmp_path / "b.parquet")], reference)
    assert tidy.register is not None and spaced.register is not None
    assert_frames_equal(tidy.register.rows(), spaced.register.rows())
    assert tidy.counts == spaced.counts and spaced.rejected == 0


@pytest.mark.parametrize("write", [write_csv, write_parquet], ids=["csv", "parquet"])
def test_shares_of_a_row_are_no_error_of_its_twin(
    campaign: Campaign, tmp_path: Path, write: Callable[[pd.DataFrame, Path], Path]
) -> None:
    reference = reference_of(campaign)
    cells = random_cells(campaign, 4, rows=30, broken=False)
    cells["reached_by_oblast"] = ""
    cells.loc[[3, 4], "activity_id"] = "2017-3"
    cells.loc[[3, 4], "reached"] = ["5", "50"]
    cells.loc[[3, 4], "oblast"] = "KG-B;KG-O"
    cells.loc[[3, 4], "reached_by_oblast"] = "KG-B=10"
    for name in ("women", "men", "youth"):
        cells[name] = ""
    engine = open_files([write(cells, tmp_path / f"a.{write.__name__[6:]}")], reference)
    assert engine.counts["shares_exceed_reached", "reached_by_oblast"] == 1


@pytest.mark.sample(2)
@pytest.mark.parametrize("seed", range(4))
def test_possible_duplicates_are_counted_as_in_memory(
    campaign: Campaign, tmp_path: Path, seed: int
) -> None:
    reference = reference_of(campaign)
    cells = random_cells(campaign, seed, rows=200, broken=False)
    cells["date"], cells["reached_by_oblast"] = "2017-08-01", ""
    cells["end_date"] = ["2017-08-02", *[""] * (len(cells) - 1)]
    cells["oblast"] = cells["oblast"].replace({"KG-B;KG-O": "KG-B", "KG-C;KG-GB": "KG-C"})
    cells["type"] = cells["type"].where(cells["type"] < "m", "lecture").replace("tv", "lecture")
    # Duplicates by place, by title if the place is empty, and by attendance if both are empty.
    cells["district"] = ""
    cells["place"] = cells["place"].where(cells.index % 2 == 0, "" if seed else "Ош")
    cells["title"] = cells["title"].where(cells.index % 3 == 0, "" if seed > 1 else "Ош")
    cells["reached"] = cells["reached"].where(cells["reached"] == "", "5")
    for name in ("women", "men", "youth"):
        cells[name] = ""
    memory = check_cells(cells, reference)
    likely = find_likely(memory.frame)
    engine = open_files([write_parquet(cells, tmp_path / "a.parquet")], reference)
    assert engine.register is not None and memory.rejected == 0
    assert engine.register.likely_duplicates == len(likely) > 20


def test_empty_columns_do_not_change_the_answers(campaign: Campaign, tmp_path: Path) -> None:
    reference = reference_of(campaign)
    cells = random_cells(campaign, 8, rows=60, broken=False)
    for name in ("end_date", "men", "media_audience"):
        cells[name] = ""
    engine = open_files([write_csv(cells, tmp_path / "a.csv")], reference).register
    frame = check_cells(cells, reference).frame
    # In a file without end dates their time unit differs.
    memory = FrameRegister(frame.astype({"end_date": "datetime64[us]"}))
    assert engine is not None
    assert_frames_equal(memory.totals(), engine.totals())
    assert_frames_equal(memory.spans().sort_values(["oblast", "date"]), engine.spans())
    assert_frames_equal(memory.rows(), engine.rows())


def test_a_register_without_attendance_has_no_usual_attendance(
    campaign: Campaign, tmp_path: Path
) -> None:
    reference = reference_of(campaign)
    cells = random_cells(campaign, 2, rows=20, broken=False)
    for name in ("reached", "women", "men", "youth", "reached_by_oblast"):
        cells[name] = ""
    engine = open_files([write_parquet(cells, tmp_path / "a.parquet")], reference).register
    memory = FrameRegister(check_cells(cells, reference).frame)
    assert engine is not None
    one, other = (register.usual_attendance(START, END) for register in (memory, engine))
    assert len(one.by_type) == len(other.by_type) == 0
    assert pd.isna(one.median) and pd.isna(other.median) and pd.isna(other.maximum)
