"""Labour migrants abroad and people reached, for the regions whose number of migrants is known."""

from __future__ import annotations

import pandas as pd

from campaign.schema.region_codes import COUNTRY


def migrants_by_region(migrants: pd.DataFrame | None, coverage: pd.DataFrame) -> pd.DataFrame:
    """Return one row per region with a number in the latest year, most migrants first.

    `migrants` has the columns of `tables.LABOUR_MIGRANTS`, None for no rows; `coverage` has the
    columns of `coverage.coverage`. The result has the columns of `coverage`, and `migrants`,
    `year`, `source`, and `migrant_share`, the share of the country's number in that year (of 1; NaN
    if the country's number is not known).
    """
    if migrants is None:
        names = ("migrants", "year", "source", "migrant_share")
        return coverage.iloc[:0].assign(**dict.fromkeys(names, pd.Series(dtype="float64")))
    latest = migrants[migrants["date"] == migrants["date"].max()]
    by_code = latest.drop_duplicates("oblast", keep="last").set_index("oblast")
    codes = [code for code in coverage.index if code in by_code.index]
    rows = coverage.loc[codes].copy()
    rows["migrants"] = by_code["migrants"].reindex(codes).astype("float64")
    rows["year"] = by_code["date"].dt.year.reindex(codes)
    rows["source"] = by_code["source"].reindex(codes)
    total = float(by_code["migrants"].get(COUNTRY, float("nan")))
    rows["migrant_share"] = rows["migrants"] / total
    return rows.sort_values("migrants", ascending=False, kind="stable")
