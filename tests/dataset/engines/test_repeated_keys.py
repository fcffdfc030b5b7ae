"""A key in several rows rejects all of them, as in a file in memory."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.register import ingest_register
from tests.dataset.engines.registers import (
    open_files,
    random_cells,
    reference_of,
    write_csv,
    write_parquet,
)

UNIQUE = ("unique", "activity_id")


def cells_with(campaign: Campaign, *keys: str) -> pd.DataFrame:
    """An unsorted register without broken rules, with these keys in its last rows."""
    cells = random_cells(campaign, 1, rows=12, broken=False)
    cells.loc[12 - len(keys) :, "activity_id"] = keys
    return cells


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "spelling", ["{}", "{} ", " {}", "{}\u00a0", "{}\t", "{}\n", "\u200b{}", "2017-\u00ad{}"]
)
def test_keys_that_differ_in_spaces_or_invisible_characters_are_equal(
    campaign: Campaign, tmp_path: Path, spelling: str
) -> None:
    cells = cells_with(campaign)
    key = cells.loc[3, "activity_id"]
    tail = key.removeprefix("2017-") if spelling.startswith("2017") else key
    cells = cells_with(campaign, "2017-99998", spelling.format(tail))
    reference = reference_of(campaign)
    path = write_csv(cells, tmp_path / "a.csv")
    memory = ingest_register(path.read_bytes(), path.name, reference)
    assert memory.counts[UNIQUE] == 2
    for file in (path, write_parquet(cells, tmp_path / "a.parquet")):
        engine = open_files([file], reference)
        assert engine.register is not None and engine.counts[UNIQUE] == 2
        keys = engine.register.rows()["activity_id"]
        assert keys.tolist() == sorted(memory.frame["activity_id"])


def test_different_keys_with_such_characters_are_not_repeated(
    campaign: Campaign, tmp_path: Path
) -> None:
    cells = cells_with(campaign, "2017-99998\u200b", "2017-99999\t")
    engine = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert engine.rows == 12 and engine.rejected == 0


def test_keys_in_two_sorted_files_are_compared(campaign: Campaign, tmp_path: Path) -> None:
    cells = random_cells(campaign, 1, rows=12, broken=False)
    files = [write_parquet(cells, tmp_path / f"{name}.parquet") for name in "ab"]
    engine = open_files(files, reference_of(campaign))
    assert engine.rejected == 24 and engine.counts[UNIQUE] == 24


def test_sorted_keys_of_many_rows_are_compared_in_one_order(
    campaign: Campaign, tmp_path: Path
) -> None:
    # Several groups of rows, which an engine reads at the same time.
    path = tmp_path / "a.parquet"
    duckdb.sql(
        "COPY (SELECT format('2017-{:06d}', n - CAST(n >= 300_000 AS INTEGER)) AS activity_id, "
        "DATE '2017-08-01' AS date, 'KG-B' AS oblast, 'lecture' AS type, 5 AS reached "
        f"FROM range(400_000) AS numbers(n)) TO '{path}' (FORMAT parquet)"
    )
    assert open_files([path], reference_of(campaign)).counts[UNIQUE] == 2
