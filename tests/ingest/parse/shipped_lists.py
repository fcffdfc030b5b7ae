"""The shipped lists of regions and types, as tables and as code lists."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from campaign.ingest.values.codes import region_codes, type_codes

ROOT = Path(__file__).resolve().parents[3]


def table(path: str, index: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / path, dtype=str, keep_default_na=False).set_index(index)


OBLASTS = table("geo/oblasts.csv", "iso_code")
TYPES = table("data/activity_types.csv", "code")
UNITS = region_codes(OBLASTS)
KINDS = type_codes(TYPES)
