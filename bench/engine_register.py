"""The register for measuring engines: invented with fixed numbers, or the shipped one."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.subject import ROOT
from campaign.dataset.engines.convert import convert_to_parquet
from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine

SHIPPED = 77
REGIONS = ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")
MAKE = """
COPY (
    SELECT format('2017-{{:09d}}', i) AS activity_id, DATE '2017-07-31' + n(i, 0, 113) AS date,
        CAST(NULL AS DATE) AS end_date, {regions}[1 + n(i, 1, {region_count})] AS oblast,
        'Район ' || n(i, 2, 40) AS district, 'Айыл ' || n(i, 3, 400) AS place,
        {types}[1 + n(i, 4, {type_count})] AS type, 'Иш-чара ' || n(i, 5, 5000) AS title,
        'Уюм ' || n(i, 6, 300) AS organiser, reached, CAST(reached * 0.5 AS INTEGER) AS women,
        CAST(reached * 0.4 AS INTEGER) AS men, CAST(reached * 0.7 AS INTEGER) AS youth
    FROM (
        SELECT i, CASE WHEN n(i, 7, 20) > 0 THEN n(i, 8, 400) END AS reached
        FROM range({rows}) AS numbers(i)
    )
) TO '{path}' (FORMAT parquet)
"""


def make_register(rows: int, path: Path) -> Path:
    """Write an invented register as Parquet; for 77 rows, the shipped one."""
    if rows == SHIPPED:
        source = ROOT / "data" / "2017" / "activities.csv"
        convert_to_parquet(source, path, source.name, lambda share: None)
        return path
    codes = ("lecture", "training", "conference", "round_table")
    rows_file = path.with_name("rows.parquet")
    sql = MAKE.format(
        rows=rows,
        path=rows_file,
        regions=list(REGIONS),
        region_count=len(REGIONS),
        types=list(codes),
        type_count=len(codes),
    )
    duckdb.sql("CREATE OR REPLACE MACRO n(i, salt, top) AS CAST(hash(i, salt) % top AS INTEGER)")
    duckdb.sql(sql)
    # The same form as that of a converted file.
    engine = DuckDBEngine([rows_file])
    engine.copy("SELECT * FROM register", path, lambda share: None)
    rows_file.unlink()
    return path
