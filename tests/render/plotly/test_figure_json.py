"""Figures are written as valid JSON."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd

from campaign.render.plotly.figure_json import to_json


def test_values_that_json_does_not_have_become_null() -> None:
    values = [float("nan"), float("inf"), np.nan, pd.NaT, pd.NA, None]
    assert json.loads(to_json({"values": values})) == {"values": [None] * len(values)}


def test_numpy_values_dates_and_arrays_become_plain_json() -> None:
    value = {"n": np.int64(3), "share": np.float64(0.5), "day": date(2017, 9, 1), "z": np.arange(2)}
    assert to_json(value) == b'{"n":3,"share":0.5,"day":"2017-09-01","z":[0,1]}'


def test_text_is_unchanged() -> None:
    assert to_json({"имя": "Ош <1>"}) == '{"имя":"Ош <1>"}'.encode()
