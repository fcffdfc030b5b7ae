"""Random registers with every state and every broken rule, in memory and in files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import RegisterSettings
from campaign.domain.campaign import Campaign
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.reference_data import ReferenceData
from campaign.schema import tables, validate
from campaign.schema.validate import CheckContext, CheckedTable

COLUMNS = [column.name for column in tables.ACTIVITIES.columns]
NUMBERS = [column.name for column in tables.ACTIVITIES.columns if column.kind == "whole"]
DAYS = [column.name for column in tables.ACTIVITIES.columns if column.kind == "date"]
REGIONS = ("KG-B", "KG-C", "KG-GB", "KG-GO", "KG-O", "KG", "KG-B;KG-O", "KG-C;KG-GB")
TEXTS = (
    *("", "Ош", "ош", "оШ", "Ысык-Көл; Нарын", "Ёлка", "елка", "Өзгөн", "Узген"),
    *("«Мектеп»", "a'b", "Éclair 2", "ща!", "ш а", "Straße", "100%", "中"),
)
LABEL = "data/2017/register.toml"


def reference_of(campaign: Campaign) -> ReferenceData:
    return campaign_reference(campaign, "2017")


def random_cells(campaign: Campaign, seed: int, rows: int = 120, *, broken: bool) -> pd.DataFrame:
    """Return the cells of a register, in the order of its keys; `broken` rows break rules."""
    draw = np.random.default_rng(seed)
    days = pd.date_range("2017-07-20", "2017-11-30").strftime("%Y-%m-%d")

    def numbers(top: int) -> pd.Series:
        words = draw.integers(0, top, rows).astype(str)
        return pd.Series(np.where(draw.random(rows) < 0.25, "", words))

    cells = pd.DataFrame({name: draw.choice(TEXTS, rows) for name in COLUMNS}, dtype="object")
    cells["activity_id"] = [f"2017-{n:05d}" for n in sorted(draw.choice(90_000, rows, False))]
    cells["date"] = draw.choice(days, rows)
    ends = pd.to_datetime(cells["date"]) + pd.to_timedelta(draw.integers(0, 40, rows), "D")
    cells["end_date"] = ends.dt.strftime("%Y-%m-%d").where(draw.random(rows) < 0.3, "")
    is_month = draw.random(rows) < 0.05
    cells.loc[is_month, ["date", "end_date"]] = ["2017-09-01", "2017-09-30"]
    cells["oblast"] = draw.choice(REGIONS, rows)
    cells["type"] = draw.choice(campaign.type_codes, rows)
    for name in NUMBERS:
        cells[name] = numbers(300)
    reached = pd.to_numeric(cells["reached"]).to_numpy()
    with np.errstate(invalid="ignore"):
        for name, share in (("women", 0.5), ("men", 0.4), ("youth", 1.0)):
            parts = np.floor(reached * share * draw.random(rows))
            is_given = ~np.isnan(parts) & (draw.random(rows) < 0.7)
            cells[name] = [
                str(int(n)) if given else "" for n, given in zip(parts, is_given, strict=True)
            ]
    cells["reached_by_oblast"] = ""
    is_shared = (
        (cells["oblast"] == "KG-B;KG-O") & (cells["reached"] != "") & (draw.random(rows) < 0.6)
    )
    cells.loc[is_shared, "reached_by_oblast"] = [
        f"KG-B={int(n) // 3}" + (f"; KG-O={int(n) // 2}" if int(n) % 2 else "")
        for n in cells.loc[is_shared, "reached"]
    ]
    cells["estimated"] = draw.choice(["", "reached", "women; reached"], rows)
    return _break(cells, draw) if broken else cells


def _break(cells: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Return the cells with one error of each rule, each in another row."""
    wrong = [
        *((name, value) for name in NUMBERS for value in ("-3", "1.5", "x", "9999999999", "0.0")),
        *(("reached", "8000000"), ("women", "8000000"), ("materials", "8000000")),
        *((name, value) for name in DAYS for value in ("2017-02-30", "1.8.2017", "2017/07/01")),
        *(("date", ""), ("end_date", "2016-01-01"), ("date", "1999-12-31")),
        *((name, value) for name in ("oblast", "type") for value in ("", "KG-X", "лекция ✓")),
        *(("reached_by_oblast", "x"), ("reached_by_oblast", "KG-B=99999"), ("oblast", "KG-Y")),
    ]
    rows = draw.choice(len(cells), len(wrong), replace=False)
    for row, (name, value) in zip(rows, wrong, strict=True):
        cells.loc[row, name] = value
    far = [
        *((name, value) for name in DAYS for value in ("9999-12-31", "2917-08-01", "0017-08-01")),
        *((name, value) for name in DAYS for value in ("1989-12-31", "2051-01-01")),
        *(("end_date", "2018-12-31"), ("date", "1990-01-01"), ("end_date", "2050-12-31")),
    ]
    others = cells.index.difference(rows)[: len(far)]
    for row, (name, value) in zip(others, far, strict=True):
        cells.loc[row, name] = value
    cells.loc[rows[0], "activity_id"] = cells.loc[rows[1], "activity_id"]
    return cells.sort_values("activity_id", kind="stable", ignore_index=True)


def check_cells(cells: pd.DataFrame, reference: ReferenceData) -> CheckedTable:
    """Return the register, checked as a file in memory."""
    codes = {
        name: {code.casefold(): code for code in [*reference.codes[name].all_codes, *extra]}
        for name, extra in (("oblast", REGIONS), ("type", ()))
    }
    most = {name: reference.most(name) for name in NUMBERS}
    return validate.check_table(
        cells.astype("str"), tables.ACTIVITIES, LABEL, CheckContext(codes, most=most)
    )


def open_files(files: Sequence[Path], reference: ReferenceData) -> OpenRegister:
    """Return the register in DuckDB."""
    return open_register(settings_of(files), LABEL, reference)


def settings_of(files: Sequence[Path]) -> RegisterSettings:
    """Return settings with the path of the first file and the list of all."""
    return RegisterSettings("duckdb", str(files[0]), tuple(files))


def write_csv(cells: pd.DataFrame, path: Path) -> Path:
    cells.to_csv(path, index=False)
    return path


def write_parquet(cells: pd.DataFrame, path: Path) -> Path:
    """Write the accepted cells with types; in every second row empty texts are NULL."""
    typed = cells.copy()
    for name in (name for name in NUMBERS if name in cells):
        typed[name] = pd.to_numeric(cells[name]).astype("Int64")
    for name in (name for name in DAYS if name in cells):
        typed[name] = pd.to_datetime(cells[name].mask(cells[name] == "")).dt.date
    for name in set(cells) - {*NUMBERS, *DAYS}:
        is_missing = (cells[name] == "") & (cells.index % 2 == 0)
        typed[name] = cells[name].mask(is_missing, None).astype("object")
    typed.to_parquet(path, index=False)
    return path
